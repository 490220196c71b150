"""The projector in a real browser."""

import pytest
from playwright.sync_api import expect

from app.attendees import door
from app.columns import now

pytestmark = pytest.mark.browser


@pytest.fixture
def event(make):
    items = "\n".join(f"{hour:02d}.00 Acara yang panjang sekali namanya" * 2 for hour in range(8))
    return make.event(title="Sosialisasi Program BPJS Ketenagakerjaan " * 3, agenda=items)


@pytest.fixture
def page(pc, make, log_in_there, event):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.clock.install()
    page.goto(f"/layar/{event.code}")
    return page


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_projector_never_scrolls(page, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})

    root = "document.documentElement"
    seen = page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]")
    qr = page.get_by_role("img", name="Kode QR").locator("svg").bounding_box()

    assert seen == [width, height]
    assert qr["height"] > height * 0.6
    assert qr["y"] + qr["height"] <= height


def test_a_lost_line_is_told_and_an_old_code_disappears(page, pc, event):
    expect(page.locator(".digits")).to_be_visible()

    pc.set_offline(True)
    page.clock.run_for(35_000)
    expect(page.get_by_text("Menyambung kembali…")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.locator(".digits")).not_to_be_visible()
    pc.set_offline(False)
    page.clock.run_for(4_000)

    expect(page.locator(".digits")).to_be_visible()
    expect(page.get_by_text("Menyambung kembali…")).not_to_be_visible()
    digits = door.digits(event, now())
    expect(page.locator(".digits")).to_have_text(f"{digits[:3]} {digits[3:]}")


def test_the_counter_follows(page, make, event):
    make.attendance(event)

    page.clock.run_for(6_000)

    expect(page.locator(".projector-count strong")).to_have_text("1")


def test_f_fills_the_screen(page):
    page.keyboard.press("f")

    expect(page.locator(".projector-tools")).not_to_be_visible()
