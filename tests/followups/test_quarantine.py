"""Proofs that came while the scanner was away are looked at again by the admin's button."""

from __future__ import annotations

import pytest

from app import files
from app.accounts.models import Role
from app.materials.models import Scan
from tests.materials.people import PDF

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def proof(app, make):
    """A note whose file waits for the scanner."""

    def proof(content):
        with app.app_context():
            stored_as = files.store(content)
        file = {"stored_as": stored_as, "file_name": "bukti.pdf", "extension": "pdf"}
        return make.note(make.follow_up(), size=len(content), scan=Scan.WAITING, **file)

    return proof


def test_what_can_be_looked_at_waits_no_longer(make, log_in, reload, proof, work):
    admin, note = log_in(make.account(Role.ADMIN)), proof(PDF)

    waiting = "<dd>1 berkas</dd>" in admin.get("/pengaturan/pemindai").text
    admin.post("/pengaturan/pemindai")
    work()

    assert waiting
    assert reload(note).scan is Scan.NONE  # there is no scanner here: as any new file


def test_what_is_found_bad_stays_where_it_is(make, log_in, reload, proof, work):
    admin, note = log_in(make.account(Role.ADMIN)), proof(EICAR)

    admin.post("/pengaturan/pemindai")
    work()

    assert reload(note).scan is Scan.WAITING
