from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from app.fields import PhoneField, TextLine
from app.once import OnceForm

MINUTES = "Tuliskan lamanya dalam menit, antara 1 dan 600."


class Minutes(IntegerField):
    """A number of minutes; `data` is None if left empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(MINUTES) from None


class PresenterForm(FlaskForm):
    """Who speaks: the name as it is printed, and the place in the programme."""

    name = TextLine("Nama lengkap dengan gelar", max=230, render_kw={"autocomplete": "off"})
    position = TextLine("Jabatan", max=160, needed=None)
    institution = TextLine("Instansi", max=200, needed=None)
    topic = TextLine("Materi atau topik", max=200, needed=None)
    minutes = Minutes(
        "Rencana lama bicara (menit)",
        validators=[Optional(), NumberRange(1, 600, MINUTES)],
        render_kw={"inputmode": "numeric", "min": 1, "max": 600},
    )
    phone = PhoneField("Nomor WhatsApp")


class NewPresenterForm(OnceForm, PresenterForm):
    """Somebody who is still to be put on the programme."""
