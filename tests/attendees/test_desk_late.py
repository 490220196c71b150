"""A mark of the desk that waited in the browser: it counts once, and who was quicker is named."""

from datetime import UTC, datetime, timedelta

import pytest

from app.access import COOKIE
from app.accounts.models import Role
from app.attendees.models import Attendance, Method
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Status
from app.wib import clock_wib
from tests.attendees.hall import come_in, sign
from tests.factories import SIGNATURE
from tests.questions.phones import change


@pytest.fixture
def event(make):
    return make.event(starts_at=now() - timedelta(hours=3), ends_at=now() + timedelta(hours=2))


@pytest.fixture
def siti(make, event):
    return make.invited(event, name="Siti Aminah")


def mark(person=None, ago=timedelta(hours=2), **fields):
    """What the desk keeps of one press of a button, so long ago."""
    kept = {"how": "lembar", "request_id": "a" * 32}
    kept["signed_at"] = str(int((now() - ago).timestamp()))
    return kept | ({"person_id": person.id} if person else {}) | fields


def at(form):
    return datetime.fromtimestamp(int(form["signed_at"]), UTC)


def send(browser, event, form):
    return browser.post(f"/meja/{event.code}/susulan", data=form)


WALK_IN = {"name": "Ani Lubis", "position": "Staf", "institution": "Bank Sumut"}


def test_it_counts_from_when_it_was_marked(staff, event, siti, rows):
    form = mark(siti)

    answer = send(staff, event, form)

    row = rows(Attendance)[0]
    assert (answer.status_code, answer.json["number"]) == (200, 1)
    assert "known" not in answer.json
    assert (row.name, row.method) == ("Siti Aminah", Method.PAPER)
    assert int(row.signed_at.timestamp()) == int(form["signed_at"])
    assert row.received_at - row.signed_at > timedelta(hours=1, minutes=59)
    assert "terkirim" in staff.get(f"/meja/{event.code}").text
    assert [entry.action for entry in rows(AuditEntry)] == ["attendance.late"]


def test_who_sends_it_answers_for_it(make, log_in, event, siti, rows):
    budi = make.account(name="Budi")

    send(log_in(budi), event, mark(siti))

    assert rows(Attendance)[0].recorded_by == budi.id


@pytest.mark.parametrize("how", ["lembar", "dibantu", "meja"])
def test_however_often_it_is_sent_it_makes_one_row_and_one_answer(staff, event, siti, rows, how):
    form = mark(siti, how=how, signature=SIGNATURE)

    answers = [send(staff, event, form).json for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["number"] == 1
    assert len(rows(Attendance)) == len(rows(AuditEntry)) == 1


def test_who_signed_on_the_own_phone_meanwhile_is_not_doubled(app, staff, event, siti, rows):
    sign(come_in(app, event), event, siti)

    answer = send(staff, event, mark(siti))

    assert (answer.status_code, answer.json["known"]) == (200, True)
    assert "lewat HP" in answer.json["words"]
    assert [row.method for row in rows(Attendance)] == [Method.PHONE]


def test_whom_a_colleague_marked_meanwhile_is_named(make, log_in, event, siti, rows):
    send(log_in(make.account(name="Petugas Satu")), event, mark(siti))

    answer = send(log_in(make.account(name="Petugas Dua")), event, mark(siti, request_id="b" * 32))

    assert "oleh Petugas Satu (lembar manual)" in answer.json["words"]
    assert len(rows(Attendance)) == 1


def test_all_staff_see_on_the_board_who_was_marked_in_two_places(make, log_in, event, siti, rows):
    one, two = (log_in(make.account(name=f"Petugas {n}")) for n in ("Satu", "Dua"))
    lead = log_in(make.account(role=Role.LEAD))
    send(one, event, mark(siti))
    before = lead.get(f"/meja/{event.code}")
    form = mark(siti, timedelta(hours=1), request_id="b" * 32, how="meja", signature=SIGNATURE)
    for _ in range(2):
        send(two, event, form)

    boards = [browser.get(f"/meja/{event.code}") for browser in (one, two, lead)]
    edit = one.get(f"/meja/{event.code}/hadir/{rows(Attendance)[0].id}").text

    words = f"Dikirim lagi: pukul {clock_wib(at(form))} oleh Petugas Dua (tanda tangan)."
    assert "Dicatat di dua tempat" not in before.text
    assert before.headers["ETag"] != boards[2].headers["ETag"]
    assert [page.text.count(words) for page in boards] == [1, 1, 1]
    assert "Yang berlaku: pukul" in boards[0].text
    assert edit.count(words) == 1


def test_what_is_sent_once_more_by_the_same_desk_is_no_conflict(staff, event, siti, rows):
    for letter in "ab":
        send(staff, event, mark(siti, request_id=letter * 32))

    assert rows(Attendance)[0].sent_again is None


def test_no_more_than_a_few_conflicts_are_kept(make, log_in, event, siti, rows):
    send(log_in(make.account()), event, mark(siti))
    other = log_in(make.account())
    for digit in range(9):
        send(other, event, mark(siti, request_id=str(digit) * 32))

    assert [one["form"][0] for one in rows(Attendance)[0].sent_again] == list("01234")


def test_who_waited_for_help_is_signed_by_it(make, staff, event, siti, rows):
    make.attendance(event, siti, method=Method.HELPED, signature=None)
    form = mark(siti, how="meja", signature=SIGNATURE)

    answers = [send(staff, event, form).json for _ in range(2)]

    row = rows(Attendance)[0]
    assert answers[0] == answers[1] == {"number": row.number, "clock": answers[0]["clock"]}
    assert (row.method, row.signature is not None) == (Method.DESK, True)
    assert row.notice_version != ""


def test_a_guest_and_a_stand_in_come_along(make, staff, event, siti, rows):
    guest = mark(**WALK_IN)
    stand_in = mark(siti, request_id="b" * 32, wakil="1", name="Rahmat", position="Sekretaris")

    answers = [send(staff, event, form).status_code for form in (guest, stand_in)]

    assert answers == [200, 200]
    assert [(row.name, row.represents != "") for row in rows(Attendance)] == [
        ("Ani Lubis", False),
        ("Rahmat", True),
    ]


def test_a_typed_name_of_an_invited_person_is_asked_about(staff, event, siti, rows):
    form = mark(**WALK_IN | {"name": "siti aminah"})

    asked = send(staff, event, form)
    meant = send(staff, event, form | {"person_id": asked.json["names"][0]["id"]})

    assert (asked.status_code, asked.json["names"][0]["id"]) == (409, siti.id)
    assert "Siti Aminah" in asked.json["names"][0]["label"]
    assert meant.status_code == 200
    assert [row.person_id for row in rows(Attendance)] == [siti.id]


def test_or_it_is_somebody_else_of_the_same_name(staff, event, siti, rows):
    send(staff, event, mark(**WALK_IN | {"name": "siti aminah", "orang_lain": "1"}))

    assert [row.person_id for row in rows(Attendance)] == [None]


def test_a_phone_number_that_is_taken_or_none_is_left_out(staff, event, rows):
    for letter, number in zip("abc", ["0812-3456-7890", "081234567890", "12"], strict=True):
        typed = WALK_IN | {"name": f"Tamu {letter}", "phone": number}
        send(staff, event, mark(request_id=letter * 32, **typed))

    assert [row.phone for row in rows(Attendance)] == ["+6281234567890", None, None]


def test_it_counts_when_the_kegiatan_has_ended_meanwhile(app, staff, event, siti, rows):
    change(app, event, {"status": Status.FINISHED})

    assert send(staff, event, mark(siti)).status_code == 200
    assert len(rows(Attendance)) == 1


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (Status.CANCELLED, 410, "dibatalkan"),
        (Status.LOCKED, 410, "sudah dikunci"),
        (Status.DRAFT, 404, "Catat orangnya di meja"),
    ],
)
def test_not_when_it_was_cancelled_or_locked(app, staff, event, siti, rows, status, code, words):
    change(app, event, {"status": status, "cancel_reason": "Banjir."})

    answer = send(staff, event, mark(siti))

    assert (answer.status_code, rows(Attendance)) == (code, [])
    assert words in answer.json["words"]


def test_not_before_the_desk_opens(make, staff, rows):
    tomorrow = make.event(
        starts_at=now() + timedelta(days=1), ends_at=None, status=Status.SCHEDULED
    )

    answer = send(staff, tomorrow, mark(make.invited(tomorrow)))

    assert (answer.status_code, rows(Attendance)) == (410, [])
    assert "Meja baru dibuka" in answer.json["words"]


@pytest.mark.parametrize(
    ("ago", "code"), [(timedelta(hours=11, minutes=59), 200), (timedelta(hours=12.1), 410)]
)
def test_twelve_hours_at_most(staff, event, siti, ago, code):
    answer = send(staff, event, mark(siti, ago))

    assert answer.status_code == code
    assert code == 200 or "lebih dari 12 jam" in answer.json["words"]


def test_a_clock_that_has_jumped_ahead_counts_from_the_arrival(staff, event, siti, rows):
    answer = send(staff, event, mark(siti, timedelta(hours=-5)))

    assert answer.status_code == 200
    assert rows(Attendance)[0].signed_at <= rows(Attendance)[0].received_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_at": "x"},
        {"signed_at": "9" * 40},
        {"how": "hp"},
        {"request_id": "1"},
        {"how": "meja", "signature": ""},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(staff, event, siti, rows, wrong):
    answer = send(staff, event, mark(siti, **wrong))

    assert (answer.status_code, rows(Attendance)) == (422, [])
    assert answer.json["words"]


def test_a_guest_without_a_name_is_refused(staff, event, rows):
    assert send(staff, event, mark(**WALK_IN | {"name": ""})).status_code == 422
    assert rows(Attendance) == []


@pytest.mark.parametrize("id", ["999", str(2**63), "x"])
def test_who_is_not_invited_here_does_not_exist(staff, event, rows, id):
    answer = send(staff, event, mark(person_id=id))

    assert (answer.status_code, rows(Attendance)) == (404, [])


def test_what_staff_have_voided_stays_voided(app, make, staff, event, siti, rows):
    form = mark(siti)
    send(staff, event, form)
    address = f"/meja/{event.code}/hadir/{rows(Attendance)[0].id}/batal"
    staff.post(address, data={"reason": "Salah orang"})

    answer = send(staff, event, form)

    assert answer.status_code == 409
    assert "dibatalkan petugas" in answer.json["words"]
    assert len(rows(Attendance)) == 1


def test_who_is_logged_out_meanwhile_is_sent_to_the_log_in(staff, event, siti, rows):
    staff.delete_cookie(COOKIE)

    answers = [staff.get(f"/meja/{event.code}/susulan"), send(staff, event, mark(siti))]

    assert [answer.location.partition("?")[0] for answer in answers] == ["/masuk", "/masuk"]
    assert rows(Attendance) == []


def test_who_only_reads_takes_nothing_and_sends_nothing(make, log_in, event, siti, rows):
    lead = log_in(make.account(role=Role.LEAD))

    assert lead.get(f"/meja/{event.code}/susulan").status_code == 403
    assert send(lead, event, mark(siti)).status_code == 403
    assert rows(Attendance) == []


def test_a_desk_takes_along_whom_it_may_need(make, staff, event, siti):
    make.attendance(event, make.invited(event, name="Budi"))

    told = staff.get(f"/meja/{event.code}/susulan?daftar").json
    short = staff.get(f"/meja/{event.code}/susulan").json

    here = {one[1]: one[5] for one in told["people"]}
    assert here == {"Siti Aminah": False, "Budi": True}
    assert abs(told["now"] - now().timestamp()) < 5
    assert set(short) == {"now", "title", "token"}


def test_the_list_costs_one_statement_however_long(make, staff, event, queries):
    counts = []
    for more in (1, 5):
        for _ in range(more):
            make.invited(event)
        queries.clear()
        staff.get(f"/meja/{event.code}/susulan?daftar")
        counts.append(len(queries))

    assert counts[0] == counts[1]
