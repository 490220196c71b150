"""A presenter is forgotten on request; programme, papers and the log stay whole."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from app.attendees.models import Attendance, Part
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp, Note
from app.materials.models import MaterialFile
from app.minutes.models import MinutesVersion
from app.papers.models import Paper
from app.personal import ERASED
from app.presenters.models import Presenter
from app.questions.models import Question
from app.trail import chain
from tests.privacy.presenters.rahmat import BPJS, NAME, about, erase


def test_erasing_forgets_the_presenter_everywhere_and_keeps_programme_and_papers_whole(
    app, make, admin, known, rahmat, rows
):
    came = make.attendance(make.event(), name=NAME, institution=BPJS, part=Part.SPEAKER)
    with app.app_context():
        db.session.get(Event, came.event_id).status = Status.FINISHED
        db.session.commit()
    paper = rows(Paper)[0]

    answer = erase(admin, rahmat)

    assert answer.status_code == 303
    first, second, other = rows(Presenter)
    for row in (first, second):
        assert (row.name, row.position, row.phone, row.token_hash) == (ERASED, "", None, None)
        assert row.erased_at
    assert (first.institution, first.topic, first.minutes, first.sort) == (BPJS, "Iuran", 45, 0)
    assert (other.name, bool(other.token_hash)) == ("Dewi Lain", True)
    assert [one.added_by for one in rows(MaterialFile)] == [ERASED, "", "Petugas"]
    answers = [(one.answer, one.answered_by) for one in rows(Question)]
    assert answers[0] == ("Enam belas ribu.", ERASED)
    assert answers[1:3] == [("Sudah.", "Agus Pejabat"), ("Di Kisaran.", ERASED)]
    promise = rows(FollowUp)[0]
    assert (promise.responsible, promise.phone, promise.token_hash) == (ERASED, None, None)
    assert promise.public_responsible == BPJS
    assert [note.author for note in rows(Note)] == [ERASED]
    assert rows(Attendance)[0].name == ERASED
    assert rows(Paper)[0].sha256 == paper.sha256


def test_nothing_of_the_presenter_is_left_in_any_table(app, admin, known, rahmat):
    """What is issued is left out: it is frozen, and here it holds nothing of theirs."""
    erase(admin, rahmat)

    with app.app_context():
        for table in db.metadata.sorted_tables:
            held = str(db.session.execute(db.select(table)).all())
            for secret in ("Rahmat", "RAHMAT", "Rahasia", "81277770005"):
                assert secret not in held, (table.name, secret)


def test_a_name_that_was_mended_since_is_forgotten_as_it_was_written_then(
    app, make, admin, event, rahmat, rows
):
    own = make.material(event, presenter_id=rahmat.id)
    taken_off = make.material(event)
    with app.app_context():
        for material, name in ((own, "Rahmat Rahasai"), (taken_off, NAME.upper())):
            file = db.session.scalar(db.select(MaterialFile).filter_by(material_id=material.id))
            file.added_by = name
        db.session.commit()

    erase(admin, rahmat)

    assert [one.added_by for one in rows(MaterialFile)] == [ERASED, ERASED]


def test_what_was_locked_before_stays_as_it_was(make, admin, known, rahmat, rows):
    version = make.locked_version(known)
    assert NAME in str(version.content)

    erase(admin, rahmat)

    assert rows(MinutesVersion)[0].content == version.content


def test_erasing_is_written_down_without_the_name_and_the_log_stays_whole(
    app, admin, known, rahmat, rows
):
    erase(admin, rahmat)

    entry = rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("privacy.erase", f"narasumber {rahmat.id}")
    assert (entry.detail["presenters"], entry.detail["materials"]) == (2, 2)
    assert (entry.detail["answers"], entry.detail["followups"]) == (2, 1)
    assert "Rahmat" not in str(entry.detail)
    with app.app_context():
        assert chain.check().is_whole


def test_the_pages_say_before_and_after_what_goes_and_what_stays(admin, known, rahmat):
    before = admin.get(f"{about(rahmat)}/hapus").text
    told = admin.post(f"{about(rahmat)}/hapus", data={"confirm": "HAPUS"}, follow_redirects=True)

    assert "Pada 2 kegiatan sebagai narasumber" in before
    assert "Nama pengunggah pada 3 materi" in before
    assert "nama penjawab pada 2 jawaban" in before
    assert "Tautan itu tidak membuka apa pun lagi" in before
    assert "Tempatnya dalam susunan acara" in before
    assert "Dokumen terbit adalah arsip dan tidak diubah" in before
    assert "versi 1" in before
    assert "<h1>Data pribadi yang sudah dihapus</h1>" in told.text
    assert "Daftar resmi tetap utuh" in told.text
    assert "dokumen terbit dan notula terkunci tidak diubah" in told.text


def test_the_table_keeps_the_rule_too(app, rahmat):
    with app.app_context():
        db.session.get(Presenter, rahmat.id).erased_at = now()
        with pytest.raises(IntegrityError):
            db.session.commit()
