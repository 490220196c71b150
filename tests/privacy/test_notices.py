from __future__ import annotations

import pytest
from sqlalchemy.exc import DataError, IntegrityError

from app.accounts.models import Role
from app.attendees import notice, notices
from app.attendees.models import Attendance
from app.attendees.notice import Words
from app.attendees.notices import PrivacyNotice
from app.audit import AuditEntry
from app.extensions import db
from tests.attendees.hall import come_in, form_of, sign

PAGE = "/pengaturan/data-pribadi/pemberitahuan"
NEWEST = notice.WORDS[-1]


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN, name="Siti Admin"))


def words(version="2027-01", **changes):
    return NEWEST._asdict() | {"version": version, "summary": "Bacalah dahulu."} | changes


def test_a_new_version_is_shown_before_the_next_signature_and_kept_with_it(app, make, admin, rows):
    event = make.event()
    first, second = make.invited(event), make.invited(event)
    phone = come_in(app, event)
    sign(phone, event, first)

    admin.post(f"{PAGE}/baru", data=words())
    page = phone.get(f"/h/{event.code}/orang/{second.id}").text
    sign(phone, event, second)

    assert "Bacalah dahulu." in page
    assert [row.notice_version for row in rows(Attendance)] == [NEWEST.version, "2027-01"]
    assert rows(AuditEntry)[-1].action == "privacy.notice"


def test_who_has_read_the_old_one_has_agreed_to_the_old_one(app, make, admin, rows):
    event = make.event()
    kepling = make.invited(event)
    phone = come_in(app, event)
    page = phone.get(f"/h/{event.code}/orang/{kepling.id}")

    admin.post(f"{PAGE}/baru", data=words())
    phone.post(f"/h/{event.code}/hadir", data=form_of(page))

    assert rows(Attendance)[0].notice_version == NEWEST.version


def test_a_version_that_never_was_is_not_kept(app, make, rows):
    event = make.event()
    sign(come_in(app, event), event, make.invited(event), pemberitahuan="palsu")

    assert rows(Attendance)[0].notice_version == NEWEST.version


def test_all_versions_stay_with_how_many_saw_which(make, admin):
    event = make.event()
    for version in (NEWEST.version, NEWEST.version, "2027-01"):
        make.attendance(event, notice_version=version)
    admin.post(f"{PAGE}/baru", data=words())

    page = admin.get(PAGE).text

    at = [page.index(f"Versi {one}") for one in ("2027-01", "2026-11c", "2026-11b")]
    assert at == sorted(at)
    assert "ditulis Siti Admin · ditampilkan pada 1 kehadiran" in page
    assert "ditampilkan pada 2 kehadiran" in page


@pytest.mark.parametrize("version", [NEWEST.version, "2027-01", ""])
def test_no_version_is_written_twice(admin, rows, version):
    admin.post(f"{PAGE}/baru", data=words())

    answer = admin.post(f"{PAGE}/baru", data=words(version, summary="Lain."))

    assert answer.status_code == 422
    assert [row.summary for row in rows(PrivacyNotice)] == ["Bacalah dahulu."]


@pytest.mark.parametrize("text", Words._fields[1:])
@pytest.mark.parametrize("wrong", ["", "x" * (notices.LONGEST + 1)])
def test_every_text_is_there_and_short_enough_to_be_read(admin, rows, text, wrong):
    answer = admin.post(f"{PAGE}/baru", data=words(**{text: wrong}))

    assert answer.status_code == 422
    assert rows(PrivacyNotice) == []


def test_texts_as_long_as_they_may_be_are_taken(admin, rows):
    long = dict.fromkeys(Words._fields, "é" * notices.LONGEST)
    long["version"] = "v" * notices.LONGEST_VERSION

    admin.post(f"{PAGE}/baru", data=long)

    assert [row.words for row in rows(PrivacyNotice)] == [Words(**long)]


@pytest.mark.parametrize("text", Words._fields)
@pytest.mark.parametrize("wrong", ["", "x" * (notices.LONGEST + 1)])
def test_the_table_keeps_the_rule_too(app, text, wrong):
    with app.app_context():
        db.session.add(PrivacyNotice(**words() | {text: wrong}))
        with pytest.raises((IntegrityError, DataError)):  # PostgreSQL knows the width of `version`
            db.session.commit()


def test_a_hall_asks_the_database_for_it_once_in_a_while(app, make, queries):
    event = make.event()
    phone = come_in(app, event)
    names = [make.invited(event) for _ in range(3)]
    queries.clear()

    for who in names:
        phone.get(f"/h/{event.code}/orang/{who.id}")

    assert len([one for one in queries if "privacy_notice" in one]) == 1


def test_what_another_process_has_written_comes_within_half_a_minute(app, monkeypatch):
    with app.app_context():
        assert notices.current() == NEWEST
        db.session.add(PrivacyNotice(**words()))
        db.session.commit()
        assert notices.current() == NEWEST

        monkeypatch.setattr(notices, "FRESH", -1)

        assert notices.current().version == "2027-01"


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_writes_one(make, log_in, rows, role):
    assert log_in(make.account(role)).post(f"{PAGE}/baru", data=words()).status_code == 403
    assert rows(PrivacyNotice) == []
