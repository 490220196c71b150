"""How a file betrays what it really is: by its first bytes, or by what hides behind its end."""

from __future__ import annotations

import mmap
import re

HEAD = 1024  # bytes that are enough to know a file
TAIL = 66_000  # bytes in which the end of a ZIP is looked for

FIRST_BYTES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xff\xd8\xff", "JPG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "CFB"),  # Office before 2007, and what has a password
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"dex\n", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "pintasan Windows"),
    (b"#!", "skrip"),
    (b"{\\rt", "RTF"),
    (b"Rar!\x1a\x07", "arsip RAR"),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZ"),
    (b"BZh", "arsip BZ2"),
    (b"\xfd7zXZ", "arsip XZ"),
    (b"MSCF", "arsip CAB"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%!PS", "PostScript"),
    (b"From ", "surat elektronik"),
    (b"MIME-Version:", "halaman web"),
)
MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|!--|\?php|%)", re.I)
SVG = re.compile(rb"<(svg|!doctype\s+svg)[\s>]", re.I)
XML = re.compile(rb"<(\?xml|!doctype|[a-z_])", re.I)

# Long enough that no picture contains them by chance.
ACTIVE = re.compile(rb"<script|<\?php|<!doctype\s+html|<html[\s>]|<iframe\s|javascript:", re.I)

# The harmless file that every malware scanner must refuse; in two halves, or this module would be.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def kind_of(head: bytes) -> str:
    """What the first bytes say: "PDF", "ZIP", "program", …; empty when they say nothing."""
    for sign, kind in FIRST_BYTES:
        if head.startswith(sign):
            return kind
    if head[4:8] == b"ftyp":
        return "MP4"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return _markup_of(head)


def _markup_of(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf")
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text[2:].replace(b"\0", b"")  # UTF-16, as far as tags go
    text = text.lstrip()
    if MARKUP.match(text):
        return "halaman web"
    if not XML.match(text):
        return ""
    return "SVG" if SVG.search(text) else "XML"


def hides_zip(data: bytes | mmap.mmap) -> bool:
    """Whether a program for archives would find one in it, whatever stands before.

    It looks from the end for the last record, and the list of parts lies right before that.
    """
    start = max(0, len(data) - TAIL)
    tail = data[start:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    first = start + at - listed
    return listed > 0 and first >= 0 and data[first : first + 4] == b"PK\x01\x02"
