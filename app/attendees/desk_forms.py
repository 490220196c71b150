from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.attendees import signature
from app.attendees.models import Attendance, Part
from app.directory.models import Person
from app.directory.spelling import names_nothing
from app.events.models import Event
from app.fields import PhoneField, TextLine
from app.once import OnceForm

# The hall asks in the same words.
SEXES = [
    SelectChoice("", "Tidak diisi"),
    SelectChoice("L", "Laki-laki"),
    SelectChoice("P", "Perempuan"),
]
NO_INSTITUTION = "Tuliskan instansinya. Bila tidak ada, tuliskan kelurahan tempat tinggal."
PARTS = [SelectChoice(part.value, part.label) for part in Part]


def sex_field() -> RadioField:
    return RadioField("Jenis kelamin", choices=SEXES, default="", filters=[lambda s: s or ""])


def part_field() -> RadioField:
    return RadioField("Hadir sebagai", choices=PARTS, default=Part.PARTICIPANT.value)


class InstitutionLine(TextLine):
    """Where somebody on no list comes from: it tells guests of one name apart."""

    def __init__(self, **kwargs: Any):
        super().__init__("Kelurahan atau instansi", max=160, validators=[_names_one], **kwargs)


def _names_one(_form: Any, field: Field) -> None:
    if names_nothing(field.data or ""):
        raise ValidationError(NO_INSTITUTION)


class SignatureForm(OnceForm):
    signature = HiddenField()

    def validate_signature(self, field: Field) -> None:
        sent, field.data = field.data or "", ""  # what is no signature is not sent back
        try:
            field.data = signature.accept(sent)
        except signature.NotASignature as wrong:
            raise ValidationError(str(wrong)) from None


class WalkInForm(OnceForm):
    """Somebody who stands on no list."""

    name = TextLine("Nama lengkap", max=120, render_kw={"autocomplete": "off"})
    position = TextLine("Jabatan", max=120)
    institution = InstitutionLine()
    part = part_field()
    sex = sex_field()
    phone = PhoneField()

    def attendance(self, event: Event) -> Attendance:
        return Attendance.of_walk_in(
            event,
            name=self.name.data,
            position=self.position.data,
            institution=self.institution.data,
            part=Part(self.part.data),
            phone=self.phone.data or None,
            sex=self.sex.data or None,
        )


class SubstituteForm(OnceForm):
    """Somebody who comes in an invited person's stead."""

    name = TextLine("Nama yang hadir", max=120, render_kw={"autocomplete": "off"})
    position = TextLine("Jabatan", max=120)
    sex = sex_field()

    def attendance(self, event: Event, invited: Person) -> Attendance:
        return Attendance.of_substitute(
            event, invited, self.name.data, self.position.data, self.sex.data or None
        )


class CorrectionForm(FlaskForm):
    """Mends what was typed wrongly; who it was stays."""

    name = TextLine("Nama", max=230)
    position = TextLine("Jabatan", max=160)
    place = TextLine("Kelurahan atau instansi", max=200, needed=None)
    sex = sex_field()
    part = part_field()


class VoidForm(FlaskForm):
    reason = TextLine("Alasan pembatalan", max=200, needed="Tuliskan alasannya.")
