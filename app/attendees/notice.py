"""The privacy notice before the signature: its words, in every version that was ever shown.

Those in WORDS came with Balai; the office may write newer ones (`app.attendees.notices`). A
sign-in keeps the version that stood on its page, also where a newer one has come since.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    version: str
    summary: str  # what everybody sees; the rest opens with a tap
    who: str
    purpose: str
    what: str
    period: str
    rights: str

    @property
    def chapters(self) -> list[tuple[str, str]]:
        texts = (self.who, self.purpose, self.what, self.period, self.rights)
        return list(zip(HEADS, texts, strict=True))


HEADS = ("Siapa yang memproses", "Untuk apa", "Data apa", "Berapa lama", "Hak Anda")
FIRST = Words(
    "2026-11b",
    "Data Bapak/Ibu (nama, jabatan, kelurahan, tanda tangan) dipakai untuk daftar hadir dan notula "
    "kegiatan ini. Kami tidak meminta NIK.",
    "Penyelenggara kegiatan, sebagaimana tertulis pada surat undangan.",
    "Daftar hadir, notula, dan laporan resmi kegiatan ini.",
    "Nama, jabatan, kelurahan atau instansi, jenis kelamin, nomor HP bila diisi, tanda tangan, "
    "waktu, dan penanda HP yang dipakai untuk kegiatan ini.",
    "Seluruh data ini, termasuk nomor HP dan penanda HP, disimpan penyelenggara bersama daftar "
    "hadir selama jadwal retensi arsipnya.",
    "Melihat, meminta salinan, memperbaiki, atau meminta penghapusan melalui petugas (UU 27/2022). "
    "Nama dan tanda tangan pada daftar hadir yang sudah disahkan tetap disimpan.",
)
SECOND = FIRST._replace(
    version="2026-11c",
    period="Daftar hadir disimpan penyelenggara selama jadwal retensi arsipnya. Nomor HP tamu dan "
    "penanda HP dihapus lebih dahulu, paling lama sesuai pengaturan retensi penyelenggara.",
    rights="Melihat, meminta salinan, memperbaiki, atau meminta penghapusan melalui petugas "
    "(UU 27/2022). Dokumen yang sudah terbit tetap disimpan sebagai arsip. Kabar setelah kegiatan "
    "hanya dikirim bila Anda menyetujuinya sendiri, dan dapat dihentikan kapan saja.",
)
WORDS = (FIRST, SECOND)  # oldest first; a change of meaning is a new one, what was shown stays
