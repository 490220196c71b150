"""What only a browser shows: drawing, rotation, a lost line, big letters."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.attendees.models import Attendance, Method
from tests.attendees.hall import code_of
from tests.finger import Finger, middle

pytestmark = pytest.mark.browser


def draw(page, *, tiny=False):
    """Draw with the finger across the box."""
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    x, y = box["x"] + 20, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for n in range(1, 3 if tiny else 12):
        page.mouse.move(x + n * (1 if tiny else 18), y + (0 if tiny else 25 * (-1) ** n))
        page.wait_for_timeout(12)
    page.mouse.up()


def ink(page):
    """How much of the canvas is drawn on, as a share."""
    return page.evaluate(
        """() => { const c = document.querySelector("canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++;
        return n / (c.width * c.height); }"""
    )


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def kepling(make, event):
    return make.invited(event, name="Siti Aminah")


@pytest.fixture
def page(phone, event, kepling):
    """A phone in the hall, on the own page of the kepling."""
    page = phone.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    page.goto(f"/h/{event.code}/orang/{kepling.id}")
    return page


def test_an_invited_kepling_needs_six_taps_and_one_drawing(phone, make, rows):
    event = make.event()
    village = make.village(name="Perwira")
    for number in (1, 2):
        make.invited(event, region=make.neighbourhood(village, number), name=f"Kepling {number}")
    make.invited(event)
    page = phone.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")

    taps = ["Perwira", "Lingkungan II", "Kepling 2"]
    for words in taps:
        page.get_by_role("link", name=words, exact=False).last.tap()
    draw(page)
    page.get_by_role("button", name="Kirim").tap()
    page.wait_for_url("**/r/*")

    assert len(taps) + 1 <= 6
    expect(page.get_by_text("Kepling 2")).to_be_visible()
    assert rows(Attendance)[0].name == "Kepling 2"
    assert rows(Attendance)[0].signature.count(",") > 5


def test_undo_and_clear(page):
    for _ in range(3):
        draw(page)
    page.get_by_role("button", name="Urungkan").tap()
    draft = json.loads(page.evaluate("Object.values(sessionStorage)[0]"))
    left = ink(page)
    page.get_by_role("button", name="Hapus").tap()

    assert draft["strokes"].count(";") == 1  # two strokes
    assert left > 0
    assert ink(page) == 0


def test_a_button_hears_the_finger_that_has_just_drawn(page):
    """Chromium takes a quick stroke for a throw, and the next touch for the one that stops it."""
    page.locator("canvas").evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    finger, clear = Finger(page), middle(page.get_by_role("button", name="Hapus"))
    x, y = middle(page.locator("canvas"))
    for _ in range(3):
        finger.flick([(x - 100 + 20 * n, y) for n in range(11)])
        finger.tap(clear)

        expect(page.locator(".pad-state")).to_have_text("Bidang tanda tangan kosong.")
        assert ink(page) == 0


def test_too_little_ink_is_refused_kindly(page, rows):
    draw(page, tiny=True)
    page.get_by_role("button", name="Kirim").tap()

    expect(page.get_by_text("Tanda tangan masih terlalu sedikit.")).to_be_visible()
    assert rows(Attendance) == []


def test_the_buttons_stay_where_they_are_when_a_stroke_ends_a_complaint(page):
    """Else the finger that goes for Kirim once more finds another button in its place."""
    send = page.get_by_role("button", name="Kirim")
    draw(page, tiny=True)
    send.tap()
    complaint = page.get_by_text("Tanda tangan masih terlalu sedikit.")
    expect(complaint).to_be_visible()
    before = send.bounding_box()
    draw(page)

    expect(complaint).to_be_hidden()
    assert send.bounding_box() == before


def test_the_drawing_survives_rotation_and_keeps_its_shape(page):
    draw(page)
    before = ink(page)
    page.set_viewport_size({"width": 740, "height": 360})
    page.wait_for_timeout(200)

    def is_turned():
        turned = page.locator("canvas").bounding_box()
        keeps_shape = turned["width"] / turned["height"] == pytest.approx(3, rel=0.05)
        return keeps_shape and ink(page) == pytest.approx(before, rel=0.35)

    for _ in range(300):
        if is_turned():
            break
        page.wait_for_timeout(50)
    assert is_turned()


def test_the_drawing_survives_a_reload_and_goes_after_success(page, rows):
    draw(page)
    page.reload()
    kept = ink(page)
    page.get_by_role("button", name="Kirim").tap()
    page.wait_for_url("**/r/*")

    assert kept > 0
    assert len(rows(Attendance)) == 1
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_scrolling_beside_the_box_is_free_and_in_it_is_not(page):
    inside = page.locator("canvas").evaluate("e => getComputedStyle(e).touchAction")
    outside = page.locator("form").evaluate("e => getComputedStyle(e).touchAction")

    assert (inside, outside) == ("none", "auto")


def test_who_asks_for_help_without_a_line_hears_that_nothing_was_sent(page, phone, rows):
    phone.set_offline(True)
    page.get_by_role("button", name="Minta dibantu petugas").tap()
    expect(page.get_by_text("Koneksi terputus.")).to_be_visible()

    phone.set_offline(False)
    page.get_by_role("button", name="Coba lagi").tap()
    page.wait_for_url("**/r/*")

    assert len(rows(Attendance)) == 1


def test_an_answer_lost_after_saving_still_leads_to_the_receipt(page, rows):
    draw(page)
    ids = []

    def save_and_lose(route):
        ids.append(route.request.post_data.split("request_id=")[1][:32])
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/hadir", save_and_lose, times=1)
    page.get_by_role("button", name="Kirim").tap()
    expect(page.locator("#waiting")).to_contain_text("Terkirim, nomor 1", timeout=30_000)
    page.get_by_role("link", name="Lihat bukti kehadiran").tap()
    page.wait_for_url("**/r/*")

    assert [row.request_id for row in rows(Attendance)] == ids


def test_a_double_tap_sends_once(page, rows):
    sent = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    draw(page)
    page.get_by_role("button", name="Kirim").dblclick()
    page.wait_for_url("**/r/*")

    assert len(sent) == 1
    assert len(rows(Attendance)) == 1


def test_after_scanning_again_only_sending_is_left(page, phone, event, kepling, rows):
    draw(page)
    phone.clear_cookies(name=f"balai_tiket_{event.code}")  # as when the ticket has run out
    page.get_by_role("button", name="Kirim").tap()
    expect(page.get_by_text("tetap tersimpan di HP ini")).to_be_visible()

    other_tab = phone.new_page()  # where the camera opens the link
    other_tab.goto(f"/h/{event.code}?k={code_of(event)}")
    other_tab.wait_for_url(f"**/orang/{kepling.id}")
    other_tab.get_by_role("button", name="Kirim").tap()
    other_tab.wait_for_url("**/r/*")

    assert len(rows(Attendance)) == 1


def test_a_drawing_kept_for_another_mark_goes_at_the_second_try(page, phone, event, kepling, rows):
    draw(page)
    phone.clear_cookies()  # the browser is another one for us now
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    page.goto(f"/h/{event.code}/orang/{kepling.id}")
    kept = ink(page)
    page.get_by_role("button", name="Kirim").tap()
    expect(page.get_by_text("Formulir ini kedaluwarsa")).to_be_visible()

    page.get_by_role("button", name="Kirim").tap()
    page.wait_for_url("**/r/*")

    assert kept > 0
    assert len(rows(Attendance)) == 1


def test_a_guest_who_has_filled_in_nothing_hears_of_all_gaps_at_once(page, event, rows):
    page.goto(f"/h/{event.code}/tamu")
    page.get_by_role("button", name="Kirim").tap()

    expect(page.get_by_text("Kolom ini wajib diisi.")).to_have_count(3)
    expect(page.get_by_text("Tanda tangan belum dibubuhkan.")).to_be_visible()
    expect(page.get_by_label("Nama lengkap")).to_be_focused()
    assert rows(Attendance) == []


def test_wrong_words_come_back_with_the_drawing(page, event, rows):
    page.goto(f"/h/{event.code}/tamu")
    page.get_by_label("Nama lengkap").fill("Ani")
    draw(page)
    page.get_by_role("button", name="Kirim").tap()
    expect(page.get_by_text("Kolom ini wajib diisi.").first).to_be_visible()
    kept = ink(page)
    page.get_by_label("Jabatan").fill("Staf")
    page.get_by_label("Kelurahan atau instansi").fill("Bank")
    page.get_by_role("button", name="Kirim").tap()
    page.wait_for_url("**/r/*")

    assert kept > 0
    assert rows(Attendance)[0].name == "Ani"


def test_without_a_script_staff_help(chromium, live, event, kepling, rows):
    context = chromium.new_context(
        base_url=live, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    page.get_by_role("link", name="Siti Aminah").click()
    expect(page.get_by_role("button", name="Minta dibantu petugas")).to_be_visible()
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.locator("[data-send]")).to_be_hidden()
    page.get_by_role("button", name="Minta dibantu petugas").click()
    expect(page.locator("main")).to_contain_text("Silakan ke meja petugas untuk tanda tangan.")
    context.close()

    assert rows(Attendance)[0].method is Method.HELPED


@pytest.mark.parametrize("width", [320, 360, 430])
def test_no_page_of_the_hall_overflows_a_small_phone_or_big_letters(phone, make, event, width):
    long_name = "Sungai Tualang Raso Panjang Sekali"
    village = make.village(name=long_name)
    homes = [make.neighbourhood(village, number) for number in (388, 2)]
    kepling = make.invited(event, region=homes[0], name="Hj. Siti Aminah Nurhalizah Simangunsong")
    make.invited(event, region=homes[1])
    make.invited(event)
    early = make.event(
        status="terjadwal", starts_at=event.starts_at + timedelta(days=2), ends_at=None
    )
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    hall, wide = f"/h/{event.code}", {}

    def look(path):
        page.goto(path)
        small = page.evaluate("document.documentElement.scrollWidth")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[path] = (small, page.evaluate("document.documentElement.scrollWidth"))

    look(hall)
    page.goto(f"{hall}?k={code_of(event)}")
    own = f"{hall}/orang/{kepling.id}"
    steps = ["", f"/kelurahan/{village.id}", f"/wilayah/{homes[0].id}", "/tamu"]
    for path in [hall + step + "?" for step in steps] + [own, f"{own}/wakil", f"/h/{early.code}"]:
        look(path)
    page.goto(own)
    draw(page)
    page.get_by_role("button", name="Kirim").tap()
    page.wait_for_url("**/r/*")
    look(f"/r/{event.code}")

    assert wide == dict.fromkeys(wide, (width, width))


def test_the_keyboard_takes_height_and_leaves_the_drawing(page):
    draw(page)
    before = ink(page)
    page.set_viewport_size({"width": 360, "height": 340})
    page.wait_for_timeout(200)

    assert ink(page) == before > 0


def test_a_screen_reader_finds_its_way(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Siti Aminah")
    expect(page.get_by_role("img", name="Bidang tanda tangan")).to_be_visible()
    for name in ("Urungkan", "Hapus", "Kirim", "Minta dibantu petugas"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    expect(page.get_by_role("group", name="Tanda tangan")).to_be_visible()
    expect(page.get_by_role("link", name="Saya mewakili")).to_be_visible()


def test_a_kiosk_keeps_no_drawing_for_the_next_person(phone, app, live, event, kepling):
    from app.columns import now
    from tests.attendees.hall import hold_ticket

    kiosk = hold_ticket(app, event, now(), is_kiosk=True)
    cookies = [{"name": c.key, "value": c.value, "url": live} for c in kiosk._cookies.values()]
    phone.add_cookies(cookies)
    page = phone.new_page()
    page.goto(f"/h/{event.code}/tamu")
    page.get_by_label("Nama lengkap").fill("Ani")
    draw(page)
    page.reload()

    assert ink(page) == 0
    assert page.get_by_label("Nama lengkap").input_value() == ""
