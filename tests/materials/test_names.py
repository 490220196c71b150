"""Names of files: what people wrote stays, what tricks a reader or a machine goes."""

from __future__ import annotations

import pytest

from app.materials.names import extension_of, shown_name


@pytest.mark.parametrize(
    "name",
    [
        "Materi Sosialisasi BPJS (final) v2.pptx",
        "Foto.JPG",
        "بسم الله.pdf",
        "Rapat 😀 👨‍👩‍👧 ❤️ 👍🏽.png",
        "Café – “Jaminan” 100%.pdf",
        "laporan.v1.2.docx",
        "Notula #3 & lampiran, 4 Feb.pdf",
    ],
)
def test_what_people_call_their_files_stays(name):
    assert shown_name(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\Windows\\a.pdf", "a.pdf"),
        ("/var/www/a.pdf", "a.pdf"),
        ("C:\\Users\\Dinas\\a.pdf", "a.pdf"),
        ("C:a.pdf", "a.pdf"),
        ("a.pdf:aliran.pdf", "a.pdf_aliran.pdf"),
        ("a\0.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("materi\u202efdp.exe", "materifdp.exe"),
        ("a\u200b\u2066\ufeff\u00ad\u034f.pdf", "a.pdf"),
        ("a\u3164\u2800b.pdf", "a b.pdf"),
        ("a\ud800.pdf", "a.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul.tar.pdf", "_nul.tar.pdf"),
        ("Lpt1", "_Lpt1"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("CONTOH.pdf", "CONTOH.pdf"),
        ("-rf.pdf", "rf.pdf"),
        (".htaccess", "berkas.htaccess"),
        (".pdf", "berkas.pdf"),
        ("...pdf", "berkas.pdf"),
        ("a.pdf. . ", "a.pdf"),
        ('a<b>"c|d?*.pdf', "a_b__c_d__.pdf"),
        ("  a   b .pdf", "a b.pdf"),
        ("", "berkas"),
        ("///", "berkas"),
        ("\u202e\u200b", "berkas"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_tricks_go(name, shown):
    assert shown_name(name) == shown


@pytest.mark.parametrize("letter", ["a", "é", "😀", "ب", "👨\u200d👩\u200d"])
def test_a_long_name_keeps_its_extension(letter):
    shown = shown_name(letter * 300 + ".pdf")

    assert len(shown) <= 200
    assert shown.endswith(".pdf")
    assert shown_name(shown) == shown


def test_a_hundred_thousand_marks_take_no_time():
    assert len(shown_name("a" + "\u0301" * 100_000 + ".pdf")) < 30


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", "pdf"),
        ("a.pdf.exe", "exe"),
        ("a.pdf\0.exe", "exe"),
        ("a.exe\u202e.pdf", "pdf"),
        ("a.pdf.", "pdf"),
        ("a.pdf ", "pdf"),
        (".pdf", "pdf"),
        ("pdf", ""),
        ("a", ""),
        ("a.b c", ""),
        ("a.ｐｄｆ", ""),
        ("folder.pdf/a", ""),
    ],
)
def test_the_extension_is_the_one_that_is_shown(name, extension):
    assert extension_of(name) == extension
    assert not extension or shown_name(name).lower().endswith(f".{extension}")
