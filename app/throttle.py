"""Counters of wrong tries. In memory for one process, in Redis for several (BALAI_LIMITS)."""

from __future__ import annotations

import math
import time
from functools import lru_cache
from ipaddress import ip_address, ip_network

from flask import Flask, current_app
from limits import RateLimitItem
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter


def init_app(app: Flask) -> None:
    app.extensions["throttle"] = MovingWindowRateLimiter(storage_from_string(app.config["LIMITS"]))


def tries_left(limit: RateLimitItem, *who: str) -> int:
    """How many tries are left, without counting one."""
    return _counters().get_window_stats(limit, *who).remaining


def count_try(limit: RateLimitItem, *who: str) -> bool:
    """Count one try; False when there were already too many."""
    return _counters().hit(limit, *who)


def seconds_to_wait(limit: RateLimitItem, *who: str) -> int:
    """Until the oldest try is forgotten."""
    return max(1, math.ceil(_counters().get_window_stats(limit, *who).reset_time - time.time()))


def forget(limit: RateLimitItem, *who: str) -> None:
    _counters().clear(limit, *who)


@lru_cache(maxsize=1024)
def network_of(address: str | None) -> str:
    """One IPv4 address, or the 64 bits of IPv6 that one household is given."""
    try:
        bits = 32 if ip_address(address or "").version == 4 else 64
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/{bits}", strict=False))


def _counters() -> MovingWindowRateLimiter:
    counters: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return counters
