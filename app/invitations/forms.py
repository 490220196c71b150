from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from app.fields import REQUIRED, TextLine, required
from app.invitations.models import Invitation
from app.invitations.states import Reply

CHOOSE = "Pilih salah satu jawaban."


class ReplyForm(FlaskForm):
    """Hadir, berhalangan, or mewakilkan and then to whom."""

    reply = RadioField(
        "Apakah Bapak/Ibu dapat hadir?",
        choices=[SelectChoice(one.value, one.label) for one in Reply],
        validate_choice=False,
        validators=[required(CHOOSE), AnyOf([one.value for one in Reply], CHOOSE)],
    )
    note = TextLine("Alasan", max=200, needed=None)
    # As long as the list of attendance takes them.
    substitute = TextLine("Nama yang mewakili", max=120, needed=None)
    position = TextLine("Jabatan yang mewakili", max=120, needed=None)

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(
            reply=invitation.reply.value if invitation.reply else None,
            note=invitation.reply_note,
            substitute=invitation.substitute,
            position=invitation.substitute_position,
        )
        for field in (self.substitute, self.position):
            field.flags.required = True  # once that answer is chosen

    @property
    def answer(self) -> Reply:
        return Reply(self.reply.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.reply.data == Reply.SENDS:
            for field in (self.substitute, self.position):
                if not field.data:  # not an inline validator: an empty optional field is not asked
                    field.errors = [REQUIRED]
                    valid = False
        return valid
