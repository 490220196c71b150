"""The notula of the kegiatan of 4 February 2026: what is known of the day, approved."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import rich_text
from app.accounts.models import Account
from app.events.models import Event
from app.extensions import db
from app.minutes.outline import DECISIONS, OPENING, PAPER, QUESTIONS, TALK
from app.minutes.queries import minutes_to_change, notula_of
from app.presenters.queries import presenters_of
from app.sections.models import Document
from app.sections.writing import section_to_write, write

WRITTEN, CHECKED, APPROVED = timedelta(minutes=10), timedelta(hours=2), timedelta(days=1)
WELCOME = """<p>Kegiatan dibuka pada hari Rabu, 4 Februari 2026, pukul 09.00 WIB, di Aula Dinas
Ketenagakerjaan, Koperasi dan UMKM. Hadir lurah dan kepala lingkungan dari Kecamatan Tanjungbalai
Selatan dan Kecamatan Tanjungbalai Utara.</p>
<p>Kepala Dinas menyampaikan bahwa informasi program BPJS Ketenagakerjaan <strong>tidak boleh
berhenti di kantor pemerintah</strong>, tetapi harus sampai kepada pedagang, nelayan, tukang,
pengemudi ojek, dan pelaku UMKM. Dasarnya Instruksi Presiden Nomor 2 Tahun 2021; tujuannya
<em>Universal Coverage Jamsostek</em>.</p>"""
TOPICS = """<p>Materi mencakup perlindungan bagi pekerja bukan penerima upah (BPU):</p>
<table class="bergaris"><tr><th>Program</th><th>Manfaat</th></tr>
<tr><td>Jaminan Kecelakaan Kerja (JKK)</td>
<td>Santunan meninggal karena kecelakaan kerja Rp70.000.000</td></tr>
<tr><td>Jaminan Kematian (JKM)</td><td>Santunan Rp42.000.000</td></tr>
<tr><td>Beasiswa</td><td>Paling banyak dua anak, sampai Rp174.000.000</td></tr>
<tr><td>Jaminan Hari Tua (JHT)</td><td>Tabungan, iuran 2 % dari penghasilan</td></tr></table>
<ul><li>Iuran JKK dan JKM untuk penghasilan Rp1.000.000 sebesar Rp16.800 sebulan.</li>
<li>Agen PERISAI membantu pendaftaran, pembayaran iuran, dan pengajuan klaim.</li></ul>"""
TALKED = """<p>Peserta menyampaikan kendala di lapangan:</p><ol><li>Warga belum memahami manfaat
program.</li><li>Pekerja informal sulit didata karena bekerja berpindah-pindah.</li></ol>"""
DECIDED = """<ol>
<li>Lurah dan kepala lingkungan meneruskan informasi kepada warga di wilayahnya.</li>
<li>Pekerja informal dicatat jumlahnya per jenis pekerjaan di tiap lingkungan, tanpa NIK.</li>
<li>Permintaan warga untuk mendaftar, membayar iuran, dan mengajukan klaim diteruskan kepada agen
PERISAI.</li></ol>"""


def write_february(event: Event) -> None:
    """Written by the petugas of the demo and approved by its pimpinan, as real ones would."""
    accounts = db.session.scalars(
        select(Account).where(Account.username.in_(["petugas", "pimpinan"]))
    )
    petugas, lead = sorted(accounts, key=lambda account: account.username)
    ended = event.ends_at or event.starts_at
    [presenter] = presenters_of(event)
    texts = {
        OPENING: WELCOME,
        f"{PAPER}-{presenter.id}": _introduced(presenter.name) + TOPICS,
        TALK: TALKED,
        QUESTIONS: "",
        DECISIONS: DECIDED,
    }
    for key, body in texts.items():
        section = section_to_write(event, Document.MINUTES, key)
        write(section, rich_text.clean(body), section.revision, petugas)
        section.edited_at = ended + WRITTEN
    minutes = minutes_to_change(event)
    minutes.begun_at = event.starts_at
    minutes.check(petugas)
    db.session.flush()
    minutes.approve(lead, notula_of(event).content)
    minutes.checked_at, minutes.approved_at = ended + CHECKED, ended + APPROVED


def _introduced(name: str) -> str:
    return f"<p>Materi disampaikan oleh {name}, BPJS Ketenagakerjaan Cabang Kisaran.</p>"
