from __future__ import annotations

from pathlib import Path

from app.materials.kinds import KINDS, Kind
from app.materials.names import extension_of
from app.materials.refusal import Refused

EMPTY = "Berkas ini kosong. Periksa berkas aslinya, lalu unggah lagi."
NO_EXTENSION = "Nama berkas ini tanpa akhiran jenis. Unggah berkas PDF."
SAVE_AS = {"pptm": "PPTX tanpa makro"}
ARCHIVES = {"zip"}


def why_not(extension: str) -> str:
    return f"Berkas .{extension} tidak diterima." if extension else NO_EXTENSION


def inspect(path: Path, name: str) -> Kind:
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise Refused(why_not(extension_of(name)), 415)
    if not path.stat().st_size:
        raise Refused(EMPTY)
    return kind
