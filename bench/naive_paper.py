"""The daftar hadir as one would write it first. Run by bench.papers in a process of its own.

Prints once for each line on standard input and answers with CPU seconds, bytes and peak memory
(MB). The pictures are what a canvas hands over; to draw them is not counted.
"""

from __future__ import annotations

import base64
import io
import resource
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw
from weasyprint import HTML

CSS = """
@page { size: A4; margin: 20mm 20mm 25mm 30mm;
        @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); } }
body { font: 10pt "Liberation Sans", Arial, sans-serif }
table { width: 100%; border-collapse: collapse }
th, td { border: .5pt solid #000; padding: 1mm 1.4mm; height: 10mm }
tr { break-inside: avoid } img { width: 22.5mm; height: 7.5mm }
"""
NAMES = ("Ahmad Fauzi Siregar", "Dewi Lestari Panjaitan", "Siti Aminah Marpaung, S.E.", "Zulkifli")


def picture(text: str) -> str:
    """600 × 200, smooth edges, as `canvas.toDataURL()` gives it."""
    image = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for stroke in text.split(";"):
        points = [tuple(2 * int(n) for n in pair.split(",")) for pair in stroke.split()]
        pen.line(points, fill=(0, 0, 0, 255), width=6)
    file = io.BytesIO()
    image.resize((600, 200), Image.Resampling.LANCZOS).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def page(signatures: list[str]) -> str:
    rows = []
    for n, text in enumerate(signatures, 1):
        drawn = f'{n}. <img src="{picture(text)}" alt="Tanda tangan">'
        left, right = (drawn, "") if n % 2 else ("", drawn)
        place = f"Tanjungbalai Kota III / Lingk. {n % 8 + 1}"
        cells = (n, NAMES[n % 4], "Kepala Lingkungan", place, left, right)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "<tr><th>No<th>Nama<th>Jabatan<th>Kelurahan/Instansi<th colspan=2>Tanda Tangan</tr>"
    table = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
    top = f'<html lang="id"><title>Daftar Hadir</title><style>{CSS}</style>'
    return f"{top}<h1>Daftar Hadir</h1>{table}"


def main() -> None:
    html = page(Path(sys.argv[1]).read_text().split("\n"))
    for _ in sys.stdin:
        began = time.process_time()
        pdf = HTML(string=html).write_pdf()
        cpu = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{cpu:.3f} {len(pdf)} {peak}", flush=True)


if __name__ == "__main__":
    main()
