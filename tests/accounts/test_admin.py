"""The admin's pages: add, change, disable, give a new password."""

from __future__ import annotations

import re
import threading

import pytest
from flask import g

from app.accounts.admin import LAST, _why_not
from app.accounts.models import Account, LoginSession, Role, prove
from app.accounts.queries import has_other_admin
from app.audit import AuditEntry
from app.columns import now
from tests.factories import PASSWORD

LIST = "/pengaturan/akun"


@pytest.fixture
def ani(make):
    return make.account(Role.ADMIN, username="ani", name="Ani Admin")


@pytest.fixture
def admin(ani, log_in):
    """A browser in which the admin Ani is logged in."""
    return log_in(ani)


@pytest.fixture
def siti(make):
    return make.account(Role.STAFF, username="siti", name="Siti Aminah", password=PASSWORD)


def temporary_password(page):
    return re.search(r'class="temporary-password">([^<]+)<', page.text).group(1)


def last_deed(rows):
    entry = rows(AuditEntry)[-1]
    return entry.action, entry.subject, entry.actor, entry.detail


def test_the_list_shows_everybody_with_role_and_state(admin, siti, make):
    make.account(Role.LEAD, name="Pak Agus", disabled_at=now())

    page = admin.get(LIST)

    for word in ("Ani Admin", "Siti Aminah", "Petugas", "Pak Agus", "Pimpinan", "Nonaktif"):
        assert word in page.text


def test_five_accounts_need_no_more_queries_than_one(admin, make, queries):
    queries.clear()
    admin.get(LIST)
    with_one = len(queries)
    for _ in range(4):
        make.account()
    queries.clear()

    admin.get(LIST)

    assert len(queries) == with_one


def test_a_new_account_gets_a_temporary_password_shown_once(admin, rows, visitor):
    data = {"name": " Budi  Santoso ", "username": "Budi", "role": "pimpinan"}

    page = admin.post(f"{LIST}/baru", data=data)

    budi = rows(Account)[-1]
    assert (budi.name, budi.username, budi.role) == ("Budi Santoso", "budi", Role.LEAD)
    assert budi.must_change_password
    assert last_deed(rows) == ("account.create", "budi", "ani", {"role": "pimpinan"})
    password = temporary_password(page)
    assert len(password) >= 12
    assert password not in admin.get(LIST).text
    answer = visitor.post("/masuk", data={"username": "budi", "password": password})
    assert answer.status_code == 303
    assert visitor.get("/akun/perangkat").location == "/akun/kata-sandi"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Kolom ini wajib diisi."),
        ({"name": "x" * 121}, "Paling banyak 120 huruf."),
        ({"username": ""}, "Kolom ini wajib diisi."),
        ({"username": "a b"}, "Pakai 3–40 huruf kecil"),
        ({"username": "ab"}, "Pakai 3–40 huruf kecil"),
        ({"username": "../etc"}, "Pakai 3–40 huruf kecil"),
        ({"username": "sıtı"}, "Pakai 3–40 huruf kecil"),
        ({"username": "baru"}, "sudah dipakai"),
        ({"username": "ANI"}, "sudah dipakai"),
        ({"role": ""}, "Pilih salah satu peran."),
        ({"role": "raja"}, "Pilih salah satu peran."),
    ],
)
def test_a_wrong_new_account_is_explained_and_not_made(admin, rows, wrong, words):
    page = admin.post(
        f"{LIST}/baru", data={"name": "Budi", "username": "budi", "role": "petugas"} | wrong
    )

    assert page.status_code == 422
    assert words in page.text
    assert len(rows(Account)) == 1


def test_fields_that_the_form_does_not_have_are_ignored(admin, rows):
    extra = {"is_demo": "1", "must_change_password": "", "id": "99", "password_hash": "x"}

    admin.post(f"{LIST}/baru", data={"name": "Budi", "username": "budi", "role": "petugas"} | extra)

    budi = rows(Account)[-1]
    assert not budi.is_demo
    assert budi.must_change_password
    assert budi.id != 99
    assert budi.password_hash.startswith("$argon2id$")


def test_name_and_role_can_be_changed_but_not_the_username(admin, siti, reload, rows):
    data = {"name": "Siti A.", "role": "admin", "username": "lain"}

    answer = admin.post(f"{LIST}/siti", data=data)

    changed = reload(siti)
    assert answer.location == LIST
    assert (changed.name, changed.role, changed.username) == ("Siti A.", Role.ADMIN, "siti")
    deeds = [(entry.action, entry.detail) for entry in rows(AuditEntry)]
    assert deeds == [("account.role", {"role": "admin"}), ("account.rename", {})]


def test_a_new_role_counts_from_the_next_page_on(admin, siti, log_in):
    hers = log_in(siti)
    admin.post(f"{LIST}/siti", data={"name": "Siti", "role": "admin"})

    assert hers.get(LIST).status_code == 200


def test_a_disabled_account_is_thrown_out_at_once_and_for_good(admin, siti, log_in, reload, rows):
    hers = log_in(siti)

    answer = admin.post(f"{LIST}/siti/nonaktifkan")

    assert answer.location == f"{LIST}/siti"
    assert not reload(siti).is_active
    assert len(rows(LoginSession)) == 1
    assert last_deed(rows)[:3] == ("account.disable", "siti", "ani")
    admin.post(f"{LIST}/siti/aktifkan")
    assert reload(siti).is_active
    assert last_deed(rows)[:3] == ("account.enable", "siti", "ani")
    assert hers.get("/akun/perangkat").status_code == 303


def test_an_admin_can_neither_disable_nor_demote_himself(admin, ani, make, reload):
    make.account(Role.ADMIN)

    disabled = admin.post(f"{LIST}/ani/nonaktifkan")
    demoted = admin.post(f"{LIST}/ani", data={"name": "Ani", "role": "petugas"})

    assert disabled.status_code == demoted.status_code == 422
    assert "Ini akun Anda sendiri." in disabled.text
    assert "Ini akun Anda sendiri." in demoted.text
    assert (reload(ani).role, reload(ani).is_active) == (Role.ADMIN, True)


def test_an_admin_may_correct_his_own_name(admin, ani, reload):
    admin.post(f"{LIST}/ani", data={"name": "Ani Baru", "role": "admin"})

    assert reload(ani).name == "Ani Baru"


def test_two_admins_who_disable_each_other_leave_one(app, make, log_in, rows):
    dua = [make.account(Role.ADMIN, username=name) for name in ("satu", "dua")]
    browsers = [log_in(account) for account in dua]
    meet = threading.Barrier(2)

    def disable(browser, other):
        meet.wait()
        browser.post(f"{LIST}/{other}/nonaktifkan")

    threads = [
        threading.Thread(target=disable, args=(browsers[0], "dua")),
        threading.Thread(target=disable, args=(browsers[1], "satu")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [account.is_active for account in rows(Account)].count(True) == 1


def test_the_last_active_admin_stays_one(app, make):
    def has_other(account):
        with app.app_context():
            return has_other_admin(account)

    last = make.account(Role.ADMIN)
    make.account(Role.ADMIN, disabled_at=now())
    make.account(Role.STAFF)
    assert not has_other(last)

    second = make.account(Role.ADMIN)

    assert has_other(last)
    assert has_other(second)


def test_an_admin_who_was_just_disabled_cannot_take_the_last_one_along(app, make):
    """Two requests at once: the door let this one in before the other took effect."""
    gone, last = make.account(Role.ADMIN, disabled_at=now()), make.account(Role.ADMIN)

    with app.test_request_context():
        g.login_session = LoginSession(account=gone)

        assert _why_not(last) == LAST


def test_a_reset_gives_a_temporary_password_and_ends_the_sessions(
    admin, siti, log_in, reload, rows
):
    hers = log_in(siti)

    page = admin.post(f"{LIST}/siti/kata-sandi")

    assert prove(reload(siti), temporary_password(page))
    assert reload(siti).must_change_password
    assert hers.get("/akun/perangkat").location.startswith("/masuk")
    assert last_deed(rows) == ("account.reset", "siti", "ani", {})


def test_the_own_password_is_not_reset_but_changed(admin, ani, reload):
    answer = admin.post(f"{LIST}/ani/kata-sandi")

    assert answer.location == "/akun/kata-sandi"
    assert reload(ani).password_hash == ani.password_hash


@pytest.mark.parametrize("deed", ["", "/nonaktifkan", "/aktifkan", "/kata-sandi"])
@pytest.mark.parametrize("name", ["tidakada", "SITI", "9" * 30, "%00", "%ED%A0%80"])
def test_an_account_that_does_not_exist_is_not_found(admin, siti, deed, name):
    answer = admin.post(f"{LIST}/{name}{deed}", data={"name": "x", "role": "admin"})

    assert answer.status_code == 404


def test_a_name_full_of_markup_is_only_text(admin, make):
    make.account(name="<img src=x onerror=alert(1)>{{7*7}}", username="jahat")

    pages = admin.get(LIST).text + admin.get(f"{LIST}/jahat").text

    assert "<img" not in pages
    assert "&lt;img" in pages
    assert "{{7*7}}" in pages


def test_only_admins_see_the_tab(admin, staff):
    assert f'href="{LIST}"' in admin.get(LIST).text
    assert LIST not in staff.get("/akun/perangkat").text
