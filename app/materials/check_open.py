"""OpenDocument (LibreOffice): its kind comes first, and nothing in it acts."""

from __future__ import annotations

import re
from pathlib import Path

from app.materials.kinds import KINDS
from app.materials.members import MACRO, Readers, check_members
from app.materials.office_links import RUNS, check_address
from app.materials.package import STORED, Package
from app.materials.refusal import DAMAGED, LOCKED, WRONG_KIND, Refused

MANIFEST = "META-INF/manifest.xml"
HREF = "http://www.w3.org/1999/xlink href"
PROGRAMS = re.compile(r"(^|/)(Basic|Scripts|Dialogs)/[^/].*[^/]$", re.I)

LISTENER = "event-listener"
ACTS = {"script", "execute-macro", "applet"}
EXCHANGE = {"dde-connection-decl", "dde-connection", "dde-source", "dde-link"}
# These are loaded when the document is opened, so they have to lie inside it.
INSIDE = {"object", "object-ole", "floating-frame", "section-source", "table-source"}
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\|\.\./|/", re.I)
STARTS = {"execute", "execute-macro", "verb"}

OTHER_KIND = (
    "Isi berkas ini bukan {wanted} biasa. Simpan ulang sebagai {wanted} atau PDF, lalu unggah lagi."
)
LOADS = (
    "Berkas ini memuat objek dari alamat lain saat dibuka."
    " Putuskan tautan itu, simpan, lalu unggah lagi."
)


def check(path: Path, extension: str) -> None:
    with path.open("rb") as file:
        package = Package(file)
        _check_kind(package, extension)
        if any(PROGRAMS.search(name) for name in package.parts):
            raise Refused(MACRO)
        check_members(package, _readers_of, None)


def _check_kind(package: Package, extension: str) -> None:
    first = next(iter(package.parts.values()))
    wanted = KINDS[extension].mimetype.encode()
    is_kind = first.name == "mimetype" and first.method == STORED and first.size < 200
    if not is_kind or package.read("mimetype", 200).strip() != wanted:
        raise Refused(OTHER_KIND.format(wanted=extension.upper()), WRONG_KIND)
    if not {MANIFEST, "content.xml"} <= set(package.parts):
        raise Refused(DAMAGED)


def _readers_of(name: str) -> Readers | None:
    return (_on_manifest if name == MANIFEST else _on_tag), None


def _on_manifest(tag: str, _: dict[str, str]) -> None:
    if tag == "encryption-data":
        raise Refused(LOCKED)


def _on_tag(tag: str, attributes: dict[str, str]) -> None:
    if tag in ACTS:
        raise Refused(MACRO)
    if tag in EXCHANGE:
        raise Refused(LOADS)
    if tag == LISTENER:
        _check_listener(attributes)
    target = attributes.get(HREF, "").strip()
    if not target:
        return
    if tag in INSIDE:
        if OUTSIDE.match(target):
            raise Refused(LOADS)
    elif tag != "plugin" or not target.lower().startswith("vnd.sun.star.package:"):
        check_address(target)


def _check_listener(attributes: dict[str, str]) -> None:
    """A button that turns to the next slide is fine, one that starts something is not."""
    actions = [value for name, value in attributes.items() if name.endswith(" action")]
    if not actions:
        raise Refused(MACRO)  # of the script language, not of the presentation
    if STARTS.intersection(actions):
        raise Refused(RUNS if "execute" in actions else MACRO)
