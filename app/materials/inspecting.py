"""A stand-in: knows files by their extension and first bytes alone."""

from __future__ import annotations

from pathlib import Path

from app.materials.kinds import KINDS, Kind
from app.materials.names import extension_of

BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8", "jpeg": b"\xff\xd8"}


class Refused(ValueError):
    """The text tells a person why."""

    def __init__(self, words: str, code: int = 422) -> None:
        super().__init__(words)
        self.code = code


def inspect(path: Path, name: str) -> Kind:
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise Refused("Jenis berkas ini tidak diterima.", 415)
    with path.open("rb") as file:
        if not file.read(8).startswith(BEGINS.get(kind.extension, b"PK")):
            raise Refused(f"Isi berkas ini bukan {kind.label}.")
    return kind
