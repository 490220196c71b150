from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.fields import TextLine
from app.minutes.models import LONGEST_REASON


class PeopleForm(FlaskForm):
    """Who writes; the chair is chosen with the kegiatan."""

    secretary = TextLine("Sekretaris", max=120, needed=None)
    note_taker = TextLine("Pencatat", max=120, needed=None)


class ReasonForm(FlaskForm):
    reason = TextLine("Alasan", max=LONGEST_REASON, needed="Tuliskan alasannya.")


class ApproveForm(FlaskForm):
    seen = HiddenField()  # the fingerprint of what was read
