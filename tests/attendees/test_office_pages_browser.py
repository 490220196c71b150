"""At a desk and a kiosk nobody ever sees the browser's own error page: the line may die between any
two things, also where it was there a moment ago; as over plain HTTP, without a worker."""

import pytest
from playwright.sync_api import expect
from werkzeug.exceptions import ServiceUnavailable

from app.attendees.kiosks import Kiosk
from app.attendees.models import Attendance, Method
from app.attendees.sheet_photos import SheetPhoto
from app.columns import now
from app.extensions import db
from tests.attendees.test_desk_offline_browser import (
    LATER,
    cut,
    desk,
    event,
    kiosk,
    left,
    no_worker,
    people,
    sign_here,
    tick,
)
from tests.attendees.test_hall_browser import draw
from tests.attendees.test_offline_browser import wait_for_worker
from tests.attendees.test_sheets import picture

__all__ = ["desk", "event", "kiosk", "no_worker", "people"]

pytestmark = pytest.mark.browser


def stands(page, event):
    """Ours, and usable: the list of the invited is there."""
    expect(page.get_by_role("heading", name="Catat tanpa sambungan")).to_be_visible()
    assert page.url.startswith(f"{page.url.split('/meja/')[0]}/meja/{event.code}")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("link", "Tambah orang"),
        ("link", "Tanda tangan: Ani"),
        ("link", "Wakil: Ani"),
        ("link", "Ubah Doni"),
        ("link", "Foto lembar"),
        ("link", "Jadikan kios"),
    ],
)
def test_a_page_that_does_not_arrive_leaves_the_desk_as_it_is(
    pc, no_worker, desk, event, make, role, name
):
    make.attendance(event, name="Doni")
    expect(desk.get_by_role("link", name="Ubah Doni")).to_be_visible(timeout=LATER)
    pc.route(f"**/meja/{event.code}/*", lambda route: kill_pages(route))
    pc.route(f"**/meja/{event.code}/*/*", lambda route: kill_pages(route))

    desk.get_by_role(role, name=name).click()

    stands(desk, event)
    assert desk.url.endswith(f"/meja/{event.code}")
    desk.locator("#office-q").fill("ani")
    desk.get_by_role("button", name="Lembar manual: Ani Lubis").click()
    expect(desk.locator("#office-waiting")).to_contain_text("Ani Lubis")


def kill_pages(route):
    """The line dies with the page; the small look for it was answered before."""
    route.continue_() if "susulan" in route.request.url else route.abort()


def test_pages_of_the_desk_follow_each_other_and_lead_back(no_worker, desk, event, rows):
    desk.evaluate("window.same = true")
    desk.get_by_role("link", name="Tambah orang").click()
    expect(desk).to_have_title("Tambah orang – Balai")
    expect(desk.get_by_label("Nama lengkap")).to_be_focused()
    desk.get_by_label("Nama lengkap").fill("Doni")
    desk.get_by_label("Jabatan", exact=True).fill("Staf")
    desk.get_by_label("Kelurahan atau instansi").fill("Bank Sumut")
    desk.get_by_role("button", name="Lanjut ke tanda tangan").click()
    expect(desk.get_by_role("heading", name="Tanda tangan Doni")).to_be_focused()
    draw(desk)
    desk.get_by_role("button", name="Simpan tanda tangan").click()
    expect(desk.locator("#alerts")).to_contain_text("Doni tercatat pukul")
    desk.keyboard.press("/")
    desk.keyboard.type("ani")
    expect(desk.locator("#live")).to_have_attribute("data-search", "ani")
    desk.get_by_role("checkbox", name="Ani").check()
    expect(desk.get_by_text("1 nama dicentang.")).to_be_visible()
    desk.get_by_role("button", name="Catat hadir, lembar manual").click()
    expect(desk.locator("#alerts")).to_contain_text("1 orang tercatat hadir")
    expect(desk.get_by_text("0 nama dicentang.")).to_be_attached()
    desk.go_back()
    expect(desk.locator("#alerts")).to_contain_text("Doni sudah tercatat")  # so no pad again

    assert desk.url.endswith(f"/meja/{event.code}")
    assert desk.evaluate("window.same") is True
    assert sorted(row.method for row in rows(Attendance)) == [Method.PAPER, Method.DESK]


def test_a_mark_whose_answer_is_lost_is_sent_once_more_and_is_no_conflict(
    pc, no_worker, desk, rows
):
    pc.route("**/lembar", lambda route: (route.fetch(max_redirects=0), route.abort()))
    tick(desk, "Ani")
    expect(desk.locator("#office-waiting")).to_contain_text("Ani Lubis: tercatat", timeout=LATER)

    assert [row.sent_again for row in rows(Attendance)] == [None]
    assert left(desk) == []


def test_a_form_that_cannot_wait_stays_with_what_was_typed(
    pc, no_worker, desk, event, make, reload
):
    doni = make.attendance(event, name="Doni")
    desk.goto(f"/meja/{event.code}/hadir/{doni.id}")
    name = desk.get_by_label("Nama", exact=True)
    name.fill("Doni Lubis")
    pc.set_offline(True)
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.locator("#alerts")).to_contain_text("belum tersimpan")
    expect(name).to_have_value("Doni Lubis")
    pc.set_offline(False)
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.locator("#alerts")).to_contain_text("Data Doni Lubis tersimpan.")

    assert reload(doni).name == "Doni Lubis"


def test_a_server_that_is_busy_leaves_what_was_typed_and_says_so(
    no_worker, desk, event, make, monkeypatch
):
    doni = make.attendance(event, name="Doni")
    desk.goto(f"/meja/{event.code}/hadir/{doni.id}")
    desk.get_by_label("Nama", exact=True).fill("Doni Lubis")
    monkeypatch.setattr("app.attendees.desk_changes.must_be_mendable", busy)
    desk.get_by_role("button", name="Simpan").click()

    expect(desk.locator("#alerts")).to_contain_text("Sistem sedang sibuk")
    expect(desk.get_by_label("Nama", exact=True)).to_have_value("Doni Lubis")


def busy(_event):
    raise ServiceUnavailable


def test_a_photo_of_the_sheet_stays_chosen_until_there_is_a_line(pc, no_worker, desk, event, rows):
    desk.goto(f"/meja/{event.code}/foto-lembar")
    photo = {"name": "lembar.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    desk.get_by_label("Pilih foto").set_input_files(photo)
    pc.set_offline(True)
    desk.get_by_role("button", name="Simpan foto").click()
    expect(desk.locator("#alerts")).to_contain_text("belum tersimpan")
    pc.set_offline(False)
    desk.get_by_role("button", name="Simpan foto").click()

    expect(desk.get_by_role("img", name="Foto lembar 1")).to_be_visible()
    assert len(rows(SheetPhoto)) == 1


def test_a_correction_that_is_wrong_shows_where(no_worker, desk, event, make):
    doni = make.attendance(event, name="Doni")
    desk.goto(f"/meja/{event.code}/hadir/{doni.id}")
    desk.get_by_label("Nama", exact=True).fill("")
    desk.get_by_label("Nama", exact=True).evaluate("it => { it.form.noValidate = true; }")
    desk.get_by_role("button", name="Simpan").click()

    expect(desk.get_by_label("Nama", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(desk.get_by_label("Nama", exact=True)).to_be_focused()


@pytest.mark.parametrize("name", ["Kegiatan", "Pertanyaan"])
def test_nobody_leaves_the_desk_without_a_line(pc, no_worker, desk, event, name):
    pc.set_offline(True)
    desk.get_by_role("link", name=name, exact=True).first.click()

    expect(desk.locator("#alerts")).to_contain_text("baru dapat dibuka setelah tersambung")
    stands(desk, event)


def test_nobody_is_logged_out_halfway_without_a_line(pc, no_worker, desk, event):
    desk.evaluate("localStorage.setItem('balai:tulisan:1', 'Belum terkirim')")
    pc.set_offline(True)
    desk.get_by_role("button", name="Keluar").click()

    expect(desk.locator("#alerts")).to_contain_text("baru dapat dibuka setelah tersambung")
    assert desk.evaluate("localStorage.getItem('balai:tulisan:1')") == "Belum terkirim"


def test_who_loads_the_page_again_without_a_line_and_a_worker_is_asked_first(pc, no_worker, desk):
    ask = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    with_a_line = desk.evaluate(ask)
    pc.set_offline(True)
    expect(desk.get_by_role("heading", name="Catat tanpa sambungan")).to_be_visible()

    assert with_a_line is True
    assert desk.evaluate(ask) is False


def test_a_line_that_is_lost_moves_nothing_under_the_hand_that_signs(pc, no_worker, desk, rows):
    desk.get_by_role("link", name="Tanda tangan: Ani").click()
    canvas = desk.locator("canvas")
    before = canvas.bounding_box()
    pc.set_offline(True)
    expect(desk.get_by_role("heading", name="Catat tanpa sambungan")).to_be_visible()

    assert canvas.bounding_box() == before
    draw(desk)
    desk.get_by_role("button", name="Simpan tanda tangan").click()
    expect(desk.locator("#hall")).to_contain_text("Ani Lubis menunggu kirim")
    expect(desk.get_by_role("button", name="Catat, lembar manual")).to_be_hidden()
    desk.get_by_role("button", name="Lembar manual: Budi Harahap").click()
    expect(desk.get_by_role("heading", name="2 menunggu kirim")).to_be_visible()
    pc.set_offline(False)
    expect(desk.locator("#office-waiting")).to_contain_text("Budi Harahap: tercatat", timeout=LATER)

    assert sorted(row.method for row in rows(Attendance)) == [Method.PAPER, Method.DESK]


def test_what_was_said_of_the_line_goes_when_it_is_back(pc, no_worker, desk):
    pc.set_offline(True)
    desk.get_by_role("link", name="Kegiatan", exact=True).first.click()
    expect(desk.locator("#alerts")).to_contain_text("baru dapat dibuka")
    pc.set_offline(False)

    expect(desk.locator("#alerts")).to_be_empty(timeout=LATER)


def test_what_only_staff_may_throw_away_no_kiosk_does_and_they_are_asked(
    app, phone, no_worker, kiosk, event, people, make, log_in_there, rows
):
    kiosk.get_by_role("link", name="Lingkungan I", exact=True).tap()
    kiosk.get_by_role("link", name="Ani Lubis").tap()
    kiosk.wait_for_url("**/orang/*")
    phone.set_offline(True)
    sign_here(kiosk)
    with app.app_context():
        db.session.scalars(db.select(Kiosk)).one().end(now())
        db.session.commit()
    phone.set_offline(False)
    kiosk.get_by_text("1 perlu dilihat petugas").tap(timeout=LATER)
    card = kiosk.locator("#office-waiting")
    expect(card).to_contain_text("masuk di perangkat ini")
    expect(card.get_by_role("button")).to_have_count(0)

    log_in_there(phone, make.account())
    kiosk.goto(f"/meja/{event.code}")
    asked = []
    kiosk.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    kiosk.get_by_role("button", name="Hapus catatan ini").tap()
    kept = left(kiosk)
    kiosk.once("dialog", lambda dialog: dialog.accept())
    kiosk.get_by_role("button", name="Hapus catatan ini").tap()
    expect(card).not_to_contain_text("Ani Lubis")

    assert "Ani Lubis" in asked[0]
    assert [record["who"] for record in kept] == ["Ani Lubis"]
    assert left(kiosk) == []
    assert rows(Attendance) == []


def test_a_form_that_leaves_without_a_line_ends_on_our_page(pc, desk, event):
    """Where a worker stands behind the page, also what no script has looked at."""
    wait_for_worker(desk)
    desk.get_by_role("link", name="Jadikan kios").click()
    desk.wait_for_url("**/kios")
    pc.set_offline(True)
    desk.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('[data-leaves]'))")
    expect(desk).to_have_title("Meja tanpa sambungan – Balai")
    expect(desk.get_by_role("button", name="Lembar manual: Ani Lubis")).to_be_visible()

    pc.set_offline(False)
    expect(desk.get_by_role("heading", name="Jadikan perangkat ini kios")).to_be_visible(
        timeout=LATER
    )


def test_a_tap_at_the_start_of_a_kiosk_whose_page_does_not_arrive_goes_on(
    phone, no_worker, kiosk, event, rows
):
    phone.route("**/wilayah/*", cut)
    kiosk.get_by_role("link", name="Lingkungan I", exact=True).tap()
    expect(kiosk.locator("#hall")).to_contain_text("sedang tidak tersambung")
    kiosk.get_by_role("button", name="Perwira").tap()
    kiosk.get_by_role("button", name="Lingk. I", exact=True).tap()
    kiosk.get_by_role("button", name="Ani Lubis").tap()
    sign_here(kiosk)

    expect(kiosk.locator("#office-waiting")).to_be_hidden(timeout=LATER)
    assert [row.name for row in rows(Attendance)] == ["Ani Lubis"]


def test_a_receipt_that_does_not_arrive_is_told_with_its_number_and_the_next_one_signs(
    phone, no_worker, kiosk, event, rows
):
    phone.route("**/selesai/*", cut)
    phone.route(f"**/h/{event.code}", cut)
    kiosk.get_by_role("link", name="Lingkungan I", exact=True).tap()
    kiosk.get_by_role("link", name="Ani Lubis").tap()
    kiosk.wait_for_url("**/orang/*")
    sign_here(kiosk)
    expect(kiosk.locator("#hall")).to_contain_text("tercatat dengan nomor 1")
    expect(kiosk.locator("#hall")).to_contain_text("sedang tidak tersambung", timeout=LATER)

    assert [row.received_at for row in rows(Attendance)] == [None]
    kiosk.get_by_role("button", name="Perwira").tap()
    expect(kiosk.get_by_role("button", name="Lingk. II", exact=True)).to_be_visible()


def test_a_kiosk_returns_to_its_start_in_the_same_page(no_worker, kiosk, event, rows):
    kiosk.evaluate("window.same = true")
    for place, name in (("Lingkungan I", "Ani Lubis"), ("Lingkungan II", "Budi Harahap")):
        kiosk.get_by_role("link", name=place, exact=True).tap()
        kiosk.get_by_role("link", name=name).tap()
        expect(kiosk.get_by_role("heading", name=name)).to_be_focused()
        sign_here(kiosk)
        kiosk.wait_for_url(f"**/h/{event.code}", timeout=LATER)

    assert kiosk.evaluate("window.same") is True
    assert len(rows(Attendance)) == 2
    assert kiosk.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]") == []


def test_staff_who_tap_on_log_in_at_a_kiosk_without_a_line_stay(phone, no_worker, kiosk):
    phone.set_offline(True)
    kiosk.get_by_role("link", name="Petugas").tap()

    expect(kiosk.locator("#alerts")).to_contain_text("Kios tetap dapat dipakai")
    expect(kiosk.get_by_role("link", name="Lingkungan I", exact=True)).to_be_visible()
