"""What a paper may use: the pictures and drawings that it brought along, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.papers.job import Job

EMBLEM = "balai:lambang"
SVG = {"Content-Type": "image/svg+xml"}
MODES = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}}
ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
MOST = 12_000_000  # points of a picture


class Broken(ValueError):
    """A picture that cannot be shown; its words stand in its place."""


class Supplies(URLFetcher):
    """Hands out what the paper brought along; everything else stops the printing at once."""

    def __init__(self, supplies: Mapping[str, bytes], drawings: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=[])
        self.supplies, self.drawings = supplies, drawings

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url in self.drawings:
            return URLFetcherResponse(url, self.drawings[url].encode(), SVG)
        if url not in self.supplies:
            raise FatalURLFetchingError(url)
        if url.startswith("foto:"):
            check(self.supplies[url])
        return URLFetcherResponse(url, self.supplies[url])


def supplies_of(job: Job) -> Supplies:
    pictures = {f"foto:{key}": picture for key, picture in job.pictures.items()}
    if job.emblem:
        pictures[EMBLEM] = job.emblem
    return Supplies(pictures, {f"gambar:{key}": svg for key, svg in job.drawings.items()})


def check(content: bytes) -> None:
    """Raises Broken for what is not wholly a JPEG or PNG, and for what unfolds hugely.

    A JPEG is written into the paper as it is: one that breaks off would break the paper.
    """
    try:
        with Image.open(BytesIO(content), formats=list(MODES)) as picture:
            width, height = picture.size
            kind = str(picture.format)
            if width * height > MOST or picture.mode not in MODES[kind]:
                raise Broken
            if not content.endswith(ENDS[kind]):  # WeasyPrint tells Pillow to let that pass
                raise Broken
            picture.draft(picture.mode, (max(width // 8, 1), max(height // 8, 1)))  # to be quick
            picture.load()
    except Broken:
        raise
    except Exception as error:  # Pillow raises many kinds
        raise Broken from error
