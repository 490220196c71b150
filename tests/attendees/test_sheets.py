import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from app.accounts.models import Role
from app.attendees import sheets
from app.attendees.sheet_photos import SheetPhoto
from app.attendees.sheet_pictures import LONGEST_SIDE, NotAPicture, as_jpeg
from app.audit import AuditEntry
from app.events.models import Status

GPS, ORIENTATION = 0x8825, 0x0112


def picture(kind="JPEG", size=(80, 60), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **options)
    return file.getvalue()


def send(browser, event, content, name="lembar.jpg", **more):
    data = {"photo": (io.BytesIO(content), name)} | more
    return browser.post(f"/meja/{event.code}/foto-lembar", data=data)


def kept(app):
    """Names of the files that are kept."""
    return [path.name for path in (Path(app.config["DATA"]) / "files").glob("*")]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_jpeg_and_shown(app, make, log_in, rows, kind):
    event = make.event()
    budi = make.account()
    browser = log_in(budi)

    answer = send(browser, event, picture(kind))

    [photo] = rows(SheetPhoto)
    shown = browser.get(f"/meja/{event.code}/foto-lembar/{photo.id}.jpg")
    assert (answer.status_code, answer.location) == (303, f"/meja/{event.code}/foto-lembar")
    assert (photo.event_id, photo.added_by) == (event.id, budi.id)
    assert kept(app) == [photo.stored_as]
    assert (shown.mimetype, shown.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert f"{photo.id}.jpg" in browser.get(f"/meja/{event.code}/foto-lembar").text
    assert [e.action for e in rows(AuditEntry)] == ["sheet.add"]


def test_camera_and_folder_share_one_field_and_the_filled_one_counts(make, staff, rows):
    event = make.event()
    both = [(io.BytesIO(b""), ""), (io.BytesIO(picture()), "lembar.jpg")]

    staff.post(f"/meja/{event.code}/foto-lembar", data={"photo": both})

    assert len(rows(SheetPhoto)) == 1


# A position whose height is a word: Pillow reads it and fails when it writes it again.
DAMAGED_EXIF = (
    b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x0e\0\x02\0\0\0\x02x\0\0\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88%\0\x04\0\0\0"
    b"\x01\0\0\x002\0\0\0\0\0\x01\0\x06\0\x02\0\0\0\x02N\0\0\0\0\0\0\0"
)

BAD = {
    "exif": picture(exif=DAMAGED_EXIF),
    "nothing": b"",
    "html": b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "gif": picture("GIF"),
    "tiff": picture("TIFF"),
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04" + b"\0" * 60,
    "cut": picture(size=(400, 300))[:200],
    "head": b"\xff\xd8\xff\xe0" + b"\0" * 50,
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_photo_is_refused_whatever_its_name(app, make, staff, rows, kind):
    event = make.event()

    answer = send(staff, event, BAD[kind], "lembar.jpg")

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert rows(SheetPhoto) == []
    assert kept(app) == []


def test_a_form_without_any_file_is_told_what_to_do(make, staff):
    event = make.event()

    answer = staff.post(f"/meja/{event.code}/foto-lembar", data={"photo": "text"})

    assert answer.status_code == 422
    assert "Pilih atau ambil fotonya dulu" in answer.text


def png_that_says(width, height):
    """A small file that would open into a huge picture."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(30_000, 30_000), (9_000, 9_000), (2**31 - 1, 2**31 - 1)])
def test_a_decompression_bomb_is_refused_before_it_opens(monkeypatch, size):
    opened = []
    monkeypatch.setattr(Image.Image, "load", lambda self: opened.append(self))

    with pytest.raises(NotAPicture):
        as_jpeg(png_that_says(*size))

    assert opened == []


def test_where_it_was_taken_is_forgotten():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "rahasia di sini"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (2.0, 57.0, 30.0)
    content = picture(size=(80, 60), exif=exif, comment=b"rahasia juga")
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)

    plain = as_jpeg(content)

    with Image.open(io.BytesIO(plain)) as image:
        assert not image.getexif()
        assert image.size == (60, 80)  # upright
    assert b"rahasia" not in plain
    assert b"Exif" not in plain


def test_text_hidden_in_a_png_is_forgotten():
    from PIL.PngImagePlugin import PngInfo

    hidden = PngInfo()
    hidden.add_text("Comment", "<script>rahasia</script>")

    assert b"rahasia" not in as_jpeg(picture("PNG", pnginfo=hidden))


def test_bytes_behind_the_picture_are_forgotten():
    assert b"<script>" not in as_jpeg(picture() + b"<script>alert(1)</script>")


def test_a_jpeg_with_a_second_picture_behind_it_is_a_photo():
    file = io.BytesIO()
    first, second = (Image.new("RGB", (80, 60), colour) for colour in ("red", "blue"))
    first.save(file, "MPO", save_all=True, append_images=[second])

    with Image.open(io.BytesIO(as_jpeg(file.getvalue()))) as image:
        assert (image.format, image.size) == ("JPEG", (80, 60))


def test_a_photo_of_a_modern_phone_is_made_smaller():
    with Image.open(io.BytesIO(as_jpeg(picture(size=(4_000, 3_000))))) as image:
        assert max(image.size) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
def test_every_kind_of_colour_becomes_a_plain_photo(mode):
    file = io.BytesIO()
    Image.new(mode, (50, 40)).save(file, "JPEG" if mode == "CMYK" else "PNG")

    with Image.open(io.BytesIO(as_jpeg(file.getvalue()))) as image:
        assert (image.mode, image.size) == ("RGB", (50, 40))


def test_too_many_bytes_are_refused_at_once(app, make, staff, rows):
    event = make.event()
    app.config["MAX_CONTENT_LENGTH"] = 50_000

    answer = send(staff, event, b"\xff" * 60_000)

    assert answer.status_code == 413
    assert "Berkas terlalu besar" in answer.text
    assert kept(app) == []
    assert rows(SheetPhoto) == []


def test_a_failure_leaves_neither_row_nor_file(app, make, staff, rows, monkeypatch):
    event = make.event()

    def fail(*_args, **_kwargs):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(sheets.audit, "record", fail)

    answer = send(staff, event, picture())

    assert answer.status_code == 507
    assert rows(SheetPhoto) == []
    assert kept(app) == []


def test_removing_asks_first_and_forgets_the_file(app, make, staff, rows):
    event = make.event()
    send(staff, event, picture())
    [photo] = rows(SheetPhoto)
    address = f"/meja/{event.code}/foto-lembar/{photo.id}/hapus"

    question = staff.get(address)
    there = kept(app)
    answer = staff.post(address)

    assert "Hapus foto lembar?" in question.text
    assert there == [photo.stored_as]
    assert answer.status_code == 303
    assert rows(SheetPhoto) == []
    assert kept(app) == []
    assert [e.action for e in rows(AuditEntry)] == ["sheet.add", "sheet.remove"]


def test_a_photo_of_another_kegiatan_is_not_found(make, staff, rows):
    event, other = make.event(), make.event()
    send(staff, other, picture())
    [photo] = rows(SheetPhoto)

    for address in (f"{photo.id}.jpg", f"{photo.id}/hapus", f"{2**63}.jpg"):
        assert staff.get(f"/meja/{event.code}/foto-lembar/{address}").status_code == 404
    assert staff.post(f"/meja/{event.code}/foto-lembar/{photo.id}/hapus").status_code == 404
    assert len(rows(SheetPhoto)) == 1


def test_pimpinan_sees_the_photos_and_changes_none(make, staff, log_in, rows):
    event = make.event()
    send(staff, event, picture())
    [photo] = rows(SheetPhoto)
    pimpinan = log_in(make.account(Role.LEAD))

    page = pimpinan.get(f"/meja/{event.code}/foto-lembar")

    assert "Foto lembar 1" in page.text
    assert "Simpan foto" not in page.text
    assert "Hapus" not in page.text
    assert pimpinan.get(f"/meja/{event.code}/foto-lembar/{photo.id}.jpg").status_code == 200
    assert pimpinan.post(f"/meja/{event.code}/foto-lembar/{photo.id}/hapus").status_code == 403


def test_sheets_are_photographed_after_the_end_but_not_of_a_locked_kegiatan(make, staff, rows):
    finished, locked = make.event(status=Status.FINISHED), make.event(status=Status.LOCKED)

    assert send(staff, finished, picture()).status_code == 303
    assert send(staff, locked, picture()).status_code == 403
    assert len(rows(SheetPhoto)) == 1


@pytest.mark.parametrize("photos", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_photos(make, staff, queries, photos):
    event = make.event()
    for _ in range(photos):
        send(staff, event, picture())
    staff.get(f"/meja/{event.code}/foto-lembar")

    queries.clear()
    staff.get(f"/meja/{event.code}/foto-lembar")

    assert len(queries) == 3, queries
