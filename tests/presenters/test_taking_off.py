"""Who is taken off a programme is on no list any more; only a search for personal data knows."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.materials.models import Material
from app.minutes.queries import content_of
from app.papers.bundle_papers import compose_materials
from app.papers.models import Paper
from app.presenters.models import Presenter
from app.presenters.queries import presenters_of
from app.questions.models import Question
from tests.materials.papers import pdf
from tests.papers.test_issue import issue
from tests.presenters.too_late import must_write_nothing
from tests.questions.lectern import come_to

NAME = "Martin Cipto"


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def martin(make, event):
    return make.presenter(event, name=NAME, institution="BPJS", phone="+6281234567890")


@pytest.fixture
def papers(app, event):
    """The words of the notula and of the list of materials as they would be printed now."""

    def papers():
        with app.app_context():
            here = db.session.get(Event, event.id)
            materials = compose_materials(here)
            return str(content_of(here)), materials.html if materials else ""

    return papers


def take_off(staff, who, event):
    """Until the page has said so, the last time that it names them."""
    answer = staff.post(f"/kegiatan/{event.code}/narasumber/{who.id}/hapus")
    page = staff.get(answer.location).text
    assert f"{who.name} dihapus dari daftar narasumber" in page
    assert "buka Materi, pilih judulnya, lalu tekan “Tarik materi ini”." in page
    return answer


def test_one_who_is_removed_is_gone_and_the_link_too(
    app, make, staff, visitor, event, martin, link
):
    other, browser = make.presenter(event), come_to(app, martin)
    seen_by_other, room = come_to(app, other), f"/narasumber/{event.code}"
    assert NAME in seen_by_other.get(room).text
    assert browser.get(room).status_code == 200

    answer = take_off(staff, martin, event)

    assert (answer.status_code, answer.location) == (303, f"/kegiatan/{event.code}/narasumber")
    with app.app_context():
        assert [one.id for one in presenters_of(event)] == [other.id]
    assert NAME not in staff.get(answer.location).text
    assert NAME not in seen_by_other.get(room).text
    assert browser.get(room).status_code == 404
    assert visitor.get(link(martin)).status_code == 404


def test_who_takes_the_place_gets_another_link(make, staff, visitor, event, martin, link):
    """The link is made of the number of the row: nobody else may get it."""
    old = link(martin)
    take_off(staff, martin, event)

    new = make.presenter(event)

    assert link(new) != old
    assert visitor.get(old).status_code == 404
    assert visitor.get(link(new)).status_code == 303


def test_nobody_changes_moves_or_links_them_any_more(make, staff, event, martin, rows):
    make.presenter(event)
    take_off(staff, martin, event)
    here = f"/kegiatan/{event.code}/narasumber/{martin.id}"

    assert staff.get(here).status_code == 404
    for path in ("", "/hapus", "/tautan", "/tautan/cabut", "/urutan/2"):
        assert staff.post(f"{here}{path}", data={"name": "Lain"}).status_code == 404, path

    assert rows(Presenter)[0].name == NAME
    assert [one.action for one in rows(AuditEntry)].count("presenter.remove") == 1


def test_they_are_offered_nowhere_again(make, staff, event, martin):
    take_off(staff, martin, event)
    elsewhere = make.event()

    page = staff.get(f"/kegiatan/{elsewhere.code}/narasumber").text
    staff.post(f"/kegiatan/{elsewhere.code}/narasumber/lagi/{martin.id}")

    assert NAME not in page
    assert NAME not in staff.get(f"/kegiatan/{elsewhere.code}/narasumber").text


def test_who_spoke_elsewhere_is_offered_here_again(make, staff, event, martin):
    before = make.presenter(make.event(), name=NAME)
    page = f"/kegiatan/{event.code}/narasumber"
    assert f"/lagi/{before.id}" not in staff.get(page).text

    take_off(staff, martin, event)

    assert f"/lagi/{before.id}" in staff.get(page).text


def test_the_same_form_puts_them_on_anew(app, staff, event):
    """Somebody goes back in the browser, or it was a slip."""
    typed = {"name": NAME, "request_id": "a" * 32}
    for _ in range(2):
        staff.post(f"/kegiatan/{event.code}/narasumber/baru", data=typed)
        with app.app_context():
            [who] = presenters_of(event)
        take_off(staff, who, event)

    staff.post(f"/kegiatan/{event.code}/narasumber/baru", data=typed)

    with app.app_context():
        assert [one.sort for one in presenters_of(event)] == [0]


def test_questions_given_to_them_wait_for_whoever_can_answer(app, make, staff, event, martin, rows):
    other = make.presenter(event)
    given = make.question(event, words="Berapa?", presenter_id=martin.id)
    written = {"answer": "Seribu.", "answered_by": NAME}
    make.question(event, words="Kapan?", presenter_id=martin.id, **written)
    room = f"/narasumber/{event.code}/pertanyaan"
    assert "Berapa?" not in come_to(app, other).get(room).text

    take_off(staff, martin, event)

    assert "Berapa?" in come_to(app, other).get(room).text
    board = staff.get(f"/kegiatan/{event.code}/pertanyaan")
    page = staff.get(f"/kegiatan/{event.code}/pertanyaan/{given.code}")
    assert (board.status_code, page.status_code) == (200, 200)
    assert f'<option value="{martin.id}"' not in page.text
    assert [one.presenter_id for one in rows(Question)] == [None, None]
    assert [one.answered_by for one in rows(Question)] == ["", NAME]


def test_what_they_brought_stays_without_a_speaker(make, staff, event, martin, papers):
    make.material(event, title="Paparan", presenter_id=martin.id)
    room = f"/kegiatan/{event.code}/materi"
    assert f"{NAME} (narasumber)" in staff.get(room).text
    assert NAME in papers()[1]

    take_off(staff, martin, event)

    assert "Paparan" in staff.get(room).text
    assert NAME not in staff.get(room).text
    assert "Paparan" in papers()[1]
    assert NAME not in papers()[1]


def test_papers_and_notula_do_not_name_them(make, staff, event, martin, rows, papers):
    make.presenter(event, name="Ani Tetap")
    make.office()
    make.attendance(event)
    assert NAME in papers()[0]

    take_off(staff, martin, event)
    issue(staff, event)

    assert rows(Paper)[0].snapshot["presenters"] == ["Ani Tetap"]
    assert NAME not in papers()[0]


def test_whoever_is_taken_off_while_a_file_is_judged_brings_nothing(
    app, staff, event, martin, rows, tmp_path
):
    """And while an answer waits for the kegiatan."""
    paper = tmp_path / "a.pdf"
    paper.write_bytes(pdf())
    with app.app_context():
        who, here = db.session.get(Presenter, martin.id), db.session.get(Event, event.id)
        db.session.commit()

        take_off(staff, martin, event)

        must_write_nothing(who, here, paper)
    assert rows(Material) == []


def test_a_draft_that_is_deleted_takes_them_along(make, staff, rows):
    draft = make.event(status=Status.DRAFT)
    take_off(staff, make.presenter(draft), draft)
    assert len(rows(Presenter)) == 1

    staff.post(f"/kegiatan/{draft.code}/hapus")

    assert rows(Presenter) == []


@pytest.mark.parametrize("left", [{"token_hash": "f" * 64}, {"request_id": "a" * 32}])
def test_the_table_keeps_the_rule_too(app, martin, left):
    with app.app_context():
        who = db.session.get(Presenter, martin.id)
        who.token_hash, who.request_id = left.get("token_hash"), left.get("request_id")
        who.taken_off_at = now()
        with pytest.raises(IntegrityError, match="taken_off_whole"):
            db.session.commit()


def test_the_link_of_a_deleted_draft_opens_no_room_of_the_next_kegiatan(
    app, make, staff, link, rows
):
    """SQLite gives the number of a row that is gone to the next one."""
    draft = make.event(status=Status.DRAFT)
    old = link(make.presenter(draft))
    staff.post(f"/kegiatan/{draft.code}/hapus")
    assert rows(Presenter) == []

    heir = make.presenter(make.event(), name="Orang Lain")

    assert app.test_client().get(old).status_code == 404
    assert app.test_client().get(link(heir)).status_code == 303
