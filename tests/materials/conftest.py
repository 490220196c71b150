from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def room(event):
    """Where staff find the materials of the kegiatan."""
    return f"/kegiatan/{event.code}/materi"


@pytest.fixture
def stored(app):
    """The names of everything that lies in the folder of files now."""
    folder = Path(app.config["DATA"]) / "files"
    return lambda: sorted(path.name for path in folder.glob("*"))


@pytest.fixture
def small_house(app):
    """A file may have 1 MB, a kegiatan 2 MB."""
    app.config.update(FILE_MB=1, EVENT_MB=2)
