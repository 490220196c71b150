from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest

from app import jobs
from app.accounts.models import Role
from app.backups import shelf
from app.columns import now


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN))


def lie(app, age: timedelta) -> None:
    """A backup of this age lies in the folder."""
    with app.app_context():
        (shelf.folder() / shelf.name_for(now() - age)).write_bytes(b"-" * 2048)


def test_without_a_backup_the_page_says_so(admin):
    page = admin.get("/pengaturan/cadangan").text

    assert "Belum ada" in page


def test_the_age_of_the_last_one_is_shown(app, admin):
    lie(app, timedelta(hours=3))

    page = admin.get("/pengaturan/cadangan").text

    assert "badge-good" in page
    assert "2 kB" in page


def test_an_old_one_is_no_comfort(app, admin):
    lie(app, timedelta(days=3))

    page = admin.get("/pengaturan/cadangan").text

    assert "Sudah lama" in page


def test_one_made_from_the_page_is_made_by_the_worker(app, admin):
    admin.post("/pengaturan/cadangan")

    with app.app_context():
        assert jobs.do_one()
        assert len(shelf.backups()) == 1


def test_while_one_is_being_made_the_page_looks_again_and_orders_no_second(app, admin):
    with app.app_context():
        (shelf.folder() / "balai-20260204T090000Z.tar.part").write_bytes(b"-")

    admin.post("/pengaturan/cadangan")

    assert 'hx-trigger="every' in admin.get("/pengaturan/cadangan").text
    with app.app_context():
        assert not jobs.do_one()


def test_one_that_was_cut_off_is_not_awaited_forever(app, admin):
    with app.app_context():
        part = shelf.folder() / "balai-20260204T090000Z.tar.part"
        part.write_bytes(b"-")
    os.utime(part, (time.time() - 3600, time.time() - 3600))

    assert "Sedang dibuat" not in admin.get("/pengaturan/cadangan").text


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_sees_it(make, log_in, role):
    assert log_in(make.account(role)).get("/pengaturan/cadangan").status_code == 403


def test_the_page_waits_for_what_was_ordered_also_before_the_worker_has_begun(app, admin):
    lie(app, timedelta(hours=3))

    waiting = admin.post("/pengaturan/cadangan").location
    before = admin.get(waiting).text
    lie(app, timedelta(0))
    after = admin.get(waiting).text

    assert "Sedang dibuat" in before
    assert f'hx-get="{waiting}"' in before
    assert "hx-get" not in after.partition('id="backups"')[2].partition(">")[0]


@pytest.mark.parametrize("since", ["kemarin", "0", "99999999999999999999"])
def test_nobody_waits_for_what_was_never_ordered(admin, since):
    page = admin.get("/pengaturan/cadangan", query_string={"sejak": since})

    assert page.status_code == 200
    assert "Sedang dibuat" not in page.text


def test_one_that_is_old_says_how_old_and_what_to_do(app, admin):
    lie(app, timedelta(days=3, hours=1))

    page = admin.get("/pengaturan/cadangan").text

    assert "3 hari yang lalu. Buat yang baru sekarang" in page
