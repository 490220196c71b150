"""HTML to PDF. Lives in the worker alone: the web process never imports WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from types import MappingProxyType
from typing import Any

from fontTools.ttLib import TTFont
from pydyf import PDF
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.config import ROOT
from app.papers import archive
from app.papers.archive import ATTACHED
from app.papers.copies import Copies
from app.papers.ink import Ink
from app.papers.letters import Letters
from app.papers.rows import Row, Typeface, embedded
from app.papers.ruling import Ruling
from app.papers.sealing import SEAL, Code, foot
from app.papers.tags import divide

FONTS = {
    "balai:Regular": "BalaiSans-Regular.ttf",
    "balai:Bold": "BalaiSans-Bold.ttf",
    "balai:Italic": "BalaiSans-Italic.ttf",
    "balai:Cadangan": "BalaiCadangan-Regular.ttf",
}
SHEETS = ROOT / "static" / "css" / "papers"  # base.css, and one for each kind of paper
NOTHING: Mapping[str, Any] = MappingProxyType({})
SVG = "image/svg+xml"
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
        self.has_refused = False

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in self.supplies:
            self.has_refused = True  # whoever draws a chart swallows what is raised
            raise FatalURLFetchingError(url)
        kind = {"Content-Type": SVG} if url.startswith("gambar:") else None
        return URLFetcherResponse(url, self.supplies[url], kind)


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
        self._bold = fonts["balai:Bold"]
        self.unknown = re.compile(f"[^{_covered(fonts.values())}]+")

    @cached_property
    def bold_letters(self) -> Letters:
        return Letters(self._bold)

    def pdf(
        self,
        html: str,
        signatures: Mapping[str, str],
        pieces: Mapping[str, bytes] = NOTHING,
        rows: Mapping[str, list[str]] = NOTHING,
        width: float = 0,
        copies: Sequence[Mapping[str, str]] = (),
        *,
        drawings: Mapping[str, str] = NOTHING,
        seal: Sequence[str] | None = None,
    ) -> bytes:
        """A tagged PDF/A-3u (PDF/UA-1). Raises Forbidden when it asks for something from outside.

        `pieces` are pictures under their addresses, and the files that go along under `lampiran:`;
        `rows` the words of pictures called `baris:<key>`, `width` mm wide; `copies` those of the
        gaps `isi:<key>` of a page that is made as often; `seal` code and address.
        """
        drawn_here = {f"gambar:{key}": svg.encode() for key, svg in drawings.items()}
        shown = {url: piece for url, piece in pieces.items() if not url.startswith(ATTACHED)}
        supplies = Supplies(shown | drawn_here)
        source = HTML(string=self.unknown.sub(MISSING, html), base_url=None, url_fetcher=supplies)
        ruling, face = Ruling(), Typeface(self.letters, rows)
        inks = {f"ttd:{key}": Ink(text) for key, text in signatures.items()}
        drawn = {
            f"baris:{key}": Row(texts, inks.get(f"ttd:{key}"), width, face)
            for key, texts in rows.items()
        }
        many = Copies(copies, lambda is_bold, used: self._embedded(pages.fonts, is_bold, used))
        cache: dict[str, Any] = inks | drawn | many.gaps | {"ttd:garis": ruling}
        sheets = [self.css]
        if seal:
            code, address = seal
            cache[SEAL] = Code(address)
            below = foot(code, address, html)
            sheets.append(CSS(string=below, font_config=self.fonts, url_fetcher=Supplies({})))

        def finish(_: Any, pdf: PDF) -> None:
            divide(pdf, drawn)
            many.multiply(pdf)
            archive.complete(pdf)

        options = {"cache": cache, "pdf_variant": "pdf/a-3u", "pdf_tags": True}
        try:
            pages = source.render(self.fonts, stylesheets=sheets, **options)
            ruling.measure(pages)
            face.fonts = pages.fonts
            archive.describe(pages.metadata, pieces)
            made: bytes = pages.write_pdf(finisher=finish, **options)
        except FatalURLFetchingError as error:  # no Exception: nothing else would catch it
            raise Forbidden from error
        if supplies.has_refused:
            raise Forbidden
        return made

    def _embedded(
        self, fonts: Mapping[Any, Any], is_bold: bool, used: set[str]
    ) -> tuple[str, Letters]:
        letters = self.bold_letters if is_bold else self.letters
        ending = b"+Balai-Sans-Bold" if is_bold else b"+Balai-Sans"
        return embedded(fonts, ending, letters, sorted(used)), letters


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
