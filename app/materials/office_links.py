"""Links of an Office document to what lies outside it: which a reader may follow."""

from __future__ import annotations

import re

from app.materials.refusal import Refused

SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.I)  # two letters at least: C: is a drive
ON_DRIVE = re.compile(r"(file:/*)?/*[A-Za-z]:", re.I)
NETWORK = re.compile(r"(file:)?(//|\\\\)[^/\\]|file:/{4,}[^/]", re.I)

# What a person clicks, and sees the address of, before anything happens.
CLICKED = {"http", "https", "mailto", "tel", "sms", "file", "ftp", "whatsapp", "onenote", "geo"}
CLICKED |= {"sip", "callto", "skype", "zoommtg", "tg", "about"}

# By the last word of the relationship's type. Fetched from the web without a click: a picture or
# a film is shown, a workbook's numbers are asked for first.
SHOWN = {"image", "video", "audio", "media", "slideUpdateUrl", "slideUpdateInfo"}
ASKED = {"externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary"}
# Loaded by the program itself: good only where it points at the sender's own drive, that is,
# nowhere. Word notes its template so, PowerPoint a chart that was pasted from a workbook.
LOADED = {"attachedTemplate", "oleObject", "package", "mailMergeSource", "subDocument"}
LOADED |= {"mailMergeHeaderSource", "externalLinkLongPath", "linkedPicture"}

LOADS = (
    "Berkas ini memuat bagian dari alamat lain ({what}) saat dibuka."
    " Putuskan tautan itu, simpan, lalu unggah lagi."
)
RUNS = (
    "Salah satu tautan di berkas ini menjalankan perintah, bukan membuka laman."
    " Hapus tautan itu, simpan, lalu unggah lagi."
)
WORDS = {"attachedTemplate": "templat", "oleObject": "objek", "image": "gambar", "frame": "bingkai"}


def check_link(tag: str, attributes: dict[str, str]) -> None:
    """Judge one relationship of a package. Raises Refused."""
    if tag != "Relationship":
        return
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = attributes.get("Target", "").strip()
    if kind == "hyperlink":
        check_address(target)
    elif attributes.get("TargetMode", "").lower() == "external":
        _check_loaded(kind, target)
    elif SCHEME.match(target) or NETWORK.match(target):
        raise _loads(kind)  # an address, called a part of the package


def check_address(target: str) -> None:
    """What a person may follow by a click: a page, a letter, a file; no script."""
    scheme = SCHEME.match(target)
    if scheme and scheme[1].lower() not in CLICKED:
        raise Refused(RUNS)


def _check_loaded(kind: str, target: str) -> None:
    scheme = SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    is_near = bool(ON_DRIVE.match(target)) or not (name or NETWORK.match(target))
    is_page = name in {"http", "https"}
    if kind in ASKED:
        good = is_near or is_page or name == "file"
    else:
        good = is_near and kind in LOADED | SHOWN or is_page and kind in SHOWN
    if not good:
        raise _loads(kind)


def _loads(kind: str) -> Refused:
    return Refused(LOADS.format(what=WORDS.get(kind, "data")))
