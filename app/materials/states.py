"""Who may see a material, and what the malware scanner has said about a file."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    STAFF = "petugas"
    PARTICIPANTS = "peserta"  # who have signed
    EVERYBODY = "semua"

    @property
    def label(self) -> str:
        return {
            "petugas": "Petugas saja",
            "peserta": "Peserta yang hadir",
            "semua": "Semua orang",
        }[self.value]


class Scan(StrEnum):
    NONE = "belum"  # no scanner is configured
    CLEAN = "bersih"
    WAITING = "menunggu"  # the scanner is away: nobody but staff gets the file

    @property
    def label(self) -> str:
        return {
            "belum": "Belum dipindai",
            "bersih": "Sudah dipindai",
            "menunggu": "Menunggu pemeriksaan",
        }[self.value]
