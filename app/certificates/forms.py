from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from app import wib
from app.certificates.models import NUMBER, CertificateSeries, Style
from app.certificates.usual_words import MOST
from app.events.models import YEARS, Event
from app.fields import NO_DAY, REQUIRED, Day, TextLine, at_most, id_of, tidy, typed
from app.office.queries import official, officials_on

SERIAL = re.compile(r"[0-9]{1,6}")  # a register of a million letters a year
NO_SERIAL = "Tulis angka saja, paling banyak enam angka. Contoh: 101 atau 001."


def _number(text: Any) -> int:
    """An id as a form sends it; 0 stands for nobody and for nonsense."""
    return id_of(text) or 0


class Serial(StringField):
    """A number of the register. `data` is what was typed: its noughts in front are kept."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs |= {"filters": [typed, str.strip], "validators": [InputRequired(REQUIRED), _serial]}
        super().__init__(label, render_kw={"inputmode": "numeric", "maxlength": 6}, **kwargs)


class SeriesForm(FlaskForm):
    """What all certificates say, and the numbers set aside for them in the office's register."""

    style = RadioField(
        "Bentuk",
        choices={style.value: style.label for style in Style},
        default=Style.CERTIFICATE.value,
        invalid_choice_message="Pilih sertifikat atau surat keterangan hadir.",
    )
    pattern = TextLine("Pola nomor", max=120, needed="Tulis pola nomor dari buku agenda.")
    first = Serial("Nomor pertama")
    last = Serial("Nomor terakhir")
    dated = Day("Tanggal")
    signer = SelectField(
        "Penanda tangan", coerce=lambda text: id_of(text) or 0, validate_choice=False
    )
    words = TextAreaField(
        "Kalimat",
        filters=[tidy],
        validators=[at_most(MOST)],
        render_kw={"rows": 3, "maxlength": MOST},
    )

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        known = self.dated.data and self.dated.data.year in YEARS
        day = self.dated.data if known else event.day
        chosen = [self.signer.data] if self.signer.data else []
        self.officials = {one.id: one for one in officials_on(day, chosen)}
        names = {one.id: f"{one.full_name} – {one.signs_as}" for one in self.officials.values()}
        self.signer.choices = {0: "– belum ditentukan –"} | names

    def validate_pattern(self, field: TextLine) -> None:
        if field.data and field.data.count(NUMBER) != 1:
            raise ValidationError(
                f"Tulis {NUMBER} satu kali, di tempat angkanya."
                f" Contoh: 500.15.16/{NUMBER}/DISNAKERKOPUMKM/2026."
            )

    def validate_last(self, field: Serial) -> None:
        if not self.first.errors and int(field.data) < int(self.first.data):
            raise ValidationError("Nomor terakhir tidak boleh lebih kecil dari nomor pertama.")

    def validate_dated(self, field: Day) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)

    def validate_signer(self, field: SelectField) -> None:
        if field.data and field.data not in self.officials:
            chosen, field.data = official(field.data), 0
            name = chosen.full_name if chosen else "Pejabat yang dipilih"
            day = wib.plain_date(self.dated.data) if self.dated.data else "hari itu"
            raise ValidationError(f"{name} tidak menjabat pada {day}. Pilih pejabat lain.")

    def write_to(self, series: CertificateSeries) -> None:
        series.style = Style(self.style.data)
        series.pattern = self.pattern.data or ""
        series.first, series.last = int(self.first.data or 0), int(self.last.data or 0)
        padded = (self.first.data or "").startswith("0")
        series.digits = len(self.first.data or "") if padded else 1
        series.dated, series.words = self.dated.data, self.words.data or ""
        series.signer_id = self.signer.data or None


def values_of(event: Event, series: CertificateSeries | None) -> dict[str, Any]:
    """What the form shows: the series, or what is known of the kegiatan. Numbers are typed."""
    if series is None:
        return {"dated": event.day, "signer": event.acknowledger_id or 0}
    return {
        "style": series.style.value,
        "pattern": series.pattern,
        "first": series.written(series.first),
        "last": series.written(series.last),
        "dated": series.day,
        "signer": series.signer_id or 0,
        "words": series.words,
    }


def _serial(_form: Any, field: Serial) -> None:
    if not SERIAL.fullmatch(field.data or "") or int(field.data or 0) < 1:
        raise ValidationError(NO_SERIAL)
