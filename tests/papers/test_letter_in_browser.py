"""The form of a letter and its preview, as a person at a PC uses them."""

import pytest

from app.invitations.letters import InvitationLetter


@pytest.mark.browser
def test_the_preview_follows_what_is_typed_and_enter_saves(make, live, pc, log_in_there, rows):
    make.office()
    event = make.event(title="Sosialisasi Jamsostek")
    template = make.letter_template(closing="Sampai jumpa.")
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.goto(f"/kegiatan/{event.code}/undangan/surat")

    page.fill("[name=note]", "Membawa data")
    page.fill("[name=map_url]", "http://peta.example")
    page.click("text=Tampilkan pratinjau")
    page.wait_for_selector("#pratinjau-surat img")
    warned = page.inner_text("#pratinjau-surat .alert")
    page.select_option("[name=template]", str(template.id))
    page.click("text=Pakai teks ini")
    page.wait_for_url("**/teks")
    closing, kept = page.input_value("[name=closing]"), page.input_value("[name=map_url]")
    page.fill("[name=map_url]", "https://peta.example")
    page.press("[name=map_url]", "Enter")
    page.wait_for_url("**/surat")

    assert warned.startswith("Tautan peta: Alamat ini belum benar.")
    assert (closing, kept) == ("Sampai jumpa.", "http://peta.example")
    assert [one.closing for one in rows(InvitationLetter)] == ["Sampai jumpa."]
