"""The foot of an issued paper: its code in words, and as a QR that leads to where it is checked."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import segno

SEAL = "segel:kode"
ABOVE, SIDE = 4, 11  # mm: the gap below the text, the picture
MARGIN = re.compile(r"margin: \d+mm \d+mm (\d+)mm")  # as papers say it
GROUP = 4  # letters of a code between two dashes


class Code:
    """A QR code as WeasyPrint draws it: see `ink` for the door that this goes through."""

    def __init__(self, address: str) -> None:
        code = segno.make(address, error="m", micro=False)
        self.lines = [bytes(line) for line in code.matrix]
        self.side = len(self.lines)

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, float]:
        return self.side, self.side, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """One rectangle for each run of dark modules in a line."""
        unit = min(width, height) / self.side
        stream.transform(a=unit, d=unit)
        stream.stream.append("0 g")
        for y, line in enumerate(self.lines):
            begin = None
            for x, dark in enumerate([*line, 0]):
                if dark and begin is None:
                    begin = x
                elif not dark and begin is not None:
                    stream.stream.append(f"{begin} {y} {x - begin} 1 re")
                    begin = None
        stream.stream.append("f")


def grouped(code: str) -> str:
    """`abcd-efgh-ijkl`"""
    return "-".join(code[n : n + GROUP] for n in range(0, len(code), GROUP))


def foot(code: str, address: str, html: str) -> str:
    """The stylesheet that puts both into the bottom left corner of every page of this paper.

    Where the office leaves no room for the picture below the text, the words stand alone.
    """
    margin = MARGIN.search(html)
    has_room = margin is None or int(margin[1]) >= ABOVE + SIDE + 1
    place = urlsplit(address)
    words = [
        f"Kode verifikasi {grouped(code)}",
        f"Periksa keaslian di {place.netloc}{place.path}",
    ]
    picture = f"""
    background: url("{SEAL}") no-repeat 0 {ABOVE}mm / {SIDE}mm {SIDE}mm;
    padding-left: {SIDE + 2}mm;"""
    corner = f"""
  @bottom-left {{
    content: %s;
    font: 8pt/1.35 "Balai Sans"; white-space: pre-line; text-align: left; width: 75%%;
    vertical-align: top; padding-top: {ABOVE}mm;{picture.replace("%", "%%") if has_room else ""}
  }}"""
    return (
        f"@page {{{corner % _content(words)}}}\n"
        f"@page contoh {{{corner % _content([*words, 'Data contoh'])}}}\n"
    )


def _content(lines: list[str]) -> str:
    return '"' + "\\00000a".join(_quoted(line) for line in lines) + '"'


def _quoted(text: str) -> str:
    return "".join(c if c.isalnum() or c in " -./:_" else f"\\{ord(c):06x}" for c in text)
