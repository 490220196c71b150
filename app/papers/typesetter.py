"""HTML to PDF. Lives in the worker alone: the web process never imports WeasyPrint."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pydyf import PDF
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from app.config import ROOT
from app.papers import archive, seals
from app.papers.ink import Ink
from app.papers.job import Job, Seal
from app.papers.letters import Letters
from app.papers.rows import Row, Typeface
from app.papers.ruling import Ruling
from app.papers.supplies import Supplies, supplies_of
from app.papers.tags import divide

FONTS = {
    "balai:Regular": "BalaiSans-Regular.ttf",
    "balai:Bold": "BalaiSans-Bold.ttf",
    "balai:Italic": "BalaiSans-Italic.ttf",
    "balai:Cadangan": "BalaiCadangan-Regular.ttf",
}
SHEETS = ROOT / "static" / "css" / "papers"  # base.css, and one for each kind of paper
MISSING = "\N{REPLACEMENT CHARACTER}"
DPI = 110  # of the picture of a page
COLOURS = 48


class Forbidden(Exception):
    """A paper asked for something that was not given to it."""


class Typesetter:
    """Fonts and stylesheet, loaded once and used for every paper."""

    def __init__(self) -> None:
        folder = ROOT / "static" / "fonts"
        fonts = {url: (folder / name).read_bytes() for url, name in FONTS.items()}
        self.fonts = FontConfiguration()
        self.css = CSS(
            string="".join(sheet.read_text() for sheet in sorted(SHEETS.glob("*.css"))),
            url_fetcher=Supplies(fonts, {}),
            font_config=self.fonts,
        )
        self.letters = Letters(fonts["balai:Regular"])
        self.unknown = re.compile(f"[^{_covered(fonts.values())}]+")

    def pdf(self, job: Job) -> bytes:
        """A tagged PDF for the archive. Raises Forbidden when it asks for something from outside.

        `rows` are the words of pictures called `baris:<key>`, `width` mm wide.
        """
        source = HTML(
            string=self.unknown.sub(MISSING, job.html),
            base_url=None,
            url_fetcher=supplies_of(job),
        )
        ruling, face = Ruling(), Typeface(self.letters, job.rows)
        inks = {f"ttd:{key}": Ink(text) for key, text in job.signatures.items()}
        drawn = {
            f"baris:{key}": Row(texts, inks.get(f"ttd:{key}"), job.width, face)
            for key, texts in job.rows.items()
        }
        cache = inks | drawn | {"ttd:garis": ruling}

        def finisher(_document: Document, pdf: PDF) -> None:
            divide(pdf, drawn)
            archive.finish(pdf)

        try:
            pages = self._pages(source, job.seal, cache)
            ruling.measure(pages)
            face.fonts = pages.fonts
            attached = archive.data(job.attachments)
            made: bytes = pages.write_pdf(
                finisher=finisher, attachments=attached, cache=cache, **archive.OPTIONS
            )
        except FatalURLFetchingError as error:  # no Exception: nothing else would catch it
            raise Forbidden from error
        return made

    def _pages(self, source: HTML, seal: Seal | None, cache: dict[str, Any]) -> Document:
        """Laid out; a second time where the foot has no room for the QR of its seal."""
        if seal is None:
            return source.render(self.fonts, stylesheets=[self.css], cache=cache, **archive.OPTIONS)
        cache[seals.PICTURE] = seals.Code(seal.address)
        for with_qr in (True, False):
            css = CSS(string=seals.foot(seal, with_qr=with_qr), font_config=self.fonts)
            pages = source.render(
                self.fonts, stylesheets=[self.css, css], cache=cache, **archive.OPTIONS
            )
            if seals.has_room(pages):
                break
        return pages


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
