"""What people see when something goes wrong, and what stays out of their sight."""

from __future__ import annotations

import errno
import re
import sqlite3
import threading
import time

import pytest
from flask import abort
from sqlalchemy.exc import IntegrityError, InterfaceError, TimeoutError

from app.accounts.models import Account, Role
from app.extensions import db
from tests.browser import HTMX
from tests.factories import PASSWORD


@pytest.fixture
def failing(app):
    """Let /gagal fail with the given exception."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def failing(error):
        @app.get("/gagal")
        def gagal():
            raise error

    return failing


def test_a_page_that_does_not_exist_says_what_to_do(visitor):
    answer = visitor.get("/tidak/ada")

    assert answer.status_code == 404
    assert "Periksa kembali tautannya." in answer.text


def test_a_mistake_of_ours_gets_a_number_and_no_details(failing, visitor):
    failing(RuntimeError("the secret reason"))

    answer = visitor.get("/gagal")

    number = re.search(r"Nomor kejadian: <code>(\w{12})</code>", answer.text).group(1)
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] == number
    assert "the secret reason" not in answer.text
    assert "Traceback" not in answer.text


def test_htmx_gets_the_same_words_as_an_alert(failing, visitor):
    failing(RuntimeError())

    answer = visitor.get("/gagal", headers=HTMX)

    assert answer.status_code == 500
    assert "<html" not in answer.text
    assert "Terjadi kesalahan di pihak kami." in answer.text
    assert answer.headers["HX-Retarget"] == "#alerts"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OverflowError("int too large"), 404),
        (FileNotFoundError(errno.ENOENT, "a tool or a font of ours"), 503),
        (OSError(errno.ENOSPC, "full"), 507),
        (OSError(errno.EDQUOT, "full"), 507),
        (OSError(errno.EIO, "broken"), 503),
        (OSError(errno.EMFILE, "too many"), 503),
        (TimeoutError("pool"), 503),
        (InterfaceError("x", {}, Exception("closed")), 503),
        (IntegrityError("x", {}, Exception("unique")), 409),
    ],
)
def test_troubles_of_the_machine_have_pages_of_their_own(failing, visitor, error, status):
    failing(error)

    answer = visitor.get("/gagal")

    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert ("belum tersimpan" in answer.text) == (status in {503, 507})


@pytest.mark.parametrize("status", [400, 401, 403, 409, 410, 415, 418, 429, 501, 502])
def test_every_status_has_words(app, visitor, status):
    @app.get("/gagal")
    def gagal():
        abort(status)

    answer = visitor.get("/gagal")

    assert answer.status_code == status
    assert "Ke halaman awal" in answer.text


def test_a_body_that_is_too_large_is_refused_in_our_words(app, visitor):
    body = b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1)

    answer = visitor.post("/masuk", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert "Berkas terlalu besar" in answer.text


def test_a_declared_size_is_refused_before_anything_is_read(visitor):
    answer = visitor.open(
        "/masuk",
        method="POST",
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413


# -- the database --


@pytest.fixture
def impatient(monkeypatch):
    """Wait a moment for the database instead of seconds; to be asked for before `app`."""
    monkeypatch.setattr("app.extensions.BUSY_TIMEOUT", 200)


@pytest.fixture
def locked(app, tmp_path):
    """Another process holds the write lock."""
    other = sqlite3.connect(
        tmp_path / "balai.sqlite", isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.sqlite
def test_a_locked_database_is_busy_for_writers(impatient, make, locked, visitor):
    answer = visitor.post("/masuk", data={"username": "siti", "password": "x"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Isian Anda belum tersimpan." in answer.text


@pytest.mark.sqlite
def test_readers_do_not_wait_for_it(monkeypatch, make, log_in, app, tmp_path):
    monkeypatch.setattr("app.extensions.BUSY_TIMEOUT", 120_000)  # ms; each connection is told
    browser = log_in(make.account(Role.ADMIN))
    other = sqlite3.connect(tmp_path / "balai.sqlite", isolation_level=None)
    other.execute("UPDATE login_session SET seen_at = datetime('now', '-1 hour')")
    other.execute("BEGIN IMMEDIATE")
    with app.app_context():
        db.engine.dispose()
    begun = time.monotonic()

    answer = browser.get("/pengaturan/akun")

    assert answer.status_code == 200
    assert time.monotonic() - begun < 100  # a writer would wait for two minutes
    other.close()


@pytest.mark.sqlite
def test_a_short_lock_is_waited_for(make, locked, visitor):
    make_room = threading.Timer(0.3, locked.rollback)
    make_room.start()

    answer = visitor.post("/masuk", data={"username": "tidakada", "password": "x"})

    assert answer.status_code == 422
    make_room.join()


@pytest.mark.sqlite
def test_a_full_disk_is_told_and_reading_goes_on(app, make, log_in):
    admin = log_in(make.account(Role.ADMIN))
    with app.app_context():
        raw = db.session.connection().connection.dbapi_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        db.session.rollback()
    limit_size(app, pages)
    writing = "/akun/perangkat/lain"  # adds a line to the audit

    answers = [admin.post(writing) for _ in range(100)]

    assert answers[-1].status_code == 507
    assert "Ruang penyimpanan penuh" in answers[-1].text
    assert admin.get("/pengaturan/akun").status_code == 200
    limit_size(app, pages + 1000)
    assert admin.post(writing).status_code == 303


def limit_size(app, pages):
    """Let the database file grow to so many pages, in the one connection that tests use."""
    with app.app_context():
        db.engine.dispose()
        with db.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.mark.sqlite
def test_an_error_page_does_not_ask_a_database_that_is_away(app, staff, failing):
    break_database(app)

    page = staff.get("/akun/perangkat")
    missing = staff.get("/tidak/ada")

    assert page.status_code == 503
    assert missing.status_code in {404, 503}
    assert "Ke halaman awal" in page.text


@pytest.mark.sqlite
def test_the_watchdog_hears_that_the_database_is_away(app, visitor):
    well = visitor.get("/sehat")
    break_database(app)

    ill = visitor.get("/sehat")

    assert (well.status_code, well.json) == (200, {"status": "sehat"})
    assert ill.status_code == 503


def break_database(app):
    with app.app_context():
        db.drop_all()


def test_nothing_half_is_left_behind(app, make, log_in, rows, monkeypatch):
    """The deed and its audit entry stand or fall together."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    admin = log_in(make.account(Role.ADMIN))

    def fail(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("app.audit.record", fail)

    answer = admin.post(
        "/pengaturan/akun/baru", data={"name": "Budi", "username": "budi", "role": "petugas"}
    )

    assert answer.status_code == 500
    assert len(rows(Account)) == 1


def test_after_a_mistake_the_next_request_works(failing, make, visitor):
    make.account(username="siti", password=PASSWORD)
    failing(RuntimeError())
    visitor.get("/gagal")

    answer = visitor.post("/masuk", data={"username": "siti", "password": PASSWORD})

    assert answer.status_code == 303
