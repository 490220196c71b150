"""What stands against an erasure, and what nobody does with a presenter any more after it."""

from __future__ import annotations

import pytest

from app import files
from app.audit import AuditEntry
from app.events.models import Event, Status
from app.extensions import db
from app.materials.models import Upload, UploadPart
from app.personal import ERASED
from app.presenters.models import Presenter
from app.questions.models import Question
from tests.materials.papers import pdf
from tests.presenters.too_late import must_write_nothing
from tests.privacy.presenters.rahmat import BPJS, NAME, PAGE, about, erase
from tests.questions.lectern import come_to


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SCHEDULED, Status.RUNNING])
def test_who_is_still_to_speak_is_not_erased_and_the_page_says_where(
    make, admin, rahmat, rows, status
):
    make.presenter(make.event(title="Acara besok", status=status), name=NAME, institution=BPJS)

    answer = erase(admin, rahmat)

    assert answer.status_code == 409
    assert "Acara besok" in answer.text
    assert {one.name for one in rows(Presenter)} == {NAME}


def test_a_presenter_who_answers_for_an_open_promise_is_not_erased(make, admin, rahmat, rows):
    make.follow_up(what="Loket keliling", presenter_id=rahmat.id)

    answer = erase(admin, rahmat)

    assert answer.status_code == 409
    assert "Loket keliling" in answer.text
    assert rows(Presenter)[0].name == NAME


def test_the_link_and_the_room_open_nothing_and_half_an_upload_is_gone(
    app, admin, known, rahmat, rows, visitor
):
    browser, room = come_to(app, rahmat), f"/narasumber/{known.code}"
    with app.app_context():
        token = db.session.get(Presenter, rahmat.id).token
    part = rows(UploadPart)[0].stored_as
    assert browser.get(room).status_code == 200

    erase(admin, rahmat)

    assert visitor.get(f"/n/{token}").status_code == 404
    assert browser.get(room).status_code == 404
    assert rows(Upload) == rows(UploadPart) == []
    with app.app_context():
        assert part not in set(files.names())


def test_who_was_erased_is_not_changed_linked_or_asked_again(make, admin, known, rahmat, rows):
    erase(admin, rahmat)
    room = f"/kegiatan/{known.code}"
    here = f"{room}/narasumber/{rahmat.id}"

    assert admin.get(here).status_code == 404
    for path in ("tautan", "hapus", "urutan/2"):
        assert admin.post(f"{here}/{path}").status_code == 404, path
    page = admin.get(f"{room}/narasumber").text
    assert ERASED in page
    assert f"{here}/tautan" not in page
    question = rows(Question)[1].code
    for offer in (f"{room}/pertanyaan/{question}", f"/tindak-lanjut/baru?kegiatan={known.code}"):
        offered = admin.get(offer)
        assert offered.status_code == 200
        assert f'<option value="{rahmat.id}"' not in offered.text
    elsewhere = make.event(status=Status.SCHEDULED)
    assert ERASED not in admin.get(f"/kegiatan/{elsewhere.code}/narasumber").text
    assert about(rahmat) not in admin.get(f"{PAGE}/cari?q=dihapus").text
    assert erase(admin, rahmat).status_code == 303
    assert [e.action for e in rows(AuditEntry)].count("privacy.erase") == 1


def test_whoever_is_erased_while_a_file_is_judged_leaves_no_name(app, admin, rahmat, tmp_path):
    """And while an answer waits for the kegiatan: what was read before is read again."""
    paper = tmp_path / "a.pdf"
    paper.write_bytes(pdf())
    with app.app_context():
        who = db.session.get(Presenter, rahmat.id)
        event = db.session.get(Event, rahmat.event_id)
        db.session.commit()

        erase(admin, rahmat)

        must_write_nothing(who, event, paper)
