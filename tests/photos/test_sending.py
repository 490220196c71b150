"""Photos come in: with a form or one by one, each once."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from app import files as store
from app.accounts.models import Role
from app.audit import AuditEntry
from app.errors import DiskFull
from app.events.models import Status
from app.photos import keeping, sending
from app.photos.models import Photo
from tests.photos.cameras import picture, png_that_says, send, send_one, snapshot


def kept(app):
    """Names of the files that are kept."""
    return {path.name for path in (Path(app.config["DATA"]) / "files").glob("*")}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_in_two_sizes_and_shown(app, make, log_in, rows, kind):
    event, budi = make.event(), make.account()
    browser = log_in(budi)

    answer = send(browser, event, picture(kind, (2000, 1000)))

    [photo] = rows(Photo)
    address = f"/kegiatan/{event.code}/dokumentasi"
    large = browser.get(f"{address}/{photo.id}.jpg")
    small = browser.get(f"{address}/{photo.id}/kecil.jpg")
    assert (answer.status_code, answer.location) == (303, address)
    assert (photo.event_id, photo.added_by, photo.chosen) == (event.id, budi.id, False)
    assert (photo.width, photo.height, photo.size) == (1600, 800, len(large.data))
    assert Image.open(io.BytesIO(large.data)).size == (1600, 800)
    assert Image.open(io.BytesIO(small.data)).size == (480, 240)
    assert kept(app) == {photo.stored_as, photo.thumbnail_as}
    assert large.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert large.headers["X-Content-Type-Options"] == "nosniff"
    assert "1 foto tersimpan." in browser.get(address).text
    assert [e.action for e in rows(AuditEntry)] == ["photo.add"]


def test_where_and_by_what_it_was_taken_is_forgotten_and_it_stands_upright(make, staff, rows):
    event = make.event()
    assert Image.open(io.BytesIO(snapshot())).getexif()

    send(staff, event, snapshot((80, 60)))

    [photo] = rows(Photo)
    for name in (f"{photo.id}.jpg", f"{photo.id}/kecil.jpg"):
        content = staff.get(f"/kegiatan/{event.code}/dokumentasi/{name}").data
        with Image.open(io.BytesIO(content)) as image:
            assert not image.getexif()
            assert image.size == (60, 80)
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"ahasia" not in content
        assert b"Exif" not in content


def test_what_hides_behind_a_picture_does_not_come_along(make, staff, rows):
    event = make.event()
    polyglot = picture() + b"PK\x03\x04" + b"<script>alert(1)</script>" + b"%PDF-1.7 /JS"

    send(staff, event, polyglot)

    [photo] = rows(Photo)
    content = staff.get(f"/kegiatan/{event.code}/dokumentasi/{photo.id}.jpg").data
    assert content.endswith(b"\xff\xd9")
    assert not [part for part in (b"PK\x03\x04", b"<script>", b"%PDF") if part in content]


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 60
BAD = {
    "heic": (HEIC, 415, "Paling kompatibel"),
    "gif": (picture("GIF"), 415, "bukan foto JPG, PNG, atau WebP"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 415, "bukan foto"),
    "html": (b"<html><script>alert(1)</script>", 415, "bukan foto"),
    "pdf": (b"%PDF-1.7\n", 415, "bukan foto"),
    "nothing": (b"", 422, "kosong"),
    "cut": (picture(size=(400, 300))[:200], 422, "rusak atau tidak utuh"),
    "head": (b"\xff\xd8\xff\xe0" + b"\0" * 50, 422, "rusak atau tidak utuh"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 20, 422, "rusak atau tidak utuh"),
    "bomb": (png_that_says(30_000, 30_000), 413, "terlalu besar untuk dibuka"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_photo_is_refused_with_the_reason(app, make, staff, rows, kind):
    event = make.event()
    content, status, words = BAD[kind]

    answer = send(staff, event, content)

    assert answer.status_code == status
    assert words in answer.text
    assert "IMG_0.jpg" in answer.text
    assert rows(Photo) == []
    assert kept(app) == set()


def test_the_good_ones_of_a_form_stay_when_another_is_refused(make, staff, rows):
    event = make.event()

    answer = send(staff, event, picture(), HEIC, picture(colour="blue"))

    assert answer.status_code == 415
    assert "2 foto tersimpan." in answer.text
    assert len(rows(Photo)) == 2


def test_a_form_without_any_photo_is_told_what_to_do(make, staff):
    event = make.event()

    answer = send(staff, event)

    assert answer.status_code == 422
    assert "Pilih atau ambil fotonya lebih dahulu" in answer.text


def test_the_same_form_again_makes_no_second_photo(app, make, staff, rows):
    event = make.event()

    first = send(staff, event, picture(), picture(colour="blue"))
    again = send(staff, event, picture(), picture(colour="blue"))

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(rows(Photo)) == 2
    assert len(kept(app)) == 4
    assert [e.action for e in rows(AuditEntry)] == ["photo.add"] * 2


def test_the_same_photo_twice_is_told(app, make, staff, rows):
    event = make.event()
    send(staff, event, picture())

    answer = send(staff, event, picture(), request_id="1" * 32)

    assert answer.status_code == 409
    assert "Foto ini sudah ada dalam daftar" in answer.text
    assert len(rows(Photo)) == 1
    assert len(kept(app)) == 2


def test_the_script_is_told_what_became_of_a_photo_however_often_it_asks(make, staff, rows):
    event = make.event()

    answers = [send_one(staff, event, picture()) for _ in range(2)]

    [photo] = rows(Photo)
    assert [(a.status_code, a.json) for a in answers] == [(200, {"photo": photo.id})] * 2


def test_the_script_is_told_why_a_photo_is_refused(make, staff):
    event = make.event()

    answer = send_one(staff, event, HEIC)

    assert answer.status_code == 415
    assert answer.json["error"].startswith("Foto HEIC tidak diterima.")


@pytest.mark.parametrize("upload_id", ["A" * 32, "a" * 31, "a" * 33])
def test_an_id_that_no_script_makes_is_refused(make, staff, upload_id):
    assert send_one(staff, make.event(), picture(), upload_id).status_code == 400


def test_somebody_elses_upload_does_not_exist(make, staff, log_in):
    event = make.event()
    send_one(log_in(make.account()), event, picture())

    assert send_one(staff, event, picture(colour="blue")).status_code == 404


def test_sixty_photos_are_enough(make, staff, rows, monkeypatch):
    event = make.event()
    monkeypatch.setattr(keeping, "MOST", 2)
    for _ in range(2):
        make.photo(event)

    answer = send(staff, event, picture())

    assert answer.status_code == 409
    assert "jumlah paling banyak" in answer.text
    assert len(rows(Photo)) == 2


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.LOCKED])
def test_a_closed_kegiatan_takes_none(app, make, staff, rows, status):
    event = make.event(status=status, cancel_reason="Aula dipakai.")

    answer = send(staff, event, picture())

    assert answer.status_code == 409
    assert "tidak dapat diubah" in answer.text
    assert rows(Photo) == []


def test_pimpinan_sees_photos_and_brings_none(make, log_in, rows):
    event = make.event()
    photo = make.photo(event)
    pimpinan = log_in(make.account(Role.LEAD))

    page = pimpinan.get(f"/kegiatan/{event.code}/dokumentasi")

    assert f"{photo.id}/kecil.jpg" in page.text
    assert "Tambah foto" not in page.text
    assert "Hapus" not in page.text
    assert send(pimpinan, event, picture()).status_code == 403


def test_strangers_see_no_photo(make, visitor):
    event = make.event(status=Status.FINISHED)
    photo = make.photo(event)

    for name in ("", f"/{photo.id}.jpg", f"/{photo.id}/kecil.jpg"):
        answer = visitor.get(f"/kegiatan/{event.code}/dokumentasi{name}")
        assert (answer.status_code, "/masuk" in (answer.location or "")) == (303, True)


def test_a_full_disk_is_said_and_leaves_nothing(app, make, staff, rows, monkeypatch):
    event = make.event()

    def fail(_size=0):
        raise DiskFull

    monkeypatch.setattr(store, "must_have_room", fail)

    assert send(staff, event, picture()).status_code == 507
    assert send_one(staff, event, picture()).status_code == 507
    assert rows(Photo) == []
    assert kept(app) == set()


def test_a_failure_leaves_neither_row_nor_files(app, make, staff, rows, monkeypatch):
    event = make.event()

    def fail(*_args, **_kwargs):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(sending.audit, "record", fail)

    assert send(staff, event, picture()).status_code == 507
    assert rows(Photo) == []
    assert kept(app) == set()


def test_a_photo_that_is_too_large_is_refused_before_it_is_opened(app, make, staff, rows):
    event = make.event()
    app.config["FILE_MB"] = 0

    answer = send_one(staff, event, b"\xff\xd8\xff" + b"\0" * 200)
    body = send_one(staff, event, b"\xff\xd8\xff" + b"\0" * 200_000)

    assert answer.status_code == 413
    assert "Ukuran berkas melebihi" in answer.json["error"]
    assert body.status_code == 413
    assert rows(Photo) == []
