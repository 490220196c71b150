from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import InputRequired

MOST_ROWS = 200
USUAL_ROWS = 10
ROWS_WANTED = f"Isi dengan angka 0 sampai {MOST_ROWS}, misalnya {USUAL_ROWS}."


class ExportForm(FlaskForm):
    """What to put into the filled list. Only who may edit may ask for personal data."""

    phones = BooleanField("Sertakan nomor HP dan NIP", name="hp")


class BlankForm(FlaskForm):
    """How many empty rows follow the invited."""

    rows = StringField(
        "Baris kosong di bawah nama undangan",
        name="baris",
        default=str(USUAL_ROWS),
        validators=[InputRequired(ROWS_WANTED)],
        render_kw={"type": "number", "min": 0, "max": MOST_ROWS},
    )

    @property
    def count(self) -> int:
        return int(self.rows.data)

    def validate_rows(self, field: Any) -> None:
        text = (field.data or "").strip()
        is_number = text.isascii() and text.isdecimal() and len(text) < 6
        if not is_number or int(text) > MOST_ROWS:
            raise ValidationError(ROWS_WANTED)
