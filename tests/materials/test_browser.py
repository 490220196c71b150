"""Uploading and ordering in a real browser: what only a browser shows."""

from __future__ import annotations

import re
import secrets

import pytest
from playwright.sync_api import expect

from app import files
from app.materials.models import Material, MaterialFile, Upload, UploadPart
from tests.finger import Finger, middle
from tests.materials.people import PDF, pdf, presenter_of
from tests.test_pages import take_over

pytestmark = pytest.mark.browser

PART = 512 * 1024
JUDGED = 20_000  # ms; a file is judged in a process of its own, and the line may pause for seconds


@pytest.fixture
def large():
    return pdf(secrets.token_bytes(4 * PART))  # five parts


@pytest.fixture
def page(pc, event, room, make, log_in_there):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(room)
    yield page
    assert page.wrong == []


COUNT_CLICKS = """button => button.addEventListener("click", (event) => {
  event.preventDefault();
  button.dataset.heard = Number(button.dataset.heard || 0) + 1;
})"""


def choose(page, *files):
    """Choose files by name and content, as from a folder."""
    folder = [
        {"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files
    ]
    page.set_input_files("#files", folder)


def send(page):
    page.get_by_role("button", name="Unggah", exact=True).click()


def arrived(page, number=1):
    words = f"{number} berkas tersimpan."
    expect(page.locator(".upload-said")).to_have_text(words, timeout=JUDGED)


def test_several_files_are_uploaded_and_shown_without_leaving_the_page(app, page, large, rows):
    choose(page, ("satu.pdf", large), ("dua.pdf", PDF))
    expect(page.locator(".upload-list li")).to_have_count(2)
    expect(page.locator(".upload-list")).to_contain_text("satu.pdf 2 MB")

    send(page)

    arrived(page, 2)
    expect(page.locator("#materials li")).to_have_count(2)
    first, second = rows(MaterialFile)
    with app.app_context():
        assert (files.read(first.stored_as), files.read(second.stored_as)) == (large, PDF)
    assert page.evaluate("localStorage.length") == 0


def test_the_bar_grows_with_what_has_arrived(page, large):
    bar = page.locator(".upload-list progress")
    seen = []

    def slowly(route):
        seen.append(bar.evaluate("it => it.value"))
        route.continue_()

    page.route("**/bagian?*", slowly)
    choose(page, ("satu.pdf", large))

    send(page)

    arrived(page)
    assert len(seen) == 5
    assert seen == sorted(set(seen))
    assert seen[-1] > 0.7


def test_what_cannot_be_taken_is_said_before_anything_is_sent(small_house, page, rows):
    page.reload()
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    too_large = pdf(bytes(1024 * 1024))

    choose(page, ("jahat.html", b"<p>"), ("kosong.pdf", b""), ("besar.pdf", too_large))

    lines = page.locator(".upload-list li")
    expect(lines.nth(0)).to_contain_text("Berkas .html tidak diterima")
    expect(lines.nth(1)).to_contain_text("kosong")
    expect(lines.nth(2)).to_contain_text("Ukuran berkas melebihi 1 MB. Perkecil berkasnya")
    send(page)
    expect(page.locator(".upload-said")).to_contain_text("Pilih berkasnya")
    assert "POST" not in asked
    assert rows(Upload) == []


def test_a_line_that_breaks_in_the_middle_goes_on_by_itself(app, page, large, rows):
    sent = []

    def cut(route):
        sent.append(route.request.url.partition("mulai=")[2])
        route.abort() if len(sent) in {3, 4} else route.continue_()

    page.route("**/bagian?*", cut)
    choose(page, ("satu.pdf", large))

    send(page)

    expect(page.locator(".upload-list")).to_contain_text("Koneksi terputus")
    arrived(page)
    assert sent == [str(n * PART) for n in (0, 1, 2, 2, 2, 3, 4)]
    [file] = rows(MaterialFile)
    with app.app_context():
        assert files.read(file.stored_as) == large


def test_an_answer_that_got_lost_makes_no_double(page, large, rows):
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)  # it arrived, but nobody was told
        route.abort()

    page.route("**/selesai", lose)
    choose(page, ("satu.pdf", large))

    send(page)

    arrived(page)
    assert lost == [200]
    assert len(rows(Material)) == 1


def test_without_a_network_it_waits_and_goes_on_when_it_is_back(pc, page, large, rows):
    page.route("**/bagian?mulai=0", lambda route: (pc.set_offline(True), route.continue_()))
    choose(page, ("satu.pdf", large))
    send(page)
    expect(page.locator(".upload-list")).to_contain_text("Koneksi terputus")
    page.unroute("**/bagian?mulai=0")

    pc.set_offline(False)

    arrived(page)
    assert len(rows(Material)) == 1


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(page, tmp_path, large, rows):
    chosen = tmp_path / "satu.pdf"
    chosen.write_bytes(large)
    page.route("**/bagian?mulai=1048576", lambda route: route.abort())
    page.set_input_files("#files", chosen)
    send(page)
    expect(page.locator(".upload-list")).to_contain_text("Koneksi terputus")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute("**/bagian?mulai=1048576")
    sent = []
    page.on("request", lambda request: sent.append(request.url.rpartition("=")[2]))

    page.set_input_files("#files", chosen)
    expect(page.locator(".upload-list")).to_contain_text("Siap dilanjutkan.")
    send(page)

    arrived(page)
    assert [at for at in sent if at.isdecimal()] == ["1048576", "1572864", "2097152"]
    assert len(rows(Material)) == len(rows(Upload)) == 1


def test_a_cancelled_upload_leaves_nothing_behind(page, large, rows, stored):
    page.route("**/bagian?mulai=1048576", lambda route: route.abort())
    choose(page, ("satu.pdf", large))
    send(page)
    expect(page.locator(".upload-list")).to_contain_text("Koneksi terputus")

    with page.expect_response("**/batal"):
        page.get_by_role("button", name="Batalkan satu.pdf").click()

    expect(page.locator(".upload-list li")).to_have_count(0)
    assert (rows(Upload), rows(UploadPart), rows(Material), stored()) == ([], [], [], [])


def test_what_the_server_refuses_is_said_beside_the_file(page, rows):
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    choose(page, ("jahat.pdf", pdf(eicar)), ("baik.pdf", PDF))

    send(page)

    said = page.locator(".upload-said")
    expect(said).to_contain_text("1 berkas tersimpan. 1 berkas belum", timeout=JUDGED)
    expect(page.locator(".upload-list li")).to_contain_text("berbahaya")
    assert [material.title for material in rows(Material)] == ["baik"]


def test_somebody_who_was_logged_out_is_told_so(pc, page, large):
    pc.clear_cookies()
    choose(page, ("satu.pdf", large))

    send(page)

    expect(page.locator(".upload-list")).to_contain_text(re.compile("Muat ulang|Masuk lagi"))


def test_files_can_be_dropped(page, rows):
    page.evaluate(
        """(content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], "jatuh.pdf"));
      document.querySelector("form.upload").dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }""",
        list(PDF),
    )
    send(page)

    arrived(page)
    assert [material.title for material in rows(Material)] == ["jatuh"]


def test_a_replacement_shows_its_version(make, event, room, page, rows):
    material = make.material(event)
    page.goto(f"{room}/{material.id}")
    choose(page, ("baru.pdf", PDF))

    page.get_by_role("button", name="Ganti berkas").click()

    expect(page.locator("#versions")).to_contain_text("Versi 2: baru.pdf", timeout=JUDGED)
    assert [file.number for file in rows(MaterialFile)] == [1, 2]


def test_a_presenter_uploads_from_a_phone(app, make, event, phone, large, rows):
    who, browser = presenter_of(app, make, event)
    take_over(phone, browser)
    page = phone.new_page()
    page.goto(f"/narasumber/{event.code}/materi")
    choose(page, ("paparan.pdf", large))

    send(page)

    expect(page.locator("#materials")).to_contain_text("paparan", timeout=JUDGED)
    assert [material.presenter_id for material in rows(Material)] == [who.id]


def test_without_a_script_the_form_sends_several_files(
    chromium, live, make, log_in_there, room, rows
):
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    log_in_there(context, make.account())
    page = context.new_page()
    page.goto(room)

    choose(page, ("satu.pdf", PDF), ("dua.pdf", PDF))
    send(page)

    expect(page.locator("#materials")).to_contain_text("dua")
    assert [material.title for material in rows(Material)] == ["satu", "dua"]
    expect(page.get_by_role("button", name=re.compile("Geser"))).to_have_count(0)
    page.get_by_role("button", name="Naik: dua").click()
    expect(page.locator("#materials li").first).to_contain_text("dua")
    context.close()


@pytest.fixture
def three(make, event, page):
    for title in ("Satu", "Dua", "Tiga"):
        make.material(event, title=title)
    page.reload()
    return page.locator("#materials .material .row-link")


def test_the_arrow_keys_move_a_line_and_keep_their_place(page, three):
    page.get_by_role("button", name=re.compile("Geser Tiga")).focus()

    page.keyboard.press("ArrowUp")
    expect(three).to_have_text(["Satu", "Tiga", "Dua"])
    page.keyboard.press("ArrowUp")

    expect(three).to_have_text(["Tiga", "Satu", "Dua"])
    assert page.evaluate("document.activeElement.id") == "drag-3"


def test_the_buttons_move_a_line_from_the_keyboard(page, three):
    page.get_by_role("button", name="Naik: Tiga").focus()

    page.keyboard.press("Enter")

    expect(three).to_have_text(["Satu", "Tiga", "Dua"])
    assert page.evaluate("document.activeElement.id") == "up-3"
    page.reload()
    expect(three).to_have_text(["Satu", "Tiga", "Dua"])


def test_a_line_can_be_dragged(page, three):
    handle = page.get_by_role("button", name=re.compile("Geser Tiga"))
    top = page.locator("#material-1").bounding_box()
    handle.hover()
    page.mouse.down()
    page.mouse.move(top["x"] + 20, top["y"] + 40, steps=5)
    page.mouse.move(top["x"] + 20, top["y"] + 5, steps=3)

    with page.expect_response("**/tempat"):
        page.mouse.up()

    expect(three).to_have_text(["Tiga", "Satu", "Dua"])
    page.reload()
    expect(three).to_have_text(["Tiga", "Satu", "Dua"])


def test_a_button_hears_the_finger_that_has_just_dragged(phone, event, room, make, log_in_there):
    """Chromium takes a quick drag for a throw, and the next touch for the one that stops it."""
    for title in ("Satu", "Dua", "Tiga"):
        make.material(event, title=title)
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.goto(room)
    page.locator("#drag-2").evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.locator("#up-2").evaluate(COUNT_CLICKS)
    finger, button = Finger(page), middle(page.locator("#up-2"))
    x, y = middle(page.locator("#drag-2"))
    for number in range(1, 4):
        finger.flick([(x + 4 * n, y + n) for n in range(11)])
        finger.tap(button)

        expect(page.locator("#up-2")).to_have_attribute("data-heard", str(number))
