"""The projector's slides in a real browser."""

import pytest
from playwright.sync_api import expect

from app.accounts.models import Role
from app.events.models import Event, Slide
from app.questions.models import Status

pytestmark = pytest.mark.browser

LONG = "Apakah keluarga pekerja juga mendapat santunan bila pekerja meninggal dunia? "


@pytest.fixture
def event(make):
    return make.event(title="Sosialisasi Program BPJS Ketenagakerjaan " * 3)


@pytest.fixture
def questions(event, make):
    voters = [make.attendance(event) for _ in range(6)]
    asked = [make.question(event, words=(LONG * (n + 1))[:500]) for n in range(6)]
    for n, question in enumerate(asked):
        for voter in voters[:n]:
            make.vote(question, voter)
    return asked


def projector(context, event, log_in_there, account):
    log_in_there(context, account)
    page = context.new_page()
    page.clock.install()
    page.goto(f"/layar/{event.code}")
    return page


@pytest.fixture
def page(pc, make, log_in_there, event):
    return projector(pc, event, log_in_there, make.account())


def slide(page):
    return page.evaluate("document.body.dataset.slide")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_five_questions_and_the_code_fit_without_scrolling(page, questions, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.keyboard.press("3")

    items = page.locator(".screen-questions li")
    expect(items).to_have_count(5)
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == list(size)
    for text in page.locator(".screen-words, .screen-facts").all():
        box, own = text.bounding_box(), text.locator("xpath=..").bounding_box()
        assert box["y"] >= own["y"] - 1
        assert box["y"] + box["height"] <= own["y"] + own["height"] + 1
    last = items.last.bounding_box()
    tools = page.locator(".projector-tools").bounding_box()
    assert last["y"] + last["height"] <= tools["y"]
    qr = page.get_by_role("img", name="Kode QR").locator("svg").bounding_box()
    assert qr["height"] > size[1] * 0.2
    assert qr["x"] + qr["width"] <= size[0]


@pytest.mark.parametrize("letters", [20, 70, 71, 140, 141, 240, 241, 360, 361, 500])
def test_a_question_of_any_length_fits(page, event, make, letters):
    presenter = make.presenter(event, name="Ir. H. Muhammad Rahmat Hidayat Panjaitan, M.M.")
    words = (LONG * 8)[: letters - 1] + "?"
    asker = make.attendance(event, name="N" * 60, institution="Kelurahan yang panjang namanya")
    make.question(event, asker, words=words, status=Status.ANSWERING, presenter_id=presenter.id)
    page.set_viewport_size({"width": 1280, "height": 720})

    page.keyboard.press("4")

    expect(page.locator(".screen-large")).to_have_text(words)
    place = page.locator("#slide-jawaban")
    assert place.evaluate("it => it.scrollHeight <= it.clientHeight + 1")
    assert place.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_keys_turn_every_projector(page, questions, pc, event, reload):
    other = pc.new_page()
    other.goto(f"/layar/{event.code}")

    page.keyboard.press("3")

    expect(page.locator("#slide-pertanyaan")).to_be_visible()
    expect(other.locator("#slide-pertanyaan")).to_be_visible(timeout=30_000)
    assert reload(event).slide is Slide.QUESTIONS
    page.keyboard.press("ArrowRight")
    expect(page.locator("#slide-jawaban")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".projector-agenda, .projector-say").first).to_be_visible()
    assert slide(page) == "kode"


def test_who_only_reads_turns_the_own_one(pc, event, make, log_in_there, questions, reload):
    page = projector(pc, event, log_in_there, make.account(Role.LEAD))

    page.keyboard.press("3")
    page.clock.run_for(10_000)

    expect(page.locator("#slide-pertanyaan")).to_be_visible()
    assert reload(event).slide is Slide.CODE


def test_it_follows_what_staff_do(page, questions, event, staff):
    address = f"/kegiatan/{event.code}/pertanyaan/{questions[0].code}"

    staff.post(f"{address}/mulai")
    page.clock.run_for(4_000)
    expect(page.locator(".screen-large")).to_have_text(questions[0].words.strip())
    staff.post(f"{address}/hentikan")
    page.clock.run_for(4_000)

    expect(page.locator("#slide-pertanyaan")).to_be_visible()


def test_a_lost_line_keeps_the_picture_and_hides_the_dead_code(page, questions, pc):
    page.keyboard.press("3")
    expect(page.locator(".screen-questions li")).to_have_count(5)

    pc.set_offline(True)
    page.clock.run_for(5_000)
    expect(page.get_by_text("Menyambung kembali…")).to_be_visible()
    page.clock.run_for(95_000)
    expect(page.locator(".digits")).not_to_be_visible()
    expect(page.locator(".screen-questions li")).to_have_count(5)
    page.keyboard.press("4")  # also without a line
    assert slide(page) == "jawaban"
    pc.set_offline(False)
    page.clock.run_for(8_000)

    expect(page.locator(".digits")).to_be_visible()
    expect(page.get_by_text("Menyambung kembali…")).not_to_be_visible()


class Asked:
    """What a page asks for, while its clock is turned on by hand."""

    def __init__(self, page, code):
        self.page, self.code = page, code
        self.looks, self.twice, self.pending = [], [], set()
        page.on("request", self.note)
        page.on("requestfinished", lambda request: self.pending.discard(request))
        page.on("requestfailed", lambda request: self.pending.discard(request))

    def note(self, request):
        """How often the code is asked hangs on the server's clock, which here hardly moves."""
        if not request.url.endswith(self.code):
            self.looks.append(request.url)
        elif any(other.url == request.url for other in self.pending):
            self.twice.append(request.url)
        self.pending.add(request)

    def pass_time(self, milliseconds):
        """Until what is asked meanwhile is answered."""
        self.page.clock.run_for(milliseconds)
        self.page.wait_for_timeout(20)
        for _ in range(600):
            if not self.pending:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(self.pending)

    def in_half_a_minute(self):
        """How many elements there are then, and how often it has looked meanwhile."""
        self.looks.clear()
        for _ in range(30):
            self.pass_time(1_000)
        return self.page.evaluate("document.querySelectorAll('*').length"), len(self.looks)


def test_hours_leave_nothing_behind(page, event, questions):
    asked = Asked(page, f"/layar/{event.code}/kode")
    page.keyboard.press("4")
    page.keyboard.press("3")
    expect(page.locator(".screen-questions li")).to_have_count(5)

    elements, looks = asked.in_half_a_minute()
    for turn in range(40):
        page.keyboard.press("34"[turn % 2])
        asked.pass_time(60_000)
    page.keyboard.press("3")
    later_elements, later_looks = asked.in_half_a_minute()

    assert later_elements == elements
    assert later_looks <= looks + 3  # no loop runs twice
    assert asked.twice == []


def test_without_a_script_it_follows_by_itself(chromium, live, event, questions, make, app):
    from app.access import COOKIE
    from app.accounts.models import LoginSession, hash_token, new_token
    from app.extensions import db

    token, account = new_token(), make.account()
    with app.app_context():
        db.session.add(LoginSession(token_hash=hash_token(token), account_id=account.id))
        db.session.get(Event, event.id).slide = Slide.QUESTIONS
        db.session.commit()
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    context.add_cookies([{"name": COOKIE, "value": token, "url": live}])
    page = context.new_page()

    page.goto(f"/layar/{event.code}")

    page.wait_for_url(f"**/layar/{event.code}/pertanyaan", timeout=30_000)
    expect(page.locator(".screen-questions li")).to_have_count(5)
    context.close()
