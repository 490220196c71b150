"""What only a browser shows: news that come in while somebody types, reads or is offline."""

import re

import pytest
from playwright.sync_api import expect

from app import live as live_pages
from app.extensions import db
from app.questions.models import Question, Status, Vote
from tests.attendees.test_offline_browser import LEFT
from tests.questions.phones import COOKIE, room, token_of

pytestmark = pytest.mark.browser

SOON = 30_000  # ms; two looks take nine seconds


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def enter(make, event, live):
    """Open the questions on a phone of somebody who has signed; what goes wrong is noted."""

    def enter(context, *, clock=False):
        token, attendance = token_of(make, event)
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{live}/r/{event.code}"}])
        page = context.new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        if clock:
            page.clock.install()
        page.goto(room(event))
        return page, attendance

    return enter


@pytest.fixture
def decide(app, event):
    """What staff do with a question, and everybody's pages are told."""

    def decide(question, **values):
        with app.app_context():
            found = db.session.get(Question, question.id)
            for name, value in values.items():
                setattr(found, name, value)
            db.session.flush()
            live_pages.questions_changed(event)
            db.session.commit()

    return decide


def test_two_phones_see_one_question_move(phone, pc, enter, decide, rows):
    asker, _ = enter(phone)
    reader, _ = enter(pc)
    asker.get_by_label("Apa yang ingin Anda tanyakan?").fill("Apa itu JKK?")
    asker.get_by_label("Tentang apa?").select_option("klaim")
    asker.get_by_role("button", name="Kirim pertanyaan").tap()
    expect(asker.locator("#mine")).to_contain_text("Menunggu dibaca petugas")
    expect(asker.locator("#alerts")).to_contain_text("Pertanyaan Anda terkirim.")
    [question] = rows(Question)
    with reader.expect_response("**/daftar*", timeout=SOON):
        pass  # the next look
    expect(reader.get_by_text("Apa itu JKK?")).to_have_count(0)

    decide(question, status=Status.SHOWN)
    expect(reader.locator("#others")).to_contain_text("Apa itu JKK?", timeout=SOON)
    expect(asker.locator("#mine")).to_contain_text("Sudah tampil", timeout=SOON)
    reader.get_by_role("button", name="Dukung").click()
    expect(reader.get_by_role("button", name="Batal dukung")).to_be_focused()
    expect(asker.locator("#mine")).to_contain_text("1 dukungan", timeout=SOON)

    decide(question, status=Status.HIDDEN, hidden_reason="Sudah dibahas.")
    expect(reader.get_by_text("Apa itu JKK?")).to_have_count(0, timeout=SOON)
    expect(asker.locator("#mine")).to_contain_text("Alasan: Sudah dibahas.", timeout=SOON)
    assert asker.wrong == reader.wrong == []


def test_what_is_typed_survives_news_and_votes(phone, enter, make, event, decide):
    question = make.question(event)
    page, _ = enter(phone)
    box = page.get_by_label("Apa yang ingin Anda tanyakan?")
    box.press_sequentially("Bagaimana kalau")

    decide(make.question(event, words="Yang baru?"))
    expect(page.locator("#others")).to_contain_text("Yang baru?", timeout=SOON)
    expect(box).to_be_focused()
    page.keyboard.type(" pekerja pindah?")
    page.locator(f"#v-{question.code}").tap()
    expect(page.locator(f"#v-{question.code}")).to_have_text("Batal dukung")

    expect(box).to_have_value("Bagaimana kalau pekerja pindah?")
    expect(page.locator("#words-hint")).to_have_text("Sisa 469 dari 500 huruf.")
    assert page.wrong == []


def test_focus_and_place_stay_while_others_overtake(pc, enter, make, event, decide):
    questions = [make.question(event, votes=40 - n) for n in range(40)]
    page, _ = enter(pc)
    button = page.locator(f"#v-{questions[25].code}")
    button.focus()
    button.scroll_into_view_if_needed()
    before = button.bounding_box()["y"]

    for question in questions[30:36]:
        decide(question, votes=90)
    decide(make.question(event, words="Yang baru?", votes=99))
    expect(page.locator("#others-rows li").first).to_contain_text("Yang baru?", timeout=SOON)
    expect(button).to_be_focused()
    assert abs(button.bounding_box()["y"] - before) < 4

    decide(questions[25], votes=100)  # now this row itself moves to the top
    first = page.locator("#others-rows li").first
    expect(first).to_have_id(f"q-{questions[25].code}", timeout=SOON)
    expect(button).to_be_focused()
    assert page.wrong == []


def test_the_same_phone_votes_twice_and_counts_once(phone, enter, make, event, rows):
    question = make.question(event)
    page, _ = enter(phone)
    second = phone.new_page()  # another tab
    second.goto(room(event))

    for tab in (page, second):
        tab.get_by_role("button", name="Dukung").tap()
        expect(tab.get_by_role("button", name="Batal dukung")).to_be_visible()
    page.reload()

    expect(page.locator(f"#q-{question.code}")).to_contain_text("1 dukungan")
    assert len(rows(Vote)) == 1


def test_a_question_asked_without_a_line_waits_and_goes_out_by_itself(
    phone, enter, make, event, decide, rows
):
    page, _ = enter(phone)
    page.get_by_label("Apa yang ingin Anda tanyakan?").fill("Apa itu JKM?")
    phone.set_offline(True)
    page.get_by_role("button", name="Kirim pertanyaan").tap()
    expect(page.get_by_role("heading", name="Menunggu kirim")).to_be_visible()
    expect(page.get_by_text("Tidak tersambung.")).to_be_visible(timeout=SOON)
    decide(make.question(event, words="Sementara itu?"))

    phone.set_offline(False)
    expect(page.locator("#waiting")).to_contain_text("Pertanyaan Anda terkirim.", timeout=SOON)
    expect(page.locator("#mine")).to_contain_text("Apa itu JKM?", timeout=SOON)
    expect(page.locator("#others")).to_contain_text("Sementara itu?", timeout=SOON)
    expect(page.get_by_text("Tidak tersambung.")).not_to_be_visible()
    page.get_by_role("link", name="Ajukan pertanyaan lain").tap()
    expect(page.get_by_label("Apa yang ingin Anda tanyakan?")).to_have_value("")

    assert [one.words for one in rows(Question)] == ["Sementara itu?", "Apa itu JKM?"]
    assert page.evaluate(LEFT)["records"] == []
    assert page.wrong == []


def test_a_question_waits_also_when_the_page_was_closed(phone, enter, event, rows):
    page, _ = enter(phone)
    page.get_by_label("Apa yang ingin Anda tanyakan?").fill("Apa itu JKM?")
    phone.set_offline(True)
    page.get_by_role("button", name="Kirim pertanyaan").tap()
    expect(page.get_by_role("heading", name="Menunggu kirim")).to_be_visible()
    page.close()
    phone.set_offline(False)

    again = phone.new_page()
    again.goto(f"/r/{event.code}")
    expect(again.locator("#waiting")).to_contain_text("Pertanyaan Anda terkirim.", timeout=SOON)

    assert [one.words for one in rows(Question)] == ["Apa itu JKM?"]
    assert again.evaluate(LEFT)["records"] == []


def test_an_answer_lost_after_saving_and_a_retry_make_one_question(phone, enter, rows, event):
    page, _ = enter(phone)

    def save_and_lose(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.get_by_label("Apa yang ingin Anda tanyakan?").fill("Apa itu JKM?")
    page.route(
        re.compile("pertanyaan$"),
        lambda route: save_and_lose(route) if route.request.method == "POST" else route.continue_(),
        times=1,
    )
    page.get_by_role("button", name="Kirim pertanyaan").tap()
    expect(page.locator("#waiting")).to_contain_text("Pertanyaan Anda terkirim.", timeout=SOON)

    assert len(rows(Question)) == 1


def test_a_refusal_keeps_the_words_and_the_page(phone, enter, make, event, rows):
    page, me = enter(phone)
    for _ in range(5):
        make.question(event, me)
    page.get_by_label("Apa yang ingin Anda tanyakan?").fill("Yang keenam?")

    page.get_by_role("button", name="Kirim pertanyaan").tap()

    expect(page.get_by_text("Anda mempunyai 5 pertanyaan")).to_be_visible()
    expect(page.get_by_label("Apa yang ingin Anda tanyakan?")).to_have_value("Yang keenam?")
    expect(page.locator("#words-hint")).to_have_text("Sisa 488 dari 500 huruf.")
    assert len(rows(Question)) == 5


def test_without_a_script_it_works_as_plain_pages(chromium, live, enter, make, event, rows):
    question = make.question(event, words="Berapa iurannya?")
    context = chromium.new_context(
        base_url=live, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page, _ = enter(context)
    page.get_by_label("Apa yang ingin Anda tanyakan?").fill("Apa itu JKK?")
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.locator("#mine")).to_contain_text("Apa itu JKK?")

    page.get_by_role("button", name="Dukung").click()
    page.wait_for_url(f"**#q-{question.code}")
    expect(page.locator(f"#q-{question.code}")).to_contain_text("1 dukungan")
    page.get_by_role("button", name="Batal dukung").click()
    expect(page.locator(f"#q-{question.code}")).to_contain_text("0 dukungan")
    make.question(event, words="Yang baru?")
    page.get_by_role("link", name="Muat ulang").click()

    expect(page.locator("#others")).to_contain_text("Yang baru?")
    expect(page.get_by_text("Paling banyak 500 huruf.")).to_be_visible()
    context.close()


def test_a_hidden_tab_asks_nothing_and_trouble_slows_it_down(phone, enter):
    page, _ = enter(phone, clock=True)
    asked = []
    page.route("**/daftar", lambda route: (asked.append(1), route.abort()))

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
    for _ in range(300):
        page.wait_for_timeout(100)
        if asked:
            break

    assert while_hidden == 0
    assert len(asked) == 1
    assert asked_within(30) <= 3  # after 9 s and 18 s instead of six times
