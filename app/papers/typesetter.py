"""HTML to PDF. Lives in the worker alone: the web process never imports WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.config import ROOT
from app.papers.ink import Ink
from app.papers.letters import Letters
from app.papers.rows import Row, Typeface
from app.papers.ruling import Ruling
from app.papers.tags import divide

FONTS = {
    "balai:Regular": "BalaiSans-Regular.ttf",
    "balai:Bold": "BalaiSans-Bold.ttf",
    "balai:Italic": "BalaiSans-Italic.ttf",
    "balai:Cadangan": "BalaiCadangan-Regular.ttf",
}
SHEETS = ROOT / "static" / "css" / "papers"  # base.css, and one for each kind of paper
EMBLEM = "balai:lambang"
MISSING = "\N{REPLACEMENT CHARACTER}"
DPI = 110  # of the picture of a page
COLOURS = 48


class Forbidden(Exception):
    """A paper asked for something that was not given to it."""


class Supplies(URLFetcher):
    """Hands out what the paper brought along; everything else stops the printing at once."""

    def __init__(self, supplies: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=[])
        self.supplies = supplies

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in self.supplies:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, self.supplies[url])


class Typesetter:
    """Fonts and stylesheet, loaded once and used for every paper."""

    def __init__(self) -> None:
        folder = ROOT / "static" / "fonts"
        fonts = {url: (folder / name).read_bytes() for url, name in FONTS.items()}
        self.fonts = FontConfiguration()
        self.css = CSS(
            string="".join(sheet.read_text() for sheet in sorted(SHEETS.glob("*.css"))),
            url_fetcher=Supplies(fonts),
            font_config=self.fonts,
        )
        self.letters = Letters(fonts["balai:Regular"])
        self.unknown = re.compile(f"[^{_covered(fonts.values())}]+")

    def pdf(
        self,
        html: str,
        signatures: Mapping[str, str],
        emblem: bytes = b"",
        rows: Mapping[str, list[str]] = MappingProxyType({}),
        width: float = 0,
        supplies: Mapping[str, bytes] = MappingProxyType({}),
    ) -> bytes:
        """A tagged PDF (PDF/UA-1). Raises Forbidden when it asks for something from outside.

        `rows` are the words of pictures called `baris:<key>`, `width` mm wide; `supplies` are
        photos and drawings by their addresses.
        """
        source = HTML(
            string=self.unknown.sub(MISSING, html),
            base_url=None,
            url_fetcher=Supplies({**supplies, **({EMBLEM: emblem} if emblem else {})}),
        )
        ruling, face = Ruling(), Typeface(self.letters, rows)
        inks = {f"ttd:{key}": Ink(text) for key, text in signatures.items()}
        drawn = {
            f"baris:{key}": Row(texts, inks.get(f"ttd:{key}"), width, face)
            for key, texts in rows.items()
        }
        cache = inks | drawn | {"ttd:garis": ruling}
        options = {"cache": cache, "pdf_variant": "pdf/ua-1"}
        try:
            pages = source.render(self.fonts, stylesheets=[self.css], **options)
            ruling.measure(pages)
            face.fonts = pages.fonts
            made: bytes = pages.write_pdf(finisher=lambda _, pdf: divide(pdf, drawn), **options)
        except FatalURLFetchingError as error:  # no Exception: nothing else would catch it
            raise Forbidden from error
        return made


def first_page(pdf: bytes) -> bytes:
    """A PNG of the first page, in few colours: it travels inside the page that shows it."""
    import pypdfium2  # only where somebody wants to see a page

    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=DPI / 72).to_pil()
    file = BytesIO()
    picture.convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _covered(fonts: Any) -> str:
    """The letters that the fonts can draw, as the inside of a regular expression."""
    known = {0x09, 0x0A, 0x0D, 0x200B}  # blanks of the template, and a place where a word may break
    for font in fonts:
        known |= TTFont(BytesIO(font), lazy=True).getBestCmap().keys()
    return "".join(re.escape(chr(code)) for code in sorted(known))
