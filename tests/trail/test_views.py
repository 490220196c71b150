from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app import audit
from app.accounts.models import Role
from app.audit import AuditEntry
from app.extensions import db
from app.trail import chain

PAGE = "/pengaturan/jejak"


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, username="bu-admin"))


@pytest.fixture
def note(app):
    """Something that somebody did."""

    def note(action="event.edit", subject="kegiatan abc", at=None, **detail):
        with app.app_context():
            audit.record(action, subject, **detail)
            if at:
                db.session().info[audit.UNSEALED][-1].at = at
            db.session.commit()

    return note


@pytest.fixture
def behind_our_back(app):
    """What somebody does who has the database itself."""

    def behind_our_back(sql):
        with app.app_context():
            db.session.execute(text(sql))
            db.session.commit()

    return behind_our_back


def test_what_was_done_is_found_by_who_by_what_and_to_what(admin, note):
    note("event.edit", "kegiatan abc123")
    note("question.export", "kegiatan xyz789", kind="csv")

    for words, there, gone in [
        ("abc123", "abc123", "xyz789"),
        ("question kegiatan", "xyz789", "abc123"),
    ]:
        page = admin.get(PAGE, query_string={"q": words}).text
        assert there in page
        assert gone not in page


def test_the_register_of_exports_is_one_choice(admin, note):
    note("event.edit", "kegiatan abc123")
    note("question.export", "kegiatan xyz789")
    note("paper.export", "kegiatan uvw456")

    page = admin.get(PAGE, query_string={"jenis": "export"}).text

    assert "2 catatan" in page
    assert "abc123" not in page


def test_a_kind_that_is_offered_finds_all_deeds_that_are_called_so(admin, note):
    note("question.answer", "kegiatan abc123")
    note("questions.moderate", "kegiatan xyz789")
    note("event.edit", "kegiatan lain00")
    offered = dict(re.findall(r'<option value="([^"]*)">([^<]*)', admin.get(PAGE).text))
    (noun,) = [value for value, label in offered.items() if label == "Pertanyaan"]

    page = admin.get(PAGE, query_string={"jenis": noun}).text

    assert "abc123" in page
    assert "xyz789" in page
    assert "lain00" not in page


def test_days_are_those_of_the_office(admin, note):
    """17.00 UTC is midnight in Tanjungbalai."""
    note("event.edit", "kegiatan malam", at=datetime(2026, 2, 4, 16, 59, tzinfo=UTC))
    note("event.edit", "kegiatan pagi", at=datetime(2026, 2, 4, 17, 1, tzinfo=UTC))

    page = admin.get(PAGE, query_string={"dari": "2026-02-05", "sampai": "2026-02-05"}).text

    assert "kegiatan pagi" in page
    assert "kegiatan malam" not in page


def test_wrong_days_and_pages_are_not_asked_for(admin, note):
    note()

    odd = {"dari": "kemarin", "sampai": "9999-99-99", "halaman": "-1", "jenis": "'"}
    assert admin.get(PAGE, query_string=odd).status_code == 200


def test_many_entries_come_in_pages_and_cost_no_more_queries(admin, note, queries):
    note()
    admin.get(PAGE)
    queries.clear()
    admin.get(PAGE)
    few = len(queries)
    for _ in range(60):
        note()

    queries.clear()
    page = admin.get(PAGE).text

    assert "Halaman 1 dari 2" in page
    assert len(queries) == few


def test_the_file_says_what_the_filters_show_and_is_written_down_itself(admin, note, rows):
    note("event.edit", "=1+1")
    note("question.export", "kegiatan xyz789")

    file = admin.post(f"{PAGE}/unduh.csv", data={"jenis": "event"})

    lines = file.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert '"\'=1+1"' in lines[1]
    assert rows(AuditEntry)[-1].action == "trail.export"


def test_an_untouched_log_is_whole(admin, note):
    for _ in range(5):
        note()

    page = admin.get(f"{PAGE}/periksa").text

    assert "Utuh" in page
    assert "6 catatan" in page or "5 catatan" in page


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM audit_entry WHERE id = 2",
        "UPDATE audit_entry SET actor = 'orang lain' WHERE id = 2",
        "UPDATE audit_entry SET detail = '{}' WHERE id = 2",
        "UPDATE audit_entry SET seal = NULL WHERE id = 2",
    ],
)
def test_an_entry_that_was_removed_or_changed_shows(app, note, behind_our_back, deed):
    for number in range(4):
        note(rows=number)

    behind_our_back(deed)

    with app.app_context():
        assert chain.check().wrong in {2, 3}


def test_the_last_entry_is_missed_too(app, admin, note, behind_our_back):
    for _ in range(4):
        note()

    behind_our_back("DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)")

    assert "terbaru hilang" in admin.get(f"{PAGE}/periksa").text


def test_many_who_write_at_once_make_one_chain(app, note):
    threads = [threading.Thread(target=note) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    with app.app_context():
        assert chain.check() == chain.Verdict(12)


def test_an_entry_gets_its_number_when_it_is_sealed(app, rows):
    with app.app_context():
        audit.record("event.edit", "kegiatan abc")
        db.session.flush()

        waiting = db.session.scalar(text("SELECT count(*) FROM audit_entry"))
        db.session.commit()

    assert waiting == 0
    assert rows(AuditEntry)[0].seal


def test_what_was_rolled_back_at_once_is_not_written_later(app, note):
    with app.app_context():
        audit.record("event.edit", "tidak jadi")
        db.session.rollback()
        audit.record("event.edit", "jadi")
        db.session.commit()

        assert chain.check() == chain.Verdict(1)


def test_what_was_rolled_back_leaves_no_gap(app, note):
    note()
    with app.app_context():
        audit.record("event.edit", "tidak jadi")
        db.session.flush()
        db.session.rollback()
    note()

    with app.app_context():
        assert chain.check() == chain.Verdict(2)


def test_forgetting_an_account_breaks_nothing(app, make, behind_our_back):
    account = make.account(username="pergi")
    with app.app_context():
        audit.record("event.edit", "kegiatan abc", by=account)
        db.session.commit()

    behind_our_back(f"UPDATE audit_entry SET account_id = NULL WHERE account_id = {account.id}")

    with app.app_context():
        assert chain.check().is_whole


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_reads_it(make, log_in, role):
    assert log_in(make.account(role)).get(PAGE).status_code == 403
