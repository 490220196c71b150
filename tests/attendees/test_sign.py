"""Signing on one's own phone: one person, one row."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from sqlalchemy import update

from app.attendees import notice, signing
from app.attendees.models import Attendance, Method, Part
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.wib import clock_wib
from tests.attendees.hall import code_of, come_in, form_of, hold_ticket, sign
from tests.browser import HTMX
from tests.factories import SIGNATURE
from tests.questions.phones import change


def test_an_invited_kepling_signs(app, make, rows):
    event = make.event(status=Status.SCHEDULED)
    kepling = make.invited(event, name="Siti Aminah", front_titles="Hj.")
    phone = come_in(app, event)

    answer = sign(phone, event, kepling)

    row = rows(Attendance)[0]
    assert (answer.status_code, answer.location) == (303, f"/r/{event.code}")
    assert (row.person_id, row.name, row.method) == (kepling.id, "Hj. Siti Aminah", Method.PHONE)
    assert (row.number, row.signature) == (1, SIGNATURE)
    assert row.notice_version == notice.WORDS[-1].version
    assert row.notice_at <= now()
    assert "Nomor" in phone.get(answer.location).text


def test_the_privacy_notice_stands_before_the_signature(app, make):
    event = make.event()
    kepling = make.invited(event)

    page = come_in(app, event).get(f"/h/{event.code}/orang/{kepling.id}").text

    assert "Kami tidak meminta NIK." in page
    assert page.index("Kami tidak meminta NIK.") < page.index(">Kirim<")


def test_somebody_comes_in_the_lurahs_stead(app, make, rows):
    event = make.event()
    lurah = make.invited(event, region=make.village(name="Perwira"), sex="L")
    phone = come_in(app, event)
    page = phone.get(f"/h/{event.code}/orang/{lurah.id}/wakil")
    typed = {"name": " Rina  Wati ", "position": "Sekretaris Lurah", "sex": "P"}

    answer = phone.post(f"/h/{event.code}/hadir", data=form_of(page) | typed)

    row = rows(Attendance)[0]
    assert answer.status_code == 303
    assert (row.name, row.position, row.sex) == ("Rina Wati", "Sekretaris Lurah", "P")
    assert (row.person_id, row.represents) == (lurah.id, "Lurah Perwira")
    assert "Mewakili Lurah Perwira" in phone.get(answer.location).text


WALK_IN = {"name": "Ani", "position": "Staf", "institution": "Bank", "part": "tamu"}


def walk_in(browser, event, **typed):
    page = browser.get(f"/h/{event.code}/tamu")
    return browser.post(f"/h/{event.code}/hadir", data=form_of(page) | WALK_IN | typed)


def test_somebody_who_stands_on_no_list_signs(app, make, rows):
    event = make.event()

    answer = walk_in(come_in(app, event), event, phone="0812 3456 7890")

    row = rows(Attendance)[0]
    assert answer.status_code == 303
    assert (row.name, row.position, row.place) == ("Ani", "Staf", "Bank")
    assert (row.part, row.phone, row.person_id) == (Part.GUEST, "+6281234567890", None)


def test_one_phone_number_is_one_walk_in_however_it_is_written(app, make, rows):
    event = make.event()

    for number in ("081234567890", "+62 812-3456-7890", "62812 3456 7890"):
        answer = walk_in(come_in(app, event), event, phone=number, institution=f"Bank {number}")

    assert len(rows(Attendance)) == 1
    assert "sudah tercatat pukul" in answer.text


def test_missing_words_are_asked_for_and_the_drawing_comes_back(app, make, rows):
    event = make.event()

    answer = walk_in(come_in(app, event), event, name=" ", phone="123")

    assert answer.status_code == 422
    assert "Kolom ini wajib diisi." in answer.text
    assert "Nomor ini belum benar" in answer.text
    assert SIGNATURE in answer.text
    assert 'value="Bank"' in answer.text
    assert rows(Attendance) == []


def test_only_the_fields_of_the_form_count(app, make, rows):
    event = make.event()
    kepling = make.invited(event)
    extra = {"method": "meja", "number": "99", "event_id": "7", "voided_at": "x", "name": "Lain"}

    sign(come_in(app, event), event, kepling, **extra)

    row = rows(Attendance)[0]
    assert (row.method, row.number, row.name) == (Method.PHONE, 1, kepling.name)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "<svg onload=alert(1)>",
        "javascript:alert(1)",
        "data:image/png;base64,iVBORw0KGgo=",
        "999999999999,1 2,2",
        "601,10 20,20",
        "-1,5 200,100",
        "1e2,5 200,100",
        "١٠٠,100 200,60 300,140",
        "10,10 11,10",
        ";;;",
        " ".join(["100,100"] * 5_000),
    ],
)
def test_what_is_no_signature_is_refused(app, make, rows, signature):
    event = make.event()
    kepling = make.invited(event)

    answer = sign(come_in(app, event), event, kepling, signature=signature)

    assert answer.status_code == 422
    assert "Tanda tangan" in answer.text
    assert "alert(1)" not in answer.text
    assert rows(Attendance) == []


def test_six_megabytes_are_refused_at_once(app, make, rows):
    event = make.event()
    kepling = make.invited(event)

    answer = sign(come_in(app, event), event, kepling, signature="1,1 " * 1_500_000)

    assert answer.status_code == 413
    assert rows(Attendance) == []


def test_a_long_signature_is_kept_small(app, make, rows):
    event = make.event()
    kepling = make.invited(event)
    scribble = " ".join(f"{n * 37 % 600},{n * 91 % 200}" for n in range(900))

    answer = sign(come_in(app, event), event, kepling, signature=scribble)

    assert answer.status_code == 303
    assert len(rows(Attendance)[0].signature) <= 8000


@pytest.mark.parametrize("request_id", ["", "x", "A" * 32, "0" * 33])
def test_a_form_without_our_id_is_refused(app, make, rows, request_id):
    event = make.event()
    kepling = make.invited(event)

    answer = sign(come_in(app, event), event, kepling, request_id=request_id)

    assert answer.status_code == 400
    assert rows(Attendance) == []


def test_a_person_of_another_kegiatan_cannot_be_signed_for(app, make, rows):
    event, other = make.event(), make.event()
    kepling, stranger = make.invited(event), make.invited(other)

    answer = sign(come_in(app, event), event, kepling, person_id=stranger.id)

    assert answer.status_code == 404
    assert rows(Attendance) == []


def test_a_ticket_that_ran_out_while_drawing_asks_for_another_scan(app, make, rows):
    from datetime import timedelta

    event = make.event()
    kepling = make.invited(event)
    form = form_of(come_in(app, event).get(f"/h/{event.code}/orang/{kepling.id}"))
    slow = hold_ticket(app, event, now() - timedelta(minutes=16))

    answer = slow.post(f"/h/{event.code}/hadir", data=form, headers=HTMX)

    assert answer.status_code == 403
    assert "Pindai ulang" in answer.text
    assert "tetap tersimpan di HP ini" in answer.text
    assert "<html" not in answer.text
    assert rows(Attendance) == []


def test_the_same_form_again_shows_the_receipt_again(app, make, rows):
    event = make.event()
    kepling = make.invited(event)
    phone = come_in(app, event)
    form = form_of(phone.get(f"/h/{event.code}/orang/{kepling.id}"))

    first = phone.post(f"/h/{event.code}/hadir", data=form)
    token = phone.get_cookie("balai_peserta", path=f"/r/{event.code}").value
    again = phone.post(f"/h/{event.code}/hadir", data=form)

    assert (first.status_code, again.status_code) == (303, 303)
    assert phone.get_cookie("balai_peserta", path=f"/r/{event.code}").value == token
    assert len(rows(Attendance)) == 1


def test_another_phone_learns_that_it_is_done_and_no_more(app, make, rows):
    event = make.event()
    kepling = make.invited(event)
    mine, yours = come_in(app, event), come_in(app, event)
    form = form_of(mine.get(f"/h/{event.code}/orang/{kepling.id}"))
    page = form_of(yours.get(f"/h/{event.code}/orang/{kepling.id}"))
    mine.post(f"/h/{event.code}/hadir", data=form)

    other_form = yours.post(f"/h/{event.code}/hadir", data=page)
    stolen_form = yours.post(f"/h/{event.code}/hadir", data=form)

    row = rows(Attendance)[0]
    for answer in (other_form, stolen_form):
        assert answer.status_code == 200
        assert f"sudah tercatat pukul {clock_wib(row.signed_at)}" in answer.text
        assert "balai_peserta" not in str(answer.headers)
    assert yours.get(f"/r/{event.code}").status_code == 403
    assert len(rows(Attendance)) == 1


def test_opening_ones_page_again_says_when_it_was(app, make):
    event = make.event()
    kepling = make.invited(event)
    phone = come_in(app, event)
    sign(phone, event, kepling)

    page = phone.get(f"/h/{event.code}/orang/{kepling.id}")

    assert "sudah tercatat pukul" in page.text
    assert "<form" not in page.text


def test_two_people_may_share_a_phone_and_it_shows(app, make, rows):
    event = make.event()
    wife, husband, neighbour = (make.invited(event) for _ in range(3))
    shared = come_in(app, event)

    sign(shared, event, wife)
    sign(shared, event, husband)
    sign(come_in(app, event), event, neighbour)

    devices = [row.device for row in rows(Attendance)]
    assert devices[0] == devices[1] != devices[2]
    assert shared.get_cookie("balai_hp").value not in devices


def test_who_cannot_draw_is_helped(app, make, rows):
    event = make.event()
    kepling = make.invited(event)
    phone = come_in(app, event)

    answer = sign(phone, event, kepling, signature="", dibantu="1")

    row = rows(Attendance)[0]
    assert (row.method, row.signature) == (Method.HELPED, None)
    receipt = phone.get(answer.location).text
    assert "Silakan ke meja petugas untuk tanda tangan." in receipt


def test_a_voided_record_is_not_called_recorded(app, make, rows):
    from app.accounts.models import Account
    from app.extensions import db

    event = make.event()
    kepling = make.invited(event)
    staff = make.account()
    phone = come_in(app, event)
    form = form_of(phone.get(f"/h/{event.code}/orang/{kepling.id}"))
    phone.post(f"/h/{event.code}/hadir", data=form)
    with app.app_context():
        row = db.session.scalars(db.select(Attendance)).one()
        row.void("Salah orang", db.session.get(Account, staff.id))
        db.session.commit()

    same_form = phone.post(f"/h/{event.code}/hadir", data=form)
    receipt = phone.get(f"/r/{event.code}")
    new_form = sign(phone, event, kepling)

    assert "dibatalkan petugas" in same_form.text
    assert receipt.status_code == 403
    assert new_form.status_code == 303
    assert [row.is_valid for row in rows(Attendance)] == [False, True]


def test_the_pass_in_the_form_stands_for_its_token(app, make, rows):
    event = make.event()
    phone = come_in(app, event)
    page = phone.get(f"/h/{event.code}/orang/{make.invited(event).id}")

    answer = phone.open(f"/h/{event.code}/hadir", method="POST", data=form_of(page))

    assert "csrf_token" not in page.text
    assert answer.status_code == 303
    assert len(rows(Attendance)) == 1


@pytest.mark.parametrize("stolen", ["none", "of another phone", "of another form", "of a kegiatan"])
def test_a_form_that_our_page_has_not_given_this_phone_is_refused(app, make, rows, stolen):
    event, other = make.event(), make.event()
    kepling = make.invited(event)
    phone, attacker = come_in(app, event), come_in(app, event)
    attacker.get(f"/h/{other.code}?k={code_of(other)}")

    def shown_to(browser, event=event, kepling=kepling):
        return form_of(browser.get(f"/h/{event.code}/orang/{kepling.id}"))

    form = shown_to(phone)
    form["pas"] = {
        "none": "",
        "of another phone": shown_to(attacker)["pas"],
        "of another form": shown_to(phone)["pas"],
        "of a kegiatan": shown_to(attacker, other, make.invited(other))["pas"],
    }[stolen]
    answer = phone.open(f"/h/{event.code}/hadir", method="POST", data=form)

    assert answer.status_code == 400
    assert "kedaluwarsa" in answer.text.lower()
    assert rows(Attendance) == []


def test_a_kiosk_shows_a_token(app, make, rows):
    event = make.event()
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    page = kiosk.get(f"/h/{event.code}/orang/{make.invited(event).id}")

    refused = kiosk.open(f"/h/{event.code}/hadir", method="POST", data=form_of(page))

    assert "csrf_token" in page.text
    assert refused.status_code == 400
    assert rows(Attendance) == []


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def test_who_waited_in_line_while_the_kegiatan_was_ended_is_not_on_the_list(
    app, make, rows, monkeypatch
):
    event = make.event()
    kepling = make.invited(event)
    browser = come_in(app, event)
    form = form_of(browser.get(f"/h/{event.code}/orang/{kepling.id}"))
    hold = signing.hold

    def ended_meanwhile(event):
        ended = update(Event).where(Event.id == event.id).values(status=Status.FINISHED)
        db.session.execute(ended)
        return hold(event)

    monkeypatch.setattr(signing, "hold", ended_meanwhile)
    answer = browser.post(f"/h/{event.code}/hadir", data=form)
    monkeypatch.undo()

    assert answer.status_code == 303
    assert rows(Attendance) == []
    change(app, event, {"status": Status.FINISHED})
    assert browser.get(answer.location).status_code == 410


@pytest.mark.parametrize("phones", [1, 20])
def test_twenty_posts_at_once_make_one_row(app, make, rows, live, phones):
    event = make.event()
    kepling = make.invited(event)
    browsers = [come_in(app, event) for _ in range(phones)]
    address = f"{live}/h/{event.code}/hadir"
    requests = []
    for browser in browsers:
        form = form_of(browser.get(f"/h/{event.code}/orang/{kepling.id}"))
        form["csrf_token"] = browser._csrf_token()
        cookies = "; ".join(f"{c.key}={c.value}" for c in browser._cookies.values())
        requests.append(Request(address, urlencode(form).encode(), {"Cookie": cookies}))

    def send(request):
        from urllib.error import HTTPError

        try:
            with build_opener(Stay).open(request, timeout=30) as answer:
                return answer.status, "sudah tercatat pukul" in answer.read().decode()
        except HTTPError as error:
            return error.code, error.headers["Location"]

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, requests * (20 // phones)))

    assert len(rows(Attendance)) == 1
    receipt = (303, f"/r/{event.code}")
    if phones == 1:
        assert answers == [receipt] * 20
    else:
        assert sorted(answers, key=str) == [(200, True)] * 19 + [receipt], json.dumps(answers)
