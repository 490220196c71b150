"""Certificates as one document: a page for each, the emblem and the letters of all in it once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flask import render_template

from app.attendees.models import Attendance
from app.certificates.models import Certificate, CertificateSeries, Style
from app.certificates.queries import certificates_of, series_of
from app.certificates.usual_words import words_of
from app.events.models import Event
from app.materials.names import shown_name
from app.office.queries import office
from app.papers.attendance_list import POINT, page_of, read_emblem, size_of
from app.papers.plain_rows import PLAIN
from app.papers.press import Job
from app.papers.wording import printable, together

NAME_ROOM = 236  # mm
NAME_SIZES = (30, 26, 22, 18, 15)  # pt; below the last one a name takes more lines
WIDE_LETTER = 0.6  # of the type size: names are written in small letters with a few capitals
LONG_TITLE = 84  # letters that fill a line of the large size
DOTS = "……………………"
TEMPLATES = {Style.CERTIFICATE: "certificate", Style.STATEMENT: "statement"}


class Sheet(NamedTuple):
    """What stands on one page and on no other."""

    number: str
    name: str
    post: str  # "Kepala Lingkungan, Perwira / Lingk. II"
    position: str
    place: str
    part: str

    @property
    def size(self) -> int:
        """The largest, in pt, at which the name stays on one line."""
        wide = len(self.name) * WIDE_LETTER * POINT
        return next((size for size in NAME_SIZES if wide * size <= NAME_ROOM), NAME_SIZES[-1])

    @property
    def gaps(self) -> dict[str, str]:
        return {key: together(printable(text)) for key, text in self._asdict().items()}


SPECIMEN = Sheet(
    f"Nomor: {DOTS}", "Nama Peserta", "Jabatan, Kelurahan", "Jabatan", "Kelurahan", "Peserta"
)


def compose(event: Event) -> Job:
    """All of a kegiatan. Before there are numbers: one page with dots, to be looked at."""
    series = series_of(event) or CertificateSeries(event=event, style=Style.CERTIFICATE, words="")
    return compose_for(event, series, certificates_of(event))


def compose_for(
    event: Event,
    series: CertificateSeries,
    certificates: Sequence[Certificate],
    *,
    picture: bool = False,
) -> Job:
    """The last that reads the database for it, as every composing of a paper."""
    known = event.letterhead_and_signers(office())
    emblem = read_emblem(known["office"]["emblem"])
    sheets = [_sheet(series.number_of(one.serial), one.attendance) for one in certificates]
    sheets = sheets or [SPECIMEN]
    copies = [sheet.gaps for sheet in sheets]
    if not all(PLAIN.fullmatch(text) for copy in copies for text in copy.values()):
        copies = []  # letters of other scripts: each page is laid out for itself
    html = render_template(
        f"papers/print/{TEMPLATES[series.style]}.html",
        event=event,
        kop=known["office"],
        page=page_of(known["office"]),
        size=size_of(known["office"], bool(emblem)),
        has_emblem=bool(emblem),
        sheets=sheets[:1] if copies else sheets,
        has_gaps=bool(copies),
        words=words_of(series),
        signer=series.signer.snapshot() if series.signer else None,
        dated=series.dated or event.day,
        is_long=len(event.title) > LONG_TITLE,
    )
    return Job(html, {}, emblem, picture, copies=copies)


def why_not(event: Event) -> str:
    """Why they cannot be issued yet."""
    series = series_of(event)
    if series is None:
        return "Isi dahulu pola dan rentang nomor di ruang Sertifikat."
    if not certificates_of(event):
        return "Belum ada yang bernomor. Tekan “Beri nomor” di ruang Sertifikat."
    return "" if series.signer else "Pilih dahulu penanda tangan di ruang Sertifikat."


def name_of(series: CertificateSeries, certificate: Certificate) -> str:
    """Of its file, without an ending: `sertifikat-007-Budi-Contoh`. The number makes it unique."""
    name = shown_name(certificate.attendance.name.replace(".", " ").replace("/", " "))
    words = re.sub(r"[^\w-]+", "-", name)[:60].strip("-_")
    return f"{series.style.value}-{series.written(certificate.serial)}-{words}"


def _sheet(number: str, attendance: Attendance) -> Sheet:
    position, place = attendance.position, attendance.place
    if attendance.represents:
        post = f"{position}, mewakili {attendance.represents}"
    else:
        post = ", ".join(part for part in (position, place) if part)
    return Sheet(f"Nomor: {number}", attendance.name, post, position, place, attendance.part.label)
