"""An invited person comes in by a personal link, reads what, when and where, and answers."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.models import LIVES, Reply
from app.logs import log
from app.materials.models import Audience
from app.questions.models import Status as Answer

SENDS = {"reply": "mewakilkan", "substitute": " Rina  Sari ", "position": "Sekretaris Lurah"}


def page_of(event) -> str:
    return f"/undangan/{event.code}"


class TestTheLink:
    def test_it_is_exchanged_for_a_clean_address(self, make, coming, visitor, link):
        event = coming(title="Sosialisasi BPJS", place="Aula Dinas", agenda="09.00 Pembukaan")
        person = make.person(name="Budi Contoh", front_titles="H.")

        answer = visitor.get(link(make.invitation(event, person, linked=True)))
        page = visitor.get(answer.location)

        assert (answer.status_code, answer.location) == (303, page_of(event))
        for words in ("H. Budi Contoh", "Sosialisasi BPJS", "Aula Dinas", "09.00 Pembukaan"):
            assert words in page.text
        assert event.hours in page.text

    def test_the_cookie_is_kept_from_scripts_and_from_other_addresses(
        self, make, coming, visitor, link
    ):
        event = coming()

        answer = visitor.get(link(make.invitation(event, linked=True)))

        cookie = answer.headers["Set-Cookie"]
        assert f"Path={page_of(event)}" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert answer.headers["Referrer-Policy"] == "same-origin"

    def test_looking_changes_nothing_however_often(
        self, make, coming, visitor, link, reload, queries
    ):
        invitation = make.invitation(coming(), linked=True)
        before = vars(reload(invitation)).copy()

        queries.clear()
        for _ in range(3):  # previews of WhatsApp come first
            assert visitor.get(link(invitation)).status_code == 303
            assert visitor.head(link(invitation)).status_code == 303

        assert not [one for one in queries if not one.lstrip().startswith("SELECT")]
        after = vars(reload(invitation))
        before.pop("_sa_instance_state"), after.pop("_sa_instance_state")
        assert after == before

    def test_it_opens_one_kegiatan_and_no_other(self, make, coming, invited):
        event, other = coming(), coming()
        person = make.person()
        make.invitation(other, person, linked=True)
        browser = invited(make.invitation(event, person, linked=True))

        assert browser.get(page_of(event)).status_code == 200
        browser.set_cookie(
            "balai_undangan", browser.get_cookie("balai_undangan", path=page_of(event)).value
        )

        assert browser.get(page_of(other)).status_code == 404
        assert browser.post(page_of(other), data={"reply": "hadir"}).status_code == 404

    def test_who_was_taken_off_the_list_finds_nothing(self, make, coming, invited, staff, link):
        event = coming()
        invitation = make.invitation(event, linked=True)
        browser = invited(invitation)
        address = link(invitation)

        staff.post(f"/kegiatan/{event.code}/undangan/{invitation.person_id}/keluarkan")

        assert browser.get(page_of(event)).status_code == 404
        assert browser.get(f"{page_of(event)}/kegiatan.ics").status_code == 404
        assert browser.get(address).status_code == 404

    def test_a_draft_does_not_exist_outside_the_office(self, make, coming, visitor, link):
        invitation = make.invitation(coming(status=Status.DRAFT), linked=True)

        assert visitor.get(link(invitation)).status_code == 404

    @pytest.mark.parametrize(("after", "status"), [(LIVES, 303), (LIVES + timedelta(days=1), 404)])
    def test_it_lives_two_weeks_after_the_kegiatan(self, make, visitor, link, after, status):
        ended = now() - after + timedelta(minutes=5)
        hours = {"starts_at": ended - timedelta(hours=3), "ends_at": ended}
        event = make.event(status=Status.FINISHED, **hours)

        answer = visitor.get(link(make.invitation(event, linked=True)))

        assert answer.status_code == status

    @pytest.mark.parametrize("token", ["0" * 64, "x", "%00", "a" * 5000])
    def test_a_token_that_nobody_was_given_opens_nothing(self, make, coming, visitor, token):
        make.invitation(coming())  # one without a link

        page = visitor.get(f"/u/{token}")

        assert page.status_code == 404

    def test_the_token_stands_in_no_log(self, make, coming, visitor, link):
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(log.handlers[0].formatter)
        log.addHandler(handler)
        log.setLevel("INFO")
        address = link(make.invitation(coming(), linked=True))

        visitor.get(address)

        log.removeHandler(handler)
        assert "/u/<token>" in stream.getvalue()
        assert address[3:] not in stream.getvalue()


class TestAnswering:
    def test_who_comes_says_so_with_one_press(self, make, coming, invited, reload):
        event = coming()
        invitation = make.invitation(event, linked=True)
        browser = invited(invitation)

        answer = browser.post(page_of(event), data={"reply": "hadir"})

        assert (answer.status_code, answer.location) == (303, page_of(event))
        assert reload(invitation).reply is Reply.COMES
        assert "Jawaban Bapak/Ibu sudah kami terima" in browser.get(page_of(event)).text

    def test_the_mind_may_be_changed(self, make, coming, invited, reload):
        event = coming()
        invitation = make.invitation(event, linked=True)
        browser = invited(invitation)

        browser.post(page_of(event), data=SENDS)
        sent = reload(invitation)
        browser.post(
            page_of(event),
            data={
                "reply": "berhalangan",
                "note": "Rapat",
                **{key: SENDS[key] for key in ("substitute", "position")},
            },
        )
        stays = reload(invitation)

        assert (sent.reply, sent.substitute) == (Reply.SENDS, "Rina Sari")
        assert sent.substitute_position == "Sekretaris Lurah"
        assert (stays.reply, stays.reply_note) == (Reply.CANNOT, "Rapat")
        assert (stays.substitute, stays.substitute_position) == ("", "")

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({}, "Pilih salah satu jawaban."),
            ({"reply": "mungkin"}, "Pilih salah satu jawaban."),
            (SENDS | {"substitute": " "}, "Kolom ini wajib diisi."),
            (SENDS | {"position": ""}, "Kolom ini wajib diisi."),
            (SENDS | {"substitute": "x" * 121}, "Paling banyak 120 huruf."),
            ({"reply": "berhalangan", "note": "x" * 201}, "Paling banyak 200 huruf."),
        ],
    )
    def test_what_is_wrong_is_said(self, make, coming, invited, reload, typed, words):
        event = coming()
        invitation = make.invitation(event, linked=True)

        page = invited(invitation).post(page_of(event), data=typed)

        assert page.status_code == 422
        assert words in page.text
        assert reload(invitation).reply is None

    def test_fields_that_no_form_has_change_nothing(self, make, coming, invited, reload):
        event, other = coming(), make.person()
        invitation = make.invitation(event, linked=True)
        more = {"person_id": other.id, "came": "1", "generation": 9, "sent_at": "2026-01-01"}

        invited(invitation).post(page_of(event), data={"reply": "hadir"} | more)

        after = reload(invitation)
        assert (after.person_id, after.came, after.sent_at) == (invitation.person_id, False, None)
        assert after.generation == invitation.generation

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            (
                {"status": Status.RUNNING, "starts_at": now() - timedelta(minutes=1)},
                "sudah dimulai",
            ),
            ({"status": Status.SCHEDULED, "starts_at": now() - timedelta(minutes=1)}, "dimulai"),
            ({"status": Status.FINISHED}, "sudah selesai"),
            ({"status": Status.CANCELLED, "cancel_reason": "Banjir"}, "dibatalkan"),
        ],
    )
    def test_it_ends_when_the_kegiatan_begins(self, make, coming, invited, reload, values, words):
        event = coming(**values)
        invitation = make.invitation(event, linked=True)
        browser = invited(invitation)

        page = browser.get(page_of(event))
        answer = browser.post(page_of(event), data={"reply": "hadir"})

        assert 'name="reply"' not in page.text
        assert answer.status_code == 409
        assert words in answer.text
        assert reload(invitation).reply is None

    def test_it_is_open_while_the_first_come_in_early(self, make, coming, invited, reload):
        event = coming(status=Status.RUNNING, starts_at=now() + timedelta(minutes=30))
        invitation = make.invitation(event, linked=True)

        invited(invitation).post(page_of(event), data={"reply": "berhalangan"})

        assert reload(invitation).reply is Reply.CANNOT

    def test_the_table_takes_no_stand_in_without_that_answer(self, make, coming):
        with pytest.raises(IntegrityError, match="substitute_if_sent"):
            make.invitation(coming(), reply=Reply.COMES, substitute="Rina")


class TestNews:
    def test_a_moved_kegiatan_says_what_it_was_before(self, make, coming, invited):
        event = coming(place="Aula Kecamatan")
        before = event.starts_at - timedelta(days=1)
        told = {"told_start": before, "told_place": "Aula Dinas"}

        page = invited(make.invitation(event, linked=True, **told)).get(page_of(event))

        assert "Jadwal atau tempat berubah." in page.text
        assert "Aula Dinas" in page.text

    def test_who_answers_has_read_it(self, make, coming, invited):
        event = coming()
        told = {"told_start": event.starts_at - timedelta(days=1), "told_place": event.place}
        browser = invited(make.invitation(event, linked=True, **told))

        browser.post(page_of(event), data={"reply": "hadir"})

        assert "Jadwal atau tempat berubah." not in browser.get(page_of(event)).text

    def test_one_that_is_called_off_says_why(self, make, coming, invited):
        event = coming(status=Status.CANCELLED, cancel_reason="Aula terendam banjir.")

        page = invited(make.invitation(event, linked=True)).get(page_of(event))

        assert "Kegiatan ini dibatalkan." in page.text
        assert "Aula terendam banjir." in page.text

    def test_the_map_of_the_letter_is_one_press_away(self, app, make, coming, invited):
        event = coming()
        invitation = make.invitation(event, linked=True)
        url = "https://maps.app.goo.gl/abc?x=1&y=2"
        with app.app_context():
            words = {"subject": "Undangan", "opening": "Sehubungan dengan", "map_url": url}
            db.session.add(InvitationLetter(event_id=event.id, **words))
            db.session.commit()

        page = invited(invitation).get(page_of(event))

        assert 'href="https://maps.app.goo.gl/abc?x=1&amp;y=2"' in page.text


class TestAfterwards:
    def test_materials_and_answers_wait_until_it_is_over(self, make, coming, invited):
        event = coming()
        material = make.material(event, title="Ringkasan")
        browser = invited(make.invitation(event, linked=True))

        for path in ("materi", f"materi/{material.id}/unduh", "materi/semua.zip", "jawaban"):
            assert browser.get(f"{page_of(event)}/{path}").status_code == 404, path

    @pytest.mark.parametrize(
        "values", [{"status": Status.FINISHED}, {"status": Status.RUNNING, "came": True}]
    )
    def test_then_they_are_there(self, make, invited, values):
        event = make.event(status=values.pop("status"))
        material = make.material(event, b"%PDF-1.7 isi", title="Ringkasan")
        hidden = make.material(event, title="Daftar petugas", audience=Audience.STAFF)
        asker = make.attendance(event, name="Rahasia")
        given = {"hides_name": True, "status": Answer.ANSWERED, "answer": "Rp16.800 sebulan."}
        make.question(event, asker, words="Berapa iurannya?", **given)
        browser = invited(make.invitation(event, linked=True, **values))

        page = browser.get(f"{page_of(event)}/materi")
        answers = browser.get(f"{page_of(event)}/jawaban")
        file = browser.get(f"{page_of(event)}/materi/{material.id}/unduh")

        assert "Ringkasan" in page.text
        assert "Daftar petugas" not in page.text
        assert file.data == b"%PDF-1.7 isi"
        assert browser.get(f"{page_of(event)}/materi/{hidden.id}/unduh").status_code == 404
        assert "Berapa iurannya?" in answers.text
        assert "Rp16.800 sebulan." in answers.text
        assert "Rahasia" not in answers.text


def test_an_answer_moves_the_live_pages(make, coming, invited, reload):
    event = coming()
    invitation = make.invitation(event, linked=True)
    before = reload(event).version

    invited(invitation).post(page_of(event), data={"reply": "hadir"})

    assert reload(event).version == before + 1
