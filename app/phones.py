"""Phone numbers: written in many ways, kept in one (+62…), shown in one (0812-3456-7890)."""

from __future__ import annotations

import phonenumbers

HOME = "ID"
HOME_CODE = 62
LONGEST = 15  # digits that any number of the world may have, country code included
LONGEST_MOBILE = 12  # digits of an Indonesian one without its 0: 0812-3456-78901


def normalise(text: str) -> str | None:
    """`0812…`, `62812…`, `+62 812-…` and `812…` as `+62812…`; None if it is no phone number."""
    digits = text.strip()
    if digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or _is_too_long(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_too_long(number: phonenumbers.PhoneNumber) -> bool:
    """The library takes up to 17 digits as possible; nobody can dial so many."""
    digits = phonenumbers.national_significant_number(number)
    if number.country_code == HOME_CODE and digits.startswith("8"):
        return len(digits) > LONGEST_MOBILE
    return len(f"{number.country_code}{digits}") > LONGEST


def show(number: str | None) -> str:
    """`+6281234567890` as `0812-3456-7890`; an empty text for no number."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, HOME)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
