from __future__ import annotations

from contextlib import closing
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import ValidationError

from app.fields import Day, NipField, TextLine
from app.office.emblem import MOST_BYTES, NotAPicture, redraw
from app.office.fields import PICK
from app.office.models import PREFIXES, Official
from app.once import OnceForm

NO_FILE = "Pilih berkas gambar lebih dahulu."
BACKWARDS = "Hari terakhir tidak boleh sebelum hari pertama."


class EmblemForm(FlaskForm):
    picture = FileField("Berkas gambar", validators=[FileRequired(NO_FILE)])
    png: bytes  # what we keep, once the form is valid

    def validate_picture(self, field: FileField) -> None:
        try:
            with closing(field.data) as upload:
                self.png = redraw(upload.read(MOST_BYTES + 1))
        except NotAPicture as error:
            raise ValidationError(str(error)) from error


class OfficialForm(FlaskForm):
    prefix = SelectField("Awalan", choices={p: p or "(tanpa awalan)" for p in PREFIXES}, **PICK)
    position = TextLine("Jabatan", max=160)
    front_titles = TextLine("Gelar depan", max=40, needed=None)
    name = TextLine("Nama tanpa gelar", max=120)
    back_titles = TextLine("Gelar belakang", max=60, needed=None)
    rank = TextLine("Pangkat/golongan", max=60, needed=None)
    nip = NipField()
    valid_from = Day("Berlaku mulai")
    valid_to = Day("Berlaku sampai", needed=False)

    def validate_valid_to(self, field: Day) -> None:
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(BACKWARDS)


class NewOfficialForm(OnceForm, OfficialForm):
    """Somebody who is still to be put on the list."""


class EndTermForm(FlaskForm):
    """The last day on which the given official signs."""

    last_day = Day("Hari terakhir menjabat")

    def __init__(self, official: Official, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.official = official

    def validate_last_day(self, field: Day) -> None:
        if field.data and field.data < self.official.valid_from:
            raise ValidationError(BACKWARDS)
