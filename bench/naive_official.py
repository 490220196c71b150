"""The same papers as one would write them first: plain HTML, WeasyPrint's defaults, one go.

Run by bench.official, each in a process of its own. Prints CPU seconds, bytes, peak memory (MB).
"""

from __future__ import annotations

import base64
import io
import random
import resource
import sys
import time

from PIL import Image
from weasyprint import HTML

from bench.naive_paper import CSS, page
from bench.official_kegiatan import PARAGRAPHS, PEOPLE, PHOTOS, SENTENCE
from bench.papers import NAMES, drawn

LANDSCAPE = (
    "@page { size: A4 landscape; margin: 15mm } section { break-after: page; text-align: center }"
)


def notula() -> str:
    whole = "".join(f"<p>{SENTENCE * 6}</p>" for _ in range(PARAGRAPHS + 5))
    return f'<html lang="id"><title>Notula</title><style>{CSS}</style><h1>Notula</h1>{whole}'


def certificates() -> str:
    sheets = "".join(
        f"<section><h3>Pemerintah Kota Tanjungbalai</h3><h2>Dinas Ketenagakerjaan</h2>"
        f"<h1>SERTIFIKAT</h1><p>Nomor: BENCH/{n}/2026</p><p>diberikan kepada</p>"
        f"<h1>{NAMES[n % len(NAMES)]}</h1><p>Kepala Lingkungan</p><p>sebagai <b>Peserta</b></p>"
        f"<p>atas kehadiran dan peran sertanya dalam kegiatan</p>"
        f"<h2>Sosialisasi Program BPJS Ketenagakerjaan</h2><p>pada Rabu, 4 Februari 2026</p>"
        f"<p>Tanjungbalai, 4 Februari 2026</p><p>Kepala Dinas,</p>"
        f"<p><b>Agus Salim</b></p></section>"
        for n in range(1, PEOPLE + 1)
    )
    return f'<html lang="id"><title>Sertifikat</title><style>{CSS}{LANDSCAPE}</style>{sheets}'


def bundle() -> str:
    rng = random.Random(PEOPLE)
    roll = page([drawn(rng) for _ in range(PEOPLE)])
    letter = f"<h1>Undangan</h1><p>{SENTENCE * 6}</p>"
    photos = "".join(
        f'<p><img style="width:80mm;height:60mm" src="{_photo(rng)}" alt="Foto">'
        for _ in range(PHOTOS)
    )
    report = f"<h1>Laporan</h1>{''.join(f'<p>{SENTENCE * 6}</p>' for _ in range(6))}"
    return roll + letter + notula() + report + photos


def _photo(rng: random.Random) -> str:
    noise = Image.frombytes("RGB", (160, 120), rng.randbytes(160 * 120 * 3))
    file = io.BytesIO()
    noise.resize((1600, 1200), Image.Resampling.BICUBIC).save(file, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def main() -> None:
    html = {"notula": notula, "certificates": certificates, "bundle": bundle}[sys.argv[1]]()
    HTML(string="<p>x").write_pdf()  # what is loaded once is not counted
    began = time.process_time()
    pdf = HTML(string=html).write_pdf()
    cpu = time.process_time() - began
    print(f"{cpu:.3f} {len(pdf)} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


if __name__ == "__main__":
    main()
