"""NIP, the number of a civil servant: 18 digits, shown as `YYYYMMDD YYYYMM S NNN`."""

from __future__ import annotations

import re

LENGTH = 18


def normalise(text: str) -> str | None:
    """The 18 digits without blanks, dots and dashes; None if it is no NIP."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if len(digits) == LENGTH and digits.isascii() and digits.isdecimal() else None


def show(nip: str | None) -> str:
    """`196804111993031009` as `19680411 199303 1 009`; `-` for none."""
    if not nip:
        return "-"
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
