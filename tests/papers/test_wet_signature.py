"""A scan of the sheet that was signed with a pen, kept beside what was issued."""

import io

import pytest
from PIL import Image

from app.papers import notary
from app.papers.models import SignedCopy, Way
from tests.papers.signing import scan


@pytest.fixture
def event(make):
    event = make.event()
    make.paper(event)
    return event


def picture(kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "lembar.jpg"), ("PNG", "lembar.png")])
def test_a_picture_is_kept(event, staff, rows, kind, name):
    answer = scan(staff, event, picture(kind), name)

    assert answer.status_code == 303
    (copy,) = rows(SignedCopy)
    assert (copy.way, copy.name, copy.signers) == (Way.WET, name, [])


def test_a_scanned_pdf_is_kept(event, staff, rows, printed_once):
    scan(staff, event, printed_once, "pindaian.pdf")

    assert rows(SignedCopy)[0].extension == "pdf"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "lembar.jpg", "Pilih berkasnya lebih dahulu"),
        (b"<script>", "lembar.jpg", "Isi berkas ini bukan JPG"),
        (b"PK\x03\x04", "lembar.docx", "Pindaian diterima sebagai PDF, JPG, atau PNG."),
        (b"GIF89a", "lembar.gif", "Pindaian diterima sebagai PDF, JPG, atau PNG."),
    ],
)
def test_anything_else_is_refused(event, staff, rows, stored, content, name, words):
    before = stored()

    answer = scan(staff, event, content, name)

    assert answer.status_code in {415, 422}
    assert words in answer.text
    assert rows(SignedCopy) == []
    assert stored() == before


def test_it_asks_no_notary(event, staff, rows, monkeypatch):
    monkeypatch.setattr(notary, "START", "raise SystemExit(1)")

    scan(staff, event, picture(), "lembar.jpg")

    assert len(rows(SignedCopy)) == 1
