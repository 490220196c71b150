"""What the parts of an office document may be, whichever office program it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import Any

from app.materials import signs
from app.materials.package import Package, Part
from app.materials.refusal import BOMB, DAMAGED, Refused
from app.materials.tags import OnTag, OnText, read_tags

MOST_TAGS = 300_000  # of all parts, and two more for each packed byte
MOST_NESTED = 25 * 1024 * 1024  # bytes of a workbook behind a chart
OVERLAP = 64  # bytes by which we know what we look for in an OLE object

# Names of storages inside an OLE object, as they stand in its list.
WRAPPED = "Ole10Native".encode("utf-16-le")  # any file at all, opened by a double click
VBA = "_VBA_PROJECT".encode("utf-16-le")
HARMFUL = {"program", "skrip", "halaman web", "RTF", "pintasan Windows", "surat elektronik"}
PACKED_PICTURES = (".emz", ".wmz", ".svgz")

MACRO = (
    "Berkas ini berisi makro (program). Simpan ulang sebagai PPTX, DOCX, atau XLSX biasa tanpa"
    " makro, lalu unggah lagi."
)
EMBEDDED = (
    "Di dalam berkas ini tertanam berkas lain yang dapat dijalankan."
    " Hapus objek yang tertanam itu, simpan, lalu unggah lagi."
)
MALWARE = (
    "Berkas ini dikenali sebagai berbahaya. Jangan dibuka; hubungi petugas atau pengirimnya,"
    " lalu unggah berkas yang lain."
)

Readers = tuple[OnTag, OnText | None]


class Budget:
    """How many tags we are ready to look at; they cost time, however well they are packed."""

    def __init__(self, packed: int) -> None:
        self.left = MOST_TAGS + 2 * packed

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Refused(BOMB)


def check_members(
    package: Package,
    readers_of: Callable[[str], Readers | None],
    check_nested: Callable[[Package], Any] | None,
) -> None:
    """Look through all parts; of XML, tell the readers that belong to the part.

    `check_nested` judges a document inside the document; without it there may be none.
    """
    budget = Budget(package.size)
    for part in package.parts.values():
        pieces = package.pieces(part)
        first = next(pieces, b"")
        whole = chain([first], pieces)
        kind = signs.kind_of(first[: signs.HEAD])
        if first.lstrip().startswith(signs.EICAR):
            raise Refused(MALWARE)
        if _is_xml(part.name, kind):
            _read_xml(part, whole, budget, readers_of(part.name))
        elif kind in HARMFUL or kind.startswith("arsip") and not _is_picture(part.name):
            raise Refused(EMBEDDED)
        elif kind == "CFB":
            _check_ole(whole)
        elif kind == "ZIP":
            _open_nested(whole, part, check_nested)
        for _ in whole:
            pass  # to its end: only then do we know that sizes and sums are true


def _is_xml(name: str, kind: str) -> bool:
    return kind in {"XML", "SVG"} or name.lower().endswith((".xml", ".rels", ".vml", ".svg"))


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PACKED_PICTURES)


def _read_xml(part: Part, pieces: Iterator[bytes], budget: Budget, readers: Readers | None) -> None:
    if part.size == 0:
        return
    is_drawing = part.name.lower().endswith(".svg")
    if readers is None:
        read_tags(pieces, None, typed=is_drawing)
        return
    on_tag, on_text = readers

    def spend(name: str, attributes: dict[str, str]) -> None:
        budget.spend()
        on_tag(name, attributes)

    read_tags(pieces, spend, on_text, typed=is_drawing)


def _check_ole(pieces: Iterator[bytes]) -> None:
    rest = b""
    for piece in pieces:
        seen = rest + piece
        if WRAPPED in seen:
            raise Refused(EMBEDDED)
        if VBA in seen:
            raise Refused(MACRO)
        rest = seen[-OVERLAP:]


def _open_nested(
    pieces: Iterator[bytes], part: Part, check: Callable[[Package], Any] | None
) -> None:
    if check is None:
        raise Refused(EMBEDDED)
    if part.size > MOST_NESTED:
        raise Refused(BOMB)
    with SpooledTemporaryFile(MOST_NESTED) as file:  # in memory: it is not larger than that
        for piece in pieces:
            file.write(piece)
        try:
            check(Package(file))  # type: ignore[arg-type]
        except KeyError as error:
            raise Refused(DAMAGED) from error
