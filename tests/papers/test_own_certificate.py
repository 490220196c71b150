"""Signing here with the office's own PKCS#12 file; nothing of it is kept."""

import json
import logging

import pytest

from app import files
from app.accounts.models import Role
from app.audit import AuditEntry
from app.extensions import db
from app.papers.models import Paper, SignedCopy, Way
from app.papers.notary import Key
from tests.papers.certificates import PASSPHRASE, identity, packed
from tests.papers.signing import room_of, sign_here


@pytest.fixture
def event(make, printed_once):
    event = make.event()
    make.paper(event, printed_once)
    return event


@pytest.fixture
def seen(event, rows):
    """What the form shows as the present state."""
    return rows(Paper)[0].sha256


def test_the_paper_goes_on_behind_its_own_bytes(
    app, event, staff, rows, seen, printed_once, facts_of
):
    answer = sign_here(staff, event, packed(identity("Agus Salim")), seen, tempat="Tanjungbalai")

    assert (answer.status_code, answer.location) == (303, room_of(event))
    (copy,) = rows(SignedCopy)
    with app.app_context():
        content = files.read(copy.stored_as)
    assert content.startswith(printed_once)
    assert b"/ETSI.CAdES.detached" in content
    assert (copy.way, copy.signers[0]["name"]) == (Way.ELECTRONIC, "Agus Salim")
    assert copy.name == f"ttd-daftar-hadir-{event.day}-{event.code}-v1.pdf"
    assert "Pages:           1" in facts_of(content)


def test_a_second_one_signs_what_the_first_has_signed(event, staff, rows, seen):
    sign_here(staff, event, packed(identity("Agus Salim")), seen)
    sign_here(staff, event, packed(identity("Aulia Ikram")), rows(SignedCopy)[0].sha256)

    newest = rows(SignedCopy)[-1]
    assert [one["name"] for one in newest.signers] == ["Agus Salim", "Aulia Ikram"]


def test_the_same_form_sent_twice_signs_once(event, staff, rows, seen):
    key = packed(identity())
    sign_here(staff, event, key, seen)

    again = sign_here(staff, event, key, seen)

    assert again.status_code == 409
    assert "Dokumen ini baru saja ditandatangani." in again.text
    assert len(rows(SignedCopy)) == 1


@pytest.mark.parametrize(
    ("key", "passphrase", "words"),
    [
        (packed(identity()), "salah", "Kata sandi sertifikat ini tidak cocok."),
        (b"bukan sertifikat", PASSPHRASE, "Berkas sertifikat ini tidak terbaca."),
        (b"", PASSPHRASE, "Berkas sertifikat ini tidak terbaca."),
        (packed(identity(begins=-9, ends=-1)), PASSPHRASE, "Sertifikat ini sudah kedaluwarsa"),
        (packed(identity(begins=1, ends=9)), PASSPHRASE, "Sertifikat ini baru berlaku mulai"),
    ],
)
def test_what_cannot_sign_says_why(event, staff, rows, seen, key, passphrase, words):
    answer = sign_here(staff, event, key, seen, passphrase)

    assert answer.status_code == 422
    assert words in answer.text
    assert rows(SignedCopy) == []


def test_both_are_needed(event, staff, rows, seen):
    answer = staff.post(f"{room_of(event)}/sertifikat", data={"seen": seen})

    assert answer.status_code == 422
    assert "Pilih berkasnya lebih dahulu." in answer.text
    assert "Kolom ini wajib diisi." in answer.text


def test_a_file_too_large_for_a_key_is_not_read(event, staff, rows, seen):
    slightly, far = sign_here(staff, event, bytes(65_000), seen), bytes(400_000)

    assert slightly.status_code == 422
    assert "terlalu besar untuk sebuah sertifikat" in slightly.text
    assert sign_here(staff, event, far, seen).status_code == 413


def test_neither_passphrase_nor_key_stays_anywhere(app, event, staff, rows, seen, tmp_path, caplog):
    key = packed(identity())
    with caplog.at_level(logging.DEBUG):
        wrong = sign_here(staff, event, key, seen, "sandi yang salah")
        right = sign_here(staff, event, key, seen)

    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    everything += caplog.text.encode() + wrong.data + right.data
    with app.app_context():
        everything += json.dumps(
            [one.detail for one in db.session.scalars(db.select(AuditEntry))]
        ).encode()
    assert b"sandi yang salah" not in everything
    assert PASSPHRASE.encode() not in everything
    assert key[:200] not in everything
    assert PASSPHRASE not in repr(Key(key, PASSPHRASE))


def test_pimpinan_signs_nothing_here(event, make, log_in, rows, seen):
    lead = log_in(make.account(Role.LEAD))

    assert sign_here(lead, event, packed(identity()), seen).status_code == 403
    assert lead.get(room_of(event)).status_code == 403
    assert rows(SignedCopy) == []
