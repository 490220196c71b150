"""The folder in which backups lie, the newest one, and which of them have had their time."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app

NAME = re.compile(r"balai-(\d{8}T\d{6}Z)\.tar")
CUT_OFF = 600  # seconds without a byte
STAMP = "%Y%m%dT%H%M%SZ"


class Backup(NamedTuple):
    path: Path
    made_at: datetime
    size: int  # bytes


def folder() -> Path:
    """BALAI_BACKUPS, or `backups` in the data folder."""
    chosen = current_app.config["BACKUPS"]
    path = Path(chosen) if chosen else Path(current_app.config["DATA"]) / "backups"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def name_for(moment: datetime) -> str:
    return f"balai-{moment.astimezone(UTC).strftime(STAMP)}.tar"


def backups() -> list[Backup]:
    """What lies there, newest first."""
    found = []
    for path in folder().iterdir():
        if match := NAME.fullmatch(path.name):
            made_at = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def is_being_made() -> bool:
    """Whether somebody writes one now: what was cut off is no longer touched after a while."""
    return any(
        time.time() - part.stat().st_mtime < CUT_OFF for part in folder().glob("balai-*.tar.part")
    )


def clear_out(keep: int) -> list[Path]:
    """Remove all but the newest `keep`, and of each month the first one of the last twelve months.

    Returns what is gone.
    """
    there = backups()
    first_of_month = {backup.made_at.strftime("%Y%m"): backup for backup in there}  # oldest wins
    months = sorted(first_of_month, reverse=True)[:12]
    kept = {backup.path for backup in there[:keep]}
    kept |= {first_of_month[month].path for month in months}
    gone = [backup.path for backup in there if backup.path not in kept]
    gone += [
        part
        for part in folder().glob("balai-*.tar.part")
        if time.time() - part.stat().st_mtime > CUT_OFF
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
