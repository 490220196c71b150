"""Rahmat at one kegiatan, and in everything."""

from __future__ import annotations

import pytest

from app import audit, files
from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.followups.models import Status as Promised
from app.materials.models import MaterialFile, Upload, UploadPart
from app.questions.models import Question
from app.questions.models import Status as Shown
from tests.privacy.presenters.rahmat import BPJS, NAME, PHONE


@pytest.fixture
def over(make):
    """A kegiatan that has taken place."""
    return lambda title: make.event(title=title, status=Status.FINISHED)


@pytest.fixture
def event(over):
    return over("Acara A")


@pytest.fixture
def rahmat(make, event):
    told = {"position": "Kepala Cabang Rahasia", "topic": "Iuran", "phone": PHONE, "minutes": 45}
    return make.presenter(event, name=NAME, institution=BPJS, **told)


@pytest.fixture
def known(app, make, event, rahmat, over):
    """Rahmat in everything, at two kegiatan."""
    again = make.presenter(over("Acara B"), name="IR RAHMAT RAHASIA M M", institution=f"{BPJS} ")
    make.presenter(event, name="Dewi Lain", institution=BPJS, sort=1)
    _materials(app, make, event, rahmat)
    asked = {"words": "Berapa iurannya?", "answered_at": now()}
    answered = {"status": Shown.ANSWERED, "presenter_id": rahmat.id}
    theirs = {"answer": "Enam belas ribu.", "answered_by": NAME}
    question = make.question(event, **answered | asked | theirs)
    make.question(event, **answered | {"words": "Untuk siapa?", "answered_by": "Agus Pejabat"})
    make.question(event, words="Di mana?", answer="Di Kisaran.", answered_by=f"{NAME}, {BPJS}")
    make.question(event, words="Bukan untuknya?", answer="Bukan.", answered_by="Agus Pejabat")
    closed = {"status": Promised.DONE, "responsible": f"{NAME}, Kepala Cabang Rahasia, {BPJS}"}
    held = {"position": f"Kepala Cabang Rahasia, {BPJS}", "phone": PHONE, "linked": True}
    promise = make.follow_up(event, presenter_id=rahmat.id, **closed | held)
    make.note(promise, author=closed["responsible"], words="Sudah.")
    make.paper(event)
    with app.app_context():
        db.session.get(Question, question.id).asker = "Budi Penanya"
        for number in (rahmat.id, again.id, again.id + 1):
            audit.record("presenter.link", f"kegiatan {event.code}", presenter=number)
        audit.record("material.add", f"kegiatan {event.code}", presenter=rahmat.id)
        db.session.commit()
    return event


def _materials(app, make, event, rahmat):
    own = make.material(event, title="Paparan", name="paparan.pdf", presenter_id=rahmat.id)
    make.material(event, title="Video", url="https://contoh.id/v", presenter_id=rahmat.id)
    make.material(event, title="Milik orang lain")
    make.account(name="Petugas")
    with app.app_context():
        db.session.scalar(db.select(MaterialFile).filter_by(material_id=own.id)).added_by = NAME
        newer = {"number": 2, "is_current": False, "name": "paparan-2.pdf", "extension": "pdf"}
        stored = {"stored_as": "f" * 32, "size": 3, "sha256": "0" * 64}
        file = MaterialFile(material_id=own.id, added_by="Petugas", **newer | stored)
        half = {"id": "u" * 32, "name": "setengah.pdf", "size": 9, "presenter_id": rahmat.id}
        part = UploadPart(start=0, size=3, stored_as=files.store(b"abc"))
        db.session.add_all([file, Upload(event_id=event.id, parts=[part], **half)])
        db.session.commit()
