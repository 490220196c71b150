from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

MOST_ROWS = 200
USUAL_ROWS = 10


class ExportForm(FlaskForm):
    """What to put into the filled list. Phones are personal data: only who may edit may ask."""

    phones = BooleanField("Sertakan nomor HP", name="hp")


class BlankForm(FlaskForm):
    """How many empty rows follow the invited."""

    rows = IntegerField(
        "Baris kosong di bawah nama undangan",
        name="baris",
        default=USUAL_ROWS,
        validators=[
            InputRequired("Isi dengan angka, misalnya 10."),
            NumberRange(0, MOST_ROWS, f"Isi dengan angka 0 sampai {MOST_ROWS}."),
        ],
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST_ROWS},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="", **kwargs)
