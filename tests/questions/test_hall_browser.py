"""Two phones and a projector see one question move."""

import pytest
from playwright.sync_api import expect

from app.attendees.receipts import COOKIE
from app.questions.models import Question, Status
from tests.chromium import PHONE
from tests.questions.phones import token_of

pytestmark = pytest.mark.browser


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def phone_of(chromium, live, event, make):
    """Open a phone that has signed; all are closed at the end."""
    contexts = []

    def phone_of(name):
        token, _ = token_of(make, event, name=name, institution="Perwira")
        context = chromium.new_context(base_url=live, locale="id-ID", **PHONE)
        context.set_default_timeout(15_000)
        contexts.append(context)
        cookie = {"name": COOKIE, "value": token, "domain": "127.0.0.1"}
        context.add_cookies([cookie | {"path": f"/r/{event.code}"}])
        page = context.new_page()
        page.goto(f"/r/{event.code}/pertanyaan")
        return page

    yield phone_of
    for context in contexts:
        context.close()


def test_a_question_moves_from_one_phone_to_everybody(
    event, phone_of, pc, make, log_in_there, rows
):
    soon = {"timeout": 12_000}
    older = make.question(event, words="Yang lebih dulu tampil?")
    ani, budi = phone_of("Ani"), phone_of("Budi")
    log_in_there(pc, make.account())
    desk, projector = pc.new_page(), pc.new_page()
    desk.goto(f"/kegiatan/{event.code}/pertanyaan")
    projector.goto(f"/layar/{event.code}")
    projector.keyboard.press("3")
    shown = projector.locator(".screen-questions .screen-words")
    expect(shown).to_have_text([older.words])

    # Ani asks; only staff see it.
    ani.get_by_label("Apa yang ingin Anda tanyakan?").fill("Berapa iuran terendah?")
    ani.get_by_role("button", name="Kirim pertanyaan").click()
    expect(ani.locator("#mine")).to_contain_text("Berapa iuran terendah?")
    expect(desk.locator("#lines-masuk")).to_contain_text("Berapa iuran terendah?", **soon)
    assert "Berapa iuran terendah?" not in budi.content() + projector.content()

    # Staff let it out; Budi supports it, and it overtakes the older one on the projector.
    desk.bring_to_front()
    desk.locator("#lines-masuk").get_by_role("button", name="Tampilkan").click()
    expect(budi.locator("#others")).to_contain_text("Berapa iuran terendah?", **soon)
    row = budi.locator("#others li", has_text="Berapa iuran terendah?")
    row.get_by_role("button", name="Dukung", exact=True).click()
    expect(row).to_contain_text("1 dukungan")
    projector.bring_to_front()
    expect(shown).to_have_text(["Berapa iuran terendah?", older.words], **soon)

    # It is being answered: large on the projector, marked on both phones.
    desk.bring_to_front()
    line = desk.locator("#lines-tampil li", has_text="Berapa iuran terendah?")
    expect(line.locator(".question-votes")).to_contain_text("1", **soon)
    line.get_by_role("button", name="Mulai jawab").click()
    projector.bring_to_front()
    expect(projector.locator(".screen-large")).to_be_visible(**soon)
    expect(projector.locator(".screen-large")).to_have_text("Berapa iuran terendah?")
    expect(budi.locator(".asked-now")).to_contain_text("Berapa iuran terendah?", **soon)
    expect(ani.locator("#mine")).to_contain_text("Sedang dijawab", **soon)

    # The answer is given out: both phones read it, and the projector returns to the others.
    desk.bring_to_front()
    desk.get_by_role("link", name="Tulis jawaban").click()
    desk.get_by_role("textbox", name="Jawaban").fill("Rp16.800 sebulan.")
    desk.get_by_label("Dijawab oleh").first.fill("Ir. Rahmat")
    desk.get_by_role("button", name="Simpan dan tampilkan jawaban").click()
    for page in (ani, budi):
        expect(page.get_by_text("Rp16.800 sebulan.")).to_be_visible(**soon)
    projector.bring_to_front()
    expect(shown).to_have_text([older.words], **soon)
    assert [one.status for one in rows(Question)] == [Status.SHOWN, Status.ANSWERED]


def test_a_merged_question_shares_the_fate_of_its_target(event, phone_of, make, staff):
    target = make.question(event, words="Berapa iuran terendah?")
    ani = phone_of("Ani")
    ani.get_by_label("Apa yang ingin Anda tanyakan?").fill("Iuran paling murah berapa?")
    ani.get_by_role("button", name="Kirim pertanyaan").click()
    expect(ani.locator("#mine")).to_contain_text("Iuran paling murah berapa?")
    [row] = ani.locator("#mine li").all()
    own = row.get_attribute("id").removeprefix("q-")

    list_of = f"/kegiatan/{event.code}/pertanyaan"
    staff.post(f"{list_of}/{own}/gabung", data={"into": target.code})
    staff.post(f"{list_of}/{target.code}/mulai")

    expect(ani.locator("#mine")).to_contain_text("Sedang dijawab", timeout=30_000)
    expect(ani.locator("#mine")).to_contain_text("igabung dengan pertanyaan serupa")
