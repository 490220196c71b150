"""Limits on guessing passwords: few tries for a name, more for an address.

A whole office stands behind one address, hence the larger number there. Unknown names count like
known ones, so that a block tells nobody which names exist. A browser in which the name has logged
in before has few tries of its own: else strangers who guess would keep the office out.
"""

from __future__ import annotations

import hashlib
import math

from limits import parse

from app import throttle

FOR_A_NAME = parse("5 per 15 minutes")
FOR_AN_ADDRESS = parse("30 per 15 minutes")


def begin_try(username: str, address: str | None, browser: str = "") -> int:
    """Count a try for the name; 0 lets it in, more are the seconds to wait.

    The try is counted before the password is looked at: twenty at the same moment do not slip in.
    `browser` is the mark of one that knows the name (app.accounts.known).
    """
    who, network = (_key(username), browser), throttle.network_of(address)
    if not browser and throttle.tries_left(FOR_AN_ADDRESS, network) <= 0:
        return throttle.seconds_to_wait(FOR_AN_ADDRESS, network)
    if not throttle.count_try(FOR_A_NAME, *who):
        return throttle.seconds_to_wait(FOR_A_NAME, *who)
    return 0


def note_wrong(address: str | None) -> None:
    """The address pays for wrong tries alone: an office full of people logs in unhindered."""
    throttle.count_try(FOR_AN_ADDRESS, throttle.network_of(address))


def note_right(username: str, browser: str = "") -> None:
    throttle.forget(FOR_A_NAME, _key(username), browser)


def please_wait(seconds: int) -> str:
    """`Terlalu banyak percobaan. Coba lagi dalam 15 menit.`"""
    return f"Terlalu banyak percobaan. Coba lagi dalam {math.ceil(seconds / 60)} menit."


def _key(username: str) -> str:
    return hashlib.sha256(username.encode(errors="replace")).hexdigest()
