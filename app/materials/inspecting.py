from __future__ import annotations

from pathlib import Path

from app.materials.kinds import KINDS, Kind
from app.materials.names import extension_of
from app.materials.refusal import Refused


def refused_extension() -> Refused:
    return Refused("Jenis berkas ini tidak diterima.", 415)


def refused_empty() -> Refused:
    return Refused("Berkas ini kosong.", 422)


def check_extension(name: str) -> Kind:
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise refused_extension()
    return kind


def check_not_empty(size: int) -> None:
    if not size:
        raise refused_empty()


def inspect(path: Path, name: str) -> Kind:
    kind = check_extension(name)
    check_not_empty(path.stat().st_size)
    return kind
