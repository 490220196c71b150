"""Everything can be done without mouse and finger: the focus is seen, moves on as one reads, is
never caught, and is not lost when something changes."""

import pytest
from playwright.sync_api import expect

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
