from __future__ import annotations

import logging
from datetime import time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app import files, jobs, wib
from app.accounts.models import LoginSession, Role
from app.attendees.models import Attendance
from app.audit import AuditEntry
from app.columns import now
from app.directory.models import ImportFile
from app.events.models import Status
from app.extensions import db
from app.followups.models import FollowUp
from app.followups.models import Status as Promised
from app.invitations.models import Invitation
from app.logs import log
from app.materials.models import Upload
from app.papers.models import Kind, Order, Paper
from app.personal import Gone
from app.photos.models import Photo
from app.presenters.models import Presenter
from app.privacy import nights
from app.privacy.kinds import BY_KEY, KINDS
from app.privacy.models import RetentionGone, RetentionNight, RetentionRule
from app.questions.models import Question
from tests.factories import SIGNATURE

PAGE = "/pengaturan/data-pribadi/retensi"


@pytest.fixture
def admin(make, log_in):
    return log_in(make.account(Role.ADMIN))


@pytest.fixture
def long_ago(make):
    """A kegiatan that ended six years ago."""
    start = now() - timedelta(days=6 * 365)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
    return make.event(title="Sosialisasi lama", **times)


@pytest.fixture
def close(app):
    """Attendances are made while it runs, and kept from its end."""

    def close(event, status=Status.FINISHED):
        with app.app_context():
            db.session.get(type(event), event.id).status = status
            db.session.commit()

    return close


@pytest.fixture
def night(app):
    """The worker's night of today, or of so many days ago."""

    def night(back=0):
        with app.app_context():
            nights.forget_due(wib.today(now()).toordinal() - back)

    return night


@pytest.fixture
def errors():
    """What the log says has gone wrong."""
    records, handler = [], logging.Handler(logging.ERROR)
    handler.emit = records.append
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.ERROR)
    yield records
    log.removeHandler(handler)
    log.setLevel(level)


def typed(**changes):
    values = {kind.key: kind.days or "" for kind in KINDS}
    return values | {key.replace("_", "-"): value for key, value in changes.items()}


def test_the_page_says_once_what_an_empty_field_means(admin):
    page = admin.get(PAGE).text

    assert page.count("Kolom yang dikosongkan berarti disimpan seterusnya.") == 1
    assert "(opsional)" not in page


def test_marks_of_phones_and_numbers_of_guests_go_and_the_list_stays(
    make, rows, night, long_ago, close
):
    marks = {"device": "d" * 32, "token_hash": "t" * 64}
    make.attendance(long_ago, name="Tamu Bank", phone="+6281200000009", **marks)
    close(long_ago)

    night()

    row = rows(Attendance)[0]
    assert (row.device, row.token_hash, row.phone) == (None, None, None)
    assert (row.name, row.number, row.signature) == ("Tamu Bank", 1, SIGNATURE)


def test_a_number_of_the_directory_stays_on_its_list(make, rows, night, long_ago, close):
    make.attendance(long_ago, make.person(phone="+6281200000008"))
    close(long_ago)

    night()

    assert rows(Attendance)[0].phone == "+6281200000008"


@pytest.mark.parametrize("status", [Status.RUNNING, Status.SCHEDULED])
def test_nothing_goes_of_a_kegiatan_that_nobody_has_closed(
    make, rows, night, long_ago, close, status
):
    make.attendance(long_ago, phone="+6281200000009")
    close(long_ago, status)

    night()

    assert rows(Attendance)[0].phone


def test_nothing_goes_before_its_time(make, rows, night, close):
    start = now() - timedelta(days=300)
    event = make.event(starts_at=start, ends_at=start + timedelta(hours=3))
    make.attendance(event, phone="+6281200000009", device="d" * 32)
    close(event)

    night()

    row = rows(Attendance)[0]
    assert row.phone
    assert row.device is None


def test_signatures_go_only_where_an_issued_list_has_taken_them_in(
    make, rows, night, long_ago, close
):
    in_time = long_ago.starts_at
    make.attendance(long_ago, signed_at=in_time)
    late = {"signed_at": in_time, "received_at": in_time + timedelta(days=9)}
    make.attendance(long_ago, **late)
    make.paper(long_ago, issued_at=in_time + timedelta(days=1))
    close(long_ago)

    night()

    assert [row.signature for row in rows(Attendance)] == ["", SIGNATURE]
    assert [paper.sha256 for paper in rows(Paper)]


def test_the_days_of_a_signature_begin_when_its_list_was_issued(make, rows, night, long_ago, close):
    make.attendance(long_ago, signed_at=long_ago.starts_at)
    make.paper(long_ago, issued_at=now() - timedelta(days=1))
    close(long_ago)

    night()

    assert rows(Attendance)[0].signature == SIGNATURE


def test_without_an_issued_list_signatures_stay(make, rows, night, long_ago, close):
    make.attendance(long_ago, signed_at=long_ago.starts_at)
    issued_at = long_ago.starts_at + timedelta(days=1)
    make.paper(long_ago, kind=Kind.MINUTES, issued_at=issued_at)  # holds no signatures
    close(long_ago)

    night()

    assert rows(Attendance)[0].signature == SIGNATURE


def test_a_question_stays_without_its_asker(make, rows, night, long_ago, close):
    asker = make.attendance(long_ago, name="Penanya Lama")
    make.question(long_ago, asker, words="Berapa iurannya?")
    close(long_ago)

    night()

    row = rows(Question)[0]
    assert (row.words, row.asker, row.place) == ("Berapa iurannya?", "", "")
    assert (row.attendance_id, row.hides_name) == (None, True)


def test_links_go_of_those_who_never_answered(make, rows, night, long_ago, close):
    make.invitation(long_ago, linked=True)
    make.invitation(long_ago, linked=True, reply="hadir")
    close(long_ago)

    night()

    assert [bool(row.token_hash) for row in rows(Invitation)] == [False, True]


def test_phones_go_of_presenters_and_of_closed_promises(make, rows, night, long_ago, close):
    make.presenter(long_ago, phone="+6281200000001")
    old = now() - timedelta(days=500)
    closed = {"status": Promised.DONE, "phone": "+6281200000002", "closed_at": old}
    make.follow_up(long_ago, **closed, linked=True)
    make.follow_up(long_ago, phone="+6281200000003")
    close(long_ago)

    night()

    assert rows(Presenter)[0].phone is None
    assert [row.phone for row in rows(FollowUp)] == [None, "+6281200000003"]


def test_a_photo_that_is_chosen_meanwhile_stays(app, make, rows, long_ago):
    make.photo_consent(long_ago)
    chosen = make.photo(long_ago, chosen=True)

    with app.app_context():
        gone = BY_KEY["foto"].forget([chosen.id])  # it was due a moment ago
        db.session.commit()

    assert gone == Gone(0, [])
    assert [photo.id for photo in rows(Photo)] == [chosen.id]


def test_photos_that_nobody_chose_go_with_their_files(app, make, rows, night, long_ago, close):
    make.photo_consent(long_ago)
    left = make.photo(long_ago)
    chosen = make.photo(long_ago, chosen=True)
    close(long_ago)

    night()

    assert [row.id for row in rows(Photo)] == [chosen.id]
    with app.app_context():
        kept = set(files.names())
    assert {left.stored_as, left.thumbnail_as}.isdisjoint(kept)
    assert {chosen.stored_as, chosen.thumbnail_as} <= kept


def test_what_came_in_part_and_what_was_made_to_order_goes(app, make, rows, night, long_ago):
    account, old = make.account(), now() - timedelta(days=40)
    make.order(long_ago, ended_at=old)
    with app.app_context():
        upload = {"id": "u" * 32, "event_id": long_ago.id, "name": "a.pdf", "size": 9}
        listed = {"code": "c" * 32, "account_id": account.id, "file_name": "a.csv"}
        stored = files.store(b"nama;hp")
        db.session.add(Upload(**upload, touched_at=old))
        db.session.add(ImportFile(**listed, stored_as=stored, uploaded_at=old))
        session = LoginSession(token_hash="x", account_id=account.id, created_at=old)
        db.session.add(session)
        db.session.commit()

    night()

    for model in (Order, Upload, ImportFile, LoginSession):
        assert rows(model) == [], model
    with app.app_context():
        assert stored not in set(files.names())


def test_the_log_says_how_many_by_which_rule_and_nobodys_name(
    make, rows, night, long_ago, close, admin
):
    for n in range(3):
        make.attendance(long_ago, name=f"Rahasia {n}", phone=f"+628120000000{n}")
    close(long_ago)

    night()

    line = next(row for row in rows(RetentionGone) if row.kind == "hp-tamu")
    assert (line.count, line.days) == (3, 365)
    page = admin.get(PAGE).text
    assert "Nomor HP tamu: 3" in page
    assert "Rahasia" not in page


def test_the_log_counts_what_has_gone_and_not_what_was_due(
    make, rows, night, long_ago, close, monkeypatch
):
    """Of three photos one is chosen and one is deleted by somebody in the same moment."""
    make.photo_consent(long_ago)
    chosen, deleted, _ = (make.photo(long_ago) for _ in range(3))
    close(long_ago)

    def meanwhile(ids):
        mine = db.update(Photo).where(Photo.id == chosen.id)
        db.session.execute(mine.values(chosen=True, consent_id=long_ago.id))
        db.session.execute(db.delete(Photo).where(Photo.id == deleted.id))
        return BY_KEY["foto"].forget(ids)

    monkeypatch.setattr(nights, "KINDS", [BY_KEY["foto"]._replace(forget=meanwhile)])
    night()

    assert [(row.kind, row.count) for row in rows(RetentionGone)] == [("foto", 1)]
    assert [photo.id for photo in rows(Photo)] == [chosen.id]


def test_every_kind_says_how_many_it_has_forgotten(app, make, rows, night, long_ago, close):
    marks = {"device": "d" * 32, "token_hash": "t" * 64, "broadcast_at": now()}
    guest = make.attendance(long_ago, phone="+6281200000009", signed_at=long_ago.starts_at, **marks)
    make.paper(long_ago, issued_at=long_ago.starts_at + timedelta(days=1))
    make.invitation(long_ago, linked=True)
    make.question(long_ago, guest)
    old = now() - timedelta(days=500)
    make.follow_up(phone="+6281200000002", status=Promised.DONE, closed_at=old)
    make.presenter(long_ago, phone="+6281200000001")
    make.photo(long_ago)
    make.order(long_ago, ended_at=old)
    account = make.account()
    with app.app_context():
        upload = {"id": "u" * 32, "event_id": long_ago.id, "name": "a.pdf", "size": 9}
        listed = {"code": "c" * 32, "account_id": account.id, "file_name": "a.csv"}
        db.session.add(Upload(**upload, touched_at=old))
        db.session.add(ImportFile(**listed, stored_as=files.store(b"nama"), uploaded_at=old))
        session = LoginSession(token_hash="x", account_id=account.id, created_at=old)
        db.session.add(session)
        db.session.commit()
    close(long_ago)

    night()

    counts = {row.kind: row.count for row in rows(RetentionGone)}
    assert counts == {kind.key: 1 for kind in KINDS}


def test_a_kind_that_forgets_nothing_ends_is_logged_and_keeps_no_other_waiting(
    make, rows, night, long_ago, close, monkeypatch, errors
):
    make.attendance(long_ago, phone="+6281200000009", device="d" * 32)
    close(long_ago)
    lame = BY_KEY["hp-tamu"]._replace(forget=lambda ids: Gone(len(ids)))
    monkeypatch.setattr(nights, "KINDS", [lame, BY_KEY["penanda-hp"]])

    night()

    row = rows(Attendance)[0]
    assert (row.phone, row.device) == ("+6281200000009", None)
    assert [error.fields for error in errors] == [{"kind": "hp-tamu", "n": 1}]
    assert [row.kind for row in rows(RetentionGone)] == ["penanda-hp"]
    assert rows(RetentionNight)[0].ended_at


def test_what_one_row_leaves_keeps_no_other_row(
    make, rows, night, long_ago, close, monkeypatch, errors
):
    kept, *others = [make.attendance(long_ago, phone=f"+628120000000{n}").id for n in range(5)]
    close(long_ago)
    phones = BY_KEY["hp-tamu"]
    lame = phones._replace(forget=lambda ids: phones.forget([one for one in ids if one != kept]))
    monkeypatch.setattr(nights, "KINDS", [lame])
    monkeypatch.setattr(nights, "AT_ONCE", 2)

    night()

    assert [row.id for row in rows(Attendance) if row.phone] == [kept]
    assert [error.fields["n"] for error in errors] == [1]
    assert [row.count for row in rows(RetentionGone)] == [len(others)]


def test_a_night_that_was_cut_off_goes_on_and_counts_everything_once(
    app, make, rows, night, long_ago, close, monkeypatch
):
    for n in range(5):
        make.attendance(long_ago, phone=f"+628120000000{n}")
    close(long_ago)
    monkeypatch.setattr(nights, "AT_ONCE", 2)
    with app.app_context():
        nights.forget_some(BY_KEY["hp-tamu"], 365, wib.today(now()))

    night()
    night()

    assert [row.count for row in rows(RetentionGone) if row.kind == "hp-tamu"] == [5]
    assert {row.phone for row in rows(Attendance)} == {None}


def test_nothing_goes_before_an_admin_has_saved_the_rules(app, admin):
    with app.app_context():
        before = list(nights.unfinished())
    waiting, tonight = admin.get(PAGE).text, admin.get(f"{PAGE}/pratinjau").text

    admin.post(PAGE, data=typed())

    assert before == []
    for words, address in ((waiting, PAGE), (tonight, f"{PAGE}/pratinjau")):
        assert "Belum ada yang dihapus" in words
        assert "Belum ada yang dihapus" not in admin.get(address).text


def test_the_worker_is_asked_once_a_night(app, admin, night, rows):
    admin.post(PAGE, data=typed())
    with app.app_context():
        today = wib.today(now())
        due = today.toordinal()
        is_time = now() >= wib.at(today, nights.AT)
        assert list(nights.unfinished()) == ([due] if is_time else [])
        assert nights.RETAINING in app.extensions["jobs"]
        assert nights.RETAINING.is_watched

    night()

    with app.app_context():
        assert list(nights.unfinished()) == []
        jobs.put_watched()
    assert rows(RetentionNight)[0].ended_at


@pytest.mark.parametrize(("clock", "is_due"), [(time(1, 29), False), (time(1, 30), True)])
def test_a_night_begins_at_half_past_one_in_wib(app, admin, monkeypatch, clock, is_due):
    admin.post(PAGE, data=typed())
    today = wib.today(now())

    monkeypatch.setattr(nights, "now", lambda: wib.at(today, clock))

    with app.app_context():
        assert list(nights.unfinished()) == ([today.toordinal()] if is_due else [])


def test_what_is_kept_for_good_stays(make, rows, night, long_ago, close, admin):
    make.attendance(long_ago, phone="+6281200000009")
    close(long_ago)
    admin.post(PAGE, data=typed(hp_tamu=""))

    night()

    assert rows(Attendance)[0].phone
    assert {row.kind: row.days for row in rows(RetentionRule)}["hp-tamu"] is None


def test_a_change_of_the_rules_is_written_down(admin, rows):
    admin.post(PAGE, data=typed())

    answer = admin.post(PAGE, data=typed(hp_tamu="30"))

    assert answer.status_code == 303
    assert {row.kind: row.days for row in rows(RetentionRule)}["hp-tamu"] == 30
    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.detail["new"]) == ("privacy.retention", {"hp-tamu": 30})


@pytest.mark.parametrize("days", ["0", "-1", "abc", "99999", "1" * 30, "²"])
def test_days_that_are_none_are_refused(admin, rows, days):
    answer = admin.post(PAGE, data=typed(hp_tamu=days))

    assert answer.status_code == 422
    assert rows(RetentionRule) == []


def test_nobody_sets_less_than_a_kind_needs(admin, rows):
    assert admin.post(PAGE, data=typed(tanda_tangan="30")).status_code == 422
    assert rows(RetentionRule) == []


def test_the_table_keeps_the_rule_too(app):
    with app.app_context():
        db.session.add(RetentionRule(kind="hp-tamu", days=0))
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_the_preview_tells_what_would_go_and_changes_nothing(make, rows, admin, long_ago, close):
    make.attendance(long_ago, phone="+6281200000009")
    close(long_ago)

    tonight = admin.get(f"{PAGE}/pratinjau").text
    typed_in = admin.post(f"{PAGE}/pratinjau", data=typed(hp_tamu="36500")).text

    assert "Nomor HP tamu: <strong>1</strong>" in tonight
    assert "Sosialisasi lama (1)" in tonight
    assert "Nomor HP tamu: <strong>0</strong>" in typed_in
    assert rows(RetentionRule) == []
    assert rows(Attendance)[0].phone


def test_the_preview_costs_no_more_queries_with_more_rows(make, admin, queries, long_ago, close):
    make.attendance(long_ago, phone="+6281200000001")
    close(long_ago)
    admin.get(f"{PAGE}/pratinjau")
    queries.clear()
    admin.get(f"{PAGE}/pratinjau")
    few = len(queries)
    for n in range(2, 6):
        make.attendance(long_ago, phone=f"+628120000000{n}")
    close(long_ago)

    queries.clear()
    admin.get(f"{PAGE}/pratinjau")

    assert len(queries) == few


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_decides(make, log_in, role):
    browser = log_in(make.account(role))

    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, data=typed()).status_code == 403
