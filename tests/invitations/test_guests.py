"""The list itself: who stands on it, one by one, and in which order."""

import re

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.directory.models import Post
from app.events.models import Status
from app.extensions import db
from app.invitations.models import Invitation
from app.invitations.queries import invitees_with_replies
from tests.browser import HTMX


def tap(browser, event, person, button, **kwargs):
    return browser.post(f"/kegiatan/{event.code}/undangan/{person.id}/{button}", **kwargs)


class TestAdding:
    def test_a_single_person_is_added(self, make, staff, rows, reload):
        event, person = make.event(), make.person()

        answer = tap(staff, event, person, "undang")

        assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}/undangan")
        (invitation,) = rows(Invitation)
        assert (invitation.person_id, invitation.by_hand) == (person.id, True)
        assert reload(event).invited == 1
        assert rows(AuditEntry)[-1].action == "invitation.add"

    def test_twice_is_once(self, make, staff, rows, reload):
        event, person = make.event(), make.person()

        tap(staff, event, person, "undang")
        again = tap(staff, event, person, "undang")

        assert again.status_code == 303
        assert len(rows(Invitation)) == 1
        assert reload(event).invited == 1

    def test_htmx_gets_the_line_and_the_new_list(self, make, staff):
        event, person = make.event(), make.person(name="Siti")

        page = tap(staff, event, person, "undang", headers=HTMX).text

        assert page.startswith(f'<li id="match-{person.id}"')
        assert "Sudah diundang" in page
        assert 'id="guests" class="sheet" aria-labelledby="guests-heading" hx-swap-oob' in page
        assert "<strong>1 orang</strong>" in page

    def test_somebody_who_has_left_is_not_found(self, make, staff, rows):
        event, person = make.event(), make.person(is_active=False)

        assert tap(staff, event, person, "undang").status_code == 404
        assert rows(Invitation) == []

    def test_a_closed_list_takes_nobody(self, make, staff, rows):
        event, person = make.event(status=Status.FINISHED), make.person()

        page = tap(staff, event, person, "undang")
        fragment = tap(staff, event, person, "undang", headers=HTMX)

        assert page.status_code == fragment.status_code == 409
        assert fragment.headers["HX-Retarget"] == "#alerts"
        assert "sudah ditutup" in page.text
        assert rows(Invitation) == []


class TestTakingOff:
    def test_the_row_stays_and_the_number_goes_down(self, make, staff, rows, reload):
        event = make.event()
        person = make.invited(event)
        make.invited(event)

        tap(staff, event, person, "keluarkan")
        tap(staff, event, person, "keluarkan")

        assert len(rows(Invitation)) == 2
        assert reload(event).invited == 1
        assert [e.action for e in rows(AuditEntry)] == ["invitation.remove"]

    def test_htmx_gets_the_line_and_the_numbers(self, make, staff):
        event = make.event()
        person = make.invited(event)

        page = tap(staff, event, person, "keluarkan", headers=HTMX).text

        assert page.startswith(f'<li id="guest-{person.id}" class="guest guest-off"')
        assert "Undang lagi" in page
        assert '<p id="guest-numbers" class="quiet" hx-swap-oob="true">' in page
        assert "<strong>0 orang</strong>" in page

    def test_put_back_it_counts_again(self, make, staff, rows, reload):
        event = make.event()
        person = make.invited(event)
        tap(staff, event, person, "keluarkan")

        page = tap(staff, event, person, "undang-lagi", headers=HTMX).text

        assert "Keluarkan" in page
        assert reload(event).invited == 1
        assert len(rows(Invitation)) == 1

    def test_who_has_come_cannot_be_taken_off(self, make, staff, rows, reload):
        event = make.event()
        person = make.invited(event)
        make.attendance(event, person)

        page = tap(staff, event, person, "keluarkan")

        assert page.status_code == 409
        assert "Yang sudah tercatat hadir tidak dapat dikeluarkan" in page.text
        assert reload(event).invited == 1
        assert f"/undangan/{person.id}/keluarkan" not in page.text

    def test_a_guest_of_another_kegiatan_is_not_found(self, make, staff, rows):
        event, other = make.event(), make.event()
        person = make.invited(other)

        assert tap(staff, event, person, "keluarkan").status_code == 404
        assert tap(staff, event, person, "undang-lagi").status_code == 404
        assert rows(Invitation)[0].is_on_list


class TestSearch:
    def test_every_word_is_a_name_or_a_place(self, make, staff):
        event = make.event()
        perwira = make.village(make.district("Selatan"), "Perwira")
        make.person(perwira, name="Siti Aminah")
        make.person(make.neighbourhood(perwira, 2), name="Siti Zubaidah")
        make.person(name="Siti Lain")

        def found(words):
            address = f"/kegiatan/{event.code}/undangan/cari"
            page = staff.get(address, query_string={"q": words}, headers=HTMX).text
            return [name for name in ("Aminah", "Zubaidah", "Lain") if name in page]

        assert found("siti") == ["Aminah", "Zubaidah", "Lain"]
        assert found("siti perwira") == ["Aminah", "Zubaidah"]
        assert found("SELATAN  zubaidah") == ["Zubaidah"]
        assert found("perwira lingkungan ii") == ["Zubaidah"]
        assert found("%") == []

    def test_without_htmx_the_page_shows_the_same(self, make, staff):
        event = make.event()
        make.person(name="Siti")

        page = staff.get(f"/kegiatan/{event.code}/undangan/cari?q=siti").text

        assert "<html" in page
        assert ">Undang</button>" in page

    def test_who_is_invited_already_is_marked(self, make, staff):
        event = make.event()
        make.invited(event, name="Siti")

        page = staff.get(f"/kegiatan/{event.code}/undangan/cari?q=siti", headers=HTMX).text

        assert "Sudah diundang" in page

    def test_the_head_does_not_search(self, make, log_in):
        event = make.event()
        head = log_in(make.account(Role.LEAD))

        assert head.get(f"/kegiatan/{event.code}/undangan/cari?q=a").status_code == 403


class TestPage:
    def test_people_stand_by_territory_in_official_order(self, make, staff):
        event = make.event()
        south = make.district("Selatan", code="12.74.01")
        north = make.district("Utara", code="12.74.02")
        perwira = make.village(south, "Perwira", code="12.74.01.1003")
        make.invited(event, region=make.neighbourhood(perwira, 10), name="Kepling sepuluh")
        make.invited(event, region=make.neighbourhood(perwira, 2), name="Kepling dua")
        make.invited(event, region=perwira, name="Lurah Perwira")
        make.invited(event, region=north, name="Camat Utara")
        make.invited(event, region=south, name="Camat Selatan")

        page = staff.get(f"/kegiatan/{event.code}/undangan").text

        order = ["Camat Selatan", "Lurah Perwira", "Kepling dua", "Kepling sepuluh", "Camat Utara"]
        assert sorted(order, key=page.index) == order
        assert "5 orang</strong> · Camat 2 · Lurah 1 · Kepala Lingkungan 2" in page

    def test_phones_are_for_staff_alone(self, make, staff, log_in):
        event = make.event()
        make.invited(event, phone="+6281234567890")
        head = log_in(make.account(Role.LEAD))

        assert "0812-3456-7890" in staff.get(f"/kegiatan/{event.code}/undangan").text
        page = head.get(f"/kegiatan/{event.code}/undangan")
        assert page.status_code == 200
        assert not re.search(r"812-?3456-?7890", page.text)
        assert "Keluarkan" not in page.text

    def test_an_empty_list_offers_the_one_step(self, make, staff):
        district = make.district()
        make.person(district)
        event = make.event(regions=[district], target_posts="camat", status=Status.DRAFT)

        page = staff.get(f"/kegiatan/{event.code}/undangan").text

        assert "Undang semua sesuai sasaran (1 orang)" in page
        assert "Perubahan direktori" not in page

    def test_a_closed_list_says_so(self, make, staff):
        event = make.event(status=Status.FINISHED)
        make.invited(event)

        page = staff.get(f"/kegiatan/{event.code}/undangan").text

        assert "daftar undangan sudah ditutup" in page
        assert "Keluarkan" not in page

    @pytest.mark.parametrize("many", [1, 5])
    def test_the_number_of_queries_does_not_grow(self, make, staff, queries, many):
        event = make.event()
        for _ in range(many):
            make.invited(event)

        queries.clear()
        staff.get(f"/kegiatan/{event.code}/undangan")

        assert len(queries) == 6, queries


class TestQueries:
    def test_invitees_stand_in_official_order_without_those_taken_off(self, make, app):
        event = make.event()
        kepling = make.invited(event)
        camat = make.invited(event, region=make.district())
        tap_off = make.person()
        make.invitation(event, tap_off, withdrawn_at=event.created_at)

        with app.app_context():
            people = [one.person for one in invitees_with_replies(event)]
            db.session.close()
            places = [person.region.place for person in people]  # loaded, or this would raise

        assert [person.id for person in people] == [camat.id, kepling.id]
        assert len(places) == 2

    def test_a_post_of_its_own_comes_last(self, make, app):
        event = make.event()
        guest = make.invited(event, post=Post.OTHER, position="Ketua PKK", region_id=None)
        kepling = make.invited(event)

        with app.app_context():
            assert [one.person.id for one in invitees_with_replies(event)] == [kepling.id, guest.id]
