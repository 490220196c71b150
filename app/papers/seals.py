"""The foot of an issued paper: its code, and a QR of the address where it can be checked.

Both stand on the left of every page, in the bottom margin, and leave it as large as it is. Where
the office has made that margin too small for the QR, the words stand alone.
"""

from __future__ import annotations

import re
from typing import Any

import segno
from weasyprint import Document

from app.papers.job import Seal

MM = 96 / 25.4  # px
SIDE = 11  # mm, of the QR
LEAST = 4 + SIDE + 4  # mm of bottom margin: the gap above, and what printers leave empty
PICTURE = "balai:segel"
PLAIN = re.compile(r"[A-Za-z0-9._~:/?&=%\[\]-]{1,200}")  # what may stand between quotation marks

FOOT = """
@page {{ @bottom-left {{ content: "{words}"; {look} }} }}
@page contoh {{ @bottom-left {{ content: "{words}{end}Data contoh"; {look} }} }}"""
LOOK = """white-space: pre; font: 7.5pt/1.3 "Balai Sans"; vertical-align: top; text-align: left;
    padding-top: 4mm;"""
WITH_QR = f"""{LOOK} padding-left: {SIDE + 2}mm;
    background: url({PICTURE}) 0 4mm / {SIDE}mm {SIDE}mm no-repeat;"""


class Code:
    """The QR as one path of small rectangles; lies in WeasyPrint's `cache` (see `ink`)."""

    def __init__(self, address: str) -> None:
        rows = [bytes(row) for row in segno.make_qr(address, error="l").matrix]
        self.modules = len(rows)
        self.path = " ".join(
            f"{run.start()} {y} {run.end() - run.start()} 1 re"
            for y, row in enumerate(rows)
            for run in re.finditer(rb"\x01+", row)
        )

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return SIDE * MM, SIDE * MM, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        stream.transform(a=width / self.modules, d=height / self.modules)
        stream.stream.append(f"0 g {self.path} f")


def foot(seal: Seal, *, with_qr: bool) -> str:
    """A stylesheet. Raises ValueError for what cannot be the code or the address of a paper."""
    for text in seal:
        if not PLAIN.fullmatch(text):
            raise ValueError
    code = "-".join(re.findall(".{1,4}", seal.code))
    where = seal.address.partition("://")[2] or seal.address
    end = r"\A " if with_qr else " · "
    words = f"Kode verifikasi {code}{end}{where}"
    return FOOT.format(words=words, end=end, look=WITH_QR if with_qr else LOOK)


def has_room(pages: Document) -> bool:
    """Whether the bottom margin of all pages takes the QR."""
    return all(page._page_box.margin_bottom >= LEAST * MM for page in pages.pages)
