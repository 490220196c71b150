"""Bytes that are kept, lost, or left behind half written: the same stories for both places."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import files, places
from app.errors import DiskFull

HOUR = 3600
LARGE = os.urandom(6 * 1024 * 1024 + 5)  # a bucket gets it in parts, a folder in pieces
NEVER = "0" * 32


@pytest.fixture(params=["folder", "bucket"])
def place(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    """The application in whose context the story happens, with files in either place."""
    if request.param == "bucket":
        app.config["FILES"] = request.getfixturevalue("bucket")
    with app.app_context():
        yield


@pytest.mark.usefixtures("place")
def test_bytes_come_back_as_they_went():
    names = [files.store(b"short"), files.store(LARGE), files.store(b"")]

    assert [files.read(name) for name in names] == [b"short", LARGE, b""]
    assert [files.size(name) for name in names] == [5, len(LARGE), 0]


@pytest.mark.usefixtures("place")
def test_a_local_file_is_copied_and_stays(tmp_path):
    source = tmp_path / "materi.pdf"
    source.write_bytes(LARGE)

    name = files.store_file(source)

    assert files.read(name) == source.read_bytes() == LARGE


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("start", "stop"), [(0, 1), (1, 4), (0, None), (1024, None), (7, 7), (1_000_000, 2_000_001)]
)
def test_a_part_of_a_file_is_read_alone(start, stop):
    name = files.store(LARGE)

    assert b"".join(files.chunks(name, start, stop)) == LARGE[start:stop]


@pytest.mark.usefixtures("place")
def test_a_large_file_is_never_whole_in_memory():
    name = files.store(LARGE)

    assert max(len(piece) for piece in files.chunks(name)) <= places.PIECE


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("ask", [files.size, files.read, files.chunks])
@pytest.mark.parametrize("name", [NEVER, "../balai.sqlite", "", "A" * 32])
def test_what_was_never_kept_is_gone_at_once(ask, name):
    with pytest.raises(files.Gone):
        ask(name)


@pytest.mark.usefixtures("place")
def test_forgetting_twice_is_no_error():
    name = files.store(b"x")

    files.remove(name)
    files.remove(name)

    with pytest.raises(files.Gone):
        files.size(name)


@pytest.mark.usefixtures("place")
def test_a_sweep_leaves_whole_files_alone():
    name = files.store(b"x")

    files.sweep()

    assert files.read(name) == b"x"


@pytest.mark.parametrize("name", [NEVER, "../balai.sqlite"])
def test_a_file_that_is_gone_is_a_page_that_is_not_found(app, visitor, name):
    @app.get("/berkas")
    def read():
        return files.read(name)

    assert visitor.get("/berkas").status_code == 404


# -- a folder --


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


@pytest.mark.parametrize(
    ("step", "kept"),
    [("shutil.copyfileobj", 0), ("os.fsync", 0), ("pathlib.Path.rename", 0), ("os.open", 1)],
)
def test_a_kill_between_two_steps_leaves_the_whole_file_or_none(app, monkeypatch, step, kept):
    content = os.urandom(1_000_000)
    folder = Path(app.config["DATA"]) / "files"

    with app.app_context():
        files.sweep()
        if (child := os.fork()) == 0:
            monkeypatch.setattr(step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            files.store(content)
            os._exit(0)

    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    whole = [path for path in folder.iterdir() if files.NAME.fullmatch(path.name)]
    assert [path.read_bytes() for path in whole] == [content] * kept


def test_a_failure_leaves_nothing(app, monkeypatch):
    def fail(*_):
        raise OSError

    with app.app_context():
        files.sweep()
        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(OSError):  # noqa: PT011
            files.store(b"x")

    assert list((Path(app.config["DATA"]) / "files").iterdir()) == []


def test_a_disk_with_little_room_takes_no_more_files(app, visitor, monkeypatch):
    @app.get("/simpan")
    def keep():
        return files.store(b"x")

    monkeypatch.setattr(files, "FLOOR", 2**60)
    answer = visitor.get("/simpan")

    assert answer.status_code == 507
    assert "Ruang penyimpanan penuh" in answer.text


def test_room_is_asked_for_before_an_upload_is_received(app):
    with app.app_context():
        files.must_have_room(1024)
        with pytest.raises(DiskFull):
            files.must_have_room(2**60)


# -- a bucket --


def test_a_bucket_that_is_away_is_trouble_of_a_machine(app, visitor, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    app.config["FILES"] = "s3://balai"

    @app.get("/berkas")
    def read():
        return files.read(NEVER)

    assert visitor.get("/berkas").status_code == 503


def test_the_disk_is_not_asked_where_files_go_to_a_bucket(app, bucket, monkeypatch):
    app.config["FILES"] = bucket
    monkeypatch.setattr(files, "FLOOR", 2**60)

    with app.app_context():
        assert files.size(files.store(b"x")) == 1
