"""Long work: ordered, watched, cancelled, fetched; with a real worker's job, and a killed one."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app import files, jobs
from app.accounts.models import Role
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.papers import fulfilling, ordering
from app.papers.bundling import MAKERS
from app.papers.models import Order, Progress, Work
from app.papers.press import NoPaper


@pytest.fixture
def event(make):
    event = make.event(title="Sosialisasi BPJS", status=Status.FINISHED)
    make.attendance(event, name="Ani Lestari")
    return event


@pytest.fixture
def quick(monkeypatch):
    """A bundle that takes no time: `steps` says what happens at each."""

    def quick(steps=(), content=b"isi berkas"):
        def make(order, report):
            for n, step in enumerate(steps):
                report(n, len(steps), f"Bagian {n + 1}")
                step()
            path = Path(files.current_app.config["DATA"]) / f"{order.code}.pdf"
            path.write_bytes(content)
            return path, f"spj-{order.event.code}.pdf"

        monkeypatch.setitem(MAKERS, Work.BUNDLE_PDF, make)

    return quick


def aside(deed):
    """In a thread of its own, as a browser does while the worker is busy."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(deed).result(30)


def place(staff, event, work="spj-pdf"):
    return staff.post(f"/kegiatan/{event.code}/pesanan/{work}").location


def worker_does_one(app):
    with app.app_context():
        return jobs.do_one()


def test_a_bundle_is_ordered_made_by_the_worker_and_fetched(app, staff, event, text_of, rows):
    page = place(staff, event)
    assert "Menunggu giliran" in staff.get(page).text

    worker_does_one(app)

    assert "Selesai" in staff.get(page).text
    file = staff.post(f"{page}/unduh")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=spj-")
    assert int(file.headers["Content-Length"]) == len(file.data)
    assert "Ani Lestari" in text_of(file.data)
    deeds = [entry.action for entry in rows(AuditEntry)]
    assert deeds[-2:] == ["paper.order", "paper.export"]


def test_as_zip_with_an_index(app, staff, event):
    page = place(staff, event, "spj-zip")

    worker_does_one(app)

    with zipfile.ZipFile(io.BytesIO(staff.post(f"{page}/unduh").data)) as archive:
        assert any("daftar-hadir" in name.lower() for name in archive.namelist())


def test_a_second_click_leads_to_the_same_order(staff, event, rows):
    assert place(staff, event) == place(staff, event)
    assert len(rows(Order)) == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED])
def test_of_a_draft_or_a_cancelled_kegiatan_nothing_is_made(make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Banjir" if "batal" in status else "")

    place(staff, event)

    assert "Kegiatan ini" in staff.get(f"/kegiatan/{event.code}/dokumen").text
    assert rows(Order) == []


def test_cancelling_what_is_over_is_not_written_down(app, staff, event, quick, rows):
    quick()
    page = place(staff, event)
    worker_does_one(app)

    staff.post(f"{page}/batal")

    assert "paper.cancel" not in [entry.action for entry in rows(AuditEntry)]
    assert "Selesai" in staff.get(page).text


def test_after_it_is_done_another_one_can_be_ordered(app, staff, event, quick, rows):
    quick()
    place(staff, event)
    worker_does_one(app)

    place(staff, event)

    assert [order.state for order in rows(Order)] == [Progress.DONE, Progress.WAITING]


def test_the_page_shows_each_step_and_stops_asking_at_the_end(app, staff, event, quick):
    seen = []
    quick([lambda: seen.append(aside(lambda: staff.get(page).text))] * 2)
    page = place(staff, event)

    worker_does_one(app)

    assert "Bagian 1" in seen[0]
    assert 'max="2" value="0"' in seen[0]
    assert 'max="2" value="1"' in seen[1]
    assert "hx-trigger" in seen[1]
    assert "hx-trigger" not in staff.get(page).text


def test_cancelled_in_the_middle_nothing_is_kept(app, staff, event, quick, rows):
    quick(
        [
            lambda: None,
            lambda: aside(lambda: staff.post(f"{page}/batal")),
            lambda: pytest.fail("went on"),
        ]
    )
    page = place(staff, event)

    worker_does_one(app)

    assert "Dibatalkan" in staff.get(page).text
    assert staff.post(f"{page}/unduh").status_code == 404
    with app.app_context():
        assert files.names() == []


def test_cancelled_in_the_last_moment_the_file_is_not_kept(app, staff, event, quick, monkeypatch):
    quick()
    page = place(staff, event)
    make = MAKERS[Work.BUNDLE_PDF]

    def and_cancel(order, report):
        made = make(order, report)
        db.session.commit()
        report_before = ordering.finish
        ordering.finish = lambda *some: (
            aside(lambda: staff.post(f"{page}/batal")),
            report_before(*some),
        )[1]
        return made

    finish = ordering.finish
    MAKERS[Work.BUNDLE_PDF] = and_cancel
    try:
        worker_does_one(app)
    finally:
        ordering.finish = finish

    assert "Dibatalkan" in staff.get(page).text
    with app.app_context():
        assert files.names() == []


def test_what_is_waiting_can_be_cancelled_and_is_then_not_begun(app, staff, event, quick):
    quick([lambda: pytest.fail("begun")])
    page = place(staff, event)
    staff.post(f"{page}/batal")

    worker_does_one(app)

    assert "Dibatalkan" in staff.get(page).text


def test_a_paper_that_cannot_be_made_says_so_and_is_not_tried_forever(app, staff, event, quick):
    def broken():
        raise NoPaper("MemoryError")

    quick([broken])
    page = place(staff, event)

    worker_does_one(app)

    assert "Belum berhasil" in staff.get(page).text
    assert "Susun lagi" in staff.get(page).text


def test_three_accidents_are_enough(app, staff, event, quick, rows):
    def accident():
        raise RuntimeError

    quick([accident])
    page = place(staff, event)
    (order,) = rows(Order)

    for _ in range(3):
        with app.app_context(), pytest.raises(RuntimeError):
            fulfilling.fulfil(order.id)

    assert "Sudah tiga kali" in staff.get(page).text


def test_two_workers_make_it_once(app, staff, event, quick, rows):
    made = []
    quick([lambda: made.append(1), lambda: other()])
    place(staff, event)
    (order,) = rows(Order)

    def other():
        with app.app_context():
            assert ordering.begin(order.id) is None

    worker_does_one(app)

    assert made == [1]


@pytest.mark.sqlite
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(app, staff, event, rows, monkeypatch):
    """A process of its own begins and dies; the next worker finds the row and ends it once."""
    page = place(staff, event)
    (order,) = rows(Order)
    script = (
        "import sys, time; from pathlib import Path; from app import create_app\n"
        "from tests.conftest import settings\n"
        "from app.papers import fulfilling; from app.papers.bundling import MAKERS\n"
        "from app.papers.models import Work\n"
        "def slow(order, report):\n"
        "    report(1, 9, 'Bagian dua'); print('begun', flush=True); time.sleep(60)\n"
        "MAKERS[Work.BUNDLE_PDF] = slow\n"
        "with create_app(settings(Path(sys.argv[1]), '')).app_context():\n"
        "    fulfilling.fulfil(int(sys.argv[2]))\n"
    )
    words = [sys.executable, "-c", script, app.config["DATA"], str(order.id)]
    root = Path(__file__).parent.parent.parent
    dying = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True)
    assert dying.stdout.readline() == "begun\n"
    os.kill(dying.pid, signal.SIGKILL)
    dying.communicate()
    assert "Sedang disusun" in staff.get(page).text

    with app.app_context():
        db.session.query(Order).update({"beat_at": now() - 2 * ordering.DEAD})
        db.session.commit()
        jobs.put_watched()
        began = time.monotonic()
        while jobs.do_one():
            assert time.monotonic() - began < 60

    (order,) = rows(Order)
    assert (order.state, order.tries, order.problem) == (Progress.DONE, 2, "")


def test_results_go_after_a_week(app, staff, event, quick, rows):
    quick()
    place(staff, event)
    worker_does_one(app)
    with app.app_context():
        db.session.query(Order).update({"ended_at": now() - timedelta(days=8)})
        db.session.commit()

        ordering.sweep()

        assert files.names() == []
    assert rows(Order) == []


def test_an_order_of_another_kegiatan_does_not_exist(staff, event, make):
    code = place(staff, event).rpartition("/")[2]
    other = make.event()

    for deed in (staff.get, lambda page: staff.post(f"{page}/unduh")):
        assert deed(f"/kegiatan/{other.code}/pesanan/{code}").status_code == 404


def test_pimpinan_watches_and_fetches_but_orders_nothing(app, make, log_in, staff, event, quick):
    quick()
    page = place(staff, event)
    worker_does_one(app)
    lead = log_in(make.account(Role.LEAD))

    assert lead.post(f"{page}/unduh").status_code == 200
    assert not re.search("Susun lagi", lead.get(page).text)
    assert lead.post(f"/kegiatan/{event.code}/pesanan/spj-pdf").status_code == 403


def test_what_was_made_goes_with_a_kegiatan_that_is_deleted(app, make, quick):
    event, by = make.event(status=Status.DRAFT), make.account()
    quick()
    with app.app_context():
        row = db.session.get_one(Event, event.id)
        order = ordering.ask(row, Work.BUNDLE_PDF, by)
        db.session.commit()
        fulfilling.fulfil(order.id)
        db.session.refresh(order)
        stored_as = order.stored_as

        db.session.delete(row)
        db.session.commit()

        with pytest.raises(files.Gone):
            files.read(stored_as)
