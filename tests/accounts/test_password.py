from __future__ import annotations

import pytest

from app.access import COOKIE
from app.accounts.models import prove
from app.audit import AuditEntry
from tests.factories import PASSWORD

NEW = "tiga kata mudah"


@pytest.fixture
def siti(make):
    return make.account(username="siti.aminah", password=PASSWORD)


@pytest.fixture
def change(siti, log_in):
    browser = log_in(siti)

    def change(old=PASSWORD, new=NEW, again=None):
        data = {"old": old, "new": new, "again": new if again is None else again}
        return browser.post("/akun/kata-sandi", data=data)

    change.browser = browser
    return change


def test_the_new_password_opens_and_the_old_one_no_longer(change, siti, reload, rows):
    answer = change()

    assert (answer.status_code, answer.location) == (303, "/akun/perangkat")
    assert prove(reload(siti), NEW)
    assert not prove(reload(siti), PASSWORD)
    assert rows(AuditEntry)[-1].action == "account.password"


def test_other_browsers_are_logged_out_and_this_one_gets_a_new_token(change, siti, log_in):
    there = log_in(siti)
    old_token = change.browser.get_cookie(COOKIE).value

    change()

    assert there.get("/akun/perangkat").status_code == 303
    page = change.browser.get("/akun/perangkat")
    assert page.status_code == 200
    assert "Kata sandi sudah diganti." in page.text
    assert change.browser.get_cookie(COOKIE).value != old_token


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"old": "bukan ini"}, "Kata sandi sekarang tidak cocok."),
        ({"old": ""}, "Kolom ini wajib diisi."),
        ({"again": "lain sama sekali"}, "Kedua kata sandi baru belum sama."),
        ({"new": "sembilan9"}, "Pakai paling sedikit 10 huruf"),
        ({"new": "a         "}, "Pakai paling sedikit 10 huruf"),
        ({"new": "a" * 201}, "Paling banyak 200 huruf."),
        ({"new": "SITI.Aminah"}, "Kata sandi tidak boleh sama dengan nama pengguna."),
        ({"new": "aaaaaaaaaaaa"}, "mudah ditebak"),
        ({"new": "Password123"}, "mudah ditebak"),
        ({"new": PASSWORD}, "harus berbeda dari yang sekarang"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(change, siti, reload, wrong, words):
    page = change(**wrong)

    assert page.status_code == 422
    assert words in page.text
    assert reload(siti).password_hash == siti.password_hash


def test_guessing_the_old_password_is_limited_too(change):
    tries = [change(old="bukan ini").status_code for _ in range(5)]

    blocked = change()

    assert tries == [422] * 5
    assert blocked.status_code == 429
    assert "Coba lagi dalam 15 menit." in blocked.text


def test_a_temporary_password_must_be_changed_before_anything_else(make, log_in, reload):
    budi = make.account(password=PASSWORD, must_change_password=True)
    browser = log_in(budi)

    elsewhere = browser.get("/akun/perangkat")
    page = browser.get("/akun/kata-sandi")
    answer = browser.post("/akun/kata-sandi", data={"old": PASSWORD, "new": NEW, "again": NEW})

    assert elsewhere.location == "/akun/kata-sandi"
    assert "Kata sandi Anda sementara." in page.text
    assert answer.location == "/"
    assert not reload(budi).must_change_password
    assert browser.get("/akun/perangkat").status_code == 200


def test_with_a_temporary_password_one_can_still_log_out(make, log_in):
    browser = log_in(make.account(must_change_password=True))

    assert browser.post("/keluar").location == "/masuk"
