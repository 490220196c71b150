"""ZIP files, straight and crooked."""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Iterable
from io import BytesIO

Parts = dict[str, bytes]


def packed(parts: Parts | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """In this order; OpenDocument's `mimetype` is stored as it must be."""
    file = BytesIO()
    pairs = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(file, "w", method) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of doubled names
        for name, content in pairs:
            how = zipfile.ZIP_STORED if name == "mimetype" else method
            package.writestr(zipfile.ZipInfo(name), content, how)
    return file.getvalue()


def with_end(content: bytes, **changes: int) -> bytes:
    """The same with other numbers in its last record."""
    names = ["disk", "list_disk", "here", "count", "listed", "start", "comment"]
    at = content.rfind(b"PK\x05\x06")
    values = dict(zip(names, struct.unpack_from("<4H2IH", content, at + 4), strict=True)) | changes
    return content[: at + 4] + struct.pack("<4H2IH", *values.values()) + content[at + 22 :]


def with_gap(content: bytes, between: bytes) -> bytes:
    """Something between the last part and the list."""
    start = content.index(b"PK\x01\x02")
    return with_end(content[:start] + between + content[start:], start=start + len(between))


def prefixed(content: bytes, before: bytes) -> bytes:
    """Something before the first part, with all offsets mended, so that every program reads it."""
    at = content.rfind(b"PK\x05\x06")
    listed, start = struct.unpack_from("<2I", content, at + 12)
    entries, end = bytearray(content[start : start + listed]), 0
    while end < listed:
        named, extra, comment = struct.unpack_from("<3H", entries, end + 28)
        (offset,) = struct.unpack_from("<I", entries, end + 42)
        struct.pack_into("<I", entries, end + 42, offset + len(before))
        end += 46 + named + extra + comment
    whole = before + content[:start] + bytes(entries) + content[at:]
    return with_end(whole, start=start + len(before))


def encrypted(content: bytes) -> bytes:
    """With the flag that says so, in the first part and its line of the list."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def lying(content: bytes, name: bytes, size: int) -> bytes:
    """The list says a part unpacks to this size."""
    changed = bytearray(content)
    at = content.rindex(name) - 46
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def two_faced(content: bytes, name: bytes, other: bytes) -> bytes:
    """Another name in the part itself than in the list."""
    at = content.index(name)
    return content[:at] + other + content[at + len(name) :]
