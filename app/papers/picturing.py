"""The first page of a paper as a picture inside the page that asks for it."""

from __future__ import annotations

import base64

from app.papers.press import Busy, Job, NoPaper
from app.papers.printing import pressed


def picture_of(job: Job) -> tuple[str, str]:
    """The picture as the address of an image, or nothing and why."""
    try:
        return "data:image/png;base64," + base64.b64encode(pressed(job)).decode(), ""
    except Busy:
        return "", "Sedang menyusun dokumen lain. Tunggu sebentar, lalu coba lagi."
    except NoPaper:
        return "", "Pratinjau belum dapat disusun. Coba lagi sebentar lagi."
