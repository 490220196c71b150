from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app import files
from app.accounts.models import Role
from app.audit import AuditEntry
from app.followups.models import Audience, Note, Status
from app.materials.states import Scan

ID = "b" * 32


def picture(name="bukti.png"):
    file = BytesIO()
    Image.new("RGB", (8, 8), "gray").save(file, "PNG")
    file.seek(0)
    return (file, name)


def write(browser, promise, **values):
    defaults = {"request_id": ID, "words": "Sudah dikunjungi.", "audience": "penanggung-jawab"}
    return browser.post(f"/tindak-lanjut/{promise.code}/catatan", data=defaults | values)


def test_a_note_is_dated_signed_and_shown(make, log_in, rows):
    promise = make.follow_up()
    siti = make.account(name="Siti")
    browser = log_in(siti)

    answer = write(browser, promise)

    [note] = rows(Note)
    assert answer.location == f"/tindak-lanjut/{promise.code}"
    assert (note.words, note.author, note.account_id) == ("Sudah dikunjungi.", "Siti", siti.id)
    assert (note.audience, note.status) == (Audience.KEEPER, None)
    assert "Sudah dikunjungi." in browser.get(answer.location).text
    assert rows(AuditEntry)[-1].action == "follow-up.note"


def test_sent_again_it_is_one_note_and_one_file(app, make, staff, rows):
    promise = make.follow_up()

    write(staff, promise, file=picture())
    again = write(staff, promise, file=picture())

    assert again.status_code == 303
    assert len(rows(Note)) == 1
    assert len(list((Path(app.config["DATA"]) / "files").iterdir())) == 1


def test_a_note_can_set_the_state_with_its_words_as_the_reason(make, staff, rows, reload):
    promise = make.follow_up()

    write(staff, promise, words="Sudah dikerjakan dinas lain", status="batal")

    again = reload(promise)
    assert (again.status, again.drop_reason) == (Status.DROPPED, "Sudah dikerjakan dinas lain")
    assert rows(Note)[0].status is Status.DROPPED
    assert "Alasan batal" in staff.get(f"/tindak-lanjut/{promise.code}").text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"words": ""}, "Tuliskan catatan, atau pilih berkas bukti."),
        ({"words": "x" * 2001}, "Paling banyak 2000 huruf."),
        ({"words": "", "status": "batal"}, "Tuliskan alasan pembatalan."),
        ({"words": "x" * 201, "status": "batal"}, "Alasan pembatalan paling banyak 200 huruf."),
        ({"audience": "semua"}, "Pilih siapa yang membacanya."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(make, staff, rows, values, words):
    promise = make.follow_up()

    answer = write(staff, promise, **values)

    assert answer.status_code == 422
    assert words in answer.text
    assert rows(Note) == []


def test_a_file_is_checked_kept_and_handed_out_as_it_was(make, staff, rows):
    promise = make.follow_up()
    content = picture()[0].getvalue()

    write(staff, promise, words="", file=picture("foto kunjungan.png"))

    [note] = rows(Note)
    answer = staff.get(f"/tindak-lanjut/{promise.code}/bukti/{note.id}")
    assert (note.file_name, note.extension, note.size) == (
        "foto kunjungan.png",
        "png",
        len(content),
    )
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name"), [(b"<script>", "x.html"), (b"MZ\x90", "x.pdf"), (b"", "x.png")]
)
def test_a_file_that_is_none_of_ours_is_refused_and_leaves_nothing(
    app, make, staff, rows, content, name
):
    promise = make.follow_up()

    answer = write(staff, promise, file=(BytesIO(content), name))

    assert answer.status_code in {415, 422}
    assert "Sudah dikunjungi." in answer.text
    assert rows(Note) == []
    folder = Path(app.config["DATA"]) / "files"
    assert not folder.exists() or not list(folder.iterdir())


def test_a_file_goes_again_when_its_note_cannot_be_written(app, make, staff, rows):
    promise = make.follow_up(status=Status.DONE)

    answer = write(staff, promise, file=picture(), status="menunggu")

    assert answer.status_code == 409
    assert rows(Note) == []
    assert not list((Path(app.config["DATA"]) / "files").iterdir())


def test_a_file_of_another_promise_is_not_found_here(app, make, staff):
    with app.app_context():
        name = files.store(b"rahasia")
    other = make.note(make.follow_up(), stored_as=name, file_name="x.pdf", extension="pdf", size=7)
    promise = make.follow_up()
    bare = make.note(promise)

    assert staff.get(f"/tindak-lanjut/{promise.code}/bukti/{other.id}").status_code == 404
    assert staff.get(f"/tindak-lanjut/{promise.code}/bukti/{bare.id}").status_code == 404
    assert staff.get(f"/tindak-lanjut/{promise.code}/bukti/{2**63}").status_code == 404


def test_staff_see_what_the_scanner_has_said(app, make, staff):
    with app.app_context():
        name = files.store(b"x")
    promise = make.follow_up()
    make.note(
        promise, stored_as=name, file_name="x.pdf", extension="pdf", size=9010541, scan=Scan.WAITING
    )

    page = staff.get(f"/tindak-lanjut/{promise.code}").text

    assert "8,6 MB · Menunggu pemeriksaan" in page


def test_columns_that_the_form_does_not_have_change_nothing(make, staff, rows):
    promise = make.follow_up()
    other = make.follow_up()
    extra = {"author": "Orang lain", "account_id": "", "follow_up_id": other.id, "at": "2020-01-01"}

    write(staff, promise, **extra, stored_as="0" * 32, extension="pdf", file_name="x.pdf")

    [note] = rows(Note)
    assert (note.follow_up_id, note.stored_as, note.file_name) == (promise.id, None, None)
    assert note.author != "Orang lain"
    assert note.account_id is not None
    assert note.at.year != 2020


def test_the_head_of_the_office_reads_and_writes_nothing(make, log_in, rows):
    promise = make.follow_up(linked=True, phone="+6281234567890")
    make.note(promise, words="Catatan petugas", audience=Audience.STAFF)
    head = log_in(make.account(Role.LEAD))

    page = head.get(f"/tindak-lanjut/{promise.code}").text

    assert "Catatan petugas" in page
    assert "Tulis catatan" not in page
    assert "/j/" not in page
    assert "0812-3456-7890" not in page
    assert write(head, promise).status_code == 403
    assert len(rows(Note)) == 1


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(make, staff, queries, many):
    promise = make.follow_up(make.event(), region_id=make.neighbourhood().id)
    for _ in range(many):
        make.note(promise)

    queries.clear()
    staff.get(f"/tindak-lanjut/{promise.code}")

    assert len(queries) == 3, queries
