"""Numbers as letters of the office write them: `12 (dua belas) lembar`."""

from __future__ import annotations

ONES = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
FIRST = [*ONES, "sepuluh", "sebelas", *(f"{one} belas" for one in ONES[1:])]
TENS = [f"{one} puluh" for one in ONES[1:]]
WORDS = [*FIRST, *(" ".join([ten, one]).strip() for ten in TENS for one in ["", *ONES])]  # 1 to 99
