"""The migrations build exactly what the models say, whole or not at all, whenever cut off."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from app import create_app, schema
from app.attendees.notices import PrivacyNotice
from app.columns import now
from app.extensions import db
from app.presenters.models import Presenter
from tests import databases
from tests.conftest import settings
from tests.factories import Factory

HALF = '''
"""A migration that breaks after half of its work."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = {before!r}


def postgresql():
    return op.get_bind().dialect.name == "postgresql"


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    for name in ("event", "person"):  # SQLite copies both tables and drops the old ones
        with op.batch_alter_table(name, recreate="auto" if postgresql() else "always") as table:
            table.add_column(sa.Column("shoe_size", sa.Integer))
    op.execute("INSERT INTO half (id) VALUES (1)")
    {then}


def downgrade():
    pass
'''


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Flask]:
    """An application whose database has no table yet."""
    with ExitStack() as stack:
        address = stack.enter_context(databases.new_database()) if databases.SERVER else ""
        app = create_app(settings(tmp_path, address))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def alembic(app: Flask) -> Any:
    return app.extensions["migrate"].migrate.get_config()


def checks() -> set[tuple[str, str]]:
    """Table and name of every CHECK constraint that the database knows."""
    inspector = sa.inspect(db.engine)
    return {
        (table, str(check["name"]))
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names())


def columns(table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(db.engine).get_columns(table)}


def test_migrations_build_what_the_models_say(bare):
    schema.bring_up_to_date()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrations_build_every_check_constraint(bare):
    schema.bring_up_to_date()

    wanted = {
        (table.name, str(check.name))
        for table in db.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint)
    }
    assert checks() == wanted


def test_indexes_that_look_only_at_valid_rows_keep_their_condition(bare):
    schema.bring_up_to_date()

    found = sa.inspect(db.engine).get_indexes("attendance")
    where = {
        index["name"]: str(options[key])
        for index in found
        for options in [index.get("dialect_options", {})]
        for key in options
        if key.endswith("_where")
    }
    assert {name: "voided_at IS NULL" in words for name, words in where.items()} == {
        "uq_attendance_person": True,
        "uq_attendance_walk_in": True,
        "uq_attendance_walk_in_phone": True,
    }


def test_one_can_go_back_to_the_beginning_and_return(bare):
    schema.bring_up_to_date()
    before = tables()

    command.downgrade(alembic(bare), "base")
    assert tables() == {"alembic_version"}

    schema.bring_up_to_date()
    assert tables() == before


def test_a_notice_that_was_put_in_by_hand_stops_no_upgrade(bare):
    command.upgrade(alembic(bare), "0008")
    texts = {"summary": "Bacalah.", "who": "", "purpose": "é" * 700, "what": "x" * 600}
    notice = PrivacyNotice.__table__
    version = "hand" if databases.SERVER else "put in by somebody's hand"
    row = {"version": version, "period": "-", "rights": "-", "publisher": "", "published_at": now()}
    with db.engine.begin() as connection:
        connection.execute(notice.insert().values(row | texts))

    schema.bring_up_to_date()

    with db.engine.connect() as connection:
        kept = connection.execute(sa.select(notice)).one()
    assert (kept.version, kept.summary, kept.who) == (version[:20], "Bacalah.", "-")
    assert (kept.purpose, kept.what) == ("é" * 599 + "…", "x" * 600)


def test_who_was_taken_off_is_in_no_programme_after_the_way_back(bare):
    """Older code knows presenters who speak, and no others."""
    schema.bring_up_to_date()
    make = Factory(bare)
    event = make.event()
    speaks, taken_off = make.presenter(event), make.presenter(event)
    for who in (speaks, taken_off):
        make.material(event, presenter_id=who.id)
        make.follow_up(event, presenter_id=who.id)
    db.session.get(Presenter, taken_off.id).take_off()
    db.session.commit()

    command.downgrade(alembic(bare), "0011")

    with db.engine.connect() as connection:
        kept = connection.scalars(sa.text("SELECT id FROM presenter")).all()
        for table in ("material", "follow_up"):
            query = sa.text(f"SELECT presenter_id FROM {table} ORDER BY id")
            assert connection.scalars(query).all() == [speaks.id, None]
    assert kept == [speaks.id]


@pytest.fixture
def one_more(bare: Flask, tmp_path: Path) -> Iterator[Any]:
    """Put a further migration beside ours, in a copy of the folder."""
    folder = tmp_path / "migrations"
    ours = Path(bare.extensions["migrate"].directory)
    shutil.copytree(ours, folder)
    bare.extensions["migrate"].migrate.directory = str(folder)
    (head,) = newest(bare)

    def add(then: str) -> None:
        (folder / "versions" / "9999_half.py").write_text(HALF.format(before=head, then=then))

    yield add
    bare.extensions["migrate"].migrate.directory = str(ours)


def newest(app: Flask) -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(alembic(app)).get_heads())


def test_a_migration_that_breaks_in_the_middle_leaves_nothing_behind(bare, one_more):
    schema.bring_up_to_date()
    before = (tables(), columns("person"), schema.revisions())
    one_more("raise RuntimeError('in the middle')")

    with pytest.raises(RuntimeError, match="in the middle"):
        schema.bring_up_to_date()

    assert (tables(), columns("person"), schema.revisions()) == before


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(bare, one_more):
    schema.bring_up_to_date()
    make = Factory(bare)
    make.attendance(make.event(), make.person())
    before = rows()
    one_more("pass")

    schema.bring_up_to_date()

    assert "shoe_size" in columns("person")
    assert rows() == before
    assert before["attendance"] == 1


def test_a_migration_may_not_leave_rows_that_refer_to_nothing(bare, one_more):
    schema.bring_up_to_date()
    Factory(bare).person()
    one_more("op.execute('DELETE FROM region')")

    with pytest.raises((RuntimeError, sa.exc.IntegrityError)):
        schema.bring_up_to_date()

    assert "half" not in tables()


def rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


def test_old_code_refuses_a_newer_database(bare):
    schema.bring_up_to_date()
    with db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9998'"))

    with pytest.raises(schema.NewerSchema, match="newer version of Balai .schema 9998."):
        schema.bring_up_to_date()


UPGRADE = (
    "import sys; from pathlib import Path; from app import create_app, schema\n"
    "from tests.conftest import settings\n"
    "app = create_app(settings(Path(sys.argv[1]), sys.argv[2]))\n"
    "print('ready', flush=True)\n"
    "sys.stdin.readline()\n"
    "with app.app_context(), schema.alone(Path(sys.argv[3])), schema.alone_on_database():\n"
    "    schema.bring_up_to_date()\n"
)


def start_upgrade(app: Flask, machine: str = "") -> subprocess.Popen[str]:
    """A start on another machine has a data folder, and so a lock, of its own."""
    data = Path(app.config["DATA"])
    (data / machine).mkdir(exist_ok=True)
    words = [str(data), app.config["DATABASE"], str(data / machine)]
    command_line = [sys.executable, "-c", UPGRADE, *words]
    root = Path(__file__).parent.parent
    return subprocess.Popen(command_line, cwd=root, stdin=PIPE, stdout=PIPE, text=True)


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    process.stdout.readline()


def test_killed_at_any_moment_the_next_start_ends_at_the_same_schema(bare):
    for _ in range(4):
        process = start_upgrade(bare)
        wait_until_ready(process)
        go(process)
        time.sleep(random.uniform(0, 0.25))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert tables() in (set(), {"alembic_version"}) or "sheet_photo" in tables()

    schema.bring_up_to_date()

    assert set(newest(bare)) == schema.revisions()
    assert tables() == {table.name for table in db.metadata.sorted_tables} | {"alembic_version"}


def test_two_that_start_at_once_do_no_harm(bare):
    machines = ("one", "other") if databases.SERVER else ("", "")
    both = [start_upgrade(bare, machine) for machine in machines]
    for process in both:
        wait_until_ready(process)
    for process in both:
        go(process)

    for process in both:
        process.communicate(timeout=30)

    assert [process.returncode for process in both] == [0, 0]
    assert set(newest(bare)) == schema.revisions()
