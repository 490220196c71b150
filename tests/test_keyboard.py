"""Everything can be done without mouse and finger: the focus is seen, moves on as one reads, is
never caught, and is not lost when something changes."""

import pytest
from playwright.sync_api import expect

from app.accounts.models import Role
from app.attendees.models import Attendance, Method
from app.events.models import Event
from app.sections.models import Section
from tests.attendees.hall import code_of

pytestmark = pytest.mark.browser

# The focused element: its words, whether one sees that it has the focus, and where it stands.
FOCUS = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const order = [...document.querySelectorAll("*")].indexOf(one);
  return {
    words: (one.labels?.[0]?.innerText || one.ariaLabel || one.innerText || one.name || "").trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 &&
      box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight,
    order,
  };
}
"""
MOST = 200  # stops of the focus on a page


def tab_to(page, words):
    """Press Tab until the focus stands on what is called so."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop and stop["words"].startswith(words):
            assert stop["seen"], f"One does not see the focus on {words}."
            return
    raise AssertionError(f"The focus never reaches {words} on {page.url}.")


def press(page, words):
    tab_to(page, words)
    page.keyboard.press("Enter")


def stops(page):
    """All stops of the focus, once round the page."""
    page.evaluate("document.activeElement.blur()")
    found = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if not stop or (found and stop["order"] <= found[0]["order"]):
            return found
        found.append(stop)
    raise AssertionError(f"The focus never leaves {page.url}.")


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS")


@pytest.fixture
def office(pc, make, log_in_there):
    log_in_there(pc, make.account(name="Ani"))
    return pc.new_page()


def test_a_kepling_reaches_the_receipt(pc, event, make, rows):
    village = make.village(name="Perwira")
    for number in (1, 2):
        make.invited(event, region=make.neighbourhood(village, number), name=f"Kepling {number}")
    make.invited(event)
    page = pc.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")

    press(page, "Perwira")
    page.wait_for_url("**/kelurahan/*")
    press(page, "Lingkungan II")
    page.wait_for_url("**/wilayah/*")
    press(page, "Kepling 2")
    page.wait_for_url("**/orang/*")
    tab_to(page, "Urungkan")
    tab_to(page, "Hapus")
    press(page, "Minta dibantu petugas")
    page.wait_for_url("**/r/*")

    expect(page.get_by_text("Silakan ke meja petugas")).to_be_visible()
    assert [row.method for row in rows(Attendance)] == [Method.HELPED]


def test_the_first_stop_leads_past_the_menu(office):
    office.goto("/kegiatan")
    press(office, "Langsung ke isi")

    assert office.evaluate("document.activeElement.id") == "main"
    office.keyboard.press("Tab")
    assert office.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_focus_is_seen_everywhere_and_follows_the_page(office, event, make):
    make.invited(event, name="Budi Contoh")
    make.question(event)
    code = event.code
    pages = ("/", "/kegiatan", "/kegiatan/baru", f"/kegiatan/{code}", f"/kegiatan/{code}/undangan")
    pages += (f"/meja/{code}", f"/kegiatan/{code}/pertanyaan", f"/kegiatan/{code}/notula")
    unseen = {}
    for address in pages:
        office.goto(address)
        office.wait_for_load_state()
        found = stops(office)
        assert len(found) > 5
        hidden = [stop["words"] for stop in found if not stop["seen"]]
        order = [stop["order"] for stop in found]
        if hidden or order != sorted(order):
            unseen[address] = hidden or order

    assert unseen == {}


def test_a_kegiatan_is_made(office, rows):
    office.goto("/kegiatan/baru")
    tab_to(office, "Judul")
    office.keyboard.type("Rapat kepling")
    tab_to(office, "Tanggal")
    office.keyboard.type("02022027")  # the same day in whichever order
    tab_to(office, "Jam mulai")
    office.keyboard.type("0900AM")  # the last two for a browser that counts to 12
    tab_to(office, "Tempat")
    office.keyboard.type("Aula")
    press(office, "Simpan")
    office.wait_for_url(lambda address: not address.endswith("/baru"))

    assert [(event.title, event.day.isoformat()) for event in rows(Event)] == [
        ("Rapat kepling", "2027-02-02")
    ]


def test_the_desk_records_who_came(office, event, make, rows):
    make.invited(event, name="Budi Contoh")
    office.goto(f"/meja/{event.code}")
    office.keyboard.press("/")
    assert office.evaluate("document.activeElement.id") == "q"
    office.keyboard.type("budi")
    expect(office.locator("#live")).to_have_attribute("data-search", "budi")
    assert office.evaluate("document.activeElement.id") == "q"
    tab_to(office, "Budi")
    office.keyboard.press("Space")

    expect(office.get_by_text("1 nama dicentang.")).to_be_visible()


# == what comes back, and what is changed ==

FOCUSED = "document.activeElement.id"
PRESS_WHEN_IT_COMES = """([id, words]) => new MutationObserver((_, watching) => {
  const button = document.getElementById(id);
  if (button?.textContent !== words) return;
  watching.disconnect();
  document.documentElement.dataset.pressed = "1"; // gone with this page
  button.click();
}).observe(document.body, { childList: true, subtree: true })"""


def no_browser_rules(page):
    """So that the form reaches the server as it is."""
    page.evaluate("for (const form of document.forms) form.noValidate = true")


def said(page):
    return page.locator("#said[role=status]")


def test_a_form_that_comes_back_puts_the_focus_on_the_first_wrong_field(office):
    office.goto("/kegiatan/baru")
    no_browser_rules(office)
    office.get_by_label("Judul").fill("Rapat")
    office.get_by_label("Tempat").fill("x" * 300)
    office.get_by_role("button", name="Simpan").click()
    wrong = office.locator("[aria-invalid]").first
    expect(wrong).to_be_focused()

    id = wrong.get_attribute("aria-describedby").split()[0]
    assert office.locator(f"#{id}").inner_text()
    expect(office.locator("p[role=alert]")).to_contain_text("Periksa kolom yang ditandai")


def test_words_about_the_whole_form_get_the_focus(pc, make):
    page = pc.new_page()
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill("ani")
    page.get_by_label("Kata sandi").fill("bukan ini")
    page.get_by_role("button", name="Masuk").click()

    expect(page.locator("[role=alert]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('input')")


def test_a_form_that_htmx_brings_back_puts_the_focus_there_too(office):
    office.goto("/tindak-lanjut/baru")
    office.get_by_role("button", name="Simpan").last.click()

    expect(office.locator("#what")).to_be_focused()
    expect(office.locator("#what")).to_have_attribute("aria-invalid", "true")


def test_six_digits_that_are_wrong_are_typed_again_at_once(phone, event):
    page = phone.new_page()
    page.goto(f"/h/{event.code}")
    page.get_by_role("textbox").fill("000000")
    page.get_by_role("button", name="Masuk dengan angka").tap()
    page.get_by_role("textbox").fill("000000")
    page.get_by_role("button", name="Masuk dengan angka").tap()

    expect(page.locator("[role=alert], [aria-invalid]").first).to_be_visible()
    assert page.evaluate("document.activeElement.matches('input, [role=alert]')")


def test_a_name_that_is_invited_is_asked_about_where_the_focus_stands(pc, event, make):
    make.invited(event, name="Budi Contoh")
    page = pc.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    page.goto(f"/h/{event.code}/tamu")
    page.get_by_label("Nama lengkap").fill("Budi Contoh")
    page.get_by_label("Jabatan", exact=True).fill("Staf")
    page.get_by_label("Kelurahan atau instansi").fill("Bank")
    page.get_by_role("button", name="Minta dibantu petugas").click()

    expect(page.get_by_role("alert").filter(has_text="ada di daftar undangan")).to_be_focused()


@pytest.mark.parametrize(
    ("address", "words", "told"),
    [
        ("/direktori/orang", "budi", "1 orang ditemukan."),
        ("/direktori/orang", "zzz", "0 orang ditemukan."),
        ("/direktori", "budi", "1 yang cocok."),
        ("/direktori", "zzz", "Tidak ada wilayah atau orang"),
        ("/kegiatan", "bpjs", "1 kegiatan"),
        ("/kegiatan", "zzz", "Tidak ada kegiatan yang cocok."),
        ("/tindak-lanjut", "zzz", "0 tindak lanjut"),
        ("/kegiatan/{code}/undangan", "budi", "1 orang cocok."),
        ("/kegiatan/{code}/undangan", "zzz", "Tidak ada orang aktif yang cocok"),
        ("/meja/{code}", "budi", "Cocok: 0 sudah hadir, 1 belum hadir."),
        ("/kegiatan/{code}/pertanyaan/baru", "zzz", "Tidak ada yang cocok"),
        ("/tindak-lanjut/baru", "budi", "1 orang cocok."),
    ],
)
def test_what_a_search_has_found_is_read_out(office, event, make, address, words, told):
    make.invited(event, name="Budi Contoh")
    office.goto(address.format(code=event.code))
    office.locator("#q").focus()
    office.keyboard.type(words)

    expect(said(office)).to_contain_text(told)
    assert office.evaluate(FOCUSED) == "q"


def test_what_the_log_has_found_is_read_out(pc, make, log_in_there):
    log_in_there(pc, make.account(role=Role.ADMIN))
    page = pc.new_page()
    page.goto("/pengaturan/jejak")
    page.locator("#q").focus()
    page.keyboard.type("zzz")

    expect(said(page)).to_have_text("0 catatan")


def test_the_focus_stays_with_what_was_pressed(office, event, make):
    guest = make.invited(event, name="Budi Contoh")
    office.goto(f"/kegiatan/{event.code}/undangan")
    for words in ("Keluarkan", "Undang lagi", "Keluarkan"):
        button = office.locator(f"#guest-{guest.id}-button")
        expect(button).to_have_text(words)
        button.press("Enter")
    expect(office.locator(f"#guest-{guest.id}-button")).to_have_text("Undang lagi")

    expect(office.locator(f"#guest-{guest.id}-button")).to_be_focused()


def test_what_has_just_come_is_pressed_at_once_and_loads_no_whole_page(office, event, make):
    button = f"guest-{make.invited(event, name='Budi Contoh').id}-button"
    office.goto(f"/kegiatan/{event.code}/undangan")
    office.evaluate(PRESS_WHEN_IT_COMES, [button, "Undang lagi"])
    office.locator(f"#{button}").press("Enter")

    expect(office.locator(f"[data-pressed] #{button}")).to_have_text("Keluarkan")


def test_or_with_the_row_where_nothing_is_left_to_press(office, event, make):
    someone = make.person(name="Citra Dewi")
    office.goto(f"/kegiatan/{event.code}/undangan")
    office.locator("#q").fill("citra")
    expect(office.locator("#matches")).to_contain_text("Citra Dewi")
    office.locator(f"#match-{someone.id}-button").press("Enter")

    expect(office.locator(f"#match-{someone.id}")).to_contain_text("Sudah diundang")
    expect(office.locator(f"#match-{someone.id}")).to_be_focused()


def test_who_moves_something_to_the_top_stays_with_it(office, event, make):
    ids = [make.material(event, title=title).id for title in ("Satu", "Dua")]
    office.goto(f"/kegiatan/{event.code}/materi")
    office.locator(f"#up-{ids[1]}").press("Enter")
    expect(office.locator(f"#up-{ids[1]}")).to_be_disabled()

    expect(office.locator(f"#material-{ids[1]}")).to_be_focused()


def test_who_marks_one_by_one_without_a_line_goes_on_below(pc, office, event, make):
    for name in ("Ani Lubis", "Budi Lubis", "Citra Lubis"):
        make.invited(event, name=name)
    with office.expect_response("**/susulan?daftar"):
        office.goto(f"/meja/{event.code}")
    office.wait_for_timeout(200)
    pc.set_offline(True)
    office.locator("#office-q").fill("lubis")
    office.get_by_role("button", name="Lembar manual: Ani").press("Enter")
    expect(office.get_by_role("button", name="Lembar manual: Budi")).to_be_focused()
    office.keyboard.press("Enter")
    expect(office.get_by_role("button", name="Lembar manual: Citra")).to_be_focused()
    office.keyboard.press("Enter")

    expect(office.get_by_role("heading", name="3 menunggu kirim")).to_be_visible()
    expect(office.locator("#office-q")).to_be_focused()


def test_the_notula_is_written_and_left(office, event, rows):
    office.goto(f"/kegiatan/{event.code}/notula")
    office.locator("#bagian-pembukaan .editor-text").wait_for()
    for _ in range(MOST):
        office.keyboard.press("Tab")
        if office.evaluate("document.activeElement.matches('#bagian-pembukaan .editor-text')"):
            break
    office.keyboard.type("Acara dibuka.")
    office.keyboard.press("Tab")

    assert not office.evaluate("document.activeElement.matches('#bagian-pembukaan .editor-text')")
    expect(office.locator("#bagian-pembukaan .editor-state")).to_contain_text("Tersimpan")
    assert any("Acara dibuka." in row.body for row in rows(Section))
