"""What the deeds in the audit log are called on the page."""

from __future__ import annotations

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
    "sheet": "Foto lembar",
    "trail": "Jejak audit",
}
EXPORT = "export"  # the verb of everything that leaves the house as a file


def noun_of(action: str) -> str:
    return NOUNS.get(action.partition(".")[0], action.partition(".")[0].capitalize())


def namesakes_of(noun: str) -> list[str]:
    """All nouns that the page calls by the same word: it offers each word once."""
    return [other for other, label in NOUNS.items() if label == NOUNS[noun]]
