"""Anybody with a paper in hands: is it one of ours, is it the newest, is the file the same?"""

from io import BytesIO

import pytest
from limits import parse

from app import wib
from app.papers import verifying
from app.papers.kinds import Kind
from app.papers.models import Way

PDF = b"%PDF-1.7 daftar hadir"


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS")


def check(visitor, paper, content, name="daftar.pdf"):
    address = f"/v/{paper.code}"
    return visitor.post(address, data={"berkas": (BytesIO(content), name)})


def test_the_page_says_what_the_paper_is(event, make, visitor):
    paper = make.paper(event, PDF, attendees=31)

    page = visitor.get(f"/v/{paper.code}")

    assert page.status_code == 200
    for words in (
        "Daftar Hadir ini tercatat",
        "Sosialisasi BPJS",
        wib.long_date(event.day),
        "31 orang",
        "1 (terbaru)",
        wib.plain_date(paper.issued_at),
        paper.spelled,
        "Belum ada salinan bertanda tangan elektronik yang tercatat.",
    ):
        assert words in page.text


def test_it_says_nothing_of_persons(event, make, visitor):
    make.attendance(event, name="Budi Contoh", phone="+6281200000001")
    snapshot = {"acknowledger": {"name": "Agus Salim", "nip": "196804111993031009"}}
    paper = make.paper(event, PDF, issuer="Petugas Ani", snapshot=snapshot)

    page = visitor.get(f"/v/{paper.code}").text

    for secret in ("Budi Contoh", "0812", "Petugas Ani", "Agus Salim", "19680411", event.code):
        assert secret not in page


def test_the_code_is_not_called_optional(visitor):
    page = visitor.get("/v").text

    assert "Kode verifikasi" in page
    assert "(opsional)" not in page


def test_an_invitation_letter_counts_nobody(event, make, visitor):
    paper = make.paper(event, PDF, kind=Kind.LETTER)

    assert "Jumlah hadir" not in visitor.get(f"/v/{paper.code}").text


def test_an_older_version_says_that_it_was_replaced(event, make, visitor):
    old, new = make.paper(event, PDF), make.paper(event, PDF + b"2")

    page = visitor.get(f"/v/{old.code}").text

    assert "Sudah ada versi 2 yang menggantikannya" in page
    assert "1 (sudah digantikan)" in page
    assert new.code not in page
    assert "2 (terbaru)" in visitor.get(f"/v/{new.code}").text


def test_who_signed_electronically_is_named_as_the_signature_says(event, make, visitor):
    paper = make.paper(event, PDF)
    signer = {"name": "Agus Salim", "issuer": "BSrE", "trusted": True}
    signer["when"] = "2026-02-04T05:00:00+00:00"
    other = signer | {"name": "Ani", "issuer": "Ani", "trusted": False, "when": None}
    make.signed_copy(paper, signers=[signer, other])

    page = " ".join(visitor.get(f"/v/{paper.code}").text.split())

    assert "Ditandatangani secara elektronik oleh:" in page
    assert "<strong>Agus Salim</strong>" in page
    assert "4 Februari 2026, pukul 12.00 WIB · penerbit sertifikat: BSrE " in page
    assert "penerbit sertifikat: Ani (belum dapat dipastikan penerbitnya)" in page


def test_a_scan_is_no_electronic_signature(event, make, visitor):
    paper = make.paper(event, PDF)
    make.signed_copy(paper, way=Way.WET, signers=[])

    assert "Ditandatangani secara elektronik" not in visitor.get(f"/v/{paper.code}").text


def test_the_very_file_is_the_same(event, make, visitor):
    paper = make.paper(event, PDF)

    page = check(visitor, paper, PDF)

    assert page.status_code == 200
    assert "Sama persis dengan yang diterbitkan." in page.text


def test_one_changed_byte_is_another_file(event, make, visitor):
    paper = make.paper(event, PDF)

    page = check(visitor, paper, PDF.replace(b"daftar", b"dafter"))

    assert "Berbeda dari yang diterbitkan" in page.text
    assert "Sama persis" not in page.text


def test_signed_copies_are_known(event, make, visitor):
    paper = make.paper(event, PDF)
    make.signed_copy(paper, PDF + b" ttd")
    make.signed_copy(paper, PDF + b" basah", way=Way.WET, signers=[])

    assert "Salinan bertanda tangan elektronik" in check(visitor, paper, PDF + b" ttd").text
    assert "Pindaian lembar bertanda tangan" in check(visitor, paper, PDF + b" basah").text


def test_other_versions_are_told_apart(event, make, visitor):
    old, new = make.paper(event, PDF), make.paper(event, PDF + b"2")
    make.signed_copy(new, PDF + b"2 ttd")

    assert "sudah digantikan versi 2" in check(visitor, new, PDF).text
    assert "versi 2 dari dokumen ini, bukan versi 1" in check(visitor, old, PDF + b"2").text
    assert "dari versi 2, bukan versi 1" in check(visitor, old, PDF + b"2 ttd").text


def test_the_file_of_another_paper_is_different(event, make, visitor):
    paper = make.paper(event, PDF)
    make.paper(make.event(), PDF + b"lain")

    assert "Berbeda dari yang diterbitkan" in check(visitor, paper, PDF + b"lain").text


@pytest.mark.parametrize(("content", "name"), [(b"", "kosong.pdf"), (PDF, "")])
def test_without_a_file_it_says_what_to_do(event, make, visitor, content, name):
    paper = make.paper(event, PDF)

    page = check(visitor, paper, content, name)

    assert page.status_code == 422
    assert "Pilih berkas PDF yang akan diperiksa lebih dahulu." in page.text


def test_nothing_of_the_file_is_kept_not_even_for_a_moment(
    event, make, visitor, stored, monkeypatch
):
    paper = make.paper(event, PDF)
    before = stored()

    def kept(*_args, **_kwargs):
        raise AssertionError("A temporary file was opened.")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", kept)
    page = check(visitor, paper, bytes(3_000_000))
    page.request.input_stream.close()  # the sender's own

    assert "Berbeda dari yang diterbitkan" in page.text
    assert stored() == before


def test_a_file_beyond_the_limit_is_refused_at_once(app, event, make, visitor):
    app.config["FILE_MB"] = 1
    paper = make.paper(event, PDF)

    answer = check(visitor, paper, bytes(1_200_000))
    answer.request.input_stream.close()  # the sender's own

    assert answer.status_code == 413


def test_nobody_looks_at_a_file_for_a_code_that_there_is_not(make, visitor):
    answer = visitor.post("/v/tidakadatida", data={"berkas": (BytesIO(bytes(500_000)), "a.pdf")})

    assert answer.status_code == 404


@pytest.mark.parametrize("spelled", ["{a}-{b}-{c}", "{a} {b} {c}", " {a}{b}{c} ", "{a}–{b}–{c}"])
def test_a_typed_code_is_understood(event, make, visitor, spelled):
    paper = make.paper(event, PDF)
    a, b, c = paper.code[:4], paper.code[4:8], paper.code[8:]
    typed = spelled.format(a=a.upper(), b=b, c=c)

    answer = visitor.get("/v", query_string={"kode": typed})

    assert (answer.status_code, answer.location) == (303, f"/v/{paper.code}")
    assert visitor.get(f"/v/{typed}").status_code == 200


def test_a_pasted_address_is_understood(event, make, visitor):
    paper = make.paper(event, PDF)

    answer = visitor.get("/v", query_string={"kode": f"https://balai.example/v/{paper.code}"})

    assert answer.location == f"/v/{paper.code}"


@pytest.mark.parametrize("code", ["x", "abcdefghjkmn", "%00", "../../etc", "a" * 5000, "١٢٣٤"])
def test_a_wrong_code_gets_a_friendly_page(visitor, code):
    page = visitor.get(f"/v/{code}")

    assert page.status_code == 404
    assert "Tidak ada dokumen dengan kode ini." in page.text or code == "../../etc"


def test_an_empty_field_shows_the_page_again(visitor):
    page = visitor.get("/v?kode=+-+")

    assert page.status_code == 200
    assert "Periksa dokumen" in page.text


def test_who_tries_many_codes_is_asked_to_wait(event, make, visitor, monkeypatch):
    monkeypatch.setattr(verifying, "WRONG_CODES", parse("3 per 15 minutes"))
    paper = make.paper(event, PDF)
    for n in range(3):
        visitor.get(f"/v/{'abcdefghjkm'}{n + 2}")

    page = visitor.get(f"/v/{paper.code}")

    assert page.status_code == 404
    assert "jadi kode ini belum diperiksa" in " ".join(page.text.split())
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert visitor.get(f"/v/{paper.code}", environ_base=elsewhere).status_code == 200


def test_right_codes_are_not_counted(event, make, visitor, monkeypatch):
    monkeypatch.setattr(verifying, "WRONG_CODES", parse("3 per 15 minutes"))
    paper = make.paper(event, PDF)

    answers = [visitor.get(f"/v/{paper.code}").status_code for _ in range(5)]

    assert answers == [200] * 5


def test_a_form_without_a_token_is_refused(app, event, make):
    paper = make.paper(event, PDF)
    plain = app.test_client()

    answer = plain.post(f"/v/{paper.code}", headers={"X-CSRFToken": ""})

    assert answer.status_code == 400


def test_words_of_people_stay_words(make, visitor):
    paper = make.paper(make.event(title="<script>alert(1)</script>"), PDF)

    assert "<script>alert" not in visitor.get(f"/v/{paper.code}").text
    assert "<b>x" not in visitor.get("/v/<b>x").text
