"""Answers are counted live, shown on the list, and known at the desk and in the hall."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.attendees.models import Attendance
from app.columns import now
from app.events.models import Status
from app.invitations.models import Reply
from tests.attendees.hall import come_in
from tests.browser import HTMX

SENDS = {"reply": Reply.SENDS, "substitute": "Rina Sari", "substitute_position": "Sekretaris"}


def counts(page) -> list[str]:
    return re.findall(r"<strong>(\d+)</strong> ([a-z ]+)</a>", page.text)


def test_they_are_counted_on_the_page_of_invitations(make, coming, log_in):
    event = coming()
    for reply in (Reply.COMES, Reply.COMES, Reply.CANNOT, None):
        make.invitation(event, reply=reply)
    make.invitation(event, **SENDS)
    make.invitation(coming(), reply=Reply.COMES)  # elsewhere

    page = log_in(make.account(Role.LEAD)).get(f"/kegiatan/{event.code}/undangan")

    expected = [("2", "hadir"), ("1", "berhalangan"), ("1", "mewakilkan"), ("1", "belum menjawab")]
    assert counts(page) == expected


def test_who_was_taken_off_is_not_counted(make, coming, staff):
    event = coming()
    invitation = make.invitation(event, reply=Reply.COMES)

    staff.post(f"/kegiatan/{event.code}/undangan/{invitation.person_id}/keluarkan")

    assert counts(staff.get(f"/kegiatan/{event.code}/undangan"))[0] == ("0", "hadir")


def test_the_counts_follow_by_themselves(make, coming, staff, invited, queries):
    event = coming()
    browser = invited(make.invitation(event, linked=True))
    here = f"/kegiatan/{event.code}/undangan/jawaban"
    headers = HTMX | {"If-None-Match": 'W/"0-0-0-1"'}

    same = staff.get(here, headers=headers)
    browser.post(f"/undangan/{event.code}", data={"reply": "hadir"})
    queries.clear()
    new = staff.get(here, headers=headers)

    assert same.status_code == 304
    assert counts(new)[0] == ("1", "hadir")
    assert len(queries) == 3  # who asks, the kegiatan, and the counts


def test_without_htmx_the_whole_page_is_shown(make, coming, staff):
    event = coming()

    answer = staff.get(f"/kegiatan/{event.code}/undangan/jawaban")

    assert answer.location == f"/kegiatan/{event.code}/undangan"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("hadir", ["Ani"]),
        ("mewakilkan", ["Budi"]),
        ("belum", ["Citra"]),
        ("apa-saja", ["Ani", "Budi", "Citra"]),
    ],
)
def test_the_list_shows_those_alone_who_answered_so(make, coming, staff, asked, expected):
    event = coming()
    make.invitation(event, make.person(name="Ani"), reply=Reply.COMES)
    make.invitation(event, make.person(name="Budi"), **SENDS)
    make.invitation(event, make.person(name="Citra"))

    page = staff.get(f"/kegiatan/{event.code}/undangan?jawaban={asked}").text

    shown = page.partition('id="guests"')[2]
    assert sorted(re.findall("<strong>(Ani|Budi|Citra)</strong>", shown)) == expected
    assert ("Rina Sari, Sekretaris" in shown) is ("Budi" in expected)


def test_the_start_page_tells_before_it_begins(make, staff, coming):
    event = coming(starts_at=now(), ends_at=None)
    make.invitation(event, reply=Reply.COMES)
    make.invitation(event)

    page = staff.get("/").text

    told = "1 hadir, 0 berhalangan, 0 mewakilkan, 1 belum menjawab"
    assert told in re.sub(r"\s+", " ", page)


class TestInTheHall:
    def test_who_was_announced_finds_the_own_name_filled_in(self, app, make):
        event, lurah = make.event(), make.person(name="Ani")
        make.invitation(event, lurah, **SENDS)
        phone = come_in(app, event)

        person = phone.get(f"/h/{event.code}/orang/{lurah.id}")
        form = phone.get(f"/h/{event.code}/orang/{lurah.id}/wakil")

        assert "Ani mewakilkan kepada Rina Sari." in person.text
        assert f'href="/h/{event.code}/orang/{lurah.id}/wakil">Saya Rina Sari' in person.text
        assert 'value="Rina Sari"' in form.text
        assert 'value="Sekretaris"' in form.text

    def test_others_are_asked_as_ever(self, app, make):
        event = make.event()
        person = make.invited(event)

        page = come_in(app, event).get(f"/h/{event.code}/orang/{person.id}")

        assert "mewakilkan" not in page.text

    def test_it_costs_no_statement_more(self, app, make, queries):
        event = make.event()
        plain, announced = make.person(), make.person()
        make.invitation(event, plain)
        make.invitation(event, announced, **SENDS)
        phone, counted = come_in(app, event), []
        phone.get(f"/h/{event.code}/orang/{plain.id}")  # now the words of the notice are known

        for person in (plain, announced):
            queries.clear()
            phone.get(f"/h/{event.code}/orang/{person.id}/wakil")
            counted.append(len(queries))

        assert counted == [2, 2], queries  # the kegiatan, and the person

    def test_whoever_comes_instead_types_the_own_name(self, app, make, rows):
        event, lurah = make.event(), make.person(name="Ani")
        make.invitation(event, lurah, **SENDS)
        phone = come_in(app, event)
        page = phone.get(f"/h/{event.code}/orang/{lurah.id}/wakil").text
        request_id = re.search('name="request_id" type="hidden" value="([0-9a-f]+)"', page)[1]
        typed = {"person_id": lurah.id, "wakil": "1", "request_id": request_id, "dibantu": "1"}

        phone.post(f"/h/{event.code}/hadir", data=typed | {"name": "Dewi", "position": "Staf"})

        assert [one.name for one in rows(Attendance)] == ["Dewi"]


class TestAtTheDesk:
    def test_it_is_seen_who_comes_instead_and_who_does_not_come(self, make, staff):
        event = make.event()
        make.invitation(event, make.person(name="Ani"), **SENDS)
        make.invitation(event, make.person(name="Budi"), reply=Reply.CANNOT)

        page = staff.get(f"/meja/{event.code}").text

        assert "Diwakili Rina Sari" in page
        assert "Berhalangan" in page

    def test_it_is_found_by_that_name(self, make, staff):
        event = make.event()
        make.invitation(event, make.person(name="Ani"), **SENDS)
        make.invitation(event, make.person(name="Budi"))

        page = staff.get(f"/meja/{event.code}?q=rina").text

        assert "Ani" in page
        assert "Budi" not in page

    def test_the_form_is_filled_in(self, make, staff):
        event, lurah = make.event(), make.person()
        make.invitation(event, lurah, **SENDS)

        page = staff.get(f"/meja/{event.code}/wakil/{lurah.id}").text

        assert 'value="Rina Sari"' in page
        assert 'value="Sekretaris"' in page


def test_a_kegiatan_that_is_over_keeps_its_answers(make, staff):
    event = make.event(status=Status.FINISHED)
    make.invitation(event, **SENDS)

    assert counts(staff.get(f"/kegiatan/{event.code}/undangan"))[2] == ("1", "mewakilkan")
