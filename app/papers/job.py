"""What a paper is made of, and how it is packed to travel to the worker."""

from __future__ import annotations

from typing import Any, NamedTuple

BLOBS = ("pictures", "attachments")


class Seal(NamedTuple):
    """What the foot of an issued paper shows: its code, and as a QR where it can be checked."""

    code: str
    address: str


class Job(NamedTuple):
    """What a paper is made of. `signatures` are stored texts under the keys of `ttd:<key>`,
    `rows` the words of drawn rows under those of `baris:<key>`, `pictures` JPEG or PNG under those
    of `foto:<key>`, `drawings` SVG of our own under those of `gambar:<key>`.
    """

    html: str
    signatures: dict[str, str]
    emblem: bytes = b""
    picture: bool = False  # a PNG of the first page instead of the PDF
    rows: dict[str, list[str]] = {}
    width: float = 0  # mm, of a row
    pictures: dict[str, bytes] = {}
    drawings: dict[str, str] = {}
    attachments: dict[str, bytes] = {}  # by file name: the data of a list as CSV
    seal: Seal | None = None  # of a paper that is issued
    is_long: bool = False  # outside of requests alone: more seconds, more memory, a larger file


class Limits(NamedTuple):
    """Of one paper."""

    patience: float  # seconds, by the clock
    cpu: int  # seconds
    memory: int  # bytes of address space, all threads and fonts included
    largest: int  # bytes of the finished paper


MB = 1024 * 1024
SHORT = Limits(24, 20, 1_200 * MB, 20 * MB)
LONG = Limits(240, 120, 1_600 * MB, 100 * MB)


def limits_of(job: Job) -> Limits:
    return LONG if job.is_long else SHORT


def pack(job: Job) -> tuple[dict[str, Any], bytes]:
    """As a header of words and numbers, and all bytes behind each other."""
    header = job._asdict()
    parts = [header.pop("emblem")]
    sizes: dict[str, dict[str, int]] = {}
    for group in BLOBS:
        blobs = header.pop(group)
        sizes[group] = {key: len(blob) for key, blob in blobs.items()}
        parts += blobs.values()
    return header | {"emblem": len(parts[0]), "blobs": sizes}, b"".join(parts)


def unpack(header: dict[str, Any], content: bytes) -> Job:
    """The job that was packed."""
    rest = dict(header)
    seal, sizes, start = rest.pop("seal"), rest.pop("blobs"), rest.pop("emblem")
    found: dict[str, Any] = {"emblem": content[:start]}
    for group in BLOBS:
        found[group] = {}
        for key, size in sizes[group].items():
            found[group][key] = content[start : start + size]
            start += size
    return Job(**rest, **found, seal=Seal(*seal) if seal else None)
