"""Running page numbers over pages that are done: small, at the top right, heard by nobody.

The letters come as a typeface of their own, so that nothing depends on what a part has embedded.
"""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from app.config import ROOT

FONT = ROOT / "static" / "fonts" / "BalaiSans-Regular.ttf"
LETTERS = "SPJ halaman dri0123456789"
NAME = Name("/BalaiSpj")
SIZE, GREY = 8, 0.25  # pt; 0 is black
MM = 72 / 25.4  # pt
TOP, RIGHT = 9 * MM, 20 * MM  # pt, from the edges of the page


class Stamp:
    """Writes `SPJ halaman 3 dari 40` on the pages of one document."""

    def __init__(self, pdf: Pdf) -> None:
        file = TTFont(FONT)
        unit = 1000 / file["head"].unitsPerEm
        names, number = file.getBestCmap(), file.getReverseGlyphMap()
        self.glyphs = {letter: number[names[ord(letter)]] for letter in LETTERS}
        self.widths = {one: round(file["hmtx"][names[ord(one)]][0] * unit) for one in LETTERS}
        self.font = self._embedded(pdf, file)

    def put(self, page: Page, number: int, total: int) -> None:
        words = f"SPJ halaman {number} dari {total}"
        wide = sum(self.widths[letter] for letter in words) * SIZE / 1000
        left, _, right, top = (float(edge) for edge in page.mediabox)
        x, y = max(right - RIGHT - wide, left), top - TOP
        codes = "".join(f"{self.glyphs[letter]:04x}" for letter in words)
        fonts = page.resources.get("/Font")
        if fonts is None:
            fonts = page.resources.Font = Dictionary()
        fonts[NAME] = self.font
        page.contents_add(b"q", prepend=True)
        page.contents_add(
            f"Q /Artifact <</Type /Pagination /Subtype /Header>> BDC q {GREY} g BT"
            f" {NAME} {SIZE} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET Q EMC".encode()
        )

    def _embedded(self, pdf: Pdf, file: TTFont) -> Object:
        head, vertical = file["head"], file["hhea"]
        unit = 1000 / head.unitsPerEm
        box = [round(n * unit) for n in (head.xMin, head.yMin, head.xMax, head.yMax)]
        name = Name("/SPJAAA+BalaiSans")
        described = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=box,
            ItalicAngle=0,
            Ascent=round(vertical.ascent * unit),
            Descent=round(vertical.descent * unit),
            CapHeight=round(vertical.ascent * unit),
            StemV=80,
            FontFile2=pdf.make_stream(_subset(file)),
        )
        widths = [part for one in LETTERS for part in (self.glyphs[one], [self.widths[one]])]
        letters = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(described),
            W=widths,
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[pdf.make_indirect(letters)],
                ToUnicode=self._readable(pdf),
            )
        )

    def _readable(self, pdf: Pdf) -> Stream:
        """Which letter each glyph is, for those who search and copy."""
        pairs = sorted({(glyph, ord(letter)) for letter, glyph in self.glyphs.items()})
        lines = "\n".join(f"<{glyph:04x}> <{letter:04x}>" for glyph, letter in pairs)
        return pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
            b" /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def"
            b" /CMapName /Adobe-Identity-UCS def /CMapType 2 def"
            b" 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            + f"{len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap".encode()
            + b" CMapName currentdict /CMap defineresource pop end end"
        )


def _subset(file: TTFont) -> bytes:
    """The few letters under the numbers that they have in the whole typeface."""
    options = subset.Options(retain_gids=True, layout_features=[], notdef_outline=True)
    options.hinting = False
    small = subset.Subsetter(options)
    small.populate(text=LETTERS)
    small.subset(file)
    file["head"].modified = file["head"].created  # the same bytes every time
    file.recalcTimestamp = False
    made = BytesIO()
    file.save(made)
    return made.getvalue()
