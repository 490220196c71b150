"""What only a browser shows: searching while typing, filters that swap, nothing too wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.directory.official import load_official_regions
from app.directory.queries import all_regions
from app.extensions import db
from tests.directory.lists import csv_of

pytestmark = pytest.mark.browser


@pytest.fixture
def territory(app):
    with app.app_context():
        load_official_regions()
        db.session.commit()
        return {region.name: region for region in all_regions()}


def test_results_come_while_one_types(make, pc, log_in_there, territory):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/direktori")

    page.get_by_label("Cari wilayah atau orang").press_sequentially("kwala silau bestari")

    expect(page.locator("#found .rows li")).to_have_count(1)
    expect(page.get_by_role("link", name="Kuala Silo Bestari")).to_be_visible()
    assert page.url.endswith("/direktori")


def test_an_import_from_file_to_directory(make, pc, log_in_there, territory):
    make.person(territory["Karya"], name="Ani")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/direktori/impor")
    content = csv_of("Nama;Jabatan;Kelurahan;LK", "Budi;Kaling;Kel. Perwira;II", "Ani;Lurah;Karya;")

    page.get_by_label("Berkas daftar").set_input_files(
        {"name": "daftar.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("link", name="Baru (1)").click()
    expect(page.locator("#import-rows tbody tr")).to_have_count(1)
    page.get_by_label("Buat lingkungan baru").check()
    page.get_by_role("button", name="Terapkan").click()

    expect(page.get_by_role("heading", name="Impor selesai")).to_be_visible()


def test_no_page_is_wider_than_a_phone(make, phone, log_in_there, territory):
    perwira = territory["Perwira"]
    person = make.person(perwira, name="Nama Yang Panjang Sekali Sampai Dua Baris", nip="1" * 18)
    log_in_there(phone, make.account())
    page = phone.new_page()

    for path in (
        "",
        "/orang",
        "/orang/baru",
        "/impor",
        f"/orang/{person.id}",
        f"/wilayah/{perwira.id}",
        f"/wilayah/{perwira.parent_id}",
    ):
        page.goto(f"/direktori{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
