"""The questions on the projector. Nothing reaches it that staff have not let out."""

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.events.models import Slide
from app.questions.models import Question, Status
from tests.browser import HTMX

LETTING_OUT = {Status.SHOWN, Status.ANSWERING}


@pytest.fixture
def event(make):
    return make.event()


def test_the_most_wanted_first_and_five_of_them(event, make, staff):
    voters = [make.attendance(event) for _ in range(7)]
    for number in range(7):
        question = make.question(event, words=f"Nomor {number}?")
        for voter in voters[:number]:
            make.vote(question, voter)

    page = staff.get(f"/layar/{event.code}/pertanyaan", headers=HTMX).text

    places = [page.find(f"Nomor {number}?") for number in range(7)]
    assert places[0] == places[1] == -1
    assert places[2:] == sorted(places[2:], reverse=True)
    assert "dan 2 pertanyaan lagi" in page


@pytest.mark.parametrize("status", list(Status))
def test_only_what_was_let_out_is_shown(event, make, staff, status):
    make.question(event, words="Boleh tampil?")
    make.question(event, words="Rahasia?", status=status, hidden_reason="Salah.", answer="Ya.")

    pages = [
        staff.get(f"/layar/{event.code}/{slide}", headers=headers).text
        for slide in ("pertanyaan", "jawaban")
        for headers in (HTMX, {})
    ]

    assert "Boleh tampil?" in pages[0]
    assert any("Rahasia?" in page for page in pages) is (status in LETTING_OUT)


def test_waiting_words_and_merged_ones_stay_away(event, make, staff):
    target = make.question(event, words="Boleh tampil?", answer="Draf rahasia.")
    make.question(event, words="Versi rahasia?", merged_into_id=target.id)
    make.question(make.event(), words="Rahasia dari tempat lain?")

    pages = [staff.get(f"/layar/{event.code}/{slide}").text for slide in ("pertanyaan", "jawaban")]

    assert "Boleh tampil?" in pages[0]
    assert not any("rahasia" in page.lower() for page in pages)


def test_a_name_is_hidden_where_it_was_asked_for_and_the_place_too(event, make, staff):
    shy = make.attendance(event, name="Siti Rahasia", institution="Lingkungan Rahasia")
    make.question(event, shy, hides_name=True, status=Status.ANSWERING)
    make.question(event, make.attendance(event, name="Budi Terbuka", institution="Perwira"))

    questions = staff.get(f"/layar/{event.code}/pertanyaan").text
    answer = staff.get(f"/layar/{event.code}/jawaban").text

    assert "Budi Terbuka, Perwira" in questions
    assert "Rahasia" not in questions + answer


def test_the_one_being_answered_is_large_and_long_ones_get_smaller_type(event, make, staff):
    question = make.question(event, words="Pendek?", status=Status.ANSWERING)
    short = staff.get(f"/layar/{event.code}/jawaban", headers=HTMX).text
    staff.post(f"/kegiatan/{event.code}/pertanyaan/{question.code}/hentikan")
    make.question(event, words="x" * 500, status=Status.ANSWERING)
    long = staff.get(f"/layar/{event.code}/jawaban", headers=HTMX).text

    assert "screen-size-0" in short
    assert "screen-size-4" in long


def test_nothing_new_is_a_304(event, make, staff):
    question = make.question(event)
    for slide in ("pertanyaan", "jawaban"):
        address = f"/layar/{event.code}/{slide}"
        tag = HTMX | {"If-None-Match": staff.get(address, headers=HTMX).headers["ETag"]}
        again = staff.get(address, headers=tag)
        staff.post(f"/kegiatan/{event.code}/pertanyaan/{question.code}/mulai")
        later = staff.get(address, headers=tag)

        assert (again.status_code, later.status_code) == (304, 200)


def test_staff_turn_the_projector(event, staff, reload, rows):
    answer = staff.post(f"/layar/{event.code}/tampilkan", data={"slide": "pertanyaan"})
    hall = staff.get(f"/layar/{event.code}/hadir").text

    assert (answer.status_code, answer.location) == (303, f"/layar/{event.code}")
    assert reload(event).slide is Slide.QUESTIONS
    assert 'data-turned="pertanyaan"' in hall
    assert [(e.action, e.detail) for e in rows(AuditEntry)] == [
        ("screen.turn", {"slide": "pertanyaan"})
    ]


def test_a_projector_hears_of_the_turn_although_nobody_came(event, staff):
    first = staff.get(f"/layar/{event.code}/hadir")
    staff.post(f"/layar/{event.code}/tampilkan", data={"slide": "jawaban"})

    later = staff.get(
        f"/layar/{event.code}/hadir", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert later.status_code == 200


def test_from_the_list_one_returns_to_the_list(event, staff):
    answer = staff.post(
        f"/layar/{event.code}/tampilkan?kembali=pertanyaan", data={"slide": "jawaban"}
    )

    assert answer.location == f"/kegiatan/{event.code}/pertanyaan"


def test_a_slide_that_there_is_not_is_refused(event, staff, reload):
    assert staff.post(f"/layar/{event.code}/tampilkan", data={"slide": "x"}).status_code == 400
    assert reload(event).slide is Slide.CODE


def test_pimpinan_looks_and_turns_only_the_own_projector(event, make, log_in, reload):
    lead = log_in(make.account(Role.LEAD))

    page = lead.get(f"/layar/{event.code}").text

    assert f'href="/layar/{event.code}/pertanyaan"' in page
    assert lead.post(f"/layar/{event.code}/tampilkan", data={"slide": "jawaban"}).status_code == 403
    assert reload(event).slide is Slide.CODE


def test_without_a_script_the_page_comes_again_at_the_slide_that_is_on(event, make, staff):
    make.question(event, words="Boleh tampil?")
    staff.post(f"/layar/{event.code}/tampilkan", data={"slide": "pertanyaan"})

    first = staff.get(f"/layar/{event.code}").text
    there = staff.get(f"/layar/{event.code}/pertanyaan").text

    again = (
        f'<noscript><meta http-equiv="refresh" content="10; url=/layar/{event.code}/pertanyaan">'
    )
    assert again in first
    assert again in there
    assert "Boleh tampil?" in there
    assert 'role="img" aria-label="Kode QR' in there


def test_a_stranger_sees_no_slide(event, make, visitor, rows):
    make.question(event)

    for slide in ("pertanyaan", "jawaban"):
        assert visitor.get(f"/layar/{event.code}/{slide}").status_code == 303
    assert visitor.post(f"/layar/{event.code}/tampilkan").status_code == 303
    assert len(rows(Question)) == 1
