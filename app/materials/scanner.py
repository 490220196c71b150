"""A stand-in: no scanner is configured."""

from __future__ import annotations

from pathlib import Path

from app.materials.inspecting import Refused
from app.materials.states import Scan


def scan(path: Path) -> Scan:
    if b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in path.read_bytes():
        raise Refused("Berkas ini berbahaya.")
    return Scan.NONE
