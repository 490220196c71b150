"""An official reads in plain words what was done; the codes stand beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import audit
from app.accounts.models import Role
from app.extensions import db
from app.trail.deeds import VERBS, deed_of
from app.trail.words import NOUNS

PAGE = "/pengaturan/jejak"
HOUSE = Path(__file__).parents[2] / "app"
WRITTEN = re.compile(r'(?:audit\.record\(|_note\(|_leave\()\s*"([a-z_-]+)\.([a-z_]+)"')
TOLD = re.compile(r'\b_?(?:note|record|step|with_reason)\(\w+, "([a-z_]+)"')


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, username="bu-admin"))


@pytest.fixture
def note(app):
    def note(action, subject, **detail):
        with app.app_context():
            audit.record(action, subject, **detail)
            db.session.commit()

    return note


def test_every_deed_that_is_written_down_has_words():
    """Those with a noun in place, and the verbs that a feature hands to its own `_note`."""
    text = "".join(file.read_text() for file in HOUSE.rglob("*.py"))
    whole, verbs = set(WRITTEN.findall(text)), set(TOLD.findall(text))

    assert len(whole) > 50
    assert {noun for noun, _ in whole} <= set(NOUNS)
    assert {verb for _, verb in whole} | verbs - {"sertifikat"} <= set(VERBS)


def test_a_deed_without_words_stays_as_it_is():
    assert deed_of("presenter.add") == "Narasumber: ditambahkan"
    assert deed_of("presenter.remove") == "Narasumber: dihapus dari susunan acara"
    assert deed_of("person.return") == "Orang: diaktifkan kembali"
    assert deed_of("robot.dance") == "Robot: dance"


def test_the_page_speaks_to_an_official(admin, note):
    note("paper.export", "kegiatan abc123", kind="daftar-hadir.pdf", phones=False)

    page = admin.get(PAGE).text

    assert "Dokumen: diunduh" in page
    assert "berkas: daftar-hadir.pdf; nomor HP: tidak" in page
    assert "tanpa akun" in page  # nobody was logged in


@pytest.mark.parametrize(
    "words", ["diunduh", "Dokumen diunduh", "unduh dokumen", "paper.export", "dokumen abc123"]
)
def test_what_the_page_calls_a_deed_finds_it(admin, note, words):
    note("paper.export", "kegiatan abc123")
    note("presenter.remove", "kegiatan xyz789")

    page = admin.get(PAGE, query_string={"q": words}).text

    assert "abc123" in page
    assert "xyz789" not in page


def test_words_of_one_noun_alone_find_that_deed(admin, note):
    note("presenter.remove", "kegiatan abc123")
    note("photo.remove", "kegiatan xyz789")

    page = admin.get(PAGE, query_string={"q": "susunan acara"}).text

    assert "abc123" in page
    assert "xyz789" not in page
