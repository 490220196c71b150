"""Somebody comes back to the hall's address, or to one that is none."""

from app.columns import now
from app.events.models import Status
from tests.attendees.hall import come_in, hold_ticket, sign


def test_the_same_phone_is_told_first_that_it_is_done(app, make):
    event = make.event()
    siti = make.invited(event, name="Siti Aminah")
    make.invited(event)
    phone = come_in(app, event)
    sign(phone, event, siti)

    page = phone.get(f"/h/{event.code}").text
    more = phone.get(f"/h/{event.code}?lagi=1").text

    assert "<h1 data-recorded>Sudah tercatat</h1>" in page
    assert "Siti Aminah" in page
    assert f'href="/r/{event.code}"' in page
    assert f'href="/h/{event.code}?lagi=1">Catat orang lain di HP ini' in page
    assert "Sudah tercatat</h1>" not in more


def test_another_phone_is_told_nothing_of_it(app, make):
    event = make.event()
    sign(come_in(app, event), event, make.invited(event))

    assert "Sudah tercatat</h1>" not in come_in(app, event).get(f"/h/{event.code}").text


def test_a_kiosk_is_a_shared_device_and_says_so(app, make):
    event = make.event()
    siti = make.invited(event)
    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    sign(kiosk, event, siti)

    page = kiosk.get(f"/h/{event.code}").text

    assert "Perangkat bersama" in page
    assert 'href="/masuk">Petugas' in page
    assert "Sudah tercatat</h1>" not in page
    assert "Perangkat bersama" not in come_in(app, event).get(f"/h/{event.code}").text


def test_a_mistyped_address_sends_no_guest_to_the_log_in(visitor, make):
    draft = make.event(status=Status.DRAFT)

    for address in ("/h/salah", f"/h/{draft.code}", "/r/salah"):
        page = visitor.get(address)

        assert page.status_code == 404
        assert "Pindai ulang kode QR di layar, atau tanyakan kepada petugas." in page.text
        assert "Ke halaman awal" not in page.text


def test_the_screen_shows_five_items_and_counts_the_rest(make, staff):
    five = "\n".join(f"Acara {n}" for n in range(5))
    whole, longer = make.event(agenda=five), make.event(agenda=f"{five}\nF\nG")

    assert "Acara 4" in staff.get(f"/layar/{whole.code}").text
    assert "lagi</li>" not in staff.get(f"/layar/{whole.code}").text
    assert "… dan 2 lagi" in staff.get(f"/layar/{longer.code}").text


def test_the_names_of_others_say_whose_they_are(app, make):
    event = make.event()
    district = make.district()
    make.invited(event, region=district)
    make.invited(event, region=make.village(district))

    page = come_in(app, event).get(f"/h/{event.code}/lainnya").text

    assert "Undangan dari kecamatan, dinas, dan instansi lainnya" in page


def test_a_row_is_taken_off_the_list_and_a_receipt_says_what_its_number_is(app, make, staff):
    event = make.event()
    phone = come_in(app, event)
    sign(phone, event, make.invited(event))
    row = make.attendance(event)

    assert "Nomor kedatangan" in phone.get(f"/r/{event.code}").text
    assert "Hapus dari daftar hadir" in staff.get(f"/meja/{event.code}/hadir/{row.id}").text
