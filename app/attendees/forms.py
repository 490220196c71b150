"""The forms of the hall: the invited person, somebody in that person's stead, a walk-in."""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import abort
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField

from app.attendees.desk_forms import PARTS, SEXES, InstitutionLine
from app.attendees.models import Attendance, Part
from app.attendees.queries import Name
from app.attendees.signature import NotASignature, accept
from app.directory.models import Person
from app.events.models import Event
from app.fields import PhoneField, TextLine, required

REQUEST_ID = re.compile(r"[0-9a-f]{32}")


class DigitsForm(FlaskForm):
    digits = StringField(
        "Enam angka di layar",
        validators=[required()],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 9},
    )


class SignForm(FlaskForm):
    """The invited person in person: nothing to type, only to sign.

    `request_id` stays the same however often the form is `sent`. Somebody who asks for help
    (`helped`) signs later, at the desk.
    """

    class Meta:
        csrf = False  # app.extensions.csrf has looked at the token before any view; once is enough

    request_id = HiddenField()
    signature = HiddenField()

    def __init__(self, sent: Any = None, *, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        self.helped = helped
        if sent is None:
            self.request_id.data = secrets.token_hex(16)
        elif not REQUEST_ID.fullmatch(self.request_id.data or ""):
            abort(400)  # our own pages cannot send this

    def validate(self, extra_validators: Any = None) -> bool:
        typed_well = super().validate(extra_validators)
        return self._accept_signature() and typed_well

    def _accept_signature(self) -> bool:
        sent, self.signature.data = self.signature.data or "", ""
        if self.helped:
            return True
        try:
            self.signature.data = accept(sent)
        except NotASignature as why:
            self.signature.errors = [str(why)]
            return False
        return True


class SubstituteForm(SignForm):
    name = TextLine("Nama Anda", max=120, render_kw={"autocomplete": "name"})
    position = TextLine("Jabatan Anda", max=120, render_kw={"autocomplete": "organization-title"})
    sex = SelectField("Jenis kelamin", choices=SEXES, default="")

    @classmethod
    def announced(cls, who: Name) -> SubstituteForm:
        return cls(name=who.substitute, position=who.substitute_position)

    def attendance(self, event: Event, person: Person) -> Attendance:
        return Attendance.of_substitute(
            event, person, self.name.data or "", self.position.data or "", self.sex.data or None
        )


class WalkInForm(SignForm):
    name = TextLine("Nama lengkap", max=120, render_kw={"autocomplete": "name"})
    position = TextLine("Jabatan", max=120, render_kw={"autocomplete": "organization-title"})
    institution = InstitutionLine(render_kw={"autocomplete": "organization"})
    part = RadioField(
        "Hadir sebagai",
        choices=PARTS,
        default=Part.PARTICIPANT.value,
    )
    phone = PhoneField(render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": 30})
    sex = SelectField("Jenis kelamin", choices=SEXES, default="")

    def attendance(self, event: Event) -> Attendance:
        return Attendance.of_walk_in(
            event,
            name=self.name.data or "",
            position=self.position.data or "",
            institution=self.institution.data or "",
            part=Part(self.part.data),
            phone=self.phone.data or None,
            sex=self.sex.data or None,
        )
