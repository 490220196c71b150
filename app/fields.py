"""Form fields and filters that many forms share. They know no feature."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from wtforms import (
    DateField,
    EmailField,
    Field,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app import nip, phones
from app.letters import with_few_marks

LARGEST_ID = 2**31 - 1  # PostgreSQL refuses to look for a larger one
REQUIRED = "Kolom ini wajib diisi."
NO_DAY = "Tanggal ini belum benar. Contoh: 04/02/2026."
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
NO_LINK = "Alamat ini belum benar. Salin alamat lengkapnya, yang berawal dengan https://."
NO_HOUR = "Jam ini belum benar. Contoh: 09.00."
HOURS = ["%H:%M", "%H.%M", "%H:%M:%S"]
# What a mail server takes without being asked for more; nothing that could end a header.
MAIL_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+'-]+(\.[A-Za-z0-9_%+'-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
LONGEST_MAIL_ADDRESS = 254


def typed(text: Any) -> str:
    """What was typed, exactly; an empty text where a file was sent instead."""
    return text if isinstance(text, str) else ""


def id_of(value: Any) -> int | None:
    """The id that a form or an address sends; None for anything else, also what no table holds."""
    text = str(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None


def tidy(text: str | None) -> str:
    """One line of text as a person means it: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", with_few_marks(typed(text)))
    visible = "".join(" " if c.isspace() else c for c in composed if not _is_invisible(c))
    return " ".join(visible.split())


def tidy_lines(text: str | None) -> str:
    """The same for several lines; empty lines at both ends go."""
    lines = typed(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(line) for line in lines).strip("\n")


def _is_invisible(char: str) -> bool:
    # Controls, direction overrides, lone surrogates and zero-width marks hide what a text says.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not char.isspace()


def required(message: str = REQUIRED) -> DataRequired:
    return DataRequired(message)


def at_most(letters: int) -> Length:
    return Length(max=letters, message=f"Paling banyak {letters} huruf.")


class TextLine(StringField):
    """A line of text, tidied; `max` letters at most, required unless told otherwise."""

    def __init__(self, label: str, *, max: int, needed: str | None = REQUIRED, **kwargs: Any):
        rules = [required(needed) if needed else Optional(), at_most(max)]
        rules += kwargs.pop("validators", [])
        kwargs["render_kw"] = {"maxlength": max} | kwargs.get("render_kw", {})
        super().__init__(label, filters=[tidy], validators=rules, **kwargs)


class TextLines(TextAreaField):
    """Several lines, each tidied; `max` letters at most, required unless told otherwise."""

    def __init__(self, label: str, *, max: int, needed: str | None = REQUIRED, **kwargs: Any):
        rules = [required(needed) if needed else Optional(), at_most(max)]
        kwargs["render_kw"] = {"maxlength": max, "rows": 3} | kwargs.get("render_kw", {})
        super().__init__(label, filters=[tidy_lines], validators=rules, **kwargs)


def none_if_empty(text: str) -> str | None:
    return text or None


FILLED = [tidy, none_if_empty]


class Day(DateField):
    """A day as browsers send it or as people write it; `data` is a date, or None if left empty."""

    def __init__(self, label: str, *, needed: bool = True, **kwargs: Any):
        rules = [InputRequired(REQUIRED) if needed else Optional()]
        kwargs |= {"format": DAYS, "invalid_value_message": NO_DAY}
        super().__init__(label, validators=rules, **kwargs)


class Hour(TimeField):
    """An hour as browsers send it or as people write it; `data` is a time, or None if empty."""

    data: Any

    def __init__(self, label: str, *, needed: bool = True, **kwargs: Any):
        rules = [InputRequired(REQUIRED) if needed else Optional()]
        kwargs |= {"format": HOURS, "invalid_value_message": NO_HOUR}
        super().__init__(label, validators=rules, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None  # what was not sent is empty, not what stood there before
        super().process_formdata(valuelist)


class PhoneField(TelField):
    """A phone number in any common spelling; `data` is `+62…` or None."""

    def __init__(self, label: str = "Nomor HP", **kwargs: Any):
        super().__init__(label, filters=FILLED, validators=[Optional(), _phone], **kwargs)

    def _value(self) -> str:
        # What was typed comes back as typed; what is stored is shown readably.
        return self.raw_data[0] if self.raw_data else phones.show(self.data)


class MailField(EmailField):
    """An optional e-mail address; `data` is None where there is none."""

    def __init__(self, label: str = "E-mail", **kwargs: Any):
        kwargs.setdefault("render_kw", {"maxlength": LONGEST_MAIL_ADDRESS, "autocomplete": "off"})
        super().__init__(label, filters=FILLED, validators=[Optional(), _mail], **kwargs)


class NipField(StringField):
    """An optional NIP; `data` is 18 digits or None."""

    def __init__(self, label: str = "NIP", **kwargs: Any):
        kwargs.setdefault("render_kw", {"inputmode": "numeric", "maxlength": 30})
        super().__init__(label, filters=FILLED, validators=[Optional(), _nip], **kwargs)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else (nip.show(self.data) if self.data else "")


def _phone(_form: Any, field: PhoneField) -> None:
    number = phones.normalise(field.data)
    if number is None:
        raise ValidationError("Nomor ini belum benar. Contoh: 0812-3456-7890.")
    field.data = number


def is_mail_address(text: str) -> bool:
    return len(text) <= LONGEST_MAIL_ADDRESS and bool(MAIL_ADDRESS.fullmatch(text))


def _mail(_form: Any, field: MailField) -> None:
    if not is_mail_address(field.data or ""):
        raise ValidationError("Alamat ini belum benar. Contoh: nama@contoh.go.id.")


def _nip(_form: Any, field: NipField) -> None:
    digits = nip.normalise(field.data)
    if digits is None:
        raise ValidationError("NIP terdiri dari 18 angka. Kosongkan bila tidak ada.")
    field.data = digits


def check_link(field: Field) -> None:
    """Another site over https, its name in plain letters and without anything that hides it."""
    text = field.data or ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValidationError(NO_LINK) from None
    plain = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    named = "." in host and port is None and "@" not in parts.netloc
    if not (plain and named and parts.scheme == "https" and text.startswith("https://")):
        raise ValidationError(NO_LINK)
