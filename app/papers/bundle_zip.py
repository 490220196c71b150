"""The bundle as a ZIP: each paper in a file of its own, the materials, and a list with hashes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from app import files, sizes, wib
from app.events.models import Event
from app.materials.models import MaterialFile
from app.materials.names import shown_name
from app.materials.queries import shown_materials
from app.papers.bundle import Collected, Piece, Step

LARGEST, MOST = 50 * 1024 * 1024, 200 * 1024 * 1024  # bytes of one material, and of all together
LIST = "daftar-isi.txt"


class Line(NamedTuple):
    """A file in the ZIP, as the list names it."""

    name: str
    note: str
    size: int
    sha256: str


def write_zip(event: Event, collected: Collected, target: Path, step: Step) -> None:
    """Piece by piece, so that nothing large is in memory."""
    missing = list(collected.missing)
    lines: list[Line] = []
    with zipfile.ZipFile(target, "w") as archive:
        for n, piece in enumerate(collected.pieces, 1):
            name = f"{n:02}-{slug(piece.title)}.pdf"
            with piece.path.open("rb") as content:
                _copy(archive, name, event.day, content)
            lines.append(_line(name, piece))
        room = MOST
        for n, file in enumerate(_materials(event), 1):
            if file.size > min(LARGEST, room):
                missing.append((file.name, f"terlalu besar ({sizes.show(file.size)})"))
                continue
            step(f"Materi {n}")
            name = f"materi/{n:02}-{shown_name(file.name)}"
            if _copy_stored(archive, name, event.day, file):
                room -= file.size
                lines.append(Line(name, file.material.title, file.size, file.sha256))
            else:
                missing.append((file.name, "berkasnya tidak ditemukan"))
        archive.writestr(entry_of(LIST, event.day), list_of(event, lines, missing))


def list_of(event: Event, lines: Sequence[Line], missing: Sequence[tuple[str, str]]) -> str:
    """For people and for `sha256sum --check`, which passes over every line that is no hash."""
    head = [
        "BERKAS SPJ",
        f"Kegiatan : {event.title}",
        f"Tanggal  : {wib.long_date(event.day)}",
        f"Tempat   : {event.place or '-'}",
        "",
        "Isi berkas (SHA-256, nama):",
    ]
    hashes = [f"{line.sha256}  {line.name}" for line in lines]
    notes = [
        f"- {one.name}: {one.note.rstrip('.') or '-'}, {sizes.show(one.size)}" for one in lines
    ]
    left_out = [f"- {what}: {why}" for what, why in missing] or ["- tidak ada"]
    parts = [*head, *hashes, "", "Keterangan:", *notes, "", "Tidak disertakan:", *left_out, ""]
    return "\r\n".join(parts)


def slug(title: str) -> str:
    """`Surat Undangan` as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _line(name: str, piece: Piece) -> Line:
    return Line(name, piece.note, piece.size, piece.sha256)


def _materials(event: Event) -> list[MaterialFile]:
    found = [material.file for material in shown_materials(event)]
    return [file for file in found if file is not None]


def _copy_stored(archive: zipfile.ZipFile, name: str, day: date, file: MaterialFile) -> bool:
    try:
        chunks = files.chunks(file.stored_as)
    except files.Gone:
        return False
    with archive.open(entry_of(name, day), "w") as out:
        for chunk in chunks:
            out.write(chunk)
    return True


def _copy(archive: zipfile.ZipFile, name: str, day: date, content: BinaryIO) -> None:
    with archive.open(entry_of(name, day), "w") as out:
        while chunk := content.read(256 * 1024):
            out.write(chunk)


def entry_of(name: str, day: date) -> zipfile.ZipInfo:
    """Of the day of the kegiatan, so that the same files give the same ZIP. Nothing is packed:
    papers, pictures and office documents are packed already.
    """
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry
