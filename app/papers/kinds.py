"""The official papers of a kegiatan, and how far a long work on them has come."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    LETTER = "undangan"
    ATTENDANCE = "daftar-hadir"
    MINUTES = "notula"
    REPORT = "laporan"
    CERTIFICATES = "sertifikat"
    BUNDLE = "spj"

    @property
    def label(self) -> str:
        return {
            "undangan": "Surat Undangan",
            "daftar-hadir": "Daftar Hadir",
            "notula": "Notula",
            "laporan": "Laporan Kegiatan",
            "sertifikat": "Sertifikat",
            "spj": "Berkas SPJ",
        }[self.value]


class Work(StrEnum):
    """What is made outside a request."""

    BUNDLE_PDF = "spj-pdf"
    BUNDLE_ZIP = "spj-zip"
    CERTIFICATES_PDF = "sertifikat-pdf"
    CERTIFICATES_ZIP = "sertifikat-zip"

    @property
    def label(self) -> str:
        return {
            "spj-pdf": "Berkas SPJ (satu PDF)",
            "spj-zip": "Berkas SPJ (ZIP)",
            "sertifikat-pdf": "Sertifikat semua peserta (satu PDF)",
            "sertifikat-zip": "Sertifikat semua peserta (ZIP)",
        }[self.value]


class Progress(StrEnum):
    WAITING = "menunggu"
    RUNNING = "berjalan"
    DONE = "selesai"
    FAILED = "gagal"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def is_over(self) -> bool:
        return self not in {Progress.WAITING, Progress.RUNNING}


class Way(StrEnum):
    """How a copy was signed."""

    ELECTRONIC = "elektronik"
    WET = "basah"


def _any(words: type[StrEnum], name: str) -> str:
    """One of these words, in an address."""
    return f"<any({', '.join(repr(word.value) for word in words)}):{name}>"


ANY_KIND, ANY_WORK = _any(Kind, "kind"), _any(Work, "work")
