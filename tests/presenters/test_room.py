"""A presenter comes in by a personal link, to one kegiatan and no other."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.columns import now
from app.events.models import Status
from app.presenters.models import LIVES, Presenter

CLEAN = "balai_narasumber"


def test_the_link_is_exchanged_for_a_clean_address(make, visitor, link):
    event = make.event(agenda="09.00 Pembukaan")
    presenter = make.presenter(event, name="Martin", topic="JKK dan JKM")

    answer = visitor.get(link(presenter))
    page = visitor.get(answer.location)

    assert (answer.status_code, answer.location) == (303, f"/narasumber/{event.code}")
    assert "09.00 Pembukaan" in page.text
    assert "JKK dan JKM" in page.text


@pytest.mark.parametrize(
    ("status", "offered"),
    [(Status.SCHEDULED, True), (Status.LOCKED, False), (Status.CANCELLED, False)],
)
def test_the_first_page_leads_to_uploading_while_that_is_possible(
    make, visitor, link, status, offered
):
    event = make.event(status=status, cancel_reason="" if offered else "Banjir")

    page = visitor.get(visitor.get(link(make.presenter(event))).location)

    assert ("Unggah materi</a>" in page.text) is offered


def test_the_cookie_is_kept_from_scripts_and_from_other_addresses(make, visitor, link):
    event = make.event()

    answer = visitor.get(link(make.presenter(event)))

    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/narasumber/{event.code}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_preview_of_the_link_changes_nothing(make, visitor, link, reload, queries):
    presenter = make.presenter(make.event())

    queries.clear()
    for _ in range(3):
        visitor.get(link(presenter), headers={"User-Agent": "WhatsApp/2.23"})
    visitor.head(link(presenter))

    assert all(statement.startswith("SELECT") for statement in queries)
    assert reload(presenter).token_hash == presenter.token_hash
    assert visitor.get(link(presenter)).status_code == 303


def test_another_kegiatan_does_not_exist_for_them(make, visitor, link):
    event, other = make.event(), make.event()
    visitor.get(link(make.presenter(event)))
    visitor.set_cookie(CLEAN, link(make.presenter(event)).removeprefix("/n/"))

    assert visitor.get(f"/narasumber/{other.code}").status_code == 404
    assert visitor.get("/narasumber/tidakada").status_code == 404


def test_one_browser_keeps_the_links_of_two_kegiatan(make, visitor, link):
    first, second = make.event(title="Pagi"), make.event(title="Sore")

    for event in (first, second):
        visitor.get(link(make.presenter(event)))

    assert "Pagi" in visitor.get(f"/narasumber/{first.code}").text
    assert "Sore" in visitor.get(f"/narasumber/{second.code}").text


@pytest.mark.parametrize("token", ["", "0" * 64, "tidak-ada", "%00", "x" * 5000])
def test_a_made_up_link_opens_nothing(make, visitor, token):
    make.presenter(make.event())

    assert visitor.get(f"/n/{token}").status_code == 404


def test_a_link_made_anew_ends_the_old_one_in_every_browser(make, staff, app, link, reload):
    event = make.event()
    presenter = make.presenter(event)
    old, browser = link(presenter), app.test_client()
    browser.get(old)

    staff.post(f"/kegiatan/{event.code}/narasumber/{presenter.id}/tautan")

    assert browser.get(f"/narasumber/{event.code}").status_code == 404
    assert browser.get(old).status_code == 404
    assert browser.get(link(reload(presenter))).status_code == 303


def test_a_new_secret_ends_all_links_and_none_that_is_dead_is_shown(
    make, staff, visitor, app, link, reload
):
    """So nobody comes in who has worked out links with a secret that leaked."""
    event = make.event()
    presenter = make.presenter(event)
    old, address = link(presenter), f"/kegiatan/{event.code}/narasumber"
    visitor.get(old)

    app.secret_key = "another-secret-that-is-long-enough-as-well"
    page = staff.get(address).text
    inside, at_the_door = visitor.get(f"/narasumber/{event.code}"), visitor.get(old)
    staff.post(f"{address}/{presenter.id}/tautan")

    assert (inside.status_code, at_the_door.status_code) == (404, 404)
    assert "Buat tautan</button>" in page
    assert "/n/" not in page
    assert visitor.get(link(reload(presenter))).status_code == 303


def test_a_revoked_link_opens_nothing_until_there_is_a_new_one(make, staff, visitor, link, reload):
    event = make.event()
    presenter = make.presenter(event)
    address = f"/kegiatan/{event.code}/narasumber/{presenter.id}/tautan"

    staff.post(f"{address}/cabut")
    assert visitor.get(link(presenter)).status_code == 404

    staff.post(address)
    assert visitor.get(link(presenter)).status_code == 404
    assert visitor.get(link(reload(presenter))).status_code == 303


@pytest.mark.parametrize(("days", "status"), [(13, 303), (15, 404)])
def test_it_ends_a_fortnight_after_the_kegiatan(make, visitor, link, days, status):
    ended = now() - timedelta(days=days)
    event = make.event(starts_at=ended - timedelta(hours=3), ends_at=ended, status=Status.FINISHED)

    assert timedelta(days=14) == LIVES
    assert visitor.get(link(make.presenter(event))).status_code == status


def test_a_draft_is_not_open_yet(make, visitor, link):
    event = make.event(status=Status.DRAFT)

    assert visitor.get(link(make.presenter(event))).status_code == 404


def test_they_see_how_many_are_in_the_hall(make, visitor, link):
    event = make.event()
    make.invited(event)
    make.attendance(event)
    visitor.get(link(make.presenter(event)))

    page = visitor.get(f"/narasumber/{event.code}")

    assert '<strong class="number">1</strong> hadir dari 1 undangan' in page.text


def test_they_see_the_others_but_neither_phones_nor_links(make, visitor, link):
    event = make.event()
    other = make.presenter(event, name="Ani", phone="+6281234567890")
    visitor.get(link(make.presenter(event)))

    page = visitor.get(f"/narasumber/{event.code}")

    assert "Ani" in page.text
    assert not re.search(r"3456-?7890", page.text)
    assert link(other) not in page.text


def test_of_the_token_only_the_hash_is_kept(make, link, rows):
    presenter = make.presenter(make.event())

    [row] = rows(Presenter)

    assert link(presenter).removeprefix("/n/") not in [str(value) for value in vars(row).values()]


def test_what_people_have_typed_is_only_text(make, visitor, link):
    event = make.event(title="<script>alert(1)</script>", agenda="<b>x</b>")
    visitor.get(link(make.presenter(event, topic="<img src=x onerror=alert(1)>")))

    page = visitor.get(f"/narasumber/{event.code}")

    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "<b>x" not in page.text
