"""The laporan of the demo: number, date, and texts that somebody of the office has written.

What was said at the opening is known from the report of the day; the number is a sample.
"""

from __future__ import annotations

from datetime import date

from app import rich_text
from app.accounts.models import Account
from app.events.models import Event
from app.extensions import db
from app.reports.models import Report
from app.sections.models import Document, Section

NUMBER = "500.15.16/CONTOH-LAP/DISNAKERKOPUMKM/2026"
WRITTEN_ON = date(2026, 2, 6)
TEXTS = {
    "umum": (
        "<p>Banyak pekerja informal di Kota Tanjungbalai – pedagang, nelayan, tukang, pengemudi"
        " ojek, dan pelaku UMKM – bekerja tanpa perlindungan jaminan sosial. Lurah dan kepala"
        " lingkungan adalah aparatur yang paling dekat dengan mereka.</p>"
        "<p>Karena itu Dinas Ketenagakerjaan, Koperasi dan UMKM mengumpulkan lurah dan kepala"
        " lingkungan se-Kecamatan Tanjungbalai Selatan dan Tanjungbalai Utara dalam sosialisasi"
        " program BPJS Ketenagakerjaan.</p>"
    ),
    "maksud": (
        "<p>Maksud kegiatan ini adalah memberikan pemahaman yang sama tentang program bagi pekerja"
        " bukan penerima upah: Jaminan Kecelakaan Kerja, Jaminan Kematian, Jaminan Hari Tua, dan"
        " beasiswa bagi anak peserta.</p>"
        "<p>Tujuannya, informasi tidak berhenti di kantor pemerintah, melainkan sampai kepada warga"
        " di setiap lingkungan, menuju <em>Universal Coverage Jamsostek</em>.</p>"
    ),
    "simpulan": (
        "<ol><li>Lurah dan kepala lingkungan memahami manfaat program dan besarnya iuran.</li>"
        "<li>Kendala utama di lapangan adalah pemahaman warga dan pendataan pekerja informal.</li>"
        "<li>PERISAI membantu pendaftaran, pembayaran iuran, dan klaim di dekat tempat tinggal"
        " warga.</li></ol>"
    ),
    "saran": (
        "<ol><li>Pendataan dilakukan per lingkungan menurut jenis pekerjaan, tanpa NIK.</li>"
        "<li>Loket pendaftaran keliling dibuka di kantor lurah secara bergiliran.</li>"
        "<li>Sosialisasi serupa dilanjutkan di empat kecamatan lainnya.</li></ol>"
    ),
}


def add_report(event: Event, by: Account) -> None:
    """Legal basis and scope stay as they are proposed."""
    db.session.add(Report(event_id=event.id, number=NUMBER, dated=WRITTEN_ON))
    for key, body in TEXTS.items():
        db.session.add(
            Section(
                event_id=event.id,
                document=Document.REPORT,
                key=key,
                body=rich_text.clean(body),
                revision=1,
                edited_by=by.id,
                editor=by.name,
            )
        )
