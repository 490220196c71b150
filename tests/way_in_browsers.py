"""make test-browsers: a participant's way from the QR to the receipt, in browsers of three makers.

Chromium, Firefox ESR and WebKitGTK as Debian has them. Not part of `make test`: few machines have
all three. A browser that is not installed is skipped, and said so. BALAI_PICTURES=folder keeps a
picture of each step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest

from app.attendees.models import Attendance, Method, Part
from app.questions.models import Question
from tests import makers
from tests.attendees.hall import code_of
from tests.drivers import Driver

INSTALLED = {
    "chromium": lambda: shutil.which("chromedriver"),
    "firefox": lambda: shutil.which("firefox-esr"),
    "webkit": lambda: (
        shutil.which("WebKitWebDriver")
        and shutil.which("Xvfb")
        and glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    ),
}
STATE = "return document.querySelector('.pad-state').textContent === arguments[0]"


@pytest.fixture(params=list(INSTALLED))
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    if not INSTALLED[request.param]():
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path / "profile"
    folder.mkdir()
    with getattr(makers, request.param)(folder) as driver:
        if album := os.environ.get("BALAI_PICTURES"):
            driver.album = Path(album) / request.node.name
            driver.album.mkdir(parents=True, exist_ok=True)
        yield driver
        driver.look("at the end")


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def scanned(live, make, event, browser):
    """The browser of somebody who has just scanned the QR."""
    village = make.village(name="Perwira")
    for number in (1, 2):
        make.invited(event, region=make.neighbourhood(village, number), name=f"Kepling {number}")
    make.invited(event)
    browser.open(f"{live}/h/{event.code}?k={code_of(event)}")
    return browser


def test_a_kepling_scans_chooses_signs_and_asks(scanned, rows):
    scanned.press("Perwira")
    scanned.press("Lingkungan II")
    scanned.press("Kepling 2")
    scanned.draw("canvas")
    scanned.wait_for(STATE, "Tanda tangan terisi.")
    scanned.press("Kirim")
    scanned.wait_for("return location.pathname.startsWith('/r/')")

    receipt = scanned.wait_for("return document.querySelector('.receipt')?.innerText")
    assert "Kepling 2" in receipt
    [row] = rows(Attendance)
    assert (row.name, row.method) == ("Kepling 2", Method.PHONE)
    assert row.signature.count(",") > 5

    scanned.press("Ajukan pertanyaan")
    scanned.write("textarea", "Kapan loket dibuka?")
    scanned.press("Kirim")
    scanned.wait_for("return document.querySelector('#live, main').innerText.includes('loket')")
    assert [one.words for one in rows(Question)] == ["Kapan loket dibuka?"]


def test_who_cannot_draw_asks_for_help(scanned, rows):
    scanned.press("Perwira")
    scanned.press("Lingkungan I")
    scanned.press("Kepling 1")
    scanned.press("Minta dibantu petugas")
    scanned.wait_for("return location.pathname.startsWith('/r/')")

    assert "Silakan ke meja petugas" in scanned.text()
    assert [row.method for row in rows(Attendance)] == [Method.HELPED]


def test_a_guest_clears_a_drawing_writes_a_name_and_signs(scanned, rows):
    scanned.press("Saya tidak ada di daftar")
    scanned.draw("canvas")
    scanned.press("Hapus")
    scanned.wait_for(STATE, "Bidang tanda tangan kosong.")
    scanned.press("Kirim")
    scanned.wait_for("return document.querySelector('.pad-wrong').textContent")
    assert rows(Attendance) == []

    scanned.write("#name", "Tamu Contoh")
    scanned.write("#position", "Staf")
    scanned.write("#institution", "Bank Contoh")
    scanned.press("Tamu")
    scanned.draw("canvas")
    scanned.press("Kirim")
    scanned.wait_for("return location.pathname.startsWith('/r/')")

    receipt = scanned.wait_for("return document.querySelector('.receipt')?.innerText")
    assert "Tamu Contoh" in receipt
    assert "Bank Contoh" in receipt
    [row] = rows(Attendance)
    assert (row.name, row.part, row.method) == ("Tamu Contoh", Part.GUEST, Method.PHONE)
    assert row.signature.count(",") > 5
