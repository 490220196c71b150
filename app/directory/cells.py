"""What one cell of an office's list means: Excel turns numbers into anything."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

from app import nip, phones
from app.directory.spelling import fold
from app.fields import is_mail_address, tidy

NOTHING = {"", "0", "n a", "tidak ada", "belum ada", "kosong", "nihil", "null", "none"}
LONGEST = 1_000  # letters of a cell that we look at; no field takes as many
EXCEL_ERROR = re.compile(r"^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)$", re.I)
QUOTED = re.compile(r'^="(.*)"$')  # how some programs force a text in CSV
SCIENTIFIC = re.compile(r"^\d([.,]\d+)?e\+?\d{1,3}$", re.I)
LABEL = re.compile(r"^\s*(?:(?:no|nomor|hp|wa|telp|tlp|tel)\b[\s.:]*)+", re.I)
SEVERAL = re.compile(r"\s*(?:[/;,|\n]|\bdan\b|\batau\b)\s*")
SEXES = {
    "L": {"l", "lk", "laki", "laki laki", "lelaki", "pria", "m", "male"},
    "P": {"p", "pr", "perempuan", "wanita", "f", "female"},
}


class CellProblem(Exception):
    """A cell that cannot be used; the text says why and what to do, in Indonesian."""


def text_of(value: Any) -> str:
    """The cell as one line of text: whole numbers without `.0`, the apostrophe of Excel gone."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        value = int(value) if value.is_integer() else value
    if isinstance(value, datetime | date):
        value = value.strftime("%d/%m/%Y")
    text = _tidy(str(value)[:LONGEST])
    return _tidy(QUOTED.sub(r"\1", text).removeprefix("'"))


def _tidy(text: str) -> str:
    """The same as `tidy`, sooner for plain letters: a list has ten thousands of cells."""
    plain = text.isascii() and text.isprintable()
    return " ".join(text.split()) if plain else tidy(text)


def words_of(value: Any) -> str:
    """The same; raises CellProblem where Excel left an error."""
    text = text_of(value)
    if EXCEL_ERROR.match(text):
        raise CellProblem(f"Sel berisi kesalahan Excel ({text}). Perbaiki rumusnya, lalu simpan.")
    return "" if is_nothing(text) else text


def is_nothing(text: str) -> bool:
    """A dash or a word for "none"."""
    if len(text) > 20:
        return False
    return fold(text) in NOTHING and not any(c.isalpha() and not c.isascii() for c in text)


def phone_of(value: Any) -> str | None:
    """`0812…`, 812…, 8.12e10 as `+62812…`; None for an empty cell."""
    text = words_of(value)
    if not text:
        return None
    if SCIENTIFIC.match(text):
        text = _spelled_out(text)
    bare = LABEL.sub("", text)
    if re.search(r"[^\d\s+().\-/;,|]", SEVERAL.sub("/", bare)):
        raise CellProblem(f"Nomor HP “{text}” belum benar. Contoh: 0812-3456-7890.")
    numbers = [phones.normalise(part) for part in SEVERAL.split(bare) if part]
    if len(numbers) > 1:
        raise CellProblem("Ada lebih dari satu nomor HP. Tuliskan satu nomor saja.")
    if not numbers or numbers[0] is None:
        raise CellProblem(f"Nomor HP “{text}” belum benar. Contoh: 0812-3456-7890.")
    return numbers[0]


def _spelled_out(text: str) -> str:
    """`8.1234567890E+10` as its digits, as long as Excel has not rounded any of them away."""
    mantissa, exponent = re.split("e", text.replace(",", "."), flags=re.I)
    whole, _, decimals = mantissa.partition(".")
    if len(decimals) < int(exponent):
        raise CellProblem(
            f"Nomor HP dibulatkan Excel menjadi {text}. "
            "Ubah kolomnya menjadi Teks, ketik ulang nomornya, lalu simpan."
        )
    return whole + decimals[: int(exponent)]


def email_of(value: Any) -> str | None:
    """The address; None for an empty cell."""
    text = words_of(value)
    if text and not is_mail_address(text):
        raise CellProblem(f"E-mail “{text}” belum benar. Contoh: nama@contoh.go.id.")
    return text or None


def nip_of(value: Any) -> str | None:
    """The 18 digits; None for an empty cell. A NIP that Excel made a number has lost digits."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**15:
        raise CellProblem(LOST)
    text = words_of(value)
    if not text:
        return None
    digits = nip.normalise(LABEL_NIP.sub("", text))
    if SCIENTIFIC.match(text) or (digits and digits.endswith("000")):
        raise CellProblem(LOST)
    if digits is None:
        raise CellProblem(f"NIP “{text}” tidak terdiri dari 18 angka. Kosongkan bila tidak ada.")
    return digits


LABEL_NIP = re.compile(r"^\s*nip\b[\s.:]*", re.I)
LOST = (
    "NIP diubah Excel menjadi angka sehingga digit terakhirnya hilang. "
    "Ubah kolom NIP menjadi Teks, ketik ulang NIP-nya, lalu simpan."
)


def sex_of(value: Any) -> str | None:
    """`L` or `P`; None for an empty cell."""
    text = words_of(value)
    if not text:
        return None
    folded = fold(text)
    for sex, words in SEXES.items():
        if folded in words:
            return sex
    raise CellProblem(f"Jenis kelamin “{text}” tidak dikenal. Tulis L atau P.")
