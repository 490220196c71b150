"""Structured logs: one JSON object a line on stderr, without personal data.

A line tells the rule of the address (`/h/<code>`), never the address itself: codes, tokens and
search words stay out of logs.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response

from app import here

log = logging.getLogger("balai")
# In the environ of a request that has waited in line: since when, and where its line is kept for
# `write`, since what it is told may still be undone.
CAME, KEPT = "balai.came", "balai.line"
as_json = json.JSONEncoder(ensure_ascii=True, default=str).encode  # control marks are escaped

# Our lines tell neither thread nor process nor the place in the code: nobody need look for them.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging._srcfile = None  # as the logging HOWTO says


class JsonLines(logging.Formatter):
    """`{"at": …, "level": …, "event": …}` plus the fields given as `extra={"fields": {…}}`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= getattr(record, "fields", {})
        return as_json(line)


def write_to_stderr(level: str) -> None:
    """What is at least so important, and nowhere else."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers = [handler]
    log.setLevel(level)
    log.propagate = False


def init_app(app: Flask) -> None:
    write_to_stderr(app.config["LOG_LEVEL"])
    app.logger.disabled = True  # its lines quote addresses, codes included; app.errors logs instead

    @app.before_request
    def begin() -> None:
        came = here.asked().environ.get(CAME) or time.perf_counter()
        here.kept().update(request_id=secrets.token_hex(6), started=came)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = here.kept().get("request_id", "")
        if log.isEnabledFor(logging.INFO):
            line, kept = _fields(response), here.asked().environ.get(KEPT)
            if kept is None:
                log.info("request", extra={"fields": line})
            else:
                kept.append(line)
        return response


def write(kept: list[dict[str, Any]], came: float) -> None:
    """The line of a request that is answered now, if it has one."""
    for line in kept[-1:]:
        line["ms"] = _ms_since(came)
        log.info("request", extra={"fields": line})


def _fields(response: Response) -> dict[str, Any]:
    asked, known = here.asked(), here.kept()
    method, rule = asked.method, asked.url_rule
    login = known.get("login_session")
    return {
        "id": known.get("request_id"),
        "method": method if len(method) < 10 else "?",
        "account": login.account_id if login else None,
        "rule": rule.rule if rule else None,
        "status": response.status_code,
        "ms": _ms_since(known.get("started", time.perf_counter())),
    }


def _ms_since(moment: float) -> float:
    return round((time.perf_counter() - moment) * 1000, 1)
