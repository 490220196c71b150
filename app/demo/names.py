"""Names that could live in Tanjungbalai, each marked "Contoh": nobody mistakes them on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

# fmt: off
MEN = (
    "Budi", "Ahmad", "Rahmat", "Syahrial", "Zulkifli", "Hendra", "Parlindungan", "Togar", "Irwan",
    "Faisal", "Ridwan", "Saut", "Maruli", "Johan", "Rizal", "Darwis", "Bakhtiar", "Edi", "Mulia",
    "Horas", "Anwar", "Sofyan", "Yusuf",
)
WOMEN = (
    "Siti", "Nurhayati", "Rosmawati", "Dewi", "Tiurma", "Masdelina", "Fatimah", "Rina", "Lestari",
    "Hotmaida", "Asni", "Zubaidah", "Melati", "Rohana", "Sariani", "Lamria", "Yusnidar",
)
CLANS = (
    "Siregar", "Harahap", "Lubis", "Nasution", "Simanjuntak", "Sitorus", "Marpaung", "Manurung",
    "Panjaitan", "Hasibuan", "Sinaga", "Tanjung", "Damanik", "Pohan", "Rambe", "Ritonga",
    "Dalimunthe", "Butarbutar", "Sirait",
)
# fmt: on


def people() -> Iterator[tuple[str, str]]:
    """(name, sex), two men for each woman as in the lists of the office; no name comes twice."""
    clans, seen = cycle(CLANS), set()
    men, women = cycle(MEN), cycle(WOMEN)
    for sex in cycle("LPL"):
        first = next(men) if sex == "L" else next(women)
        name = f"{first} Contoh {next(clans)}"
        if name not in seen:
            seen.add(name)
            yield name, sex
