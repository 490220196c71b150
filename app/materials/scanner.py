"""The malware scanner: what it says of a file, and whether it can be asked at all.

Without a scanner one file is still refused: EICAR, by which people test scanners.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from app import wib
from app.columns import now
from app.logs import log
from app.materials.clamd import ask, pieces_of
from app.materials.members import MALWARE
from app.materials.refusal import Refused
from app.materials.signs import EICAR
from app.materials.states import Scan

ASKING = 3.0  # for its version
SCANNING = 60.0  # for one file, all in all
OLD = 7  # days; signatures come several times a day
UNDECIDED = "Heuristics.Limits.Exceeded"  # found too large or too deep, not found bad


class State(NamedTuple):
    """For the admin page. Without signatures the daemon runs, but knows nothing."""

    configured: bool
    reachable: bool = False
    version: str = ""
    signatures: date | None = None

    @property
    def is_old(self) -> bool:
        return self.signatures is None or (wib.today(now()) - self.signatures).days > OLD


def scan(path: Path) -> Scan:
    """What is known of a complete local file. Raises Refused for malware."""
    if _contains_eicar(path):
        raise _malware("EICAR")
    address = current_app.config["CLAMAV"]
    if not address:
        return Scan.NONE
    try:
        answer = ask(address, b"zINSTREAM\0", path, seconds=SCANNING)
    except OSError as error:
        log.warning("scanner away", extra={"fields": {"error": type(error).__name__}})
        return Scan.WAITING
    if answer.endswith(" FOUND") and UNDECIDED not in answer:
        raise _malware(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer == "stream: OK":
        return Scan.CLEAN
    log.warning("scanner undecided", extra={"fields": {"answer": answer}})
    return Scan.WAITING


def state() -> State:
    """Whether the scanner answers now, and how old its signatures are."""
    address = current_app.config["CLAMAV"]
    if not address:
        return State(configured=False)
    try:
        answer = ask(address, b"zVERSION\0", seconds=ASKING)
    except OSError:
        return State(configured=True)
    program, *more = answer.split("/")  # ClamAV 1.4.6/27500/Mon Nov 24 09:26:47 2025
    return State(True, True, program, _day(more[-1]) if len(more) == 2 else None)


def _malware(name: str) -> Refused:
    log.warning("malware", extra={"fields": {"name": name}})
    return Refused(MALWARE)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _contains_eicar(path: Path) -> bool:
    rest = b""
    for piece in pieces_of(path):
        if EICAR in rest + piece:
            return True
        rest = piece[-len(EICAR) :]
    return False
