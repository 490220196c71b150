from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageFilter

from app.events.models import Event
from app.extensions import db
from app.papers import job as job_module
from app.papers import press as press_module
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind
from app.papers.press import Job, press

APPROVED = Path(__file__).with_name("approved")
DPI = 60
TOLERATED = 0.12  # of the way from white to black


@pytest.fixture(autouse=True)
def crowded_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may share their processors with many others: a paper may take longer."""
    monkeypatch.setattr(job_module, "SHORT", job_module.SHORT._replace(patience=180))
    monkeypatch.setattr(press_module, "QUEUE", 60)


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[..., str]:
    """What pdftotext reads, with the layout kept; pages are parted by form feeds."""

    def text_of(pdf: bytes, *options: str) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        command = ["pdftotext", *(options or ["-layout"]), str(file), "-"]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    return text_of


@pytest.fixture
def facts_of(tmp_path: Path) -> Callable[..., str]:
    """What pdfinfo says."""

    def facts_of(pdf: bytes, *options: str) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        command = ["pdfinfo", *options, str(file)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    return facts_of


@pytest.fixture
def page() -> Callable[..., bytes]:
    """A paper with this inside, printed."""

    def page(body: str, signatures: dict[str, str] | None = None) -> bytes:
        html = f'<!doctype html><html lang="id"><title>Uji</title>{body}</html>'
        return press.make(Job(html, signatures or {})).content

    return page


@pytest.fixture
def composed(app: Flask) -> Callable[..., Job]:
    """The daftar hadir of a kegiatan, ready for the press."""

    def composed(event: Event) -> Job:
        with app.test_request_context():
            return COMPOSERS[Kind.ATTENDANCE].compose(db.session.merge(event))

    return composed


@pytest.fixture
def looks_like() -> Callable[..., None]:
    """Compare a page with its approved picture: grey, 60 dots an inch.

    A page that was changed on purpose is approved by looking at what `APPROVE=1 pytest …` writes
    into tests/papers/approved.
    """

    def looks_like(pdf: bytes, name: str, page: int = 1) -> None:
        seen, file = grey(pdf, page), APPROVED / f"{name}.png"
        if os.environ.get("APPROVE"):
            seen.quantize(16).save(file, optimize=True)
        with Image.open(file) as approved:
            difference = unlike(seen, approved.convert("L"))
        if difference > TOLERATED:
            seen.save(file.with_suffix(".seen.png"))
        assert difference <= TOLERATED, f"{name}: compare {file.with_suffix('.seen.png')}"

    return looks_like


def grey(pdf: bytes, number: int) -> Image.Image:
    """A page; -1 is the last."""
    with pypdfium2.PdfDocument(pdf) as document:
        index = number - 1 if number > 0 else len(document) + number
        return document[index].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")


def unlike(seen: Image.Image, approved: Image.Image) -> float:
    """How dark the darkest place is in what differs: a word that is gone, a line that moved.

    Both are blurred before, so that other smoothing of the same letters does not count.
    """
    if seen.size != approved.size:
        return 1.0
    soft = [picture.filter(ImageFilter.BoxBlur(2)) for picture in (seen, approved)]
    return float(ImageChops.difference(*soft).getextrema()[1]) / 255


@pytest.fixture(scope="session")
def printed_once() -> bytes:
    """A small PDF as our press makes it."""
    html = '<!doctype html><html lang="id"><title>Uji</title><h1>Daftar Hadir</h1><p>Halo</html>'
    return press.make(Job(html, {})).content


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], list[Path]]:
    """The files that are kept."""
    return lambda: [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
