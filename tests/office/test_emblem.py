import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app import files
from app.accounts.models import Role
from app.office import emblem
from app.office.models import Office

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)


def picture(kind="PNG", size=(800, 400), mode="RGB", **options):
    file = BytesIO()
    Image.new(mode, size, 90).save(file, kind, **options)
    return file.getvalue()


def upload(browser, content):
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="lambang.png"\r\n\r\n'
    return browser.post(
        "/pengaturan/kop/lambang",
        data=head + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )


def kept(app, rows):
    with app.app_context():
        return Image.open(BytesIO(emblem_bytes(rows)))


def emblem_bytes(rows):
    return files.read(rows(Office)[0].emblem)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_as_a_small_png(app, make, staff, rows, kind):
    make.office()

    answer = upload(staff, picture(kind))

    image = kept(app, rows)
    assert answer.status_code == 303
    assert (image.format, image.size) == ("PNG", (600, 300))


# A position whose height is a word: Pillow reads it and fails when it writes it again.
DAMAGED_EXIF = (
    b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x0e\0\x02\0\0\0\x02x\0\0\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88%\0\x04\0\0\0"
    b"\x01\0\0\x002\0\0\0\0\0\x01\0\x06\0\x02\0\0\0\x02N\0\0\0\0\0\0\0"
)


def test_a_photo_with_a_damaged_position_is_refused_in_words(make, staff):
    make.office()

    answer = upload(staff, picture("JPEG", exif=DAMAGED_EXIF))

    assert answer.status_code == 422
    assert "Gambar ini tidak terbaca" in answer.text


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1", "I;16"])
def test_every_kind_of_png_is_understood(app, make, staff, rows, mode):
    make.office()

    answer = upload(staff, picture(mode=mode))

    assert answer.status_code == 303
    assert kept(app, rows).mode in {"RGB", "RGBA"}


def test_transparency_stays(app, make, staff, rows):
    make.office()
    file = BytesIO()
    Image.new("RGBA", (50, 50), (200, 0, 0, 0)).save(file, "PNG")

    upload(staff, file.getvalue())

    assert kept(app, rows).getpixel((5, 5))[3] == 0


def test_what_a_camera_wrote_beside_the_pixels_is_gone(app, make, staff, rows):
    make.office()
    exif = Image.Exif()
    exif[0x010E] = "Rumah Bapak Contoh"
    exif[0x0112] = 6  # lying on its side

    upload(staff, picture("JPEG", exif=exif, icc_profile=b"Rumah"))

    image = kept(app, rows)
    assert not image.getexif()
    assert image.info == {}
    assert image.size == (300, 600)
    with app.app_context():
        assert b"Rumah" not in emblem_bytes(rows)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas ini kosong."),
        (SVG, "Berkas SVG tidak diterima karena dapat memuat program."),
        (b"\xef\xbb\xbf \n" + SVG, "Berkas SVG tidak diterima"),
        (b"\x89PNG" + b"0" * (2 * 1024 * 1024), "Ukuran berkas melebihi 2 MB."),
        (b"bukan gambar", "Gambar ini tidak terbaca."),
        (b"%PDF-1.7", "Gambar ini tidak terbaca."),
        (picture("GIF", mode="L"), "Gambar ini tidak terbaca."),
        (picture("TIFF"), "Gambar ini tidak terbaca."),
        (picture()[:60], "Gambar ini tidak terbaca."),
    ],
    ids=["nothing", "svg", "svg-bom", "heavy", "text", "pdf", "gif", "tiff", "half"],
)
def test_anything_else_is_refused_with_the_reason(make, staff, rows, content, words):
    make.office()

    page = upload(staff, content)

    assert page.status_code == 422
    assert words in page.text
    assert rows(Office)[0].emblem is None


def test_sending_no_file_at_all_says_what_to_do(make, staff):
    make.office()

    page = staff.post("/pengaturan/kop/lambang", data={"picture": "text"})

    assert page.status_code == 422
    assert "Pilih berkas gambar lebih dahulu." in page.text


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(make, staff, rows):
    make.office()
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    bomb += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 10) + b"IDAT" + b"0" * 20

    page = upload(staff, bomb)

    assert page.status_code == 422
    assert "terlalu besar" in page.text or "tidak terbaca" in page.text
    assert rows(Office)[0].emblem is None


def test_many_pixels_are_refused_by_their_number(make, staff):
    make.office()

    page = upload(staff, picture(size=(5000, 5000), mode="L"))

    assert page.status_code == 422
    assert "Perkecil sampai 4000 × 4000 piksel." in page.text


def test_the_picture_is_shown_but_can_never_run(make, staff):
    make.office()
    upload(staff, picture())

    shown = staff.get("/pengaturan/kop/lambang.png")

    assert shown.mimetype == "image/png"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Image.open(BytesIO(shown.data)).size == (600, 300)


def test_without_an_emblem_there_is_no_picture(make, staff):
    make.office()

    assert staff.get("/pengaturan/kop/lambang.png").status_code == 404
    assert "Belum ada lambang." in staff.get("/pengaturan/kop").text


def test_a_stranger_sees_no_emblem(visitor):
    answer = visitor.get("/pengaturan/kop/lambang.png")

    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")


def test_the_emblem_is_taken_off(make, staff, rows):
    make.office()
    upload(staff, picture())

    first = staff.post("/pengaturan/kop/lambang/hapus")
    again = staff.post("/pengaturan/kop/lambang/hapus")

    assert first.status_code == again.status_code == 303
    assert rows(Office)[0].emblem is None


def test_an_earlier_emblem_stays_for_papers_that_show_it(app, make, staff, rows):
    make.office()
    upload(staff, picture())
    earlier = rows(Office)[0].emblem

    upload(staff, picture(size=(100, 100)))

    with app.app_context():
        assert files.read(earlier).startswith(b"\x89PNG")


def test_an_emblem_needs_an_office(staff, rows):
    page = upload(staff, picture())

    assert page.status_code == 422
    assert "Simpan kop surat lebih dahulu" in page.text
    assert rows(Office) == []


def test_a_pimpinan_changes_no_emblem(make, log_in, rows):
    make.office(emblem="a" * 32)
    browser = log_in(make.account(Role.LEAD))

    assert upload(browser, picture()).status_code == 403
    assert browser.post("/pengaturan/kop/lambang/hapus").status_code == 403
    assert rows(Office)[0].emblem == "a" * 32


def test_a_picture_behind_a_picture_is_cut_off():
    clean = emblem.redraw(picture() + b"<script>alert(1)</script>")

    assert b"script" not in clean
