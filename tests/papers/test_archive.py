"""Every paper is fit for the archive and for those who listen, and can be made again."""

import hashlib
import io
import re
import subprocess

import pikepdf
import pypdfium2
import pytest
import segno

from app.papers import press as press_module
from app.papers.press import Job, NoPaper, Press, Seal, press

SEAL = Seal("abcdefghjkmn", "https://balai.contoh.go.id/v/abcdefghjkmn")
HTML = """<!doctype html><html lang="id"><title>Uji – Arsip</title>
<style>@page {{ size: 210mm 297mm; margin: 20mm 20mm {bottom}mm 30mm }}</style>
<body class="{look}"><h1>Judul</h1><p>Halaman pertama</p>
<p style="break-before: page">Halaman <b>kedua</b></p></html>"""


def paper(bottom=25, look="", **parts):
    return press.make(Job(HTML.format(bottom=bottom, look=look), {}, **parts)).content


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def test_it_says_that_it_is_for_the_archive_and_for_those_who_listen():
    with opened(paper()) as document:
        with document.open_metadata() as meta:
            assert meta["pdfaid:part"] == "3"
            assert meta["pdfaid:conformance"] == "U"
            assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert meta["dc:title"] == "Uji – Arsip"
        root = document.Root
        assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in root.Metadata.read_bytes()
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert root.OutputIntents[0].DestOutputProfile.N == 3
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(root.Lang) == "id-ID"
        assert document.trailer.ID


def test_every_letter_is_embedded_and_only_those_that_are_used(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper())

    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True).stdout

    lines = fonts.splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r"[A-Z]{6}\+Balai-Sans", line)
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, readable


def test_it_carries_its_data_once_and_says_what_it_is():
    with opened(paper(attachments={"b.csv": b"1,2\r\n", "a.csv": b"3,4\r\n"})) as document:
        names = [str(name) for name in list(document.Root.Names.EmbeddedFiles.Names)[::2]]
        assert names == ["a.csv", "b.csv"]
        assert len(document.Root.AF) == 2
        for file in document.Root.AF:
            assert str(file.AFRelationship) == "/Data"
            assert str(file.EF.F.Subtype) == "/text/csv"
            assert str(file.EF.F.Params.ModDate) == "D:20000101000000Z"
        assert document.attachments["b.csv"].get_file().read_bytes() == b"1,2\r\n"


def test_everything_on_a_page_is_tagged_or_told_to_be_beside_the_point():
    with opened(paper(seal=SEAL)) as document:
        for page in document.pages:
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                if str(operator) in {"Tj", "TJ", "f", "S", "Do"}:
                    assert depth > 0, (operator, operands)


@pytest.mark.parametrize("look", ["", "sample"])
def test_the_seal_stands_on_every_page_beside_its_number(text_of, look):
    pages = text_of(paper(seal=SEAL, look=look)).split("\f")[:2]

    for number, text in enumerate(pages, 1):
        assert "Kode verifikasi abcd-efgh-jkmn" in text
        assert "balai.contoh.go.id/v/abcdefghjkmn" in text
        assert f"Halaman {number} dari 2" in text
        assert ("Data contoh" in text) == bool(look)


def places_of(text_of, pdf):
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return {
        word: tuple(map(float, box)) for *box, word in re.findall(pattern, text_of(pdf, "-bbox"))
    }


def test_it_takes_no_room_from_the_page_and_runs_into_nothing(text_of):
    plain, sealed = (places_of(text_of, paper(seal=seal)) for seal in (None, SEAL))

    assert sealed["Judul".upper()] == plain["Judul".upper()]
    assert sealed["dari"] == plain["dari"]
    assert sealed["balai.contoh.go.id/v/abcdefghjkmn"][2] < sealed["Halaman"][0]
    assert max(box[3] for box in sealed.values()) < 297 / 25.4 * 72 - 28


def has_qr(pdf):
    with opened(pdf) as document:
        streams = [o for o in document.objects if isinstance(o, pikepdf.Stream)]
        return any(
            b" re 0 1 " in s.read_bytes() or s.read_bytes().count(b" 1 re") > 100 for s in streams
        )


def test_where_the_margin_is_small_the_words_stand_alone(text_of):
    large, small = paper(seal=SEAL), paper(bottom=12, seal=SEAL)

    assert has_qr(large)
    assert not has_qr(small)
    assert "Kode verifikasi abcd-efgh-jkmn · balai.contoh" in text_of(small)
    assert text_of(small).count("Halaman") == 4


def test_the_same_data_gives_the_same_bytes_in_another_process():
    job = Job(HTML.format(bottom=25, look=""), {}, attachments={"a.csv": b"1\r\n"}, seal=SEAL)

    prints = []
    for _ in range(2):
        other = Press()
        try:
            prints.append(hashlib.sha256(other.make(job).content).hexdigest())
        finally:
            other.stop()

    assert prints[0] == prints[1]


def test_a_long_job_may_take_more_than_one_that_somebody_waits_for():
    short, long = (press_module.limits_of(Job("", {}, is_long=is_long)) for is_long in (0, 1))

    assert all(more > less for more, less in zip(long[1:], short[1:], strict=True))


def test_the_qr_leads_to_the_address(tmp_path):
    pdf, dots = paper(seal=SEAL), 600
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dots / 72, grayscale=True).to_pil()
    rows = segno.make_qr(SEAL.address, error="l").matrix
    left, top, module = 30, 297 - 25 + 4, 11 / len(rows)  # mm

    seen = [
        [
            picture.getpixel(
                (
                    round((left + (x + 0.5) * module) / 25.4 * dots),
                    round((top + (y + 0.5) * module) / 25.4 * dots),
                )
            )
            < 128
            for x in range(len(row))
        ]
        for y, row in enumerate(rows)
    ]

    assert seen == [[bool(dark) for dark in row] for row in rows]


@pytest.mark.parametrize("address", ['https://x/"}@page{size:1mm}', "https://x/\\a", "", "x" * 999])
def test_a_seal_that_is_no_address_of_ours_makes_no_paper(address):
    with pytest.raises(NoPaper):
        paper(seal=Seal("abcdefghjkmn", address))
