"""Every page that a person can open, looked at by axe in a phone and in a PC, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from app.accounts.models import Account, Role
from app.directory.models import Post
from app.events.models import Event, Status
from tests.factories import Factory

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()

STAFF_PAGES = [
    "/",
    "/akun/kata-sandi",
    "/akun/perangkat",
    "/direktori",
    "/direktori/impor",
    "/direktori/orang",
    "/direktori/orang/{person}",
    "/direktori/wilayah/{village}",
    "/kegiatan",
    "/kegiatan/baru",
    "/kegiatan/{code}",
    "/kegiatan/{code}/ubah",
    "/kegiatan/{code}/undangan",
    "/kegiatan/{code}/hadir",
    "/layar/{code}",
    "/meja/{code}",
    "/pengaturan/akun",
    "/pengaturan/kop",
    "/pengaturan/pejabat",
]


class House:
    """A small office with everything in it, so that no page is empty."""

    def __init__(self, make: Factory) -> None:
        self.admin: Account = make.account(Role.ADMIN, name="Siti Admin")
        make.office()
        official = make.official(name="Agus Salim Lubis")
        self.district = make.district(name="Tanjungbalai Selatan")
        self.village = make.village(self.district, name="Perwira")
        kepling = make.person(make.neighbourhood(self.village, 2), name="Budi Contoh")
        lurah = make.person(self.village, name="Ani Contoh", phone="+6281200000001")
        self.person = lurah
        self.event: Event = make.event(
            regions=[self.district],
            title="Sosialisasi Program BPJS Ketenagakerjaan",
            agenda="09.00 Pembukaan\n10.00 Tanya jawab",
            target_posts=f"{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}",
            acknowledger_id=official.id,
            responsible_id=official.id,
        )
        make.event(title="Rapat persiapan", status=Status.DRAFT)
        for person in (kepling, lurah):
            make.invitation(self.event, person)
        make.attendance(self.event, lurah)
        make.attendance(self.event, name="Tamu dari bank")

    def address(self, pattern: str) -> str:
        return pattern.format(code=self.event.code, person=self.person.id, village=self.village.id)


@pytest.fixture
def house(make: Factory) -> House:
    return House(make)


LogIn = Callable[[BrowserContext, Account], None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_staff_pages(
    house: House, phone: BrowserContext, pc: BrowserContext, log_in_there: LogIn, scheme: Any
) -> None:
    findings = []
    for context, device in ((phone, "phone"), (pc, "PC")):
        log_in_there(context, house.admin)
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        for pattern in STAFF_PAGES:
            answer = page.goto(house.address(pattern))
            assert answer is not None
            assert answer.status == 200, pattern
            findings += [f"{device} {scheme} {pattern}: {what}" for what in axe(page)]

    assert not findings


def test_no_staff_page_needs_sideways_scrolling_on_a_phone(
    house: House, phone: BrowserContext, log_in_there: LogIn
) -> None:
    log_in_there(phone, house.admin)
    page = phone.new_page()
    wide = {}
    for pattern in STAFF_PAGES:
        page.goto(house.address(pattern))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[pattern] = width

    assert not wide


def axe(page: Page) -> list[str]:
    """What axe-core has to complain about, with the first element concerned."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:120]} ({found['nodes'][0]['failureSummary']})"
        for found in result["violations"]
    ]
