"""An admin finds who has spoken, by name, by phone or from the programme; nobody else does."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.events.models import Event
from app.presenters.models import Presenter
from tests.privacy.presenters.rahmat import BPJS, NAME, PAGE, about, erase


@pytest.mark.parametrize("words", ["rahmat", "Rahasia IR", "0812 7777 0005"])
def test_an_admin_finds_a_presenter_by_name_or_phone_and_has_the_file_in_two_clicks(
    make, admin, rahmat, words
):
    make.presenter(make.event(), name="Joko Lain", phone="+6281277770006")
    start = admin.get(PAGE).text
    assert f'action="{PAGE}/cari"' in start

    found = admin.get(f"{PAGE}/cari", query_string={"q": words}).text

    assert f'href="{about(rahmat)}"' in found
    assert "Joko" not in found
    assert f'action="{about(rahmat)}/unduh.zip"' in admin.get(about(rahmat)).text


def test_nothing_typed_finds_nobody(admin, rahmat):
    for words in ("", " ", "...", "tidak ada"):
        assert about(rahmat) not in admin.get(f"{PAGE}/cari", query_string={"q": words}).text


def test_a_presenters_place_in_the_programme_leads_an_admin_to_the_data(
    make, admin, log_in, event, rahmat
):
    page = f"/kegiatan/{event.code}/narasumber"

    assert f'href="{about(rahmat)}"' in admin.get(page).text
    assert about(rahmat) not in log_in(make.account(Role.STAFF)).get(page).text


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_only_an_admin_hands_out_and_erases(make, log_in, rahmat, rows, role):
    browser = log_in(make.account(role))

    assert browser.get(f"{PAGE}/cari?q=rahmat").status_code == 403
    assert browser.get(about(rahmat)).status_code == 403
    assert browser.post(f"{about(rahmat)}/unduh.zip").status_code == 403
    assert erase(browser, rahmat).status_code == 403
    assert rows(Presenter)[0].name == NAME


@pytest.mark.parametrize("number", ["99", "99999999999"])
def test_a_presenter_whom_we_do_not_know_is_not_found(admin, number):
    assert admin.get(f"{PAGE}/narasumber/{number}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_presenters_found(
    make, over, admin, queries, rahmat
):
    def counted(address):
        admin.get(address)
        queries.clear()
        admin.get(address)
        return len(queries)

    def speak(who):
        event = Event(id=who.event_id)
        make.material(event, presenter_id=who.id)
        make.question(event, presenter_id=who.id)
        make.note(make.follow_up(event, presenter_id=who.id))

    addresses = (f"{PAGE}/cari?q=rahmat", about(rahmat))
    speak(rahmat)
    few = [counted(address) for address in addresses]
    for n in range(4):
        speak(make.presenter(over(f"Acara {n}"), name=NAME, institution=BPJS))

    assert [counted(address) for address in addresses] == few
