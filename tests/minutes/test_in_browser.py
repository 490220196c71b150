"""What only a browser shows of the notula: it saves itself, survives a lost line, cleans what is
pasted, and offers its marks on a phone as on a PC."""

from __future__ import annotations

import json

import pytest

from app.sections.models import Section, SectionEdit
from tests.minutes.paper import lock, write
from tests.test_rich_text import WORD

pytestmark = pytest.mark.browser

OPENING = "#bagian-pembukaan"
TEXT = f"{OPENING} .editor-text"
STATE = f"{OPENING} .editor-state"
DRAFTS = "() => Object.keys(localStorage).filter(key => key.startsWith('balai:tulisan:'))"
WIDE = "Tabel ini lebih dari 12 kolom. Kolom ke-13 dan seterusnya digabung ke kolom terakhir"
PASTE = """([selector, html]) => {
  const text = document.querySelector(selector);
  text.focus();
  getSelection().selectAllChildren(text);
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'x');
  const init = {clipboardData: data, bubbles: true, cancelable: true};
  text.dispatchEvent(new ClipboardEvent('paste', init));
}"""


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi BPJS", place="Aula")


@pytest.fixture
def ani(make):
    return make.account(name="Ani")


def open_room(context, event):
    page = context.new_page()
    page.goto(f"/kegiatan/{event.code}/notula")
    page.locator(TEXT).wait_for()
    return page


def type_in(page, words, selector=TEXT):
    page.locator(selector).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def saved(page, selector=STATE):
    page.locator(selector, has_text="Tersimpan").wait_for()


def bodies(rows):
    return [section.body for section in rows(Section)]


def test_a_text_saves_itself_and_leaves_nothing_in_the_browser(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)

    type_in(page, " Rapat dimulai.")
    assert len(page.evaluate(DRAFTS)) == 1
    saved(page)

    assert bodies(rows)[0].endswith("Rapat dimulai.</p>")
    assert page.evaluate(DRAFTS) == []


def test_a_text_is_handed_over_when_the_page_is_left(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    type_in(page, " Kalimat terakhir.")

    page.goto("/kegiatan")
    page.goto(f"/kegiatan/{event.code}/notula")
    page.locator(TEXT, has_text="Kalimat terakhir.").wait_for()

    assert bodies(rows)[0].endswith("Kalimat terakhir.</p>")


def test_a_lost_line_loses_nothing(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)

    pc.set_offline(True)
    type_in(page, " Ditulis tanpa koneksi.")
    page.locator(STATE, has_text="Menunggu koneksi; tulisan Anda aman di perangkat ini.").wait_for()
    assert bodies(rows) == []
    pc.set_offline(False)
    saved(page)

    assert bodies(rows)[0].endswith("Ditulis tanpa koneksi.</p>")
    assert page.evaluate(DRAFTS) == []


def test_a_page_that_dies_without_a_line_is_taken_up_again(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    page.route("**/bagian/**", lambda route: route.abort())
    type_in(page, " Sebelum mati.")
    page.locator(STATE, has_text="Menunggu koneksi").wait_for()
    page.close()

    again = open_room(pc, event)
    saved(again)

    assert "Sebelum mati." in again.locator(TEXT).inner_text()
    assert bodies(rows)[0].endswith("Sebelum mati.</p>")


def test_an_answer_that_is_lost_is_no_quarrel_with_oneself(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    lost = []

    def lose_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())  # the server has it, the page does not hear of it
        route.abort()

    page.route("**/bagian/**", lose_first)
    type_in(page, " Satu.")
    page.locator(STATE, has_text="Menunggu koneksi").wait_for()
    type_in(page, " Dua.")
    saved(page)

    assert bodies(rows)[0].endswith("Satu. Dua.</p>")
    assert page.locator("[data-conflict]").count() == 0


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Pakai yang tersimpan", "<p>Dari Budi</p>"),
        ("Pakai tulisan saya", "<p>Dari Ani</p>"),
        ("Gabungkan sendiri", "<p>Dari Budi</p><p>Dari Ani</p>"),
    ],
)
def test_two_writers_see_both_texts_and_one_chooses(
    event, ani, make, log_in, pc, log_in_there, rows, choice, kept
):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    page.evaluate(PASTE, [TEXT, "<p>Dari Ani</p>"])
    write(log_in(make.account(name="Budi")), event, "Dari Budi", base="0")

    page.locator("[data-conflict]").wait_for()
    page.get_by_text(choice).click()
    page.locator("[data-conflict]").wait_for(state="detached")
    page.locator(STATE, has_text="ersimpan").wait_for()
    page.wait_for_function(
        "document.querySelector('.editor-state').textContent.match(/Tersimpan|Memakai/)"
    )

    assert bodies(rows) == [kept]
    assert "<p>Dari Ani</p>" in [edit.body for edit in rows(SectionEdit)] or "Dari Ani" in kept
    assert page.evaluate(DRAFTS) == []


def test_what_is_locked_meanwhile_stays_on_the_screen(
    event, ani, make, log_in, pc, log_in_there, rows
):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    lock(event, log_in(make.account()), make, log_in)

    type_in(page, " Terlambat.")
    page.locator("[data-refused]", has_text="terkunci").wait_for()

    assert "Terlambat." in page.locator(TEXT).inner_text()
    assert bodies(rows) == []


def test_a_text_that_is_too_long_is_saved_once_it_is_shorter(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)

    page.evaluate(PASTE, [TEXT, "<p>" + "kata " * 9_000 + "</p>"])
    page.locator("[data-refused]", has_text="melebihi 40.000 huruf").wait_for()
    page.evaluate(PASTE, [TEXT, "<p>Pendek</p>"])
    saved(page)

    assert bodies(rows) == ["<p>Pendek</p>"]
    assert page.locator("[data-refused]").count() == 0


def test_text_from_word_is_clean_in_the_editor_already(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)

    page.evaluate(PASTE, [TEXT, WORD])
    html = page.locator(TEXT).inner_html()
    saved(page)

    for junk in ("Mso", "style", "<o:p", "span", "<img", "·", "font"):
        assert junk not in html
    assert bodies(rows) == [
        "<h3>Pembukaan</h3><p><strong>Kepala Dinas</strong> membuka <em>acara</em>.</p>"
        "<ul><li>Pedagang<ol><li>Pasar</li></ol></li></ul>"
        '<table class="bergaris"><tbody><tr><td>A</td><td>B<br>C</td></tr></tbody></table>'
    ]


def test_a_wide_table_that_is_pasted_loses_nothing(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    cells = "".join(f"<td>{number}</td>" for number in range(1, 15))

    page.evaluate(PASTE, [TEXT, f"<table><tr>{cells}</tr><tr><td>a</td></tr></table>"])
    saved(page)
    page.get_by_text(WIDE).wait_for()

    first, second = bodies(rows)[0].split("</tr><tr>")
    assert first.endswith("<td>11</td><td>12<br>13<br>14</td>")
    assert second.startswith("<td>a</td>" + "<td></td>" * 11)


def test_a_table_is_called_wide_only_while_it_is(event, ani, pc, log_in_there):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    told = page.get_by_text(WIDE)

    page.evaluate(PASTE, [TEXT, f"<table><tr>{'<td>a</td>' * 12}</tr></table>"])
    assert told.count() == 0
    page.locator(f"{TEXT} td").first.click()
    page.locator(OPENING).get_by_role("button", name="+ Kolom").click()
    told.wait_for()
    page.locator(OPENING).get_by_role("button", name="Urungkan").click()
    told.wait_for(state="detached")


def test_hostile_text_that_is_pasted_does_nothing(event, ani, pc, log_in_there):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("dialog"))

    evil = "<img src=http://127.0.0.1:9/x onerror=alert(1)><svg onload=alert(1)>a"
    page.evaluate(PASTE, [TEXT, evil])
    page.wait_for_timeout(300)

    assert [url for url in asked if "bagian" not in url] == []


@pytest.mark.parametrize("device", ["phone", "pc"])
def test_all_marks_are_there_on_a_phone_and_on_a_pc(
    event, ani, log_in_there, rows, request, device
):
    context = request.getfixturevalue(device)
    log_in_there(context, ani)
    page = open_room(context, event)
    tools = f"{OPENING} [data-tool='%s']"

    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.editor-tools button:not([hidden])')]"
        ".map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 44
    page.locator(TEXT).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.locator(tools % "Judul").click()
    page.keyboard.type("Acara")
    page.keyboard.press("Enter")
    page.locator(tools % "Daftar").click()
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(tools % "Tebal").click()
    page.keyboard.type("penting")
    page.locator(tools % "Sisipkan tabel").click()
    page.locator(f"{TEXT} td").first.click()
    page.keyboard.type("isi")
    page.locator(tools % "Tambah baris").click()
    page.locator(tools % "Garis tabel").click()
    saved(page)
    page.wait_for_function(f"{DRAFTS[6:]}.length === 0")

    assert bodies(rows) == [
        "<h3>Acara</h3><ul><li>satu</li></ul><p><strong>penting</strong></p>"
        '<table class="polos"><tbody><tr><th></th><th></th></tr><tr><td>isi</td><td></td></tr>'
        "<tr><td></td><td></td></tr></tbody></table>"
    ]


def test_everything_can_be_taken_back_step_by_step(event, ani, pc, log_in_there):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    before = page.locator(TEXT).inner_html()
    undo = page.locator(f"{OPENING} [data-tool='Urungkan']")

    type_in(page, " Salah ketik")
    page.locator(f"{OPENING} [data-tool='Sisipkan tabel']").click()
    page.locator(f"{TEXT} td").first.click()
    page.locator(f"{OPENING} [data-tool='Hapus kolom']").click()
    page.locator(f"{OPENING} [data-tool='Hapus kolom']").click()
    assert page.locator(f"{TEXT} table").count() == 0
    for _ in range(2):
        undo.click()
    assert page.locator(f"{TEXT} td").count() == 2
    for _ in range(5):
        page.locator(TEXT).press("Control+z")

    assert page.locator(TEXT).inner_html() == before


def test_the_tool_bar_is_walked_with_arrow_keys(event, ani, pc, log_in_there):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    page.locator(f"{OPENING} [data-tool='Judul']").focus()

    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.tool") == "Tebal"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.tool") == "Urungkan"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"


def test_who_logs_out_hands_over_and_leaves_nothing_behind(event, ani, pc, log_in_there, rows):
    log_in_there(pc, ani)
    page = open_room(pc, event)
    page.evaluate("localStorage.setItem('balai:tulisan:9:9:notula:lain', '{}')")
    type_in(page, " Sampai jumpa.")

    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk*")

    assert bodies(rows)[0].endswith("Sampai jumpa.</p>")
    assert page.evaluate(DRAFTS) == []


def test_somebody_elses_draft_is_not_taken_up(event, ani, make, pc, log_in_there, rows):
    draft = json.dumps({"html": "<p>Rahasia Ani</p>", "base": "0", "mark": "a" * 32})
    log_in_there(pc, make.account(name="Budi"))
    page = open_room(pc, event)
    key = f"balai:tulisan:{ani.id}:{event.id}:notula:pembukaan"
    page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [key, draft])

    page.reload()
    page.locator(TEXT).wait_for()

    assert "Rahasia Ani" not in page.content()


def test_without_javascript_it_is_a_form(event, ani, chromium, live, log_in_there, rows):
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    log_in_there(context, ani)
    page = context.new_page()
    page.goto(f"/kegiatan/{event.code}/notula")

    page.get_by_role("textbox", name="Kata pembukaan").fill("## Acara\n\n- satu\n- **dua**")
    page.locator(OPENING).get_by_role("button", name="Simpan").click()
    page.get_by_text("Kata pembukaan: tersimpan.").wait_for()
    context.close()

    assert bodies(rows) == ["<h3>Acara</h3><ul><li>satu</li><li><strong>dua</strong></li></ul>"]


def test_without_javascript_a_wide_table_is_told_after_saving(
    event, ani, chromium, live, log_in_there
):
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    log_in_there(context, ani)
    page = context.new_page()
    page.goto(f"/kegiatan/{event.code}/notula")

    page.get_by_role("textbox", name="Kata pembukaan").fill("| a " * 14 + "|")
    page.locator(OPENING).get_by_role("button", name="Simpan").click()
    page.get_by_text("Kata pembukaan: tersimpan.").wait_for()
    told = page.get_by_text(f"Kata pembukaan: {WIDE}").count()
    place = page.evaluate("scrollY")
    page.locator(OPENING).get_by_role("button", name="Simpan").click()
    page.wait_for_load_state()
    told_again = page.get_by_text(WIDE).count()
    context.close()

    assert (told, place, told_again) == (1, 0, 0)


def test_every_tool_is_before_the_eyes_on_a_phone(phone, log_in_there, ani, event):
    log_in_there(phone, ani)
    page = open_room(phone, event)

    edges = page.locator(f"{OPENING} .editor-tools button").evaluate_all(
        "buttons => buttons.map((one) => one.getBoundingClientRect().right)"
    )

    assert max(edges) <= 360


def test_a_wide_table_is_read_on_a_phone_by_scrolling_it(event, ani, phone, log_in_there):
    log_in_there(phone, ani)
    page = open_room(phone, event)

    page.evaluate(PASTE, [TEXT, f"<table><tr>{'<td>Pekerja</td>' * 12}</tr></table>"])

    page.locator(f"{TEXT} td").first.wait_for()
    narrowest = "cells => Math.min(...cells.map(cell => cell.clientWidth))"
    assert page.locator(f"{TEXT} td").evaluate_all(narrowest) > 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
