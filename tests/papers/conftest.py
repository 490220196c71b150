from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.papers import job as job_module
from app.papers import press as press_module
from app.papers.press import Job, press


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


@pytest.fixture(scope="session")
def printed_once() -> bytes:
    """A small PDF as our press makes it."""
    html = '<!doctype html><html lang="id"><title>Uji</title><h1>Daftar Hadir</h1><p>Halo</html>'
    return press.make(Job(html, {})).content


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], list[Path]]:
    """The files that are kept."""
    return lambda: [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
