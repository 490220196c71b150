"""Bytes that are kept, lost, or left behind half written."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app import files

HOUR = 3600


@pytest.fixture
def left_behind(app):
    """A part of an upload, last written to so many seconds ago."""

    def left_behind(age: int) -> Path:
        folder = Path(app.config["DATA"]) / "files"
        folder.mkdir(exist_ok=True)
        part = folder / f"{age}.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)
        return part

    return left_behind


def test_a_start_leaves_what_another_server_is_just_storing(app, left_behind):
    young, old = left_behind(age=HOUR - 60), left_behind(age=HOUR + 60)

    with app.app_context():
        files.sweep()

    assert young.exists()
    assert not old.exists()


@pytest.mark.parametrize("name", ["0" * 32, "../balai.sqlite"])
def test_a_file_that_is_gone_is_a_page_that_is_not_found(app, visitor, name):
    @app.get("/berkas")
    def read():
        return files.read(name)

    assert visitor.get("/berkas").status_code == 404
