"""A PDF that was signed outside: taken only when it is ours, and nothing but signed."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app import files
from app.accounts.models import Role
from app.audit import AuditEntry
from app.papers import signed_copies
from app.papers.models import Paper, SignedCopy, Way
from tests.papers.certificates import identity, signed
from tests.papers.signing import room_of, upload


@pytest.fixture
def event(make, printed_once):
    event = make.event()
    make.paper(event, printed_once)
    return event


def refused(staff, event, content, rows):
    """Why; nothing may have been kept."""
    answer = upload(staff, event, content)
    assert answer.status_code in {415, 422}
    assert rows(SignedCopy) == []
    return " ".join(answer.text.split())


def test_it_is_kept_with_who_signed_and_when(app, event, staff, rows, printed_once):
    content = signed(printed_once, identity("Agus Salim Lubis"))

    answer = upload(staff, event, content, "hasil srikandi.pdf")

    assert (answer.status_code, answer.location) == (303, room_of(event))
    (copy,) = rows(SignedCopy)
    assert (copy.way, copy.name) == (Way.ELECTRONIC, "hasil srikandi.pdf")
    (signer,) = copy.signed_by
    assert (signer.name, signer.issuer) == ("Agus Salim Lubis", "Agus Salim Lubis")
    assert abs(signer.when - datetime.now(UTC)) < timedelta(minutes=5)
    with app.app_context():
        assert files.read(copy.stored_as) == content


def test_the_pages_say_so_only_then(event, staff, visitor, rows, printed_once):
    (paper,) = rows(Paper)
    before = visitor.get(f"/v/{paper.code}").text

    upload(staff, event, signed(printed_once))

    after = visitor.get(f"/v/{paper.code}").text
    assert "Ditandatangani secara elektronik oleh:" not in before
    assert "Ditandatangani secara elektronik oleh:" in after
    assert "Agus Salim Lubis" in after
    assert "Elektronik, oleh Agus Salim Lubis " in " ".join(
        staff.get(f"/kegiatan/{event.code}/dokumen").text.split()
    )


def test_two_may_sign_one_after_the_other(event, staff, rows, printed_once):
    once = signed(printed_once, identity("Agus Salim"))
    twice = signed(once, identity("Aulia Ikram"), field="Signature2")

    upload(staff, event, once)
    upload(staff, event, twice)

    assert [one["name"] for one in rows(SignedCopy)[1].signers] == ["Agus Salim", "Aulia Ikram"]
    assert "Elektronik, oleh Agus Salim; Aulia Ikram " in " ".join(
        staff.get(f"/kegiatan/{event.code}/dokumen").text.split()
    )


def test_a_small_picture_of_the_signature_is_welcome(event, staff, rows, printed_once):
    upload(staff, event, signed(printed_once, box=(350, 100, 550, 180)))

    assert len(rows(SignedCopy)) == 1


def test_a_picture_over_the_whole_page_is_not(event, staff, rows, printed_once):
    words = refused(staff, event, signed(printed_once, box=(0, 0, 595, 842)), rows)

    assert "menutupi terlalu banyak isi halaman" in words


def test_an_unknown_issuer_is_said_to_be_unknown(event, staff, printed_once):
    upload(staff, event, signed(printed_once))

    assert "(belum dapat dipastikan penerbitnya)" in staff.get(room_of(event)).text


def test_an_issuer_whom_the_office_trusts_is_known(app, event, staff, rows, printed_once, tmp_path):
    root = identity("Akar BSrE", ends=100)
    roots = tmp_path / "akar.pem"
    roots.write_bytes(identity("Lain").pem + root.pem)
    app.config["TRUST"] = str(roots)

    upload(staff, event, signed(printed_once, identity("Agus Salim", root)))

    (signer,) = rows(SignedCopy)[0].signed_by
    assert (signer.issuer, signer.trusted) == ("Akar BSrE", True)
    assert "belum dapat dipastikan" not in staff.get(room_of(event)).text


def test_the_same_file_again_is_the_same_copy(event, staff, rows, stored, printed_once):
    content = signed(printed_once)
    upload(staff, event, content)

    again = upload(staff, event, content)

    assert again.status_code == 303
    assert len(rows(SignedCopy)) == 1
    assert len(stored()) == 2
    assert [one.action for one in rows(AuditEntry)].count("paper.sign") == 1


def test_the_issued_file_itself_is_not_signed(event, staff, rows, printed_once):
    words = refused(staff, event, printed_once, rows)

    assert "Berkas ini sama persis dengan yang diterbitkan: belum ditandatangani." in words


def test_an_addition_without_a_signature_is_not_signed(event, staff, rows, printed_once):
    words = refused(staff, event, changed(printed_once), rows)

    assert "Berkas ini belum ditandatangani secara elektronik." in words


def test_a_changed_and_then_signed_file_is_refused(event, staff, rows, printed_once):
    words = refused(staff, event, signed(changed(printed_once)), rows)

    assert "bukan hanya ditandatangani: isinya juga berubah setelah diterbitkan" in words


def test_a_file_that_was_changed_after_signing_is_refused(event, staff, rows, printed_once):
    words = refused(staff, event, changed(signed(printed_once)), rows)

    assert "isinya juga berubah setelah diterbitkan" in words


def test_a_note_on_a_page_is_a_change(event, staff, rows, printed_once):
    writer = IncrementalPdfFileWriter(io.BytesIO(printed_once))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("Rp 1.000.000"),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)

    words = refused(staff, event, signed(out.getvalue()), rows)

    assert "isinya juga berubah setelah diterbitkan" in words


def test_another_paper_is_refused_even_when_signed(event, staff, rows, printed_once):
    other = printed_once.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%lain\n", 1)

    words = refused(staff, event, signed(printed_once)[:20] + other, rows)

    assert "Berkas ini bukan versi 1 yang diterbitkan, atau isinya sudah diubah." in words


def test_a_broken_signature_is_refused(event, staff, rows, printed_once):
    content = bytearray(signed(printed_once))
    at = content.index(b"/ByteRange") - 40
    content[at : at + 1] = b" "
    broken = signed(printed_once).replace(b"Signature1", b"Signature9")

    words = refused(staff, event, broken, rows)

    assert "Tanda tangan pada berkas ini tidak cocok dengan isinya." in words


def test_bytes_behind_the_signature_are_refused(event, staff, rows, printed_once):
    for behind in (b"junk", b"\n%junk\n%%EOF\n", b" " * 3000):
        words = refused(staff, event, signed(printed_once) + behind, rows)

        assert "tidak mencakup seluruh isinya" in words or "tidak dapat diperiksa" in words


def test_an_archive_behind_it_is_refused(event, staff, rows, printed_once):
    archive = io.BytesIO(signed(printed_once))
    archive.seek(0, 2)
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("jahat.exe", b"MZ")

    refused(staff, event, archive.getvalue(), rows)


def test_a_signature_before_the_certificate_was_valid_is_refused(event, staff, rows, printed_once):
    words = refused(staff, event, signed(printed_once, identity(begins=1, ends=9)), rows)

    assert "Sertifikat penanda tangan tidak berlaku pada waktu penandatanganan." in words


def test_a_locked_file_is_refused(event, staff, rows, printed_once):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed_once)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))

    words = refused(staff, event, out.getvalue(), rows)

    assert "Berkas ini terkunci kata sandi." in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Pilih berkasnya lebih dahulu"),
        (b"PK\x03\x04", "Berkas ini bukan PDF."),
        (b"<html>%PDF-", "Berkas ini bukan PDF."),
    ],
)
def test_what_is_no_pdf_says_what_is_wanted(event, staff, rows, content, words):
    assert words in refused(staff, event, content, rows)


def test_a_file_that_grew_too_much_is_refused_unread(event, staff, rows, printed_once, monkeypatch):
    monkeypatch.setattr(signed_copies, "MOST_ADDED", 10_000)

    words = refused(staff, event, printed_once + bytes(10_001), rows)

    assert "jauh lebih besar daripada dokumen yang diterbitkan" in words


def test_without_a_file_it_says_what_to_do(event, staff):
    answer = staff.post(room_of(event))

    assert answer.status_code == 422
    assert "Pilih berkasnya lebih dahulu." in answer.text


def test_pimpinan_brings_in_nothing(event, make, log_in, rows, printed_once):
    lead = log_in(make.account(Role.LEAD))

    assert upload(lead, event, signed(printed_once)).status_code == 403
    assert rows(SignedCopy) == []


def test_strangers_send_no_large_bodies(event, visitor):
    answer = upload(visitor, event, bytes(400_000))

    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")


def test_it_is_written_down(event, staff, rows, printed_once):
    upload(staff, event, signed(printed_once))

    entry = rows(AuditEntry)[-1]
    assert entry.action == "paper.sign"
    assert (entry.detail["way"], entry.detail["signers"]) == ("elektronik", 1)
    assert "Agus" not in str(entry.detail)


def changed(pdf):
    """The same file, and behind it the wish to be opened with its outline."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root[generic.pdf_name("/PageMode")] = generic.pdf_name("/UseOutlines")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
