"""PDF of Chromium and WeasyPrint, and what other programs make of a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

STYLE = "<style>body{font-family:sans-serif} td{border:1px solid}</style>"
ROWS = "".join(f"<tr><td>{n}<td>Lingkungan {n}<td>{n * 3}" for n in range(60))
PAGES = {
    "sederhana": "<h1>Sosialisasi</h1><p>Program BPU, iuran Rp16.800.",
    "tautan": (
        '<h1 id="atas">Tautan</h1><a href="https://example.go.id/?a=1#b">Laman</a>'
        ' <a href="mailto:a@example.go.id">Pos-el</a> <a href="#atas">Ke atas</a>'
    ),
    "tabel": f"<h1>Rekap</h1><table>{ROWS}</table>",
    "formulir": '<form><input name="nama" value="Siti"><input type="checkbox" name="ya"></form>',
    "aksara": "<p>بسم الله 😀 é ñ 中文 𝔘𝔫𝔦",
    "kata-berbahaya": "<p>Kata /JavaScript /JS /Launch /OpenAction /EmbeddedFile di dalam teks.",
}


def make(folder: Path, scratch: Path) -> None:
    for name, body in PAGES.items():
        head = f'<html lang="id"><meta charset="utf-8"><title>{name}</title>{STYLE}'
        html = f"<!doctype html>{head}{body}"
        file = scratch / f"{name}.html"
        file.write_text(html)
        _print(file, folder / f"chromium-{name}.pdf", scratch)
        HTML(string=html).write_pdf(
            folder / f"weasyprint-{name}.pdf", pdf_forms=True, uncompressed_pdf=name == "tautan"
        )
    html = "<html lang=id><title>Arsip</title><h1>Arsip</h1><p>PDF/A dan PDF/UA."
    HTML(string=html).write_pdf(folder / "weasyprint-pdfua.pdf", pdf_variant="pdf/ua-1")
    HTML(string=html).write_pdf(folder / "weasyprint-pdfa.pdf", pdf_variant="pdf/a-2b")
    _variants(folder)


def _print(source: Path, target: Path, scratch: Path) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={scratch}/chromium", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=60)


def _variants(folder: Path) -> None:
    """Saved anew: as on the web, packed, protected against changes, opening on its second page."""
    source = folder / "weasyprint-tabel.pdf"
    with pikepdf.open(source) as pdf:
        pdf.save(folder / "pdf-linear.pdf", linearize=True)
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(folder / "pdf-objek-padat.pdf", object_stream_mode=packed)
        locked = pikepdf.Encryption(owner="rahasia", user="", R=6)
        pdf.save(folder / "pdf-tak-boleh-diubah.pdf", encryption=locked)
    with pikepdf.open(source) as pdf:
        pdf.Root.OpenAction = Dictionary(
            S=Name.GoTo, D=Array([pdf.pages[-1].obj, Name.XYZ, 0, 800, 1])
        )
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))
        pdf.save(folder / "pdf-membuka-halaman.pdf")
    with pikepdf.open(source) as pdf:  # names of a program's own choice that look dangerous
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        names = {"/JS": font, "/JavaScript": font, "/EF": font, "/AA": font, "/Launch": font}
        pdf.pages[0].Resources.Font = Dictionary({**dict(pdf.pages[0].Resources.Font), **names})
        pdf.docinfo[Name("/Subject")] = String("/S /JavaScript /JS (app.alert)")
        pdf.save(folder / "pdf-nama-huruf-js.pdf")
    (folder / "pdf-baris-di-akhir.pdf").write_bytes(source.read_bytes() + b"\r\n\r\n" + bytes(700))
