from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.materials.refusal import Refused
from app.materials.states import Scan


class State(NamedTuple):
    configured: bool
    reachable: bool = False
    version: str = ""
    signatures: date | None = None

    @property
    def is_old(self) -> bool:
        return self.signatures is None


def state() -> State:
    return State(configured=False)


def scan(path: Path) -> Scan:
    if b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in path.read_bytes():
        raise Refused("Berkas ini memuat program berbahaya.", 422)
    return Scan.NONE
