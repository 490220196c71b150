"""The process beside the server that does the jobs, as a person meets it who kills things."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app import create_app, files
from app.extensions import db
from app.materials import pictures
from app.materials.models import MaterialFile
from app.start import STOP_WITHIN
from app.worker import NICE
from tests.factories import Factory
from tests.materials import papers
from tests.test_start import (  # noqa: F401
    ROOT,
    Server,
    children_of,
    is_alive,
    start,
    wait_until,
)

pytestmark = pytest.mark.sqlite


def worker_of(server: Server) -> int | None:
    """The one of its processes that is modest."""
    for pid in server.workers():
        with suppress(ProcessLookupError):
            if os.getpriority(os.PRIO_PROCESS, pid) == NICE:
                return pid
    return None


def painter_of(worker: int) -> int | None:
    """Its child, once that has made itself modest in its turn."""
    for pid in children_of(worker):
        with suppress(ProcessLookupError):
            if os.getpriority(os.PRIO_PROCESS, pid) > NICE:
                return pid
    return None


@pytest.fixture
def office(tmp_path: Path):
    """The application of a started server, seen from another process."""
    made = []

    def office(**settings):
        data = tmp_path / "data"
        secret = (data / "secret").read_text().strip()
        app = create_app(
            {"DATA": str(data), "SECRET_KEY": secret, "LOG_LEVEL": "CRITICAL"} | settings
        )
        made.append(app)
        return app

    yield office
    for app in made:
        with app.app_context():
            db.engine.dispose()


def keep(app, content: bytes) -> int:
    """A PDF whose row is written but for which no job was ever put into the queue."""
    make = Factory(app)
    material = make.material(make.event(), content)
    with app.app_context():
        return db.session.query(MaterialFile.id).filter_by(material_id=material.id).scalar()


def drawn(app, file_id: int) -> MaterialFile | None:
    with app.app_context():
        file = db.session.get(MaterialFile, file_id)
        return file if file.pages is not None else None


def test_a_job_is_done_while_pages_are_served(start, office):  # noqa: F811
    server = start(BALAI_DEMO="0")
    server.greeting()
    app = office()
    file_id = keep(app, papers.pdf(pages=3))

    with app.app_context():
        pictures.order(file_id)

    wait_until(lambda: drawn(app, file_id))
    assert drawn(app, file_id).pages == 3


def test_a_job_outlives_a_worker_that_is_killed_in_the_middle(start, office, tmp_path):  # noqa: F811
    server = start(BALAI_DEMO="0")
    server.greeting()
    app, worker = office(), worker_of(server)
    file_id = keep(app, papers.slow_pdf())
    with app.app_context():
        pictures.order(file_id)
    wait_until(lambda: children_of(worker))
    (painter,) = children_of(worker)

    os.kill(worker, signal.SIGKILL)

    wait_until(lambda: not is_alive(painter))
    assert drawn(app, file_id) is None
    wait_until(lambda: drawn(app, file_id))
    assert worker_of(server) not in {None, worker}
    assert drawn(app, file_id).pages == 1
    assert len(list((tmp_path / "data" / "files").iterdir())) == 2


def test_what_an_interrupted_server_left_is_done_by_the_next(start, office):  # noqa: F811
    first = start(BALAI_DEMO="0")
    first.greeting()
    first.stop()
    file_id = keep(office(), papers.pdf())

    start(BALAI_DEMO="0").greeting()

    wait_until(lambda: drawn(office(), file_id))


def everybody_below(pid: int) -> list[int]:
    return [pid, *(each for child in children_of(pid) for each in everybody_below(child))]


@pytest.mark.skipif(not (ROOT / ".venv/run.installed").exists(), reason="needs make's own .venv")
def test_ctrl_c_on_make_run_ends_all_of_them_without_a_word(start):  # noqa: F811
    make = ("make", "run", "PORT={port}", "HOST={host}")
    server = start(BALAI_DEMO="0", command=("setsid", *make))
    server.greeting()
    processes = everybody_below(server.process.pid)
    assert len(processes) == 4  # make, the one that prepares, web and worker

    begun = time.monotonic()

    os.killpg(server.process.pid, signal.SIGINT)

    assert server.refusal() == (-signal.SIGINT, "")  # as make ends where it was wanted
    assert time.monotonic() - begun < STOP_WITHIN  # nobody had to be killed
    assert not any(is_alive(pid) for pid in processes)


def test_told_to_stop_again_and_again_it_stops_once(start):  # noqa: F811
    server = start(BALAI_DEMO="0", command=("setsid", *Server.COMMAND))
    server.greeting()
    processes = everybody_below(server.process.pid)

    deadline = time.monotonic() + STOP_WITHIN
    while server.process.poll() is None and time.monotonic() < deadline:
        os.killpg(server.process.pid, signal.SIGTERM)
        time.sleep(0.0001)

    assert server.refusal() == (0, "")
    assert not any(is_alive(pid) for pid in processes)


def test_ctrl_c_in_the_middle_of_a_job_leaves_it_whole_for_the_next(start, office):  # noqa: F811
    server = start(BALAI_DEMO="0", command=("setsid", *Server.COMMAND))
    server.greeting()
    app, worker = office(), worker_of(server)
    file_id = keep(app, papers.slow_pdf())
    with app.app_context():
        pictures.order(file_id)
    wait_until(lambda: painter_of(worker))
    os.kill(painter_of(worker), signal.SIGSTOP)  # in no hurry
    processes = everybody_below(server.process.pid)

    os.killpg(server.process.pid, signal.SIGINT)

    assert server.refusal() == (0, "")  # nothing to be told: it was wanted
    assert not any(is_alive(pid) for pid in processes)
    assert drawn(app, file_id) is None
    start(BALAI_DEMO="0").greeting()
    wait_until(lambda: drawn(app, file_id))
    assert drawn(app, file_id).pages == 1


def test_two_servers_on_one_folder_share_the_jobs(start, office, tmp_path):  # noqa: F811
    servers = [start(BALAI_DEMO="0"), start(BALAI_DEMO="0")]
    for server in servers:
        server.greeting()
    app = office()
    ids = [keep(app, papers.pdf(pages=number)) for number in range(1, 6)]

    with app.app_context():
        for file_id in ids * 2:
            pictures.order(file_id)

    wait_until(lambda: all(drawn(app, file_id) for file_id in ids))
    assert [drawn(app, file_id).pages for file_id in ids] == [1, 2, 3, 4, 5]
    wait_until(lambda: not tasks(tmp_path / "data"))
    assert len(list((tmp_path / "data" / "files").iterdir())) == 10


def tasks(data: Path) -> int:
    with closing(sqlite3.connect(data / "jobs.sqlite")) as queue:
        return int(queue.execute("SELECT count(*) FROM task").fetchone()[0])


def test_server_and_worker_both_reach_a_bucket(start, office, bucket):  # noqa: F811
    server = start(BALAI_FILES=bucket)
    server.greeting()
    app = office(FILES=bucket)
    file_id = keep(app, papers.pdf(pages=2))

    with app.app_context():
        pictures.order(file_id)

    wait_until(lambda: drawn(app, file_id))
    with app.app_context():
        assert files.read(drawn(app, file_id).thumbnail_as).startswith(b"\xff\xd8")
