import re

import pytest
from playwright.sync_api import expect

from app.attendees.models import Attendance, Method

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(make):
    """A kegiatan with two kelurahan, one kepling present."""
    event = make.event()
    perwira, karya = make.village(name="Perwira"), make.village(name="Karya")
    people = {
        name: make.invited(event, name=name, region=make.neighbourhood(village, number))
        for name, village, number in (
            ("Ani", perwira, 1),
            ("Budi", perwira, 2),
            ("Citra", karya, 1),
            ("Dewi", karya, 2),
        )
    }
    make.attendance(event, people["Dewi"])
    return event, people


def desk(context, event, log_in_there, account):
    log_in_there(context, account)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"/meja/{event.code}")
    page.wrong = wrong
    return page


def test_a_new_arrival_appears_while_somebody_is_searching(pc, hall, make, log_in_there):
    event, people = hall
    page = desk(pc, event, log_in_there, make.account())
    page.keyboard.press("/")
    page.get_by_role("checkbox", name="Citra").check()
    page.keyboard.press("/")
    page.keyboard.type("a")
    expect(page.locator("#live")).to_have_attribute("data-search", "a")

    make.attendance(event, people["Ani"])

    expect(page.locator("#present-rows")).to_contain_text("Ani", timeout=30_000)
    expect(page.locator("#desk-missing")).not_to_contain_text("Ani")
    expect(page.locator("#desk-counts li").first).to_have_text(re.compile(r"2\s+hadir"))
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("b")
    assert page.input_value("#q") == "ab"
    expect(page.get_by_text("1 nama dicentang.")).to_be_visible()
    assert page.wrong == []


def test_what_is_open_ticked_and_scrolled_to_stays_when_rows_arrive(pc, hall, make, log_in_there):
    event, people = hall
    for n in range(40):
        make.attendance(event, name=f"Tamu lama {n:02d}")
    page = desk(pc, event, log_in_there, make.account())
    page.locator("summary", has_text="Karya").click()  # shuts what was open
    page.get_by_role("checkbox", name="Budi").check()
    row = page.locator("#present-rows li", has_text="Tamu lama 05")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()["y"]

    make.attendance(event, name="Baru saja")

    expect(page.locator("#present-rows li").first).to_contain_text("Baru saja", timeout=30_000)
    assert abs(row.bounding_box()["y"] - before) < 4
    assert page.get_by_role("checkbox", name="Budi").is_checked()
    assert page.evaluate("document.activeElement.id") == f"tick-{people['Budi'].id}"
    assert not page.locator("details", has_text="Karya").evaluate("it => it.open")


def test_ticks_survive_searches_and_are_recorded_with_the_keyboard_alone(
    pc, hall, make, log_in_there, rows
):
    event, people = hall
    page = desk(pc, event, log_in_there, make.account())
    page.keyboard.press("/")
    for name in ("budi", "citra"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")  # quicker than the answer
        box = page.get_by_role("checkbox", name=name.capitalize())
        expect(box).to_be_checked()
    expect(page.get_by_text("2 nama dicentang.")).to_be_visible()

    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("2 orang tercatat hadir, lembar manual.")).to_be_visible()
    paper = [one.person_id for one in rows(Attendance) if one.method is Method.PAPER]
    assert sorted(paper) == sorted([people["Budi"].id, people["Citra"].id])


def test_two_desks_see_each_other_and_the_second_is_told(pc, phone, hall, make, log_in_there, rows):
    event, people = hall
    first = desk(pc, event, log_in_there, make.account(name="Petugas Satu"))
    second = desk(phone, event, log_in_there, make.account(name="Petugas Dua"))
    for page in (first, second):
        page.get_by_role("checkbox", name="Ani").check()

    first.get_by_role("button", name="Catat hadir, lembar manual").click()
    expect(first.get_by_text("1 orang tercatat hadir")).to_be_visible()
    second.get_by_role("button", name="Catat hadir, lembar manual").click()

    expect(
        second.get_by_text(re.compile("Ani sudah tercatat pukul .* oleh Petugas Satu"))
    ).to_be_visible()
    assert len([one for one in rows(Attendance) if one.person_id == people["Ani"].id]) == 1


def test_a_drawing_at_the_desk_is_kept(pc, hall, make, log_in_there, rows):
    event, people = hall
    page = desk(pc, event, log_in_there, make.account())
    page.get_by_role("link", name="Tanda tangan: Budi").click()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 60 + 25 * step, box["y"] + 60 + (40 if step % 2 else 0))
    page.mouse.up()

    page.get_by_role("button", name="Simpan tanda tangan").click()

    expect(page.get_by_text("Budi tercatat pukul")).to_be_visible()
    [signed] = [one for one in rows(Attendance) if one.person_id == people["Budi"].id]
    assert signed.method is Method.DESK
    kept = page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    assert not [key for key in kept if key.startswith("balai")]


def test_nothing_hides_beside_the_edge_of_a_phone(phone, hall, make, log_in_there):
    event, people = hall
    long = "Muhammad Syahrial Hasibuan Panjaitan Simatupang, S.Sos., M.Si."
    make.invited(event, name=long, region=make.neighbourhood(make.village(name="x" * 60), 3))
    one = make.attendance(event, name=long, position="Account Representative Khusus")
    make.attendance(event, name=long, method=Method.HELPED, signature=None, phone="+628")
    page = desk(phone, event, log_in_there, make.account())

    for address in ("", "?saring=satu-hp", "/tamu", f"/hadir/{one.id}", "/foto-lembar", "/kios"):
        page.goto(f"/meja/{event.code}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_hidden_tab_asks_nothing_and_trouble_slows_it_down(pc, hall, make, log_in_there):
    event, _people = hall
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.clock.install()
    page.goto(f"/meja/{event.code}")
    asked = []
    page.route("**/meja/**", lambda route: (asked.append(1), route.abort()))

    def asked_within(seconds):
        asked.clear()
        for _ in range(seconds):
            page.clock.run_for(1_000)
            page.wait_for_timeout(20)
        return len(asked)

    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.away === true})")
    page.evaluate("window.away = true")
    page.wait_for_timeout(500)  # what was asked just before is no longer on its way
    while_hidden = asked_within(20)
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(100)

    assert while_hidden == 0
    assert asked_within(20) <= 3  # after 8 s and 16 s instead of five times
    page.unroute("**/meja/**")
    make.attendance(event, name="Tamu akhir")
    asked_within(90)
    expect(page.locator("#present-rows")).to_contain_text("Tamu akhir")
