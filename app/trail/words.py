"""What the audit log speaks of, as the page calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOUNS = {
    "account": "Akun",
    "attendance": "Kehadiran",
    "backup": "Cadangan",
    "certificate": "Sertifikat",
    "demo": "Data contoh",
    "directory": "Direktori",
    "door": "Pintu aula",
    "event": "Kegiatan",
    "follow-up": "Tindak lanjut",
    "invitation": "Undangan",
    "kiosk": "Kios",
    "letter": "Surat",
    "letter_template": "Templat surat",
    "material": "Materi",
    "minutes": "Notula",
    "office": "Kantor",
    "official": "Pejabat",
    "paper": "Dokumen",
    "person": "Orang",
    "photo": "Foto",
    "presenter": "Narasumber",
    "privacy": "Data pribadi",
    "question": "Pertanyaan",
    "questions": "Pertanyaan",
    "region": "Wilayah",
    "report": "Laporan",
    "scanner": "Pemindai",
    "screen": "Layar",
    "section": "Naskah",
    "sheet": "Foto lembar",
    "trail": "Jejak audit",
}
DETAILS = {
    "added": "ditambahkan",
    "audience": "untuk",
    "document": "naskah",
    "fields": "isian",
    "file": "berkas",
    "issued": "dibuat",
    "kind": "berkas",
    "material": "materi",
    "new": "menjadi",
    "number": "nomor",
    "numbers": "nomor",
    "old": "semula",
    "person": "orang",
    "phones": "nomor HP",
    "photo": "foto",
    "place": "urutan",
    "presenter": "narasumber",
    "question": "pertanyaan",
    "removed": "dikeluarkan",
    "role": "peran",
    "rows": "baris",
    "section": "bagian",
    "version": "versi",
    "work": "pesanan",
}
NO_ACCOUNT = "tanpa akun"  # by a personal link, in the hall, or by the machine
EXPORT = "export"  # the verb of everything that leaves the house as a file


def noun_of(action: str) -> str:
    return NOUNS.get(action.partition(".")[0], action.partition(".")[0].capitalize())


def namesakes_of(noun: str) -> list[str]:
    """All nouns that the page calls by the same word: it offers each word once."""
    return [other for other, label in NOUNS.items() if label == NOUNS[noun]]


def details_of(detail: Mapping[str, Any]) -> str:
    """`berkas: daftar-hadir.pdf; nomor HP: tidak`."""
    return "; ".join(f"{DETAILS.get(key, key)}: {_shown(value)}" for key, value in detail.items())


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
