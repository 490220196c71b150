from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, ValidationError

from app import wib
from app.columns import now
from app.events.models import Event
from app.fields import Day, TextLine, id_of
from app.office.queries import officials_on
from app.reports.content import Signers
from app.reports.models import LONGEST_NUMBER, Report


def _chosen(text: Any) -> int:
    """An id as a form sends it; 0 stands for nobody and for nonsense."""
    return id_of(text) or 0


class ReportForm(FlaskForm):
    """Number and date from the register of the office, and who signs."""

    number = TextLine("Nomor laporan", name="nomor", max=LONGEST_NUMBER, needed=None)
    dated = Day("Tanggal laporan", name="tanggal", needed=False)
    signer = SelectField(
        "Penanda tangan (kanan)", name="penanda_tangan", coerce=_chosen, validate_choice=False
    )
    acknowledger = SelectField(
        "Mengetahui (kiri)", name="mengetahui", coerce=_chosen, validate_choice=False
    )

    def __init__(self, event: Event, report: Report, usual: Signers, **kwargs: Any) -> None:
        kept = {"signer": report.signer_id or 0, "acknowledger": report.acknowledger_id or 0}
        values = {"number": report.number, "dated": report.dated} | kept
        super().__init__(data=values, **kwargs)
        self.event = event
        day = self.dated.data or report.dated or wib.today(now())
        known = officials_on(day, [one for one in kept.values() if one])
        self.known = {one.id: f"{one.full_name} – {one.signs_as}" for one in known}
        self.signer.choices = {0: _usual(usual.right)} | self.known
        self.acknowledger.choices = {0: _usual(usual.left)} | self.known

    def validate_dated(self, field: Day) -> None:
        day: date | None = field.data
        if day and day < self.event.day:
            raise ValidationError("Tanggal laporan tidak mendahului tanggal kegiatan.")

    def validate_signer(self, field: SelectField) -> None:
        if field.data and field.data not in self.known:
            raise ValidationError("Pilih pejabat yang menjabat pada tanggal laporan.")

    validate_acknowledger = validate_signer

    def fill(self, report: Report) -> None:
        report.number, report.dated = self.number.data or "", self.dated.data
        report.signer_id = self.signer.data or None
        report.acknowledger_id = self.acknowledger.data or None


def _usual(signer: dict[str, str] | None) -> str:
    return f"Seperti pada kegiatan: {signer['name']}" if signer else "Diisi dengan pena"
