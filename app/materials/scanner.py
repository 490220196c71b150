from __future__ import annotations

from pathlib import Path

from app.materials.refusal import Refused
from app.materials.states import Scan


def scan(path: Path) -> Scan:
    if b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in path.read_bytes():
        raise Refused("Berkas ini memuat program berbahaya.", 422)
    return Scan.NONE
