"""What was done, as an official reads it: the audit log itself keeps short codes."""

from __future__ import annotations

from app.trail.words import NOUNS, noun_of

# By verb; where a verb says something else of one noun, by the whole deed.
VERBS = {
    "add": "ditambahkan",
    "again": "dijalankan lagi",
    "answer": "dijawab",
    "approve": "disetujui",
    "assign": "ditujukan kepada narasumber",
    "begin": "dimulai",
    "bulk": "ditambahkan sekaligus",
    "cancel": "dibatalkan",
    "change": "diubah",
    "check": "diperiksa",
    "choose": "dipilih untuk laporan",
    "consent": "persetujuan dicatat",
    "consent_withdraw": "persetujuan dicabut",
    "correct": "diperbaiki",
    "create": "dibuat",
    "delete": "dihapus",
    "describe": "keterangan diubah",
    "desk_sign": "ditandatangani di meja",
    "disable": "dinonaktifkan",
    "draft": "kembali menjadi draf",
    "edit": "diubah",
    "enable": "diaktifkan",
    "end": "diakhiri",
    "erase": "dihapus atas permintaan",
    "export": "diunduh",
    "finish": "diakhiri",
    "freeze": "kode dibekukan untuk dicetak",
    "hide": "disembunyikan",
    "import": "diimpor",
    "issue": "diterbitkan",
    "late": "dicatat menyusul",
    "leave": "dinonaktifkan",
    "leave_out": "dikeluarkan dari laporan",
    "link": "tautan pribadi dibuat",
    "links": "tautan pribadi dibuat",
    "load": "dimuat",
    "lock": "dikunci",
    "log_in": "masuk",
    "log_in_failed": "gagal masuk",
    "log_out": "keluar",
    "log_out_everywhere": "keluar dari semua perangkat",
    "log_out_others": "perangkat lain dikeluarkan",
    "mail": "dikirim lewat e-mail",
    "make": "dibuat",
    "mark": "ditandai terkirim",
    "merge": "digabungkan",
    "moderate": "moderasi dinyalakan atau dimatikan",
    "note": "catatan ditulis",
    "notice": "pemberitahuan privasi diterbitkan",
    "number": "diberi nomor",
    "order": "dipesan",
    "paper": "dicatat dari lembar manual",
    "password": "kata sandi diganti",
    "password_failed": "kata sandi salah saat diganti",
    "people": "sekretaris dan pencatat diubah",
    "place": "urutan diubah",
    "put_back": "ditampilkan lagi",
    "questions": "pilihan pertanyaan diubah",
    "reinstate": "diaktifkan kembali",
    "remove": "dihapus",
    "rename": "nama diubah",
    "renew": "kop dan penanda tangan diperbarui",
    "reopen": "pencatatan dibuka kembali",
    "replace": "berkas diganti",
    "reply": "dijawab",
    "reset": "kata sandi diatur ulang",
    "restore": "dipulihkan",
    "retention": "aturan retensi disimpan",
    "retire": "dinonaktifkan",
    "return": "dikembalikan menjadi draf",
    "revoke": "tautan pribadi dicabut",
    "role": "peran diubah",
    "save": "disimpan",
    "schedule": "dijadwalkan",
    "separate": "dipisahkan",
    "show": "ditampilkan",
    "sign": "salinan bertanda tangan disimpan",
    "start": "dimulai",
    "status": "status diubah",
    "stop": "jawaban dihentikan",
    "turn": "diganti",
    "unfreeze": "kode berganti lagi",
    "version": "versi baru dibuka",
    "void": "dibatalkan",
    "withdraw": "ditarik",
    "write": "jawaban ditulis narasumber",
    "invitation.remove": "dikeluarkan dari undangan",
    "paper.cancel": "pesanan dibatalkan",
    "person.return": "diaktifkan kembali",
    "presenter.remove": "dihapus dari susunan acara",
    "question.begin": "mulai dijawab",
}


def deed_of(action: str) -> str:
    """`Narasumber: ditambahkan`; what has no words yet stays as it is."""
    verb = action.partition(".")[2]
    return f"{noun_of(action)}: {VERBS.get(action) or VERBS.get(verb) or verb}"


def deeds_called(word: str) -> tuple[list[str], list[str]]:
    """Nouns that a reader may mean by it, and verbs or whole deeds."""
    wanted = word.casefold()
    nouns = [noun for noun, label in NOUNS.items() if wanted in label.casefold()]
    return nouns, [verb for verb, label in VERBS.items() if wanted in label]
