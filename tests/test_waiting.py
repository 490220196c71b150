"""Nobody in the hall waits while the office reads a list, draws a picture or proves a password.

SQLite has one write lock. Each test looks, at the very moment of the slow work, whether somebody
else could write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from app import rich_text
from app.accounts import models
from app.accounts.models import Account, Role
from app.accounts.queries import opens_still
from app.directory import checking, import_views
from app.extensions import db
from app.office import forms
from app.papers.models import Paper
from app.trail import views as trail
from tests.browser import Browser
from tests.directory.lists import csv_of
from tests.factories import PASSWORD, Factory

pytestmark = pytest.mark.sqlite

LIST = csv_of("Nama;Jabatan;Kelurahan", "Siti;Lurah;Perwira")
NEW = "tiga kata mudah"

Watch = Callable[[Any, str], list[bool]]
LogIn = Callable[[Account], Browser]


@pytest.fixture
def watch(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Note at each call of this slow work whether another connection could write meanwhile."""

    def watch(place: Any, name: str) -> list[bool]:
        slow, noted = getattr(place, name), []

        def watched(*args: Any, **kwargs: Any) -> Any:
            noted.append(somebody_can_write(app))
            return slow(*args, **kwargs)

        monkeypatch.setattr(place, name, watched)
        return noted

    return watch


def somebody_can_write(app: Flask) -> bool:
    other = sqlite3.connect(Path(app.config["DATA"]) / "balai.sqlite", timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def upload(browser: Browser) -> str:
    data = {"file": (BytesIO(LIST), "daftar.csv")}
    return str(browser.post("/direktori/impor", data=data).location)


@pytest.fixture
def perwira(make: Factory) -> None:
    make.village(make.district("Tanjungbalai Selatan", code="12.74.01"), "Perwira")


def test_while_a_list_is_read(staff: Browser, watch: Watch) -> None:
    reading = watch(import_views, "read_table")

    upload(staff)

    assert reading == [True]


@pytest.mark.usefixtures("perwira")
def test_while_a_list_is_planned_and_applied(staff: Browser, watch: Watch) -> None:
    address = upload(staff)
    reading, planning = watch(checking, "read_table"), watch(checking, "plan")
    looking_up = watch(checking, "Atlas")

    staff.post(f"{address}/terapkan", data={"digest": "of another plan"})

    assert set(reading + planning + looking_up) == {True}


@pytest.mark.parametrize("address", ["notula/bagian/pembukaan", "laporan/umum"])
def test_while_a_text_is_cleaned(make: Factory, staff: Browser, watch: Watch, address: str) -> None:
    code, cleaning = make.event().code, watch(rich_text, "read")

    data = {"text": "<p>Satu</p>", "marks": "html", "base": "0"}
    answer = staff.post(f"/kegiatan/{code}/{address}", data=data)

    assert (answer.status_code, cleaning[:1]) == (303, [True])


def test_while_the_audit_log_is_read(make: Factory, log_in: LogIn, watch: Watch) -> None:
    admin, reading = log_in(make.account(Role.ADMIN)), watch(trail, "_row")
    admin.post("/pengaturan/jejak/unduh.csv")  # leaves an entry

    answer = admin.post("/pengaturan/jejak/unduh.csv")

    assert (answer.status_code, set(reading)) == (200, {True})


def test_while_the_page_of_a_checked_paper_is_written(
    app: Flask, make: Factory, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, noted = make.paper(make.event(), b"%PDF-1.7"), []

    def spelled(_paper: Paper) -> str:
        noted.append(somebody_can_write(app))
        return "abcd"

    monkeypatch.setattr(Paper, "spelled", property(spelled))
    answer = visitor.post(f"/v/{paper.code}", data={"berkas": (BytesIO(b"%PDF-1.7"), "a.pdf")})

    assert (answer.status_code, noted) == (200, [True])


def test_while_an_emblem_is_drawn(make: Factory, staff: Browser, watch: Watch) -> None:
    make.office()
    drawing, file = watch(forms, "redraw"), BytesIO()
    Image.new("RGB", (40, 40)).save(file, "PNG")
    file.seek(0)

    answer = staff.post("/pengaturan/kop/lambang", data={"picture": (file, "lambang.png")})

    assert (answer.status_code, drawing) == (303, [True])


def test_while_somebody_logs_in(make: Factory, visitor: Browser, watch: Watch) -> None:
    person = make.account(password=PASSWORD)
    proving = watch(models, "_matches")

    answer = visitor.post("/masuk", data={"username": person.username, "password": PASSWORD})

    assert (answer.status_code, proving) == (303, [True])


def test_while_somebody_changes_the_password(make: Factory, log_in: LogIn, watch: Watch) -> None:
    browser = log_in(make.account(password=PASSWORD))
    proving, hashing = watch(models, "_matches"), watch(Account, "set_password")

    answer = browser.post("/akun/kata-sandi", data={"old": PASSWORD, "new": NEW, "again": NEW})

    assert (answer.status_code, proving, hashing) == (303, [True], [True])


def test_while_the_admin_gives_passwords(make: Factory, log_in: LogIn, watch: Watch) -> None:
    other, browser = make.account(), log_in(make.account(Role.ADMIN))
    hashing = watch(Account, "set_password")

    data = {"username": "siti.aminah", "name": "Siti", "role": "petugas"}
    browser.post("/pengaturan/akun/baru", data=data)
    browser.post(f"/pengaturan/akun/{other.username}/kata-sandi")

    assert hashing == [True, True]


def test_a_password_that_was_taken_away_meanwhile_opens_nothing(
    app: Flask, make: Factory, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.account(password=PASSWORD)
    proven = models._matches

    def prove_slowly(*args: str) -> bool:
        fits = proven(*args)
        with app.app_context():
            db.session.get_one(Account, person.id).disable()
            db.session.commit()
        return fits

    monkeypatch.setattr(models, "_matches", prove_slowly)
    answer = visitor.post("/masuk", data={"username": person.username, "password": PASSWORD})

    assert answer.status_code == 422
    with app.app_context():
        assert not opens_still(person, person.password_hash)
