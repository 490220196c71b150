from __future__ import annotations

import pytest

from app.accounts.models import Account, LoginSession, Role, prove
from app.audit import AuditEntry
from tests.factories import PASSWORD


@pytest.fixture
def flask(app):
    def flask(*words):
        return app.test_cli_runner().invoke(args=["account", *words])

    return flask


def test_the_first_account_of_an_office_is_an_admin_who_may_log_in(flask, rows, visitor):
    result = flask("create", "Agus", "--name", "Agus Salim", "--password", PASSWORD)

    assert result.exit_code == 0
    assert result.output == "Agus Salim sekarang dapat masuk sebagai agus (Admin).\n"
    assert [(a.username, a.name, a.role) for a in rows(Account)] == [
        ("agus", "Agus Salim", Role.ADMIN)
    ]
    assert visitor.post("/masuk", data={"username": "agus", "password": PASSWORD}).location == "/"
    assert rows(AuditEntry)[0].action == "account.create"


def test_other_roles_can_be_named(flask, rows):
    flask("create", "siti", "--name", "Siti", "--role", "petugas", "--password", PASSWORD)

    assert rows(Account)[0].role is Role.STAFF


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["siti", "--password", PASSWORD], "sudah dipakai"),
        (["SITI", "--password", PASSWORD], "sudah dipakai"),
        (["s i", "--password", PASSWORD], "Pakai 3–40 huruf kecil"),
        (["budi", "--password", "pendek"], "paling sedikit 10 huruf"),
        (["budisantoso", "--password", "BudiSantoso"], "tidak boleh sama dengan nama pengguna"),
        (["budi", "--password", PASSWORD, "--role", "raja"], "raja"),
        (["budi", "--password", PASSWORD, "--name", "  "], "Nama lengkap wajib diisi"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(flask, make, rows, words, complaint):
    make.account(username="siti")

    result = flask("create", *(["--name", "Nama"] if "--name" not in words else []), *words)

    assert result.exit_code != 0
    assert complaint in result.output
    assert "Traceback" not in result.output
    assert len(rows(Account)) == 1


def test_a_forgotten_password_is_replaced_by_a_temporary_one(flask, make, log_in, reload, rows):
    agus = make.account(Role.ADMIN, username="agus", password=PASSWORD)
    log_in(agus)

    result = flask("reset", "agus")

    password = result.output.splitlines()[0].rpartition(" ")[2]
    assert prove(reload(agus), password)
    assert reload(agus).must_change_password
    assert rows(LoginSession) == []
    assert rows(AuditEntry)[-1].action == "account.reset"


def test_resetting_nobody_is_explained(flask):
    result = flask("reset", "tidakada")

    assert result.exit_code != 0
    assert "Tidak ada akun bernama tidakada." in result.output
