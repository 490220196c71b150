"""PowerPoint, Word and Excel (Office Open XML): the right main part, and nothing that acts."""

from __future__ import annotations

import re
from pathlib import Path

from app.materials.members import EMBEDDED, MACRO, Readers, check_members
from app.materials.office_links import check_link
from app.materials.office_types import FIRST_LINKS, TYPES, Types, main_part
from app.materials.package import Package
from app.materials.refusal import WRONG_KIND, Refused

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    f"{OFFICE}.presentationml.presentation.main+xml": "pptx",
    f"{OFFICE}.wordprocessingml.document.main+xml": "docx",
    f"{OFFICE}.spreadsheetml.sheet.main+xml": "xlsx",
}
ACTIVE_TYPE = re.compile(r"macroenabled|vbaproject|vbadata|macrosheet", re.I)
ACTIVE_NAME = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/)", re.I)
CONTROL = re.compile(r"activex", re.I)
BIG_TABLES = re.compile(r"\.(worksheet|sharedStrings)\+xml$")  # cells alone: nothing in them acts
PROGRAM = re.compile(r"ppaction://(program|macro|ole)", re.I)
BUTTONS = {"hlinkClick", "hlinkHover", "hlinkMouseOver"}
LONGEST_FIELD = 100  # pieces
DDE = re.compile(r'(^|[\s"{])DDE(AUTO)?\s', re.I)

OTHER_KIND = (
    "Isi berkas ini bukan {wanted}, melainkan {found}."
    " Simpan ulang sebagai {wanted} biasa, lalu unggah lagi."
)
NO_DOCUMENT = (
    "Isi berkas ini bukan dokumen Office, melainkan arsip ZIP."
    " Unggah isinya satu per satu, atau simpan ulang dari program aslinya."
)
CONTROLS = (
    "Berkas ini berisi kontrol ActiveX (program). Hapus kontrol itu, simpan, lalu unggah lagi."
)
RUNS_PROGRAM = (
    "Salah satu tombol di berkas ini menjalankan program."
    " Hapus tindakan itu, simpan, lalu unggah lagi."
)
DATA_EXCHANGE = (
    "Berkas ini memuat perintah DDE yang dapat menjalankan program."
    " Hapus tautan datanya, simpan, lalu unggah lagi."
)


def check(path: Path, extension: str) -> None:
    with path.open("rb") as file:
        package = Package(file)
        found = check_package(package)
    if found != extension:
        wanted, is_like = extension.upper(), (found or "templat atau jenis lain").upper()
        text = OTHER_KIND.format(wanted=wanted, found=is_like if found else is_like.lower())
        raise Refused(text, WRONG_KIND)


def check_package(package: Package, *, is_nested: bool = False) -> str:
    """The extension that belongs to its main part; empty for a kind that we do not take."""
    if TYPES not in package.parts or FIRST_LINKS not in package.parts:
        raise Refused(EMBEDDED) if is_nested else Refused(NO_DOCUMENT, WRONG_KIND)
    types = Types(package)
    if any(ACTIVE_TYPE.search(name) for name in types.all) or _any(ACTIVE_NAME, package):
        raise Refused(MACRO)
    if any(CONTROL.search(name) for name in types.all) or _any(CONTROL, package):
        raise Refused(CONTROLS)

    def readers_of(name: str) -> Readers | None:
        if name.lower().endswith(".rels"):
            return check_link, None
        reading = Reading()
        return None if BIG_TABLES.search(types.of(name)) else (reading.on_tag, reading.on_text)

    def check_nested(inner: Package) -> None:
        if not check_package(inner, is_nested=True):
            raise Refused(EMBEDDED)

    check_members(package, readers_of, None if is_nested else check_nested)
    return MAIN.get(types.of(main_part(package)), "")


def _any(pattern: re.Pattern[str], package: Package) -> bool:
    return any(pattern.search(name) for name in package.parts)


class Reading:
    """One part: buttons that run something, and fields that fetch from other programs."""

    def __init__(self) -> None:
        self.field: list[str] = []
        self.in_field = False

    def on_tag(self, tag: str, attributes: dict[str, str]) -> None:
        self.in_field = tag == "instrText"
        if tag in BUTTONS and PROGRAM.match(attributes.get("action", "")):
            raise Refused(RUNS_PROGRAM)
        if tag == "ddeLink":
            raise Refused(DATA_EXCHANGE)
        if tag == "fldSimple":
            _check_field("".join(v for k, v in attributes.items() if k.endswith(" instr")))
        if tag == "fldChar":
            self.field.clear()

    def on_text(self, text: str) -> None:
        if self.in_field and len(self.field) < LONGEST_FIELD:
            self.field.append(text)  # Word joins what is split over several tags
            _check_field("".join(self.field) + " ")


def _check_field(words: str) -> None:
    if DDE.search(words):
        raise Refused(DATA_EXCHANGE)
