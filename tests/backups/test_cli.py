from __future__ import annotations

import os
import sqlite3
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask

from app import create_app, files, schema
from app.attendees.models import Attendance
from app.audit import AuditEntry
from app.backups import archive, making, shelf
from app.columns import now
from app.extensions import db
from app.materials.models import MaterialFile
from tests.conftest import settings

pytestmark = pytest.mark.sqlite

Flasked = Callable[..., Any]


@pytest.fixture
def flask(app: Flask) -> Flasked:
    with app.app_context():
        command.stamp(schema._config(), "head")  # as if the migrations had made it
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def other(tmp_path: Path) -> Flask:
    """An installation on an empty machine."""
    folder = tmp_path / "other-machine"
    folder.mkdir()
    app = create_app(settings(folder, ""))
    yield app
    with app.app_context():
        db.engine.dispose()


def restored(other: Flask, archive: Path) -> Any:
    return other.test_cli_runner().invoke(args=["restore", str(archive)])


def made(flask: Flasked, tmp_path: Path) -> Path:
    path = tmp_path / "one.tar"
    result = flask("backup", "--to", path)
    assert result.exit_code == 0, result.output
    return path


def test_what_was_cut_off_in_the_same_second_is_in_nobodys_way(app, flask, monkeypatch):
    moment = now()
    monkeypatch.setattr(making, "now", lambda: moment)
    with app.app_context():
        name = shelf.name_for(moment)
        cut_off = shelf.folder() / f"{name}.part"
        cut_off.write_bytes(b"-")

        result = flask("backup")

        assert result.exit_code == 0, result.output
        assert (shelf.folder() / name).exists()
        assert cut_off.exists()  # it may be somebody else's, who is still writing


def test_a_backup_holds_the_rows_and_files_and_brings_them_back(flask, make, other, tmp_path):
    event = make.event()
    make.attendance(event, name="Siti Rahma")
    make.material(event, b"%PDF-1.7 isi materi")

    result = restored(other, made(flask, tmp_path))

    assert result.exit_code == 0, result.output
    with other.app_context():
        assert [row.name for row in db.session.query(Attendance)] == ["Siti Rahma"]
        assert files.read(db.session.query(MaterialFile).one().stored_as) == b"%PDF-1.7 isi materi"


def test_an_empty_machine_needs_the_archive_alone(app, flask, make, tmp_path):
    """Of an office that has never set a secret: it comes out of the archive."""
    make.event()
    (Path(app.config["DATA"]) / "secret").write_text(app.config["SECRET_KEY"])
    data = tmp_path / "new-machine"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}

    done = subprocess.run(
        ["bin/flask", "restore", made(flask, tmp_path)],
        env=environ | {"BALAI_DATA": str(data)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert (data / "secret").read_text() == app.config["SECRET_KEY"]
    with closing(sqlite3.connect(data / "balai.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM event").fetchone() == (1,)


def test_a_backup_while_people_sign_in_loses_nobody_who_was_acknowledged_before(
    app, flask, make, other, tmp_path
):
    event = make.event()
    before = [make.attendance(event).number for _ in range(3)]
    going_on, stop = threading.Event(), threading.Event()

    def sign_in() -> None:
        while not stop.is_set():
            make.attendance(event)
            going_on.set()

    thread = threading.Thread(target=sign_in, daemon=True)
    thread.start()
    going_on.wait(10)
    archive = made(flask, tmp_path)
    stop.set()
    thread.join()

    assert restored(other, archive).exit_code == 0
    with other.app_context():
        numbers = [row.number for row in db.session.query(Attendance)]
    assert set(before) <= set(numbers)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_file_that_is_removed_meanwhile_is_left_out(flask, make, other, tmp_path, monkeypatch):
    make.material(make.event(), b"%PDF-1.7 isi materi")
    names = files.names
    monkeypatch.setattr(files, "names", lambda: [*names(), "f" * 32])  # there a moment ago

    archive = made(flask, tmp_path)

    monkeypatch.undo()
    assert restored(other, archive).exit_code == 0
    with other.app_context():
        assert len(files.names()) == 1


@pytest.mark.parametrize("part", [0.2, 0.6, 0.99])
def test_a_changed_byte_is_found_and_nothing_is_restored(flask, make, other, tmp_path, part):
    make.material(make.event(), b"%PDF-1.7 " + b"isi" * 3000)
    archive = made(flask, tmp_path)
    content = bytearray(archive.read_bytes())
    place = int(_end_of_members(archive) * part)
    content[place] ^= 0xFF
    archive.write_bytes(content)

    result = restored(other, archive)

    assert result.exit_code == 1
    assert "Nothing was restored." in result.output
    assert not (Path(other.config["DATA"]) / "balai.sqlite").exists()


def _end_of_members(archive: Path) -> int:
    with tarfile.open(archive) as tar:
        last = tar.getmembers()[-1]
        return last.offset_data + last.size


def test_one_that_was_cut_off_is_found(flask, make, other, tmp_path):
    make.event()
    archive = made(flask, tmp_path)
    archive.write_bytes(archive.read_bytes()[: _end_of_members(archive) // 2])

    result = restored(other, archive)

    assert result.exit_code == 1
    assert "Nothing was restored." in result.output


def test_one_of_a_newer_balai_is_refused(flask, make, app, other, tmp_path):
    make.event()
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9998'")

    result = restored(other, made(flask, tmp_path))

    assert result.exit_code == 1
    assert "newer version of Balai" in result.output
    assert not (Path(other.config["DATA"]) / "balai.sqlite").exists()


@pytest.mark.parametrize(
    ("sql", "manifest", "words"),
    [
        ("DELETE FROM attendance", {}, "not the one that was backed up"),
        ("UPDATE attendance SET event_id = 99", {}, "not the one that was backed up"),
        ("SELECT 1", {"database": "postgresql"}, "keeps its rows in sqlite"),
    ],
    ids=["rows are missing", "rows refer to nothing", "another kind of database"],
)
def test_a_database_that_does_not_fit_is_not_brought_in(
    flask, make, other, tmp_path, sql, manifest, words
):
    make.attendance(make.event())

    result = restored(other, made_anew(made(flask, tmp_path), sql, **manifest))

    assert result.exit_code == 1
    assert words in result.output
    assert not (Path(other.config["DATA"]) / "balai.sqlite").exists()


def made_anew(whole: Path, sql: str, **changes: Any) -> Path:
    """The same archive with another database or manifest, each part with its right hash."""
    manifest, copy = archive.read_manifest(whole), whole.with_suffix(".sqlite")
    with tarfile.open(whole) as tar:
        copy.write_bytes(tar.extractfile("database").read())
    with closing(sqlite3.connect(copy)) as database:
        database.execute(sql)
        database.commit()
    target = whole.with_name("another.tar")
    with target.open("xb") as file, archive.writing(file, 0) as writer:
        writer.add("database", copy.stat().st_size, [copy.read_bytes()])
        writer.close(manifest._replace(**changes))
    return target


def test_data_that_is_there_already_is_never_overwritten(flask, make, tmp_path):
    make.event()
    archive = made(flask, tmp_path)

    result = flask("restore", archive)

    assert result.exit_code == 1
    assert "has data of its own" in result.output


def test_strange_things_in_an_archive_are_not_unpacked(flask, make, other, tmp_path):
    make.event()
    archive = made(flask, tmp_path)
    outside = tmp_path / "outside"
    outside.write_text("x")
    with tarfile.open(archive, "a") as tar:
        tar.add(outside, arcname="../../outside-too")

    result = restored(other, archive)

    assert result.exit_code == 1
    assert "does not belong there" in result.output


def test_the_newest_stay_and_the_first_of_each_month(app, flask):
    with app.app_context():
        folder = shelf.folder()
    for day in range(1, 29):
        (folder / f"balai-202601{day:02d}T170000Z.tar").write_bytes(b"-")
        (folder / f"balai-202602{day:02d}T170000Z.tar").write_bytes(b"-")

    result = flask("backup", "--keep", 3)

    assert result.exit_code == 0
    with app.app_context():
        kept = [backup.path.name[6:14] for backup in shelf.backups()[1:]]
    assert kept == ["20260228", "20260227", "20260201", "20260101"]


def test_what_was_cut_off_goes_and_what_is_being_made_stays(app, flask):
    with app.app_context():
        folder = shelf.folder()
    cut_off, being_made = (folder / f"balai-2026010{n}T170000Z.tar.part" for n in (1, 2))
    for part in (cut_off, being_made):
        part.write_bytes(b"-")
    long_ago = time.time() - shelf.CUT_OFF - 1
    os.utime(cut_off, (long_ago, long_ago))

    flask("backup")

    assert (cut_off.exists(), being_made.exists()) == (False, True)


def test_where_no_backup_can_be_written_nothing_half_lies_there(flask, make, tmp_path, monkeypatch):
    make.material(make.event(), b"%PDF-1.7 isi")
    monkeypatch.setattr("app.backups.making.files.chunks", _broken)

    result = flask("backup", "--to", tmp_path / "one.tar")

    assert result.exit_code == 1
    assert "No backup was made." in result.output
    assert [path for path in tmp_path.iterdir() if "one.tar" in path.name] == []


def _broken(_name: str) -> Any:
    raise OSError("the disk is gone")


def test_who_restores_an_old_backup_gets_the_tables_of_today(other, tmp_path):
    old = create_app(settings(_folder(tmp_path, "old"), ""))
    with old.app_context():
        command.upgrade(schema._config(), "0002")
        db.engine.dispose()
    old.test_cli_runner().invoke(args=["backup", "--to", str(tmp_path / "old.tar")])

    result = restored(other, tmp_path / "old.tar")

    assert result.exit_code == 0, result.output
    with other.app_context():
        assert schema.is_up_to_date()


def _folder(path: Path, name: str) -> Path:
    (path / name).mkdir()
    return path / name


def test_an_upgrade_backs_up_before_it_touches_the_tables(tmp_path):
    app = create_app(settings(_folder(tmp_path, "old"), ""))
    with app.app_context():
        command.upgrade(schema._config(), "0002")
        db.engine.dispose()

    result = app.test_cli_runner().invoke(args=["upgrade"])

    assert result.exit_code == 0, result.output
    with app.app_context():
        (backup,) = shelf.backups()
        assert schema.is_up_to_date()
        db.engine.dispose()
    with tarfile.open(backup.path) as tar:
        (tmp_path / "copy.sqlite").write_bytes(tar.extractfile("database").read())
    copy = sqlite3.connect(tmp_path / "copy.sqlite")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    copy.close()


def test_an_installation_that_is_up_to_date_is_not_backed_up_at_each_start(tmp_path):
    app = create_app(settings(_folder(tmp_path, "new"), ""))

    app.test_cli_runner().invoke(args=["upgrade"])
    app.test_cli_runner().invoke(args=["upgrade"])

    with app.app_context():
        assert shelf.backups() == []
        db.engine.dispose()


def test_a_backup_is_written_down(flask, rows, tmp_path):
    made(flask, tmp_path)

    assert [entry.action for entry in rows(AuditEntry)] == ["backup.make"]


def test_nobody_else_on_the_machine_reads_it(flask, tmp_path):
    assert made(flask, tmp_path).stat().st_mode & 0o077 == 0
