"""Documents of LibreOffice, out of flat sources that are written here, and of two libraries."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "svg": "svg-compatible",
        "presentation": "presentation",
        "form": "form",
        "fo": "xsl-fo-compatible",
        "script": "script",
    }.items()
)
SPACES += (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURE = (
    '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="4cm" svg:height="3cm"'
    ' text:anchor-type="paragraph">'
    f"<draw:image><office:binary-data>{PIXEL}</office:binary-data></draw:image></draw:frame>"
)
LINK = '<text:a xlink:type="simple" xlink:href="{}">{}</text:a>'
ARABIC = "بسم الله الرحمن الرحيم 😀 👨‍👩‍👧 é"


def flat(kind: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:body>{body}</office:body></office:document>"
    )


def text(*lines: str) -> str:
    inside = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return flat("text", f"<office:text>{inside}</office:text>")


def slides(*pages: str) -> str:
    inside = "".join(
        f'<draw:page draw:name="Salindia {number}">{page}</draw:page>'
        for number, page in enumerate(pages, 1)
    )
    return flat("presentation", f"<office:presentation>{inside}</office:presentation>")


def box(words: str, inside: str = "") -> str:
    return (
        '<draw:frame svg:x="2cm" svg:y="6cm" svg:width="20cm" svg:height="5cm">'
        f"<draw:text-box><text:p>{words}</text:p></draw:text-box>{inside}</draw:frame>"
    )


ROWS = "".join(
    "<table:table-row>"
    f"<table:table-cell><text:p>Lingkungan {n}</text:p></table:table-cell>"
    f'<table:table-cell office:value-type="float" office:value="{n * 3}"/>'
    f'<table:table-cell table:formula="of:=[.B{n}]*2" office:value-type="float" office:value="0"/>'
    "</table:table-row>"
    for n in range(1, 30)
)
TABLE = f'<table:table table:name="Rekap">{ROWS}</table:table>'
CLICK = (
    '<office:event-listeners><presentation:event-listener script:event-name="dom:click"'
    ' presentation:action="next-page"/></office:event-listeners>'
)

SOURCES = {
    "undangan.fodt": text("Yth. Bapak/Ibu Lurah", "dengan hormat", ARABIC),
    "laporan.fodt": text(
        PICTURE,
        LINK.format("https://www.bpjsketenagakerjaan.go.id/", "Laman BPJS Ketenagakerjaan"),
        LINK.format("mailto:dinas@example.go.id", "Pos-el"),
        "Jangan buka /JavaScript atau /Launch dari orang asing.",
    ),
    "panjang.fodt": text(*(f"Alinea {n} tentang jaminan sosial." * 8 for n in range(200))),
    "tabel.fodt": flat("text", f"<office:text>{TABLE}<text:p>Selesai</text:p></office:text>"),
    "paparan.fodp": slides(box("Program BPU"), box("Iuran Rp16.800"), box(ARABIC)),
    "gambar.fodp": slides(PICTURE, box(LINK.format("https://youtu.be/dQw4w9WgXcQ", "Video"))),
    "tombol.fodp": slides(box("Lanjut", CLICK), box("Selesai", CLICK)),
    "rekap.fods": flat("spreadsheet", f"<office:spreadsheet>{TABLE}</office:spreadsheet>"),
}
WANTED = {
    "undangan.fodt": ["docx", "odt", "pdf"],
    "laporan.fodt": ["docx", "odt", "pdf:writer_pdf_Export:{PDFA}"],
    "panjang.fodt": ["docx", "odt", "pdf:writer_pdf_Export:{TAGGED}"],
    "tabel.fodt": ["docx", "odt", "pdf:writer_pdf_Export:{OPENS}"],
    "paparan.fodp": ["pptx", "odp", "pdf"],
    "gambar.fodp": ["pptx", "odp", "pdf"],
    "tombol.fodp": ["pptx", "odp"],
    "rekap.fods": ["xlsx", "pdf"],
}


def option(**values: object) -> str:
    kinds = {bool: "boolean", int: "long", str: "string"}
    words = (
        f'"{name}":{{"type":"{kinds[type(value)]}","value":"{str(value).lower()}"}}'
        for name, value in values.items()
    )
    return "{" + ",".join(words) + "}"


PDF_OPTIONS = {
    "{PDFA}": option(SelectPdfVersion=2),
    "{TAGGED}": option(UseTaggedPDF=True, ExportBookmarks=True),
    "{OPENS}": option(InitialView=1, InitialPage=1, Magnification=1, OpenInFullScreenMode=True),
}


def make(folder: Path, scratch: Path) -> None:
    for name, source in SOURCES.items():
        file = scratch / name
        file.write_text(source)
        for kind in WANTED[name]:
            for sign, options in PDF_OPTIONS.items():
                kind = kind.replace(sign, options)
            _convert(file, kind, folder)
    _from_word_like(folder)
    (folder / "xlsxwriter-grafik.xlsx").write_bytes(_chart())
    (folder / "openpyxl.xlsx").write_bytes(_openpyxl())


def _convert(file: Path, kind: str, folder: Path) -> None:
    home = f"-env:UserInstallation=file://{file.parent}/profile"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(file.parent)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    extension = kind.partition(":")[0]
    made = file.with_suffix(f".{extension}")
    shutil.move(made, folder / f"libreoffice-{file.stem}.{extension}")


def _chart() -> bytes:
    file = BytesIO()
    with Writer(file) as book:
        sheet = book.add_worksheet("Grafik")
        sheet.write_column(0, 0, [3, 5, 8, 13])
        sheet.write_formula(4, 0, "=SUM(A1:A4)")
        sheet.write_url(5, 0, "https://www.bpjsketenagakerjaan.go.id/")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Grafik!$A$1:$A$4"})
        sheet.insert_chart("C2", chart)
    return file.getvalue()


def _openpyxl() -> bytes:
    book, file = Workbook(), BytesIO()
    for number in range(500):
        book.active.append([f"Kepling {number}", number, "aktif"])
    book.save(file)
    return file.getvalue()


# What Word, PowerPoint and Excel of offices write and LibreOffice does not, put in afterwards.
RELATION = (
    '<Relationship Id="rId{id}" TargetMode="External" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
TEMPLATE = r"file:///C:\Users\Dinas\AppData\Roaming\Microsoft\Templates\Surat.dotx"
VIDEO = "https://www.youtube.com/embed/dQw4w9WgXcQ"
BOOK = r"file:///C:\Users\Dinas\Documents\Rekap.xlsx!Grafik!R1C1"
PHOTO = "https://www.tanjungbalaikota.go.id/logo.png"


def _from_word_like(folder: Path) -> None:
    word, slides_of = folder / "libreoffice-undangan.docx", folder / "libreoffice-paparan.pptx"
    chart = (folder / "libreoffice-rekap.xlsx").read_bytes()
    variants: dict[str, tuple[Path, Callable[[dict[str, bytes]], None]]] = {
        "word-templat-lokal.docx": (
            word,
            _related("word/_rels/document.xml.rels", "attachedTemplate", TEMPLATE),
        ),
        "word-gambar-tertaut.docx": (
            word,
            _related("word/_rels/document.xml.rels", "image", PHOTO),
        ),
        "powerpoint-video-youtube.pptx": (
            slides_of,
            _related("ppt/slides/_rels/slide1.xml.rels", "video", VIDEO),
        ),
        "powerpoint-grafik-tertaut.pptx": (
            slides_of,
            _related("ppt/slides/_rels/slide1.xml.rels", "oleObject", BOOK),
        ),
        "powerpoint-grafik-excel.pptx": (
            slides_of,
            lambda parts: parts.update({"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": chart}),
        ),
    }
    for name, (source, change) in variants.items():
        with zipfile.ZipFile(source) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        change(parts)
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)


def _related(part: str, kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    line = RELATION.format(id=900, target=target, kind=kind).encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = parts[part].replace(b"</Relationships>", line + b"</Relationships>")

    return change
