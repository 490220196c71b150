"""What staff and the responsible write down about a promise."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from app.fields import at_most, tidy_lines
from app.followups.models import LONGEST_NOTE, LONGEST_REASON, FollowUp, Status
from app.followups.once import OnceForm
from app.followups.states import Audience
from app.materials.kinds import KINDS

ACCEPTED = ",".join(f".{extension}" for extension in KINDS)


class NoteForm(OnceForm):
    """What somebody writes down, with a file that proves it, and the state it leads to."""

    words = TextAreaField(
        "Catatan",
        filters=[tidy_lines],
        validators=[at_most(LONGEST_NOTE)],
        render_kw={"rows": 3, "maxlength": LONGEST_NOTE},
    )
    file = FileField("Berkas bukti", render_kw={"accept": ACCEPTED})
    audience = RadioField(
        "Siapa yang membaca catatan ini",
        choices={one.value: one.label for one in Audience},
        default=Audience.KEEPER.value,
        invalid_choice_message="Pilih siapa yang membacanya.",
    )
    status = SelectField("Status sesudah ini", default="", validate_choice=False)

    def __init__(self, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        stays = SelectChoice("", f"Tetap: {follow_up.status.label}")
        self.status.choices = [stays, *((s.value, s.label) for s in follow_up.status.next)]
        self.status.flags.required = True  # "Tetap" is an answer too

    @property
    def new_status(self) -> Status | None:
        return Status(self.status.data) if self.status.data in set(Status) else None

    @property
    def has_file(self) -> bool:
        return bool(self.file.data and self.file.data.filename)

    def validate_words(self, field: TextAreaField) -> None:
        if self.new_status is Status.DROPPED and len(field.data or "") > LONGEST_REASON:
            raise ValidationError(f"Alasan pembatalan paling banyak {LONGEST_REASON} huruf.")
        if self.new_status is Status.DROPPED and not field.data:
            raise ValidationError("Tuliskan alasan pembatalan.")
        if field.data:
            return
        if not self.has_file and self.new_status is None:
            raise ValidationError("Tuliskan catatan, atau pilih berkas bukti.")


class KeeperForm(OnceForm):
    """The same for the one who answers for it: words, a file, and whether it is done."""

    words = TextAreaField(
        "Apa yang sudah dilakukan",
        filters=[tidy_lines],
        validators=[at_most(LONGEST_NOTE)],
        render_kw={"rows": 4, "maxlength": LONGEST_NOTE},
    )
    file = FileField("Foto atau berkas bukti", render_kw={"accept": ACCEPTED})

    @property
    def new_status(self) -> Status | None:
        return Status.DONE if request.form.get("selesai") == "1" else None

    @property
    def has_file(self) -> bool:
        return bool(self.file.data and self.file.data.filename)

    def validate_words(self, field: TextAreaField) -> None:
        if not field.data and not self.has_file and self.new_status is None:
            raise ValidationError("Tuliskan catatan, atau pilih foto atau berkasnya.")


class ExportForm(FlaskForm):
    phones = BooleanField("Sertakan nomor HP penanggung jawab", name="hp")
