"""MP4: boxes that add up to the file, with a film in them that needs nothing from elsewhere."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.materials import signs
from app.materials.refusal import DAMAGED, HIDDEN, WRONG_KIND, Refused

MOST_BOXES = 100_000  # on one level; a film in fragments has two for each
MOST_INSIDE = 32 * 1024 * 1024  # bytes of a box that is no film and yet looked into
BRANDS = re.compile(
    rb"iso[m2-9a-z]|mp4[12]|mp71|avc1|hvc1|M4V[ PH]|3g[2pgrs][0-9a-z]|qt  |MSNV|dash|XAVC|f4v "
)
NO_FILM = re.compile(rb"M4[ABP] |hei[cxms]|hev[cx]|mif1|msf1|avi[fs]|crx |jp2 ")
ZEROS = re.compile(rb"\0*")
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"dinf"}
SELF_CONTAINED = 1

CUT = "Video ini tidak utuh: unggahan atau salinannya terputus. Kirim ulang berkas aslinya."
NOT_MP4 = "Isi berkas ini bukan video MP4. Simpan atau ubah dahulu menjadi MP4, lalu unggah lagi."
ELSEWHERE = "Video ini merujuk ke berkas lain. Ekspor ulang menjadi satu berkas MP4, lalu unggah."


class Box(NamedTuple):
    name: bytes
    start: int  # of its content
    end: int


def check(path: Path, _extension: str) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        boxes = list(_boxes(data, 0, len(data)))
        _check_brand(data, boxes[0])
        names = {box.name for box in boxes}
        if not {b"moov", b"mdat"} <= names:
            raise Refused(DAMAGED)
        for box in boxes:
            if box.name == b"moov":
                _check_film(data, box)
            elif box.name != b"mdat":
                _check_filling(data, box)
        if signs.hides_zip(data):
            raise Refused(HIDDEN)


def _boxes(data: mmap.mmap, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises Refused where they do not add up."""
    for _ in range(MOST_BOXES):
        if ZEROS.fullmatch(data, at, end):
            return  # QuickTime closes its lists so, and some cameras their films
        if end - at < 8:
            raise Refused(HIDDEN)
        size, name = struct.unpack(">I4s", data[at : at + 8])
        start = at + 8
        if size == 1:
            size, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        elif size == 0:
            size = end - at
        if at + size > end:
            raise Refused(CUT if _is_name(name) else HIDDEN)
        if at + size < start or not _is_name(name):
            raise Refused(DAMAGED)
        at += size
        yield Box(name, start, at)
    raise Refused(DAMAGED)


def _is_name(name: bytes) -> bool:
    return all(0x20 <= letter < 0x7F or letter == 0xA9 for letter in name)


def _check_brand(data: mmap.mmap, box: Box) -> None:
    brands = data[box.start : min(box.end, box.start + 400)]
    major, others = brands[:4], brands[8:]
    known = [others[at : at + 4] for at in range(0, len(others), 4)]
    is_film = any(BRANDS.fullmatch(brand) for brand in (major, *known))
    if box.name != b"ftyp" or NO_FILM.match(major) or not is_film:
        raise Refused(NOT_MP4, WRONG_KIND)


def _check_film(data: mmap.mmap, box: Box) -> None:
    """There is a track, and no track takes its pictures from another file."""
    names, waiting = set(), [box]
    while waiting:
        outer = waiting.pop()
        for inner in _boxes(data, outer.start, outer.end):
            names.add(inner.name)
            if inner.name in CONTAINERS:
                waiting.append(inner)
            elif inner.name == b"rmra" or inner.name == b"dref" and not _is_own(data, inner):
                raise Refused(ELSEWHERE)
    if not {b"mvhd", b"trak"} <= names and b"cmov" not in names:
        raise Refused(DAMAGED)


def _is_own(data: mmap.mmap, box: Box) -> bool:
    sources = _boxes(data, box.start + 8, box.end)
    return all(data[source.start + 3] & SELF_CONTAINED for source in sources)


def _check_filling(data: mmap.mmap, box: Box) -> None:
    """Boxes that players skip are where something else could lie."""
    inside = data[box.start : min(box.end, box.start + MOST_INSIDE)]
    kind = signs.kind_of(inside[: signs.HEAD])
    if kind in {"program", "ZIP", "PDF", "skrip"} or kind.startswith("arsip"):
        raise Refused(HIDDEN)
    if signs.ACTIVE.search(inside):
        raise Refused(HIDDEN)
