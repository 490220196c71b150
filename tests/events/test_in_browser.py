"""What only a browser shows: parts of the page that change in place."""

from datetime import date

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_signers_follow_the_day(make, pc, log_in_there):
    make.official(name="Kepala Lama", valid_to=date(2026, 6, 30))
    make.official(name="Kepala Baru", valid_from=date(2026, 7, 1))
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/kegiatan/baru")

    page.get_by_label("Judul").fill("Sosialisasi")
    page.get_by_label("Tanggal", exact=True).fill("2026-02-04")
    page.get_by_label("Tanggal", exact=True).blur()

    expect(page.get_by_label("Mengetahui")).to_contain_text("Kepala Lama")
    expect(page.get_by_label("Mengetahui")).not_to_contain_text("Kepala Baru")
    expect(page.get_by_label("Judul")).to_have_value("Sosialisasi")


def test_the_list_narrows_while_typing(make, pc, log_in_there):
    make.event(title="Sosialisasi BPJS")
    make.event(title="Rapat")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto("/kegiatan")

    page.get_by_label("Cari judul atau tempat").press_sequentially("bpjs")

    expect(page.locator("#events")).not_to_contain_text("Rapat")
    expect(page.locator("#events")).to_contain_text("Sosialisasi BPJS")


def test_the_start_page_counts_along(make, phone, log_in_there):
    event = make.event(place="Aula " + "Panjang" * 12)
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.clock.install()
    page.goto("/")
    with page.expect_response("**/") as quiet:
        page.clock.run_for(10_100)

    make.attendance(event)
    page.clock.run_for(10_100)

    assert quiet.value.status == 304
    expect(page.locator("#today")).to_contain_text("1 hadir")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
