"""The hand-off in a real browser: opening WhatsApp marks the person, one press copies the text."""

from __future__ import annotations

import pytest

from app.invitations.models import Invitation


@pytest.fixture
def page(pc, live, log_in_there, make, coming):
    """The hand-off of one kegiatan with one invited person; WhatsApp itself is out of reach."""
    event = coming()
    make.invitation(event, make.person(name="Budi", phone="+6281234567890"), linked=True)
    log_in_there(pc, make.account(name="Siti"))
    pc.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    pc.grant_permissions(["clipboard-read", "clipboard-write"])
    page = pc.new_page()
    page.goto(f"/kegiatan/{event.code}/undangan/kirim")
    return page


@pytest.mark.browser
def test_opening_whatsapp_marks_the_person_as_written_to(page, pc, rows):
    with pc.expect_page() as opened:
        page.click("text=Kirim WhatsApp")
    page.wait_for_selector("text=oleh Siti")

    assert opened.value.url.startswith("https://wa.me/6281234567890?text=Yth.")
    assert page.is_visible("text=Belum dikirim (0)")
    assert rows(Invitation)[0].sent_at


@pytest.mark.browser
def test_the_message_for_the_group_is_copied_by_one_press(page):
    page.click("text=Salin pesan")
    page.wait_for_selector("text=Pesan sudah disalin")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Yth. Bapak/Ibu undangan,")
    assert "/u/" not in copied
