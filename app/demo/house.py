"""The office of the demo: letterhead, officials, and three accounts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import NamedTuple

from app.accounts.models import Account, Role
from app.demo.people import HEAD_OF_OFFICE
from app.events.models import LETTERS
from app.extensions import db
from app.office.models import Office, Official

ACCOUNTS = {
    "admin": (Role.ADMIN, "Admin Contoh"),
    "petugas": (Role.STAFF, "Petugas Contoh"),
    "pimpinan": (Role.LEAD, "Pimpinan Contoh"),
}
SINCE = date(2025, 1, 1)


class House(NamedTuple):
    office: Office
    head: Official
    section: Official  # the head of the section that prepares the kegiatan


def add_house() -> House:
    """Ranks and NIP are not publicly known: they stay empty rather than invented."""
    office = Office(
        id=1,
        government="Pemerintah Kota Tanjungbalai",
        name="Dinas Ketenagakerjaan, Koperasi dan UMKM",
        address="Jalan Contoh Nomor 1 (alamat contoh)",
        postal_code="00000",
        phone="(0623) 000000",
        website="disnaker.contoh.example",
        email="dinas@contoh.example",
        city="Tanjungbalai",
        is_demo=True,
    )
    head = Official(
        name=HEAD_OF_OFFICE,
        position="Kepala Dinas Ketenagakerjaan, Koperasi dan UMKM",
        valid_from=SINCE,
        is_demo=True,
    )
    section = Official(
        name="Aulia Ikram Pulungan",
        position="Kepala Bidang Ketenagakerjaan",
        valid_from=SINCE,
        is_demo=True,
    )
    db.session.add_all([office, head, section])
    db.session.flush()
    return House(office, head, section)


def add_accounts() -> dict[str, str]:
    """The accounts and, by user name, the passwords that nobody can read later."""
    passwords = {username: new_password() for username in ACCOUNTS}
    for username, (role, name) in ACCOUNTS.items():
        account = Account(username=username, name=name, role=role, is_demo=True)
        account.set_password(passwords[username])
        db.session.add(account)
    db.session.flush()
    return passwords


def new_password() -> str:
    """Three groups of five letters that are easily read aloud; 74 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
