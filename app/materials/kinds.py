"""The kinds of files that are taken, by extension: never by what a browser says of them."""

from __future__ import annotations

from typing import NamedTuple

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


class Kind(NamedTuple):
    extension: str  # in small letters, without the dot
    label: str  # how people call it
    mimetype: str
    can_show: bool = False  # whether pages of it can be shown as pictures


KINDS: dict[str, Kind] = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", can_show=True),
        Kind("pptx", "PowerPoint", f"{OFFICE}.presentationml.presentation"),
        Kind("docx", "Word", f"{OFFICE}.wordprocessingml.document"),
        Kind("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet"),
        Kind("odp", "OpenDocument", f"{OPEN}.presentation"),
        Kind("odt", "OpenDocument", f"{OPEN}.text"),
        Kind("jpg", "Gambar", "image/jpeg", can_show=True),
        Kind("jpeg", "Gambar", "image/jpeg", can_show=True),
        Kind("png", "Gambar", "image/png", can_show=True),
        Kind("mp4", "Video", "video/mp4"),
    )
}
