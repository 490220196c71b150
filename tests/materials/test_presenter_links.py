"""A presenter adds a link: a recording, a meeting, a page."""

from __future__ import annotations

import pytest

from app.audit import AuditEntry
from app.events.models import Status
from app.materials.models import Audience, Material
from tests.materials.people import presenter_of

LINK = {"url": "https://youtu.be/abc", "title": "Rekaman", "request_id": "b" * 32}


def test_it_is_for_participants_whatever_the_form_says(app, make, rows):
    event = make.event()
    who, browser = presenter_of(app, make, event)
    room = f"/narasumber/{event.code}/materi"

    answer = browser.post(f"{room}/tautan", data=LINK | {"audience": "semua", "event_id": 99})

    [material] = rows(Material)
    assert (answer.status_code, answer.location) == (303, room)
    assert (material.url, material.title) == (LINK["url"], LINK["title"])
    assert (material.audience, material.presenter_id) == (Audience.PARTICIPANTS, who.id)
    assert rows(AuditEntry)[-1].action == "material.link"
    assert "Rekaman" in browser.get(room).text


def test_the_same_form_twice_makes_one(app, make, rows):
    event = make.event()
    _who, browser = presenter_of(app, make, event)

    for _ in range(2):
        browser.post(f"/narasumber/{event.code}/materi/tautan", data=LINK)

    assert len(rows(Material)) == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(app, make, rows):
    event = make.event()
    _who, browser = presenter_of(app, make, event)

    page = browser.post(
        f"/narasumber/{event.code}/materi/tautan", data=LINK | {"url": "http://contoh.example"}
    )

    assert page.status_code == 422
    assert 'value="Rekaman"' in page.text
    assert rows(Material) == []


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
def test_what_is_over_for_good_takes_none(app, make, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")
    _who, browser = presenter_of(app, make, event)

    answer = browser.post(f"/narasumber/{event.code}/materi/tautan", data=LINK)

    assert answer.status_code == 409
    assert rows(Material) == []
