"""What the process apart does: know the file by its first bytes, then look into its structure."""

from __future__ import annotations

import importlib
import json
import resource
import signal
import sys
from pathlib import Path

from app.materials import signs
from app.materials.refusal import LOCKED, WRONG_KIND, Refused

MEMORY = 800 * 1024 * 1024  # bytes of address space; a file that is mapped counts, too
CPU = 0.9  # seconds for a small file
CPU_PER_MB = 0.3
MOST_CPU = 10.0

CHECKS = {  # extension: what its first bytes say, and the module that looks into it
    "pdf": ("PDF", "check_pdf"),
    "pptx": ("ZIP", "check_office"),
    "docx": ("ZIP", "check_office"),
    "xlsx": ("ZIP", "check_office"),
    "odp": ("ZIP", "check_open"),
    "odt": ("ZIP", "check_open"),
    "jpg": ("JPG", "check_photo"),
    "jpeg": ("JPG", "check_photo"),
    "png": ("PNG", "check_photo"),
    "mp4": ("MP4", "check_video"),
}

OTHER = (
    "Isi berkas ini bukan {wanted}, melainkan {found}."
    " Simpan dari program aslinya sebagai {wanted}, lalu unggah lagi."
)
UNKNOWN = (
    "Isi berkas ini tidak dikenali sebagai {wanted}."
    " Pastikan berkasnya dapat dibuka di perangkat ini, lalu unggah lagi."
)
LEGACY = (
    "Berkas ini memakai format Office lama (sebelum 2007) walaupun namanya .{extension}."
    " Buka, lalu simpan sebagai {wanted} atau PDF."
)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def main(path: str, extension: str) -> None:
    """Say on stdout what is to be said of the file, as one JSON object."""
    check = _check_of(extension)  # loads its libraries before the clock is set
    _set_limits(Path(path).stat().st_size)
    try:
        judge(Path(path), extension, check)
    except Refused as refused:
        answer = {"refused": str(refused), "code": refused.code}
    else:
        answer = {}
    sys.stdout.write(json.dumps(answer))


def judge(path: Path, extension: str, check: object = None) -> None:
    """Raises Refused. Whatever else is raised, the file is not good either."""
    wanted, _ = CHECKS[extension]
    with path.open("rb") as file:
        head = file.read(signs.HEAD)
        found = signs.kind_of(head.lstrip() if wanted == "PDF" else head)
        if found == "CFB" and wanted == "ZIP":
            is_locked = ENCRYPTED in head + file.read(1024 * 1024)
            raise Refused(LOCKED) if is_locked else _wrong(LEGACY, extension, found)
    if found != wanted:
        raise _wrong(OTHER if found else UNKNOWN, extension, found)
    (check or _check_of(extension))(path, extension)  # type: ignore[operator]


def _wrong(text: str, extension: str, found: str) -> Refused:
    wanted = extension.upper()
    found = {"CFB": "dokumen Office lama", "ZIP": "arsip ZIP"}.get(found, found)
    return Refused(text.format(wanted=wanted, extension=extension, found=found), WRONG_KIND)


def _check_of(extension: str) -> object:
    return importlib.import_module(f"app.materials.{CHECKS[extension][1]}").check


def _set_limits(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = min(CPU + CPU_PER_MB * size / 1_000_000, MOST_CPU)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody catches SIGPROF: the process ends
