"""What a paper brings along besides its words: pictures, drawings, files, and the seal."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from PIL import Image

from app.papers.press import Job, NoPaper, Seal, press

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">{}</svg>'
SEAL = Seal("abcdefghjkmn", "https://balai.example.go.id/v/abcdefghjkmn")
PAGE = "<style>@page {{ size: A4; margin: 20mm 20mm {}mm 30mm }}</style>"


def paper(body: str, margin: int = 25, **more) -> Job:
    head = f"<head><title>Uji</title>{PAGE.format(margin)}</head>"
    return Job(f'<!doctype html><html lang="id-ID">{head}<body>{body}</body></html>', {}, **more)


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    return file.getvalue()


def test_a_photo_and_a_chart_are_drawn_and_described(facts_of):
    job = paper(
        '<img src="foto:1" alt="Peserta"><img src="gambar:1" alt="Grafik">',
        pictures={"1": jpeg()},
        drawings={"1": SVG.format('<rect width="50" height="9" fill="#0b4f5c"/>')},
    )

    pdf = press.make(job).content

    with pikepdf.open(io.BytesIO(pdf)) as document:
        things = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        assert sorted(str(thing.Alt) for thing in things) == ["Grafik", "Peserta"]
        assert len(document.pages[0].get_images()) == 1  # the chart is no picture


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="https://example.com/a.png" width="9" height="9"/>',
    ],
)
def test_a_chart_may_ask_for_nothing(inside):
    with pytest.raises(NoPaper):
        press.make(paper('<img src="gambar:1" alt="x">', drawings={"1": SVG.format(inside)}))


def test_a_photo_that_is_none_leaves_its_words():
    job = paper('<p>isi</p><img src="foto:1" alt="Peserta">', pictures={"1": b"no picture"})

    assert press.make(job).content.startswith(b"%PDF")


def test_every_page_of_an_issued_paper_bears_its_code_beside_its_number(text_of):
    job = paper('<p>satu</p><p style="break-before: page">dua</p>', seal=SEAL)

    pages = text_of(press.make(job).content).split("\f")[:2]

    for number, page in enumerate(pages, 1):
        assert "Kode verifikasi abcd-efgh-jkmn" in page
        assert "balai.example.go.id/v/abcdefghjkmn" in page
        assert f"Halaman {number} dari 2" in page


def test_a_sample_says_so_even_when_it_is_sealed(text_of):
    job = paper('<div class="sample">isi</div>', seal=SEAL)

    text = text_of(press.make(job).content)

    assert "Data contoh" in text
    assert "Kode verifikasi" in text


def test_without_room_for_the_picture_the_words_stand_alone(text_of):
    narrow = press.make(paper("<p>isi</p>", margin=12, seal=SEAL)).content
    wide = press.make(paper("<p>isi</p>", seal=SEAL)).content

    assert "Kode verifikasi" in text_of(narrow)
    assert len(narrow) < len(wide)


def test_two_processes_give_the_same_bytes():
    job = paper("<p>isi</p>", attachments={"a.csv": b"a;b"}, pictures={"1": jpeg()}, seal=SEAL)

    first = press.make(job).content
    press.stop()
    second = press.make(job).content

    assert first == second
    assert not re.search(rb"/CreationDate \(D:(?!20260101)", first)
