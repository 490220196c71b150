"""Tracebacks for the log. A database quotes in its errors what people have typed: we do not."""

from __future__ import annotations

import sqlite3
import traceback

from sqlalchemy.exc import DBAPIError

BETWEEN = "\nWhile this was being handled:\n\n"

MOST = 10  # a chain may bite its own tail


def trace_of(error: BaseException | None) -> str:
    """The traceback with all that led to it; of an error of the database class and code alone."""
    parts: list[str] = []
    while error is not None and len(parts) < MOST:
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.insert(0, f"{frames}{_words(error)}\n")
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)
    return BETWEEN.join(parts)


def _words(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    if code or isinstance(error, DBAPIError | sqlite3.Error):
        return f"{type(error).__module__}.{type(error).__name__} {code or ''}".rstrip()
    return "".join(traceback.format_exception_only(error)).rstrip()
