"""Pictures and drawings that a paper brings along, and those that would do harm."""

import io

import pikepdf
import pytest
from PIL import Image

from app.papers.press import Job, NoPaper, press

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def jpeg(width=60, height=40, kind="JPEG", mode="RGB"):
    file = io.BytesIO()
    noise = Image.effect_noise((width, height), 80) if width < 2_000 else None
    (noise or Image.new(mode, (width, height))).convert(mode).save(file, kind)
    return file.getvalue()


def paper_with(body, **parts):
    html = f'<!doctype html><html lang="id"><title>Uji</title>{body}<p>Sesudahnya</html>'
    return press.make(Job(html, {}, **parts)).content


def pictures_in(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [i for i in document.objects if isinstance(i, pikepdf.Stream) and i.get("/Width")]


def test_each_picture_and_each_drawing_stands_where_its_key_is_named(text_of):
    body = '<img src="foto:a" alt="Satu"><img src="foto:b" alt="Dua"><img src="gambar:c" alt="x">'
    drawing = DRAWING.format('<rect width="9" height="9" fill="#123456"/>')

    pdf = paper_with(body, pictures={"a": jpeg(), "b": jpeg(30, 30)}, drawings={"c": drawing})

    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [i for i in document.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]
        assert sorted(int(i.Width) for i in found) == [30, 60]
        assert b"0.07" in document.pages[0].Contents.read_bytes()
    assert "Sesudahnya" in text_of(pdf)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bukan gambar",
        jpeg()[:300],
        jpeg(900, 900)[:9000],
        jpeg(mode="CMYK"),
        jpeg(13_000, 13_000, "PNG", "1"),
        jpeg(9, 9, "GIF", "P"),
        DRAWING.format("").encode(),
    ],
    ids=["empty", "words", "head only", "torn", "four inks", "bomb", "gif", "drawing"],
)
def test_a_broken_picture_leaves_its_words_and_the_paper_is_made(text_of, content):
    pdf = paper_with('<img src="foto:a" alt="Pembukaan">', pictures={"a": content})

    assert not pictures_in(pdf)
    assert "Pembukaan" in text_of(pdf)
    assert "Sesudahnya" in text_of(pdf)


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>',
        '<use href="http://127.0.0.1:9/x.svg#a"/>',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
    ],
)
def test_a_drawing_reaches_nothing_outside(inside):
    try:
        pdf = paper_with('<img src="gambar:a" alt="x">', drawings={"a": DRAWING.format(inside)})
    except NoPaper:
        return

    assert not pictures_in(pdf)


def test_what_was_not_brought_along_stops_the_paper():
    with pytest.raises(NoPaper):
        paper_with('<img src="foto:b" alt="x">', pictures={"a": jpeg()})
