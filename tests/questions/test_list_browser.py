"""The list of questions in a real browser: keyboard, live changes, trouble."""

import pytest
from playwright.sync_api import expect

from app.events.models import Slide
from app.questions.models import Status, Topic

pytestmark = pytest.mark.browser


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def new_ones(event, make):
    return [make.question(event, words=f"Nomor {n}?", status=Status.NEW) for n in range(3)]


@pytest.fixture
def page(pc, make, log_in_there, event, new_ones):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(f"/kegiatan/{event.code}/pertanyaan")
    return page


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_a_keyboard_is_enough_to_let_them_out(page, new_ones, reload):
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == f"q-{new_ones[1].code}"

    page.keyboard.press("t")

    expect(page.locator("#lines-tampil")).to_contain_text("Nomor 1?")
    expect(page.locator("#lines-masuk li")).to_have_count(2)
    assert reload(new_ones[1]).status is Status.SHOWN
    assert focused(page) == f"q-{new_ones[2].code}"  # ready for the next
    page.keyboard.press("k")
    assert focused(page) == f"q-{new_ones[0].code}"
    assert page.wrong == []


def test_a_slow_double_click_lets_out_one_and_not_the_next_that_slides_below_it(
    page, new_ones, reload
):
    box = page.get_by_role("button", name="Tampilkan").first.bounding_box()
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    page.mouse.click(*place)
    expect(page.locator("#lines-masuk li")).to_have_count(2)
    page.mouse.move(*place)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)

    page.wait_for_timeout(300)
    assert reload(new_ones[0]).status is Status.SHOWN
    assert reload(new_ones[1]).status is Status.NEW
    page.mouse.click(*place)  # later, and meant
    expect(page.locator("#lines-masuk li")).to_have_count(1)


def test_on_a_phone_no_word_beside_a_question_is_cut_in_two(phone, make, log_in_there, event):
    make.question(event, votes=12)
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.goto(f"/kegiatan/{event.code}/pertanyaan")

    word = page.locator(".question-votes span").first

    assert len(word.evaluate("it => [...it.getClientRects()]")) == 1


def test_hiding_opens_the_reasons(page, new_ones, reload):
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.get_by_label("Memuat data pribadi.").check()
    page.keyboard.press("Enter")

    expect(page.locator("#lines-disembunyikan")).to_contain_text("Memuat data pribadi.")
    assert reload(new_ones[0]).status is Status.HIDDEN


def test_beginning_and_stopping_by_keys(page, new_ones, reload):
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.locator("#lines-tampil li")).to_have_count(1)
    page.locator("#lines-tampil li").focus()
    page.keyboard.press("m")
    expect(page.locator("#lines-sedang-dijawab li")).to_have_count(1)
    expect(page.get_by_role("button", name="Sedang dijawab")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator("#lines-sedang-dijawab li").focus()
    page.keyboard.press("h")

    expect(page.locator("#lines-tampil li")).to_have_count(1)
    assert reload(new_ones[0]).status is Status.SHOWN


def test_switches_work_in_place(page, event, reload):
    page.locator("#q").fill("setengah")

    page.get_by_role("button", name="Matikan moderasi").click()
    expect(page.get_by_text("Moderasi mati.")).to_be_visible()
    page.get_by_role("button", name="Pertanyaan", exact=True).click()

    pressed = page.get_by_role("button", name="Pertanyaan", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert page.input_value("#q") == "setengah"
    assert reload(event).slide is Slide.QUESTIONS


def test_letters_typed_into_the_search_do_nothing_else(page, new_ones, reload):
    page.keyboard.press("j")
    page.keyboard.press("/")
    page.keyboard.type("tsmj")

    assert page.input_value("#q") == "tsmj"
    assert [reload(one).status for one in new_ones] == [Status.NEW] * 3


def test_new_ones_arrive_and_nothing_moves_under_the_hand(page, event, make, app, new_ones):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.evaluate("document.getElementById('q').value = 'setengah'")

    make.question(event, words="Baru tiba?", status=Status.NEW)
    bump(app, event)

    expect(page.locator("#lines-masuk")).to_contain_text("Baru tiba?", timeout=30_000)
    assert focused(page) == f"q-{new_ones[1].code}"
    assert page.input_value("#q") == "setengah"


def test_the_second_moderator_is_told(page, new_ones, staff, event):
    staff.post(
        f"/kegiatan/{event.code}/pertanyaan/{new_ones[0].code}/sembunyikan",
        data={"reason": "Memuat data pribadi."},
    )
    page.keyboard.press("j")
    page.keyboard.press("t")

    expect(page.get_by_role("alert")).to_contain_text("baru saja diubah")
    expect(page.locator("#lines-disembunyikan li")).to_have_count(1)


def test_a_lost_line_is_told_and_nothing_is_believed_saved(page, pc, new_ones, reload):
    pc.set_offline(True)
    page.keyboard.press("j")
    page.keyboard.press("t")

    expect(page.locator("#alerts")).to_contain_text("Belum tersimpan")
    assert reload(new_ones[0]).status is Status.NEW
    pc.set_offline(False)
    page.keyboard.press("t")
    expect(page.locator("#lines-tampil li")).to_have_count(1)
    expect(page.locator("#alerts")).not_to_contain_text("Belum tersimpan")


def test_a_lost_line_is_told_where_it_is_seen(page, pc, event, make):
    for n in range(40):
        make.question(event, words=f"Lagi {n}?", status=Status.NEW)
    page.reload()
    page.locator("#lines-masuk .question-line").nth(30).focus()
    pc.set_offline(True)

    page.keyboard.press("t")

    expect(page.get_by_text("Belum tersimpan")).to_be_in_viewport()


def test_a_hidden_tab_asks_nothing_and_trouble_slows_it_down(pc, event, make, log_in_there):
    log_in_there(pc, make.account())
    page = pc.new_page()
    page.clock.install()
    page.goto(f"/kegiatan/{event.code}/pertanyaan")
    asked = []
    page.route("**/pertanyaan", lambda route: (asked.append(1), route.abort()))

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
    assert asked_within(20) <= 3


def test_the_asker_is_found_while_the_words_stay(page, event, make):
    make.attendance(event, name="Citra Contoh", institution="Bank")
    page.keyboard.press("n")
    page.get_by_label("Pertanyaan").fill("Kapan cair?")
    page.get_by_label("Cari penanya").press_sequentially("citra")

    page.get_by_label("Citra Contoh, Bank").check()
    page.get_by_role("button", name="Simpan pertanyaan").click()

    expect(page.locator("#lines-tampil")).to_contain_text("Kapan cair?")
    expect(page.locator("#lines-tampil")).to_contain_text("Citra Contoh")


def test_letters_of_twice_the_size_fit_on_a_phone_of_staff(phone, make, log_in_there, event):
    make.question(event, topic=Topic.REGISTRATION, status=Status.NEW)
    make.presenter(event, name="Lestari Contoh Siregar")
    log_in_there(phone, make.account())
    page = phone.new_page()

    for room in ("pertanyaan", "dokumen", "narasumber"):
        page.goto(f"/kegiatan/{event.code}/{room}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, room


def bump(app, event):
    """As if a phone had asked it."""
    from app import live
    from app.events.models import Event
    from app.extensions import db

    with app.app_context():
        live.questions_changed(db.session.get(Event, event.id))
        db.session.commit()
