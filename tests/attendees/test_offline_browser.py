"""A phone that loses its line: what was signed waits on it, goes out by itself, and is gone."""

import re

import pytest
from playwright.sync_api import expect

from app.attendees.models import Attendance
from tests.attendees.hall import code_of
from tests.attendees.test_hall_browser import draw

pytestmark = pytest.mark.browser

LATER = 20_000  # ms, some tries

LEFT = """async () => {
  const bases = await indexedDB.databases();
  let records = [];
  for (const base of bases) records = records.concat(await new Promise((done) => {
    const asked = indexedDB.open(base.name);
    asked.onsuccess = () => {
      const all = asked.result.transaction("waiting").objectStore("waiting").getAll();
      all.onsuccess = () => { asked.result.close(); done(all.result); };
    };
  }));
  const kept = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys())
      kept.push(new URL(one.url).pathname);
  return { records, storage: localStorage.length + sessionStorage.length, kept: kept.sort() };
}"""
SHELL = ["/luring", "/static/css/app.css", "/static/icon.svg", "/static/js/waiting.js"]


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def people(make, event):
    return [make.invited(event, name=name) for name in ("Siti Aminah", "Budi Santoso")]


@pytest.fixture
def line(phone):
    """The line of the phone, of its pages and of its worker."""

    class Line:
        def cut(self):
            phone.set_offline(True)
            phone.route("**/susulan", lambda route: route.abort())  # the worker's too

        def mend(self):
            phone.unroute("**/susulan")
            phone.set_offline(False)

    return Line()


@pytest.fixture
def no_worker(phone):
    """As over plain HTTP to the address of a laptop."""
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")


@pytest.fixture
def open_page(phone, event):
    def open_page(person):
        page = phone.new_page()
        page.goto(f"/h/{event.code}?k={code_of(event)}")
        page.goto(f"/h/{event.code}/orang/{person.id}")
        return page

    return open_page


def wait_for_worker(page):
    """Until it has taken over this page; one that a lost line stops halfway is dropped."""
    page.evaluate("""() => navigator.serviceWorker.controller || new Promise(
        (done) => { navigator.serviceWorker.oncontrollerchange = done; })""")


def finish(page):
    draw(page)
    page.get_by_role("button", name="Kirim", exact=True).tap()
    expect(page.get_by_role("heading", name="Menunggu kirim")).to_be_visible()


def test_who_finishes_without_a_line_is_on_the_list_when_it_returns(
    phone, line, open_page, people, no_worker, rows, event
):
    page = open_page(people[0])
    line.cut()
    finish(page)
    expect(page.locator("#waiting")).to_contain_text("Siti Aminah")
    expect(page.locator("#waiting")).to_contain_text("Biarkan halaman ini terbuka")
    while_waiting = rows(Attendance)

    line.mend()
    expect(page.locator("#waiting")).to_contain_text(
        re.compile(r"Terkirim, nomor 1, ditandatangani pukul \d\d\.\d\d WIB\."), timeout=LATER
    )
    left = page.evaluate(LEFT)
    page.get_by_role("link", name="Lihat bukti kehadiran").tap()
    page.wait_for_url(f"**/r/{event.code}")

    row = rows(Attendance)[0]
    assert while_waiting == []
    assert row.name == "Siti Aminah"
    assert row.received_at >= row.signed_at
    assert left == {"records": [], "storage": 0, "kept": []}


def test_a_tap_on_try_now_says_that_there_is_no_line_yet(line, open_page, people, no_worker):
    page = open_page(people[0])
    line.cut()
    finish(page)
    page.get_by_role("button", name="Coba kirim sekarang").tap()

    expect(page.locator("#waiting")).to_contain_text("Belum tersambung.")
    expect(page.get_by_role("button", name="Coba kirim sekarang")).to_be_enabled()


def test_a_closed_page_without_a_worker_sends_when_the_hall_is_opened_again(
    phone, line, open_page, people, no_worker, rows, event
):
    page = open_page(people[0])
    line.cut()
    finish(page)
    page.close()
    line.mend()
    before = rows(Attendance)

    again = phone.new_page()
    again.goto(f"/h/{event.code}")
    expect(again.locator("#waiting")).to_contain_text("Terkirim, nomor 1", timeout=LATER)

    assert before == []
    assert len(rows(Attendance)) == 1
    assert again.evaluate(LEFT) == {"records": [], "storage": 0, "kept": []}


def test_with_a_worker_the_hall_opens_without_a_line_and_shows_what_waits(
    phone, line, open_page, people, rows, event
):
    page = open_page(people[0])
    wait_for_worker(page)
    line.cut()
    finish(page)
    page.close()

    offline = phone.new_page()
    offline.goto(f"/h/{event.code}")
    expect(offline.get_by_role("heading", name="Tidak tersambung")).to_be_visible()
    expect(offline.locator("#waiting")).to_contain_text("Siti Aminah")
    line.mend()
    expect(offline.locator("#waiting")).to_contain_text("nomor 1", timeout=LATER)

    assert len(rows(Attendance)) == 1
    assert offline.evaluate(LEFT) == {"records": [], "storage": 0, "kept": SHELL}


def test_the_worker_sends_with_every_page_closed(phone, line, open_page, people, rows, event):
    page = open_page(people[0])
    wait_for_worker(page)
    line.cut()
    finish(page)
    page.close()
    line.mend()

    worker = phone.service_workers[0]
    left = worker.evaluate("() => self.balaiWaiting.send()")  # what its sync event calls
    sent = rows(Attendance)
    later = phone.new_page()
    later.goto(f"/h/{event.code}")
    expect(later.locator("#waiting")).to_contain_text("nomor 1")

    assert left == 0
    assert len(sent) == 1
    assert later.evaluate(LEFT) == {"records": [], "storage": 0, "kept": SHELL}


def test_two_people_wait_on_one_phone(phone, line, open_page, people, no_worker, rows):
    pages = [open_page(person) for person in people]
    line.cut()
    for page in pages:
        page.bring_to_front()
        finish(page)
    expect(pages[1].locator("#waiting li")).to_have_count(2)

    pages[0].close()  # an open one may be the one that shows the answers
    line.mend()
    expect(pages[1].locator("#waiting")).to_contain_text("nomor 2", timeout=LATER)

    assert sorted(row.name for row in rows(Attendance)) == ["Budi Santoso", "Siti Aminah"]
    assert pages[1].evaluate(LEFT)["records"] == []


def test_a_final_refusal_says_whom_to_ask_and_is_gone(
    app, line, open_page, people, no_worker, rows, event
):
    from app.events.models import Status
    from tests.questions.phones import change

    page = open_page(people[0])
    line.cut()
    finish(page)
    change(app, event, {"status": Status.LOCKED})

    line.mend()
    expect(page.locator("#waiting")).to_contain_text("hubungi petugas", timeout=LATER)

    expect(page.get_by_role("heading", level=1)).to_have_text("Belum tercatat")
    assert rows(Attendance) == []
    assert page.evaluate(LEFT)["records"] == []


def test_what_the_server_answers_is_no_lost_line(page_of, rows):
    page = page_of()
    page.route("**/hadir", lambda route: route.fulfill(status=503, body="Sibuk"))
    draw(page)
    page.get_by_role("button", name="Kirim", exact=True).tap()
    expect(page.get_by_text("Sibuk")).to_be_visible()

    assert page.evaluate(LEFT)["records"] == []


@pytest.fixture
def page_of(open_page, people, no_worker):
    return lambda: open_page(people[0])


def test_words_that_are_missing_are_asked_for_first(phone, line, event, no_worker, people):
    page = phone.new_page()
    page.goto(f"/h/{event.code}?k={code_of(event)}")
    page.goto(f"/h/{event.code}/tamu")
    line.cut()
    draw(page)
    page.get_by_role("button", name="Kirim", exact=True).tap()

    expect(page.get_by_text("Lengkapi dahulu isian Anda")).to_be_visible()
    expect(page.get_by_label("Nama lengkap")).to_be_focused()
    assert page.evaluate(LEFT)["records"] == []


def test_after_twelve_hours_it_is_deleted_with_a_word(line, open_page, people, no_worker, rows):
    page = open_page(people[0])
    line.cut()
    finish(page)
    page.evaluate("const real = Date.now; Date.now = () => real() + 13 * 3600 * 1000")
    page.get_by_role("button", name="Coba kirim sekarang").tap()

    expect(page.locator("#waiting")).to_contain_text("lebih dari 12 jam")
    assert page.evaluate(LEFT)["records"] == []


def test_a_wrong_clock_on_the_phone_does_not_matter(line, open_page, people, no_worker, rows):
    page = open_page(people[0])
    page.add_init_script("const real = Date.now; Date.now = () => real() - 9e9")
    page.reload()
    line.cut()
    finish(page)

    line.mend()
    expect(page.locator("#waiting")).to_contain_text("nomor 1", timeout=LATER)

    row = rows(Attendance)[0]
    assert (row.received_at - row.signed_at).total_seconds() < 120
