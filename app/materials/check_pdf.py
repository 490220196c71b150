"""PDF: every object is looked at as a reader understands it, never as bytes.

Words like /JavaScript in a text or as the name of a font are innocent; what counts are
dictionaries that a reader would act upon.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import ObjectType

from app.materials import signs
from app.materials.refusal import DAMAGED, HIDDEN, LOCKED, Refused

MOST_OBJECTS = 400_000
DEEPEST = 100  # dictionaries and lists inside each other; real ones reach ten
MOST_BEHIND = 2048  # bytes behind the end of the document
BLANK = re.compile(rb"[\0\s\x1a]*")

SCRIPT = "berisi JavaScript (program)"
RUNS = "berisi tindakan yang menjalankan program"
SENDS = "berisi formulir yang mengirim data ke alamat lain"
OPENS = "berisi tindakan yang membuka berkas lain"
CARRIES = "membawa berkas lampiran di dalamnya"
PLAYS = "berisi media atau objek 3D yang aktif"
FORM = "berisi formulir XFA yang aktif"
LOADS = "memuat data dari berkas lain"
ADVICE = (
    "Berkas PDF ini {what}."
    " Cetak ulang menjadi PDF biasa (Cetak → Simpan sebagai PDF), lalu unggah lagi."
)

ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": RUNS,
    "/SubmitForm": SENDS,
    "/ImportData": OPENS,
    "/GoToR": OPENS,
    "/GoToE": OPENS,
    "/Rendition": PLAYS,
    "/Movie": PLAYS,
    "/RichMediaExecute": PLAYS,
}
NOTES = {"/RichMedia": PLAYS, "/3D": PLAYS, "/Movie": PLAYS, "/FileAttachment": CARRIES}
PARTS = {"/EmbeddedFile": CARRIES, "/3D": PLAYS}
FILE_KEYS = {"/F", "/UF", "/DOS", "/Mac", "/Unix"}
SCRIPT_ADDRESS = re.compile(rb"\s*(javascript|vbscript|data)\s*:", re.I)
CONTAINERS = {ObjectType.dictionary, ObjectType.stream, ObjectType.array}


def check(path: Path, _extension: str) -> None:
    _check_ends(path)
    try:
        with pikepdf.open(path) as pdf:
            _look_through(pdf)
    except Refused:
        raise
    except pikepdf.PasswordError as error:
        raise Refused(LOCKED) from error
    except Exception as error:  # whatever a crafted file makes the library raise
        raise Refused(DAMAGED) from error


def _check_ends(path: Path) -> None:
    """Nothing before the document, nothing behind it, no archive around it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data.rfind(b"%%EOF")
        blank = BLANK.match(data, end + 5) if end >= 0 else None
        behind = data[blank.end() : blank.end() + MOST_BEHIND + 1] if blank else b""
        if len(behind) > MOST_BEHIND or signs.kind_of(behind) or signs.ACTIVE.search(behind):
            raise Refused(HIDDEN)
        if signs.hides_zip(data):
            raise Refused(HIDDEN)


def _look_through(pdf: pikepdf.Pdf) -> None:
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS or len(pdf.objects) > MOST_OBJECTS:
        raise Refused(DAMAGED)
    if not len(pdf.pages):
        raise Refused(DAMAGED)
    form = pdf.Root.get("/AcroForm")
    if "/NeedsRendering" in pdf.Root or (form is not None and "/XFA" in form):
        raise _refused(FORM)
    for found in pdf.objects:
        _look_into(found)
    _look_into(pdf.trailer)


def _look_into(found: Any) -> None:
    """One numbered object with all that is written inside it; others come in their turn."""
    waiting: list[tuple[Any, int]] = [(found, 0)]
    while waiting:
        thing, depth = waiting.pop()
        kind = getattr(thing, "_type_code", None)
        if kind not in CONTAINERS:
            continue
        if depth > DEEPEST:
            raise Refused(DAMAGED)
        if kind is ObjectType.array:
            inside = list(thing)
        else:
            values = dict(thing.items())
            _judge(values, is_stream=kind is ObjectType.stream)
            inside = list(values.values())
        waiting += [
            (value, depth + 1)
            for value in inside
            if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _judge(values: dict[str, Any], *, is_stream: bool) -> None:
    for key, meanings in (("/S", ACTIONS), ("/Subtype", NOTES), ("/Type", PARTS)):
        value = values.get(key)
        if value is not None and (what := meanings.get(str(value))):
            raise _refused(what)
    if "/EF" in values and _is_file_list(values["/EF"]):
        raise _refused(CARRIES)
    if is_stream and "/F" in values:
        raise _refused(LOADS)
    address = values.get("/URI")
    if isinstance(address, pikepdf.String) and SCRIPT_ADDRESS.match(bytes(address)):
        raise _refused(SCRIPT)


def _is_file_list(value: Any) -> bool:
    """A font may be called /EF, too; the list of an attached file has keys of its own."""
    return isinstance(value, pikepdf.Dictionary) and bool(FILE_KEYS & set(value.keys()))


def _refused(what: str) -> Refused:
    return Refused(ADVICE.format(what=what))
