"""The door of materials: a file is judged by its extension and its structure, by nothing else."""

from __future__ import annotations

from pathlib import Path

from app.materials.apart import Busy as Busy
from app.materials.apart import judge_apart
from app.materials.kinds import KINDS, Kind
from app.materials.names import extension_of
from app.materials.refusal import WRONG_KIND
from app.materials.refusal import Refused as Refused

TAKEN = "PDF, PPTX, DOCX, XLSX, ODP, ODT, JPG, PNG, atau MP4"
EMPTY = "Berkas ini kosong. Periksa berkas aslinya, lalu unggah lagi."
NO_EXTENSION = f"Nama berkas ini tanpa akhiran jenis. Unggah berkas {TAKEN}."
NOT_TAKEN = f"Berkas .{{extension}} tidak diterima. Unggah berkas {TAKEN}."

INSTEAD = {  # kinds that people have at hand, and what to save them as
    "PPTX atau PDF": "ppt pps ppsx pot potx key",
    "DOCX atau PDF": "doc dot dotx rtf wps pages wpd txt md",
    "XLSX atau PDF": "xls xlt xltx xlsb ods csv numbers",
    "PPTX tanpa makro": "pptm ppsm potm ppam",
    "DOCX tanpa makro": "docm dotm",
    "XLSX tanpa makro": "xlsm xltm xlam",
    "ODP atau PDF": "otp fodp sxi",
    "ODT atau PDF": "ott fodt sxw",
    "JPG atau PNG": "heic heif webp gif bmp tif tiff avif svg svgz ai psd raw",
    "MP4": "mov avi mkv wmv webm 3gp mpg mpeg m4v flv",
    "PDF": "html htm xhtml xps epub pub vsd vsdx djvu ps eps",
}
SAVE_AS = {extension: kind for kind, names in INSTEAD.items() for extension in names.split()}
SAVE = "Berkas .{extension} tidak diterima. Simpan sebagai {kind}, lalu unggah lagi."
ARCHIVES = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "iso", "cab"}
UNPACK = (
    "Berkas arsip (.{extension}) tidak diterima."
    " Buka arsipnya, lalu unggah isinya satu per satu; beberapa berkas dapat dipilih sekaligus."
)


def inspect(path: Path, name: str) -> Kind:
    """The kind of a complete local file that may be kept.

    Raises Refused: with code 415 for a kind that we do not take, 422 for a file that is broken,
    locked, active or hostile, 503 (Busy) when too many others are being judged.
    """
    extension = extension_of(name)
    kind = KINDS.get(extension)
    if kind is None:
        raise Refused(why_not(extension), WRONG_KIND)
    if path.stat().st_size == 0:
        raise Refused(EMPTY)
    judge_apart(path, extension)
    return kind


def why_not(extension: str) -> str:
    if not extension:
        return NO_EXTENSION
    if extension in ARCHIVES:
        return UNPACK.format(extension=extension)
    if extension in SAVE_AS:
        return SAVE.format(extension=extension, kind=SAVE_AS[extension])
    return NOT_TAKEN.format(extension=extension)
