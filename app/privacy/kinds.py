"""All kinds of data that go after a while, and those that stay."""

from __future__ import annotations

from typing import NamedTuple

from app.accounts import expiring as accounts
from app.attendees import expiring as attendees
from app.directory import expiring as directory
from app.followups import expiring as followups
from app.invitations import expiring as invitations
from app.materials import expiring as materials
from app.papers import expiring as papers
from app.personal import Expiring
from app.photos import expiring as photos
from app.presenters import expiring as presenters
from app.questions import expiring as questions

KINDS: tuple[Expiring, ...] = (
    *attendees.EXPIRING,
    *papers.EXPIRING,
    *invitations.EXPIRING,
    *questions.EXPIRING,
    *followups.EXPIRING,
    *presenters.EXPIRING,
    *photos.EXPIRING,
    *materials.EXPIRING,
    *directory.EXPIRING,
    *accounts.EXPIRING,
)
BY_KEY = {kind.key: kind for kind in KINDS}


class Kept(NamedTuple):
    label: str
    why: str


KEPT = (
    Kept(
        "Dokumen terbit, salinan bertanda tangan, dan notula terkunci",
        "Arsip resmi: mengikuti jadwal retensi arsip (JRA) kantor, dan tidak pernah diubah Balai.",
    ),
    Kept(
        "Daftar hadir dan susunan acara: nama, jabatan, wilayah atau instansi, nomor, foto lembar",
        "Bagian dari arsip kegiatan. Satu orang dihapus hanya atas permintaannya. Narasumber yang "
        "dihapus dari susunan acara tetap dikenali: jawaban, materi, dan dokumen terbit dapat "
        "memuat namanya.",
    ),
    Kept(
        "Jejak audit",
        "Rantai segelnya putus bila satu catatan dihapus; isinya kode dan angka.",
    ),
)
