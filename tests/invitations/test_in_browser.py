"""What only a browser shows: parts of the page that change in place."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_guest_goes_and_comes_back_without_leaving_the_page(make, pc, log_in_there):
    event = make.event()
    person = make.invited(event, name="Siti")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto(f"/kegiatan/{event.code}/undangan")
    row, numbers = page.locator(f"#guest-{person.id}"), page.locator("#guest-numbers")

    row.get_by_role("button", name="Keluarkan").click()
    expect(numbers).to_contain_text("0 orang")
    row.get_by_role("button", name="Undang lagi").click()

    expect(numbers).to_contain_text("1 orang")
    expect(row.get_by_role("button", name="Keluarkan")).to_be_focused()


def test_a_person_is_searched_and_joins_the_list(make, phone, log_in_there):
    event = make.event()
    person = make.person(name="Siti Aminah", phone="+6281234567890")
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.goto(f"/kegiatan/{event.code}/undangan")

    page.get_by_label("Cari nama atau wilayah").fill("aminah")
    page.locator(f"#match-{person.id}").get_by_role("button", name="Undang").click()

    expect(page.locator(f"#match-{person.id}")).to_contain_text("Sudah diundang")
    expect(page.locator("#guests")).to_contain_text("Siti Aminah")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
