"""A desk and a kiosk that lose their line go on; what waits is reconciled when it returns."""

import re

import pytest
from playwright.sync_api import expect

from app.access import COOKIE
from app.accounts.models import LoginSession
from app.attendees.kiosks import Kiosk
from app.attendees.models import Attendance, Method
from app.columns import now
from app.extensions import db
from tests.attendees.hall import come_in, hold_ticket, sign
from tests.attendees.test_hall_browser import draw
from tests.attendees.test_offline_browser import LEFT, wait_for_worker

pytestmark = pytest.mark.browser

LATER = 30_000  # ms, some tries
# Waits until the names of the invited are in the store.
LIST_IS_KEPT = """async () => {
  const count = (base) => new Promise((done) => {
    const all = base.transaction("book").objectStore("book").count();
    all.onsuccess = () => { base.close(); done(all.result); };
  });
  const open = () => new Promise((done) => {
    const asked = indexedDB.open("balai-kantor");
    asked.onsuccess = () => done(asked.result);
  });
  for (let turn = 0; turn < 600; turn += 1) {
    const names = (await indexedDB.databases()).map((base) => base.name);
    if (names.includes("balai-kantor") && await count(await open())) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("no list was kept");
}"""


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def people(make, event):
    village = make.village(name="Perwira")
    return [
        make.invited(event, name=name, region=make.neighbourhood(village, number))
        for number, name in enumerate(("Ani Lubis", "Budi Harahap", "Citra Dewi"), 1)
    ]


@pytest.fixture
def no_worker(pc, phone):
    """As over plain HTTP to the address of a laptop."""
    for context in (pc, phone):
        context.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")


@pytest.fixture
def desk(pc, event, people, make, log_in_there):
    log_in_there(pc, make.account(name="Petugas Satu"))
    return open_desk(pc, event)


def open_desk(context, event):
    page = context.new_page()
    with page.expect_response("**/susulan?daftar"):
        page.goto(f"/meja/{event.code}")
    page.evaluate(LIST_IS_KEPT)
    return page


def tick(page, *names):
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Catat hadir, lembar manual").click()


def cut(route):
    route.abort()


def cut_for_forms(route):
    route.abort() if route.request.method == "POST" else route.continue_()


def left(page):
    return page.evaluate(LEFT)["records"]


def test_the_desk_marks_two_without_a_line_and_the_phone_that_was_quicker_is_shown(
    app, pc, no_worker, desk, event, people, rows
):
    pc.set_offline(True)
    tick(desk, "Ani", "Budi")
    expect(desk.get_by_role("heading", name="2 menunggu kirim")).to_be_visible()
    expect(desk.locator("#live input:checked")).to_have_count(0)
    while_waiting = rows(Attendance)
    sign(come_in(app, event), event, people[1])  # on the own phone, with a line

    pc.set_offline(False)
    card = desk.locator("#office-waiting")
    expect(card).to_contain_text("Ani Lubis: tercatat nomor 2.", timeout=LATER)
    expect(card).to_contain_text(
        re.compile(r"Sudah tercatat sebelumnya, nomor 1: Budi Harahap .* lewat HP")
    )

    expect(desk.locator("#present-rows")).to_contain_text("Ani Lubis")  # at once
    assert while_waiting == []
    assert sorted((row.name, row.method) for row in rows(Attendance)) == [
        ("Ani Lubis", Method.PAPER),
        ("Budi Harahap", Method.PHONE),
    ]
    [conflict] = left(desk)
    assert "fields" not in conflict or conflict["fields"] is None
    desk.reload()
    expect(card).to_contain_text("Sudah tercatat sebelumnya")  # until somebody has seen it
    desk.get_by_role("button", name="Sudah saya lihat").click()
    expect(card).not_to_contain_text("Sudah tercatat")
    assert left(desk) == []
    assert "balai_menunggu" not in desk.evaluate("document.cookie")


def test_the_page_of_the_desk_lists_the_invited_without_a_line(pc, no_worker, desk, people, rows):
    pc.set_offline(True)
    panel = desk.locator("#office-panel")
    expect(panel).to_contain_text("Tidak tersambung. Meja tetap dapat dipakai")
    expect(panel).to_contain_text("Jangan muat ulang")
    panel.get_by_label("Cari nama").fill("citra")
    panel.get_by_role("button", name="Dibantu petugas: Citra Dewi").click()
    expect(panel.locator("#office-rows")).to_contain_text("menunggu kirim")
    panel.get_by_text("Tambah orang").click()
    panel.get_by_label("Nama lengkap").fill("Doni")
    panel.get_by_label("Jabatan", exact=True).fill("Staf")
    panel.get_by_label("Kelurahan atau instansi", exact=True).fill("Bank Sumut")
    panel.get_by_role("button", name="Lembar manual", exact=True).click()
    expect(desk.get_by_role("heading", name="2 menunggu kirim")).to_be_visible()

    pc.set_offline(False)
    expect(desk.locator("#office-waiting")).to_contain_text("Doni: tercatat", timeout=LATER)

    expect(panel).to_be_hidden()
    assert [(row.name, row.method) for row in rows(Attendance)] == [
        ("Citra Dewi", Method.HELPED),
        ("Doni", Method.PAPER),
    ]
    assert left(desk) == []


def test_there_is_one_search_and_what_is_typed_moves_along(pc, no_worker, desk, people):
    desk.keyboard.press("/")
    desk.keyboard.type("ci")
    pc.set_offline(True)
    panel = desk.locator("#office-panel")
    expect(panel.get_by_label("Cari nama")).to_be_focused(timeout=15_000)
    desk.keyboard.type("tra")

    expect(desk.get_by_label("Cari nama")).to_have_count(2)
    expect(desk.locator("input[type=search]:visible")).to_have_value("citra")
    expect(panel.locator("li")).to_have_count(1)

    pc.set_offline(False)
    expect(desk.locator("#q")).to_be_focused(timeout=15_000)
    expect(desk.locator("input[type=search]:visible")).to_have_value("citra")
    expect(desk.locator("#live")).not_to_contain_text("Ani")


def test_a_link_of_the_desk_leads_nowhere_without_a_line(pc, no_worker, desk, event):
    pc.set_offline(True)
    desk.get_by_role("link", name="Tambah orang").click()

    expect(desk.get_by_role("heading", name="Catat tanpa sambungan")).to_be_visible()
    assert desk.url.endswith(f"/meja/{event.code}")


def test_a_drawing_at_the_desk_waits_too(pc, no_worker, desk, event, people, rows):
    desk.get_by_role("link", name="Tanda tangan: Ani").click()
    desk.wait_for_url("**/tanda-tangan/*")
    pc.set_offline(True)
    draw(desk)
    desk.get_by_role("button", name="Simpan tanda tangan").click()
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()

    pc.set_offline(False)
    expect(desk.locator("#office-waiting")).to_contain_text("tercatat nomor 1", timeout=LATER)

    assert [(row.name, row.method) for row in rows(Attendance)] == [("Ani Lubis", Method.DESK)]
    assert left(desk) == []


def test_a_guest_who_was_being_typed_waits_too(pc, no_worker, desk, event, rows):
    desk.goto(f"/meja/{event.code}/tamu")
    desk.get_by_label("Nama lengkap").fill("Doni")
    desk.get_by_label("Jabatan", exact=True).fill("Staf")
    desk.get_by_label("Kelurahan atau instansi").fill("Bank Sumut")
    pc.set_offline(True)
    desk.get_by_role("button", name="Catat, lembar manual").click()
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()

    pc.set_offline(False)
    expect(desk.locator("#office-waiting")).to_contain_text("Doni: tercatat", timeout=LATER)

    assert [row.method for row in rows(Attendance)] == [Method.PAPER]


def test_a_desk_that_is_loaded_again_without_a_line_loses_nothing_and_goes_on(
    pc, desk, event, rows
):
    wait_for_worker(desk)
    pc.set_offline(True)
    tick(desk, "Ani")
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()

    desk.reload()
    expect(desk).to_have_title("Meja tanpa sambungan – Balai")
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()
    desk.get_by_role("button", name="Lembar manual: Budi Harahap").click()
    expect(desk.get_by_role("heading", name="2 menunggu kirim")).to_be_visible()
    pc.set_offline(False)

    expect(desk.locator("#desk-counts")).to_contain_text("2 lembar manual", timeout=LATER)
    assert len(rows(Attendance)) == 2


def test_a_closed_page_sends_when_the_desk_is_opened_again(pc, no_worker, desk, event, rows):
    pc.set_offline(True)
    tick(desk, "Ani")
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()
    desk.close()
    pc.set_offline(False)

    again = pc.new_page()
    again.goto(f"/meja/{event.code}")
    expect(again.locator("#office-waiting")).to_contain_text("tercatat nomor 1", timeout=LATER)

    assert len(rows(Attendance)) == 1
    assert left(again) == []


def test_who_is_logged_out_meanwhile_is_asked_to_log_in_and_nothing_is_lost(
    app, pc, no_worker, desk, event, make, log_in_there, rows
):
    pc.set_offline(True)
    tick(desk, "Ani")
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()
    with app.app_context():
        db.session.execute(db.delete(LoginSession))
        db.session.commit()

    pc.set_offline(False)
    expect(desk.get_by_role("link", name="Masuk lagi")).to_be_visible(timeout=LATER)
    while_out = rows(Attendance)
    pc.clear_cookies(name=COOKIE)
    log_in_there(pc, make.account(name="Petugas Dua"))
    desk.goto(f"/meja/{event.code}")
    expect(desk.locator("#office-waiting")).to_contain_text("tercatat nomor 1", timeout=LATER)

    assert while_out == []
    assert len(rows(Attendance)) == 1


def test_who_logs_out_while_something_waits_is_asked_and_nothing_is_thrown_away(
    pc, desk, event, make, log_in_there, rows
):
    for address in ("**/susulan", "**/lembar"):  # the line of the marks alone
        pc.route(address, cut_for_forms)
    tick(desk, "Ani")
    expect(desk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()
    with desk.expect_event("dialog") as asked:
        desk.get_by_role("button", name="Keluar").click()
    words = asked.value.message
    asked.value.dismiss()
    stayed = desk.url
    with desk.expect_event("dialog") as asked:
        desk.get_by_role("button", name="Keluar").click()
    asked.value.accept()
    desk.wait_for_url("**/masuk")
    kept = left(desk)

    assert "belum terkirim" in words
    assert stayed.endswith(f"/meja/{event.code}")
    assert [record["who"] for record in kept] == ["Ani Lubis"]


@pytest.fixture
def kiosk(phone, app, live, event, people, make):
    held = hold_ticket(app, event, now(), kiosk_by=make.account())
    cookies = [{"name": c.key, "value": c.value, "url": live} for c in held._cookies.values()]
    phone.add_cookies(cookies)
    page = phone.new_page()
    with page.expect_response("**/susulan?daftar"):
        page.goto(f"/h/{event.code}")
    page.evaluate(LIST_IS_KEPT)
    return page


def sign_here(page):
    draw(page)
    page.get_by_role("button", name="Kirim", exact=True).tap()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()


def test_people_sign_at_a_kiosk_one_after_the_other_without_a_line(
    app, phone, no_worker, kiosk, event, people, rows
):
    kiosk.get_by_role("link", name="Lingkungan I", exact=True).tap()
    kiosk.get_by_role("link", name="Ani Lubis").tap()
    kiosk.wait_for_url("**/orang/*")
    phone.set_offline(True)
    sign_here(kiosk)
    expect(kiosk.locator("#hall")).to_contain_text("menunggu kirim")
    kiosk.get_by_role("button", name="Peserta berikutnya").tap()
    kiosk.get_by_role("button", name="Perwira").tap()
    kiosk.get_by_role("button", name="Lingk. II", exact=True).tap()
    kiosk.get_by_role("button", name="Budi Harahap").tap()
    sign_here(kiosk)
    kiosk.get_by_role("button", name="Peserta berikutnya").tap()
    kiosk.get_by_role("button", name="Saya tidak ada di daftar").tap()
    kiosk.get_by_label("Nama lengkap").fill("Doni")
    kiosk.get_by_label("Jabatan", exact=True).fill("Staf")
    kiosk.get_by_label("Kelurahan atau instansi").fill("Bank Sumut")
    sign_here(kiosk)
    expect(kiosk.get_by_role("heading", name="3 menunggu kirim")).to_be_visible()
    while_waiting = rows(Attendance)
    sign(come_in(app, event), event, people[1])

    phone.set_offline(False)
    expect(kiosk.get_by_text("1 perlu dilihat petugas")).to_be_visible(timeout=LATER)
    kiosk.wait_for_url(f"**/h/{event.code}", timeout=LATER)
    kiosk.get_by_text("1 perlu dilihat petugas").tap()

    expect(kiosk.locator("#office-waiting")).to_contain_text("lewat HP")
    assert while_waiting == []
    assert sorted((row.name, row.method) for row in rows(Attendance)) == [
        ("Ani Lubis", Method.DESK),
        ("Budi Harahap", Method.PHONE),
        ("Doni", Method.DESK),
    ]
    assert [record["who"] for record in left(kiosk)] == ["Budi Harahap"]


def test_a_kiosk_that_is_loaded_again_without_a_line_loses_nothing_and_goes_on(
    phone, kiosk, event, people, rows
):
    wait_for_worker(kiosk)
    kiosk.goto(f"/h/{event.code}/orang/{people[0].id}")
    phone.set_offline(True)
    sign_here(kiosk)
    kiosk.reload()
    expect(kiosk.locator("[data-shell]")).to_be_visible()
    expect(kiosk.get_by_role("heading", name="1 menunggu kirim")).to_be_visible()
    kiosk.get_by_role("button", name="Perwira").tap()
    kiosk.get_by_role("button", name="Lingk. III", exact=True).tap()
    kiosk.get_by_role("button", name="Citra Dewi").tap()
    sign_here(kiosk)
    expect(kiosk.get_by_role("heading", name="2 menunggu kirim")).to_be_visible()

    phone.set_offline(False)
    expect(kiosk.get_by_role("heading", name="menunggu kirim")).to_be_hidden(timeout=LATER)

    assert sorted(row.name for row in rows(Attendance)) == ["Ani Lubis", "Citra Dewi"]
    assert left(kiosk) == []


def test_a_kiosk_that_was_taken_back_says_so_and_staff_send_what_it_kept(
    app, phone, no_worker, kiosk, event, people, make, log_in_there, rows
):
    kiosk.goto(f"/h/{event.code}/orang/{people[0].id}")
    phone.set_offline(True)
    sign_here(kiosk)
    with app.app_context():
        db.session.scalars(db.select(Kiosk)).one().end(now())
        db.session.commit()

    phone.set_offline(False)
    expect(kiosk.get_by_text("1 perlu dilihat petugas")).to_be_visible(timeout=LATER)
    # It returns to the start by itself.
    expect(kiosk.get_by_role("heading", name="Pindai kode QR")).to_be_visible(timeout=LATER)
    kiosk.get_by_text("1 perlu dilihat petugas").tap()
    expect(kiosk.locator("#office-waiting")).to_contain_text("diakhiri petugas")
    refused = rows(Attendance)

    log_in_there(phone, make.account())
    kiosk.goto(f"/meja/{event.code}")
    kiosk.get_by_role("button", name="Kirim lagi sebagai petugas").tap()
    expect(kiosk.locator("#office-waiting")).to_contain_text("tercatat nomor 1", timeout=LATER)

    assert refused == []
    assert [(row.name, row.method) for row in rows(Attendance)] == [("Ani Lubis", Method.DESK)]
    assert left(kiosk) == []


NAMES = """() => new Promise((done) => {
  const opening = indexedDB.open("balai-kantor");
  opening.onsuccess = () => {
    const all = opening.result.transaction("book").objectStore("book").getAll();
    all.onsuccess = () => {
      opening.result.close();
      done(all.result.flatMap((one) => one.people));
    };
  };
})"""


def test_who_logs_out_leaves_no_names_where_the_browser_forgets_nothing_by_itself(pc, desk):
    """As over plain HTTP: there a browser does not listen to Clear-Site-Data."""

    def without_clearing(route):
        answer = route.fetch(max_redirects=0)
        kept = {k: v for k, v in answer.headers.items() if k.lower() != "clear-site-data"}
        route.fulfill(response=answer, headers=kept)

    before = len(desk.evaluate(NAMES))
    desk.route("**/keluar", without_clearing)

    desk.get_by_role("button", name="Keluar").click()
    desk.wait_for_url("**/masuk")

    assert (before, desk.evaluate(NAMES)) == (3, [])
