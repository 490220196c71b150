"""Phone numbers: written in many ways, kept in one (+62…), shown in one (0812-3456-7890)."""

from __future__ import annotations

import phonenumbers

HOME = "ID"


def normalise(text: str) -> str | None:
    """`0812…`, `62812…`, `+62 812-…` and `812…` as `+62812…`; None if it is no phone number."""
    digits = text.strip()
    if digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show(number: str | None) -> str:
    """`+6281234567890` as `0812-3456-7890`; an empty text for no number."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, HOME)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
