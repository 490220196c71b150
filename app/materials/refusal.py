"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations

WRONG_KIND = 415
BROKEN = 422  # broken, locked, active or hostile

DAMAGED = (
    "Berkas ini rusak atau tidak utuh. Buka dan simpan ulang di program aslinya, lalu unggah lagi."
)
HIDDEN = (
    "Berkas ini memuat data lain yang tersembunyi."
    " Buka dan simpan ulang di program aslinya, lalu unggah lagi."
)
BOMB = (
    "Isi berkas ini terlalu besar setelah dibuka."
    " Perkecil gambar atau tabel di dalamnya, lalu unggah lagi."
)
LOCKED = "Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."


class Refused(ValueError):
    """The file cannot be taken; the text says why and what to do next, in Indonesian."""

    def __init__(self, text: str, code: int = BROKEN) -> None:
        super().__init__(text)
        self.code = code
