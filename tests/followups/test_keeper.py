import io
import logging
import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from PIL import Image

from app import files, wib
from app.columns import now
from app.extensions import db
from app.followups import noting
from app.followups.models import Audience, FollowUp, Note, Status
from app.logs import JsonLines, log
from app.materials.states import Scan

TODAY = wib.today(now())


@pytest.fixture
def link(app):
    """The path of the personal link as it stands now."""

    def link(promise):
        with app.app_context():
            return f"/j/{db.session.get(FollowUp, promise.id).token}"

    return link


@pytest.fixture
def keeper(app, link):
    """A browser that has exchanged the link."""

    def keeper(promise):
        browser = app.test_client()
        assert browser.get(link(promise)).status_code == 303
        return browser

    return keeper


def send(browser, promise, **values):
    defaults = {"request_id": "d" * 32, "words": "Sudah kami kunjungi."}
    return browser.post(f"/janji/{promise.code}", data=defaults | values)


def picture():
    file = BytesIO()
    Image.new("RGB", (8, 8), "gray").save(file, "PNG")
    return file.getvalue()


class TestTheLink:
    def test_it_is_made_shown_and_handed_over_by_whatsapp(self, make, staff, link):
        village = make.village(name="Perwira")
        promise = make.follow_up(what="Kirim brosur", phone="+6281234567890", region_id=village.id)

        before = staff.get(f"/tindak-lanjut/{promise.code}").text
        staff.post(f"/tindak-lanjut/{promise.code}/tautan")
        page = staff.get(f"/tindak-lanjut/{promise.code}").text

        address = page.split('href="https://wa.me/')[1].split('"')[0].replace("&amp;", "&")
        number, _, query = address.partition("?")
        [text] = parse_qs(query)["text"]
        assert "wa.me" not in before
        assert number == "6281234567890"
        assert f"http://localhost{link(promise)}" in text
        assert "*Kirim brosur*" in text
        assert "Wilayah: Perwira" in text

    def test_without_a_number_whatsapp_asks_for_the_contact(self, make, staff):
        promise = make.follow_up(linked=True)

        page = staff.get(f"/tindak-lanjut/{promise.code}").text

        assert 'href="https://wa.me/?text=Yth' in page

    def test_its_host_is_the_configured_one_whatever_was_asked_for(self, app, make, staff):
        app.config["BASE_URL"] = "https://balai.example.go.id"
        promise = make.follow_up(linked=True)

        page = staff.get(
            f"/tindak-lanjut/{promise.code}", headers={"X-Forwarded-Host": "evil.example"}
        )

        assert "https://balai.example.go.id/j/" in page.text
        assert "evil.example" not in page.text

    def test_it_is_exchanged_for_a_clean_address(self, make, visitor, link):
        promise = make.follow_up(linked=True)

        answer = visitor.get(link(promise))

        cookie = answer.headers["Set-Cookie"]
        assert (answer.status_code, answer.location) == (303, f"/janji/{promise.code}")
        assert f"Path=/janji/{promise.code};" in cookie + ";"
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert visitor.get(answer.location).status_code == 200

    def test_whoever_only_looks_at_it_changes_nothing(self, make, visitor, rows, link, reload):
        promise = make.follow_up(linked=True)

        visitor.head(link(promise))
        visitor.get(link(promise))
        visitor.get(f"/janji/{promise.code}")

        assert reload(promise).updated_at == promise.updated_at
        assert reload(promise).token_hash == promise.token_hash
        assert rows(Note) == []

    def test_made_anew_the_old_one_opens_nothing_anywhere(self, app, make, staff, keeper, link):
        promise = make.follow_up(linked=True)
        old, browser = link(promise), keeper(promise)

        staff.post(f"/tindak-lanjut/{promise.code}/tautan")

        assert app.test_client().get(old).status_code == 404
        assert browser.get(f"/janji/{promise.code}").status_code == 404
        assert app.test_client().get(link(promise)).status_code == 303

    def test_taken_back_it_opens_nothing(self, app, make, staff, keeper, link, rows):
        promise = make.follow_up(linked=True)
        old, browser = link(promise), keeper(promise)

        staff.post(f"/tindak-lanjut/{promise.code}/tautan/cabut")

        assert app.test_client().get(old).status_code == 404
        assert send(browser, promise).status_code == 404
        assert rows(Note) == []

    def test_it_lives_thirty_days_after_the_end(self, make, visitor, link):
        young = make.follow_up(
            linked=True, status=Status.DONE, closed_at=now() - timedelta(days=29, hours=23)
        )
        old = make.follow_up(linked=True, status=Status.DONE, closed_at=now() - timedelta(days=31))

        assert visitor.get(link(young)).status_code == 303
        assert visitor.get(link(old)).status_code == 404

    def test_open_it_lives_half_a_year_after_the_day(self, make, visitor, link):
        young = make.follow_up(linked=True, due_on=TODAY - timedelta(days=180))
        old = make.follow_up(linked=True, due_on=TODAY - timedelta(days=181))

        assert visitor.get(link(young)).status_code == 303
        assert visitor.get(link(old)).status_code == 404

    @pytest.mark.parametrize("token", ["x", "0" * 64, "' OR 1=1", "%00", "ä" * 40])
    def test_what_is_no_token_is_not_found(self, make, visitor, token):
        make.follow_up()

        assert visitor.get(f"/j/{token}").status_code == 404


class TestTheRoom:
    def test_it_shows_what_for_whom_and_until_when(self, make, keeper):
        event = make.event(title="Sosialisasi")
        promise = make.follow_up(
            event,
            what="Kirim brosur",
            region_id=make.village(name="Perwira").id,
            linked=True,
            due_on=TODAY - timedelta(days=1),
        )

        page = keeper(promise).get(f"/janji/{promise.code}").text

        for words in ("Kirim brosur", "Perwira", "Sosialisasi", "Lewat batas waktu"):
            assert words in page
        assert wib.long_date(promise.due_on) in page

    def test_notes_of_staff_alone_are_not_shown(self, make, keeper):
        promise = make.follow_up(linked=True)
        make.note(promise, words="Hanya kita", audience=Audience.STAFF)
        make.note(promise, words="Untuk Bapak", audience=Audience.KEEPER)
        make.note(promise, words="Untuk semua", audience=Audience.ASKER)

        page = keeper(promise).get(f"/janji/{promise.code}").text

        assert "Untuk Bapak" in page
        assert "Untuk semua" in page
        assert "Hanya kita" not in page

    def test_the_phone_number_and_the_question_stay_with_staff(self, make, keeper):
        event = make.event()
        question = make.question(event, words="Rahasia warga")
        promise = make.follow_up(
            event, question_id=question.id, phone="+6281234567890", linked=True
        )

        page = keeper(promise).get(f"/janji/{promise.code}").text

        assert not re.search(r"812-?3456-?7890", page)
        assert "Rahasia warga" not in page

    def test_a_note_is_written_in_the_name_of_the_responsible(self, make, keeper, rows, staff):
        promise = make.follow_up(responsible="Budi, Lurah Perwira", linked=True)
        browser = keeper(promise)

        answer = send(browser, promise)

        [note] = rows(Note)
        assert answer.location == f"/janji/{promise.code}"
        assert (note.author, note.account_id) == ("Budi, Lurah Perwira", None)
        assert (note.audience, note.status) == (Audience.KEEPER, None)
        assert "Catatan terkirim." in browser.get(answer.location).text
        assert "Sudah kami kunjungi." in staff.get(f"/tindak-lanjut/{promise.code}").text

    def test_sent_again_it_is_one_note(self, make, keeper, rows):
        promise = make.follow_up(linked=True)
        browser = keeper(promise)

        answers = [send(browser, promise).status_code for _ in range(3)]

        assert answers == [303, 303, 303]
        assert len(rows(Note)) == 1

    def test_it_is_marked_as_done_once(self, make, keeper, rows, reload):
        promise = make.follow_up(linked=True)
        browser = keeper(promise)

        send(browser, promise, words="", selesai="1")
        send(browser, promise, words="", selesai="1", request_id="e" * 32)

        assert reload(promise).status is Status.DONE
        assert reload(promise).closed_at
        [note] = rows(Note)
        assert note.status is Status.DONE
        assert "Tandai selesai" not in browser.get(f"/janji/{promise.code}").text

    def test_what_staff_have_dropped_stays_dropped(self, make, keeper, rows, reload):
        promise = make.follow_up(linked=True, status=Status.DROPPED, drop_reason="x")

        answer = send(keeper(promise), promise, selesai="1")

        assert answer.status_code == 409
        assert reload(promise).status is Status.DROPPED
        assert rows(Note) == []

    def test_no_other_state_and_no_column_can_be_set(self, make, keeper, rows, reload):
        promise = make.follow_up(linked=True)

        send(
            keeper(promise),
            promise,
            status="batal",
            audience="penanya",
            author="Kadis",
            due_on="2099-01-01",
            responsible="Orang lain",
        )

        again, [note] = reload(promise), rows(Note)
        assert (again.status, again.due_on) == (Status.NEW, promise.due_on)
        assert again.responsible == promise.responsible
        assert (note.audience, note.author) == (Audience.KEEPER, promise.responsible)

    def test_an_empty_note_is_no_note(self, make, keeper, rows):
        promise = make.follow_up(linked=True)

        answer = send(keeper(promise), promise, words=" ")

        assert answer.status_code == 422
        assert "Tuliskan catatan, atau pilih foto atau berkasnya." in answer.text
        assert rows(Note) == []

    def test_a_link_that_was_passed_on_cannot_fill_the_disk(self, make, keeper, rows, monkeypatch):
        monkeypatch.setattr(noting, "MOST_SENT", 2)
        promise = make.follow_up(linked=True)
        browser = keeper(promise)
        make.note(promise, account_id=make.account().id)

        answers = [send(browser, promise, request_id=f"{n}" * 32) for n in range(3)]

        assert [answer.status_code for answer in answers] == [303, 303, 409]
        assert "sudah penuh" in answers[2].text


class TestTheFile:
    def test_it_can_be_sent_and_had_back(self, make, keeper, rows):
        promise = make.follow_up(linked=True)
        browser, content = keeper(promise), picture()

        send(browser, promise, words="", file=(BytesIO(content), "foto.png"))

        [note] = rows(Note)
        assert browser.get(f"/janji/{promise.code}/bukti/{note.id}").data == content
        assert "foto.png" in browser.get(f"/janji/{promise.code}").text

    def test_a_kind_that_is_not_taken_is_refused_and_the_words_stay(self, make, keeper, rows):
        promise = make.follow_up(linked=True)

        answer = send(keeper(promise), promise, file=(BytesIO(b"<script>"), "x.html"))

        assert answer.status_code == 415
        assert "Sudah kami kunjungi." in answer.text
        assert rows(Note) == []

    def test_a_proof_of_staff_can_be_had(self, app, make, keeper):
        with app.app_context():
            name = files.store(b"isi")
        promise = make.follow_up(linked=True)
        kept = {"stored_as": name, "file_name": "bukti.pdf", "extension": "pdf", "size": 3}
        note = make.note(promise, **kept)

        answer = keeper(promise).get(f"/janji/{promise.code}/bukti/{note.id}")

        assert answer.data == b"isi"
        assert answer.headers["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize("more", [{"audience": Audience.STAFF}, {"scan": Scan.WAITING}])
    def test_what_is_for_staff_or_in_quarantine_is_not_found(self, app, make, keeper, more):
        with app.app_context():
            name = files.store(b"isi")
        promise = make.follow_up(linked=True)
        kept = {"stored_as": name, "file_name": "bukti.pdf", "extension": "pdf", "size": 3}
        note = make.note(promise, **kept, **more)

        assert keeper(promise).get(f"/janji/{promise.code}/bukti/{note.id}").status_code == 404


class TestStrangers:
    def test_without_the_link_nothing_is_there(self, make, visitor, staff):
        promise = make.follow_up(linked=True)

        for browser in (visitor, staff):
            assert browser.get(f"/janji/{promise.code}").status_code == 404
            assert send(browser, promise).status_code == 404

    def test_the_link_of_one_promise_opens_no_other(self, make, keeper, rows):
        mine, other = make.follow_up(linked=True), make.follow_up(linked=True)
        token = keeper(mine).get_cookie("balai_janji", path=f"/janji/{mine.code}").value
        browser = keeper(mine)
        browser.set_cookie("balai_janji", token, path=f"/janji/{other.code}")

        assert browser.get(f"/janji/{other.code}").status_code == 404
        assert send(browser, other).status_code == 404
        assert rows(Note) == []

    def test_two_promises_in_one_browser_do_not_disturb_each_other(self, app, make, link):
        one, two = make.follow_up(linked=True), make.follow_up(linked=True)
        browser = app.test_client()

        browser.get(link(one))
        browser.get(link(two))

        assert browser.get(f"/janji/{one.code}").status_code == 200
        assert browser.get(f"/janji/{two.code}").status_code == 200

    def test_a_link_is_no_account(self, make, keeper):
        promise = make.follow_up(linked=True)

        assert keeper(promise).get(f"/tindak-lanjut/{promise.code}").status_code == 303


def test_no_token_reaches_the_log_or_the_page(make, link, keeper):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel("INFO")
    promise = make.follow_up(linked=True)

    page = keeper(promise).get(f"/janji/{promise.code}").text
    log.removeHandler(handler)

    token = link(promise).rpartition("/")[2]
    assert "/j/<token>" in stream.getvalue()
    assert token not in stream.getvalue()
    assert token not in page


def test_hostile_words_are_inert(make, keeper):
    bad = '<img src=x onerror=alert(1)>"{{7*7}}'
    promise = make.follow_up(what=bad, responsible=bad, linked=True)
    make.note(promise, words=bad, author=bad)

    page = keeper(promise).get(f"/janji/{promise.code}").text

    assert "<img" not in page
    assert page.count("{{7*7}}") == 4


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(make, keeper, queries, many):
    promise = make.follow_up(make.event(), region_id=make.neighbourhood().id, linked=True)
    for _ in range(many):
        make.note(promise)
    browser = keeper(promise)

    queries.clear()
    browser.get(f"/janji/{promise.code}")

    assert len(queries) == 2, queries
