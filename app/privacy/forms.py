from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from app.attendees import notice, notices
from app.attendees.notice import HEADS, Words
from app.fields import TextLine, TextLines
from app.once import OnceForm
from app.privacy.kinds import KINDS
from app.privacy.models import MOST_DAYS

CONFIRM = "HAPUS"
NOT_TYPED = f"Ketik {CONFIRM} dengan huruf besar untuk melanjutkan."
TAKEN = "Versi ini sudah ada. Beri nama lain, misalnya dengan tanggal hari ini."
NOT_DAYS = "Isi dengan jumlah hari, atau kosongkan untuk menyimpan seterusnya."


class EraseForm(FlaskForm):
    confirm = TextLine(f"Ketik {CONFIRM} untuk menghapus", max=10, needed=NOT_TYPED)

    def validate_confirm(self, field: TextLine) -> None:
        if field.data != CONFIRM:
            raise ValidationError(NOT_TYPED)


class NoticeForm(OnceForm):
    """A new version of the notice, from the one that holds now."""

    version = TextLine("Nama versi", max=notices.LONGEST_VERSION)
    summary = TextLines("Yang langsung terbaca", max=notices.LONGEST)
    who = TextLines(HEADS[0], max=notices.LONGEST)
    purpose = TextLines(HEADS[1], max=notices.LONGEST)
    what = TextLines(HEADS[2], max=notices.LONGEST)
    period = TextLines(HEADS[3], max=notices.LONGEST)
    rights = TextLines(HEADS[4], max=notices.LONGEST)

    def validate_version(self, field: TextLine) -> None:
        shipped = {words.version for words in notice.WORDS}
        if field.data in shipped | {one.version for one in notices.all_of_the_office()}:
            raise ValidationError(TAKEN)

    @property
    def words(self) -> Words:
        return Words(*(self[name].data or "" for name in Words._fields))


class _Days(IntegerField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None  # an empty field is a decision: for good
        if valuelist and valuelist[0].strip():
            text = valuelist[0].strip()
            if not (text.isascii() and text.isdecimal() and len(text) < 7):
                raise ValueError(NOT_DAYS)
            self.data = int(text)


def retention_form() -> type[FlaskForm]:
    """One field a kind."""
    fields: dict[str, Any] = {}
    for kind in KINDS:
        told = f"Paling sedikit {kind.least} dan paling banyak {MOST_DAYS} hari."
        fields[kind.key] = _Days(
            kind.label,
            validators=[Optional(), NumberRange(kind.least, MOST_DAYS, told)],
            render_kw={"inputmode": "numeric", "min": kind.least, "max": MOST_DAYS},
        )
    return type("RetentionForm", (FlaskForm,), fields)
