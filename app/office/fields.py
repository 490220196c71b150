"""Controls of the office's forms that complain in words of the house."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.fields import REQUIRED
from app.office.models import LEAST_MARGIN, MOST_MARGIN

PICK = {
    "invalid_value_message": "Pilih salah satu.",
    "invalid_choice_message": "Pilih salah satu.",
}


class Millimetres(IntegerField):
    """A margin of the paper."""

    def __init__(self, label: str, **kwargs: Any):
        super().__init__(
            label,
            validators=[InputRequired(REQUIRED), _in_range],
            invalid_value_message="Tulis angka bulat, misalnya 20.",
            render_kw={"min": LEAST_MARGIN, "max": MOST_MARGIN},
            **kwargs,
        )


class OneOf(RadioField):
    """One word of an enumeration; `data` is the member."""

    def __init__(self, label: str, words: Mapping[Any, str], **kwargs: Any):
        choices = {word.value: text for word, text in words.items()}
        kind: type[StrEnum] = type(next(iter(words)))
        super().__init__(label, choices=choices, coerce=kind, **PICK, **kwargs)


def _in_range(_form: Any, field: Millimetres) -> None:
    if field.data is not None and not LEAST_MARGIN <= field.data <= MOST_MARGIN:
        raise ValidationError(f"Isi antara {LEAST_MARGIN} dan {MOST_MARGIN} mm.")
