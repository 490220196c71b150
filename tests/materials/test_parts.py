"""A file that comes in parts: resumed, repeated, taken back, refused."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from app import files
from app.audit import AuditEntry
from app.columns import now
from app.events.models import Status
from app.extensions import db
from app.materials.models import Audience, Material, MaterialFile, Upload, UploadPart
from tests.materials.people import PDF, Line, pdf, presenter_of

PART = 512 * 1024
LARGE = pdf(secrets.token_bytes(2 * PART))  # three parts


def test_a_file_in_parts_becomes_a_material_byte_for_byte(app, staff, room, rows, stored):
    answer = Line(staff, room, LARGE, "Paparan_BPJS.pdf", audience="semua").whole()

    [material], [file] = rows(Material), rows(MaterialFile)
    assert answer.json == {"material": material.id}
    assert (material.title, material.audience) == ("Paparan BPJS", Audience.EVERYBODY)
    assert (file.name, file.size, file.number) == ("Paparan_BPJS.pdf", len(LARGE), 1)
    assert stored() == [file.stored_as]
    assert rows(UploadPart) == []
    with app.app_context():
        assert files.read(file.stored_as) == LARGE


def test_a_lost_line_goes_on_where_it_stopped(staff, room, rows):
    line = Line(staff, room, LARGE)
    line.start()
    line.part(0)

    again = line.start()

    assert again.json == {"next": PART}
    assert line.part(PART).json == {"next": 2 * PART}
    assert line.part(2 * PART).json == {"next": len(LARGE)}
    assert "material" in line.finish().json


def test_a_part_that_is_there_already_is_answered_the_same(staff, room, rows):
    line = Line(staff, room, LARGE)
    line.start()
    first = line.part(0)

    second = line.part(0)

    assert first.json == second.json == {"next": PART}
    assert len(rows(UploadPart)) == 1


def test_a_gap_is_answered_with_the_byte_that_is_wanted(staff, room, rows):
    line = Line(staff, room, LARGE)
    line.start()

    answer = line.part(PART)

    assert (answer.status_code, answer.json) == (409, {"next": 0})
    assert rows(UploadPart) == []


def test_a_part_that_was_cut_off_is_not_kept(staff, room, rows, stored):
    line = Line(staff, room, LARGE)
    line.start()

    answer = line.part(0, size=1000)

    assert answer.status_code == 400
    assert (rows(UploadPart), stored()) == ([], [])


def test_a_part_larger_than_agreed_is_refused_unread(staff, room, stored):
    line = Line(staff, room, LARGE)
    line.start()

    answer = line.part(0, size=PART + 1)

    assert answer.status_code == 413
    assert stored() == []


def test_a_finish_before_the_end_asks_for_the_rest(staff, room, rows):
    line = Line(staff, room, LARGE)
    line.start()
    line.part(0)

    answer = line.finish()

    assert (answer.status_code, answer.json) == (409, {"next": PART})
    assert rows(Material) == []


def test_a_repeated_finish_gets_the_same_material(staff, room, rows, stored):
    line = Line(staff, room, PDF)
    first = line.whole()

    again = [line.finish(), line.start(), line.part(0)]

    assert {answer.json["material"] for answer in again} == {first.json["material"]}
    assert len(rows(Material)) == len(stored()) == 1


def test_an_upload_that_was_swept_long_after_its_end_makes_no_double(app, staff, room, rows):
    line = Line(staff, room, PDF)
    first = line.whole()
    _age(app, line.id)
    Line(staff, room, PDF).whole()  # the start of another one sweeps

    again = line.start()

    assert again.json == first.json
    assert len(rows(Material)) == 2


def test_an_upload_nobody_touched_for_a_day_is_swept(app, staff, room, rows, stored):
    old = Line(staff, room, LARGE)
    old.start()
    old.part(0)
    _age(app, old.id)

    Line(staff, room, PDF).start()

    assert [upload.id for upload in rows(Upload)] != [old.id]
    assert (len(rows(Upload)), rows(UploadPart), stored()) == (1, [], [])


def test_a_cancelled_upload_leaves_nothing(staff, room, rows, stored):
    line = Line(staff, room, LARGE)
    line.start()
    line.part(0)

    answers = [line.cancel(), line.cancel()]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (rows(Upload), rows(UploadPart), stored()) == ([], [], [])


def test_cancelling_what_has_arrived_keeps_it(staff, room, rows):
    line = Line(staff, room, PDF)
    line.whole()

    line.cancel()

    assert len(rows(Material)) == 1


@pytest.mark.parametrize(
    ("name", "size", "code", "words"),
    [
        ("daftar.html", 100, 415, "Berkas .html tidak diterima"),
        ("tanpa-akhiran", 100, 415, "tanpa akhiran"),
        ("kosong.pdf", 0, 422, "kosong"),
        ("besar.pdf", 1024 * 1024 + 1, 413, "melebihi 1 MB. Perkecil berkasnya"),
    ],
)
def test_what_can_be_known_is_refused_before_the_first_byte(
    small_house, staff, room, rows, name, size, code, words
):
    answer = Line(staff, room, b"", name, ukuran=size).start()

    assert answer.status_code == code
    assert words in answer.json["error"]
    assert rows(Upload) == []


def test_uploads_on_their_way_count_for_the_room_that_is_left(small_house, staff, room, rows):
    first = [Line(staff, room, b"", ukuran=900 * 1024).start() for _ in range(2)]

    third = Line(staff, room, b"", ukuran=900 * 1024).start()

    assert [answer.status_code for answer in first] == [200, 200]
    assert third.status_code == 413
    assert third.json["error"].startswith("Sisa ruang materi kegiatan ini 248 kB dari 2 MB.")


@pytest.fixture
def leaked(app, make, event):
    """The room of a presenter whose link is in the wrong hands."""
    _, browser = presenter_of(app, make, event)
    return lambda size: Line(browser, f"/narasumber/{event.code}/materi", b"", ukuran=size).start()


def test_what_a_leaked_link_promises_keeps_no_staff_from_uploading(
    small_house, leaked, staff, room, rows
):
    while leaked(900 * 1024).status_code == 200:
        pass

    assert Line(staff, room, pdf(bytes(900 * 1024))).whole().json["material"]


def test_what_a_leaked_link_begins_keeps_no_staff_from_beginning(leaked, staff, room):
    answers = [leaked(1).status_code for _ in range(21)]

    assert answers == [200] * 20 + [429]
    assert Line(staff, room, LARGE).whole().json["material"]


def test_what_a_presenter_promised_has_no_room_where_staff_were_quicker(
    small_house, app, make, event, staff, room
):
    _, speaker = presenter_of(app, make, event)
    slow = Line(speaker, f"/narasumber/{event.code}/materi", pdf(bytes(900 * 1024)))
    slow.start()
    for _ in range(2):
        assert Line(staff, room, pdf(bytes(900 * 1024))).whole().json["material"]

    answer = slow.whole()

    assert answer.status_code == 413


def test_older_versions_count_for_the_room_that_is_left(small_house, staff, room, rows):
    half = pdf(bytes(900 * 1024))
    material = Line(staff, room, half).whole().json["material"]
    Line(staff, room, half, ganti=material).whole()

    third = Line(staff, room, half).start()

    assert third.status_code == 413


def test_a_refused_file_leaves_no_row_and_no_file(staff, room, rows, stored):
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    answer = Line(staff, room, pdf(eicar)).whole()

    assert answer.status_code == 422
    assert answer.json["error"]
    assert (rows(Upload), rows(Material), rows(MaterialFile), stored()) == ([], [], [], [])


def test_only_who_sends_an_upload_knows_of_it(app, make, log_in, event, staff, room, rows):
    line = Line(staff, room, LARGE)
    line.start()
    who, speaker = presenter_of(app, make, event)
    theirs = f"/narasumber/{event.code}/materi"
    others = [
        Line(log_in(make.account()), room, LARGE, id=line.id),
        Line(speaker, theirs, LARGE, id=line.id),
        Line(staff, f"/kegiatan/{make.event().code}/materi", LARGE, id=line.id),
    ]

    for other in others:
        answers = [other.start(), other.part(0), other.finish(), other.cancel()]
        assert {answer.status_code for answer in answers} == {404}
    assert len(rows(Upload)) == 1


def test_the_id_of_somebody_elses_material_tells_nothing(make, log_in, staff, room, app):
    line = Line(staff, room, PDF)
    line.whole()
    with app.app_context():
        db.session.execute(db.delete(Upload))
        db.session.commit()

    answer = Line(log_in(make.account()), room, PDF, id=line.id).start()

    assert answer.status_code == 404


@pytest.mark.parametrize("status", [Status.LOCKED, Status.CANCELLED])
def test_a_closed_kegiatan_takes_no_files(make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")

    answer = Line(staff, f"/kegiatan/{event.code}/materi", PDF).start()

    assert answer.status_code == 409
    assert "Materinya tidak dapat diubah" in answer.json["error"]
    assert rows(Upload) == []


def test_a_replacement_in_parts_keeps_the_history(staff, room, rows):
    material = Line(staff, room, PDF, "lama.pdf").whole().json["material"]

    answer = Line(staff, room, pdf(b"baru"), "baru.pdf", ganti=material).whole()

    old, new = rows(MaterialFile)
    assert answer.json == {"material": material}
    assert len(rows(Material)) == 1
    assert [(f.name, f.number, f.is_current) for f in (old, new)] == [
        ("lama.pdf", 1, False),
        ("baru.pdf", 2, True),
    ]


def test_a_repeated_finish_of_a_replacement_makes_one_version(staff, room, rows):
    material = Line(staff, room, PDF).whole().json["material"]
    line = Line(staff, room, pdf(b"baru"), ganti=material)
    line.whole()

    line.finish()

    assert [file.number for file in rows(MaterialFile)] == [1, 2]


def test_what_staff_upload_is_written_down(staff, room, rows, event):
    Line(staff, room, PDF).whole()

    [entry] = rows(AuditEntry)
    assert (entry.action, entry.subject) == ("material.add", f"kegiatan {event.code}")


def test_the_sizes_a_browser_names_are_held_to(staff, room, rows):
    line = Line(staff, room, LARGE, ukuran=PART)
    line.start()
    line.part(0)

    beyond = line.part(PART)

    assert (beyond.status_code, beyond.json) == (409, {"next": PART})


def _age(app, upload_id):
    with app.app_context():
        upload = db.session.get(Upload, upload_id)
        upload.touched_at = now() - timedelta(days=1, minutes=1)
        db.session.commit()
