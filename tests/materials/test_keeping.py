"""A file and its row stand or fall together, also when two people are as quick as each other."""

from __future__ import annotations

import threading

import pytest

from app import files
from app.accounts.models import Account
from app.audit import AuditEntry
from app.events.models import Event
from app.extensions import db
from app.materials import keeping
from app.materials.models import Audience, Material, MaterialFile
from tests.materials.people import PDF, Line, form, pdf


@pytest.fixture
def sent(tmp_path):
    path = tmp_path / "kiriman"
    path.write_bytes(PDF)
    return path


def keep(event, account, path):
    return keeping.keep_new(
        db.session.get(Event, event.id),
        path,
        "paparan.pdf",
        audience=Audience.PARTICIPANTS,
        request_id="a" * 32,
        by=db.session.get(Account, account.id),
    )


def test_a_file_goes_again_when_its_row_does_not_stay(app, make, event, sent, rows, stored):
    account = make.account()

    with app.app_context():
        keep(event, account, sent)
        assert len(stored()) == 1
        db.session.rollback()

    assert (rows(Material), stored()) == ([], [])


def test_a_file_goes_again_when_nobody_commits(app, make, event, sent, rows, stored):
    account = make.account()

    with app.app_context():
        keep(event, account, sent)

    assert (rows(Material), stored()) == ([], [])


def test_a_file_stays_once_its_row_is_committed(app, make, event, sent, stored):
    account = make.account()

    with app.app_context():
        keep(event, account, sent)
        db.session.commit()
        db.session.rollback()

    assert len(stored()) == 1


def test_a_full_disk_at_the_last_moment_leaves_the_upload_to_be_repeated(
    app, staff, room, rows, stored, monkeypatch
):
    line = Line(staff, room, PDF)
    line.start()
    line.part(0)
    before = stored()

    with monkeypatch.context() as broken:

        def full(_source):
            raise OSError(28, "No space left on device")

        broken.setattr(files, "store_file", full)
        answer = line.finish()

    assert answer.status_code == 507
    assert (rows(Material), stored()) == ([], before)
    assert "material" in line.finish().json


def test_nothing_is_left_where_files_are_judged(app, staff, room, tmp_path):
    Line(staff, room, PDF).whole()
    Line(staff, room, b"%PDF- rusak", "rusak.pdf").whole()

    assert list((tmp_path / "scratch").iterdir()) == []


def test_two_finishes_at_once_make_one_material(app, staff, room, rows, stored):
    large = pdf(bytes(600_000))
    line = Line(staff, room, large)
    line.start()
    for start in (0, 512 * 1024):
        line.part(start)

    answers = at_once(lambda: line.finish(), 3)

    made = {answer.json.get("material") for answer in answers if answer.status_code == 200}
    assert made == {rows(Material)[0].id}
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len(rows(Material)) == len(rows(MaterialFile)) == len(stored()) == 1


def test_two_finishes_of_a_replacement_make_one_version(staff, room, rows, stored):
    material = Line(staff, room, PDF).whole().json["material"]
    line = Line(staff, room, pdf(b"baru"), ganti=material)
    line.start()
    line.part(0)

    answers = at_once(lambda: line.finish(), 3)

    assert [answer.json for answer in answers] == [{"material": material}] * 3
    assert [file.number for file in rows(MaterialFile)] == [1, 2]
    assert len(stored()) == 2


def test_the_same_part_from_two_lines_is_kept_once(app, staff, room, rows, stored):
    line = Line(staff, room, PDF)
    line.start()

    answers = at_once(lambda: line.part(0), 3)

    assert [(one.status_code, one.json) for one in answers] == [(200, {"next": len(PDF)})] * 3
    assert len(stored()) == 1
    assert "material" in line.finish().json


def test_the_same_form_from_two_lines_is_written_down_once(staff, room, rows, stored):
    sent = form(("paparan.pdf", PDF), request_id="b" * 32)

    answers = at_once(lambda: staff.post(room, **sent), 2)

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(rows(Material)) == len(stored()) == 1
    assert [one.action for one in rows(AuditEntry)].count("material.add") == 1


def at_once(deed, number):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(deed())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
