"""What is left of files when a kegiatan or a presenter goes."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from app import files
from app.events.models import Event, Status
from app.extensions import db
from app.materials.models import MaterialFile, Upload, UploadPart
from tests.materials.people import PDF, Line, form, pdf, presenter_of

LARGE = pdf(secrets.token_bytes(1024 * 1024))


def test_the_unfinished_upload_of_a_presenter_who_is_removed_leaves_nothing(
    app, make, event, staff, rows, stored
):
    who, browser = presenter_of(app, make, event)
    room = f"/narasumber/{event.code}/materi"
    browser.post(room, **form(("paparan.pdf", PDF)))
    line = Line(browser, room, LARGE)
    line.start()
    line.part(0)
    kept, _part = stored(), rows(UploadPart)[0]

    staff.post(f"/kegiatan/{event.code}/narasumber/{who.id}/hapus")

    assert (rows(Upload), rows(UploadPart)) == ([], [])
    assert len(kept) == 2
    assert stored() == [rows(MaterialFile)[0].stored_as]  # what had come in whole


def test_a_draft_that_is_deleted_takes_its_files_along(app, make, staff, rows, stored):
    event, other = make.event(status=Status.DRAFT), make.event()
    make.material(other, PDF)
    [elsewhere] = stored()
    make.material(event, PDF)
    with app.app_context():
        file = db.session.scalar(select(MaterialFile).where(MaterialFile.stored_as != elsewhere))
        file.thumbnail_as = files.store(b"jpeg")
        db.session.commit()
    line = Line(staff, f"/kegiatan/{event.code}/materi", LARGE)
    line.start()
    line.part(0)
    assert len(stored()) == 4

    staff.post(f"/kegiatan/{event.code}/hapus")

    assert [one.id for one in rows(Event)] == [other.id]
    assert stored() == [elsewhere]


def test_a_draft_that_must_stay_keeps_its_files(make, staff, stored):
    event = make.event(status=Status.DRAFT)
    make.material(event, PDF)
    make.follow_up(event)
    before = stored()

    answer = staff.post(f"/kegiatan/{event.code}/hapus")

    assert answer.status_code == 409
    assert stored() == before
