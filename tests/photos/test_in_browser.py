"""Photos in a real browser: what only a browser shows."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.photos.models import Photo
from tests.photos.cameras import picture

pytestmark = pytest.mark.browser

DEVELOPED = 20_000  # ms; a photo is painted in a process of its own


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def page(phone, event, make, log_in_there, live):
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(f"/kegiatan/{event.code}/dokumentasi")
    yield page
    assert page.wrong == []


def from_a_camera(seed=1):
    """2400 × 1800 pixels of coarse noise, more than a megabyte."""
    grains = Image.frombytes("RGB", (300, 225), random.Random(seed).randbytes(300 * 225 * 3))
    file = io.BytesIO()
    grains.resize((2400, 1800)).save(file, "JPEG", quality=97)
    return file.getvalue()


def choose(page, *contents, field="#files"):
    files = [
        {"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for n, content in enumerate(contents)
    ]
    page.set_input_files(field, files)


def send(page):
    page.get_by_role("button", name="Unggah", exact=True).click()


def test_photos_arrive_one_by_one_and_the_page_shows_them(page, rows):
    choose(page, picture(), picture(colour="blue"))
    expect(page.locator(".upload-list li")).to_have_count(2)

    send(page)

    expect(page.locator(".upload-said")).to_have_text("2 foto tersimpan.", timeout=DEVELOPED)
    expect(page.locator("#photos li")).to_have_count(2)
    assert len(rows(Photo)) == 2


def test_a_large_photo_is_made_smaller_before_it_travels(page, rows):
    content = from_a_camera()
    sent = []
    page.route("**/unggahan/*", lambda route: (sent.append(route.request), route.continue_()))
    choose(page, content)

    send(page)

    expect(page.locator(".upload-said")).to_have_text("1 foto tersimpan.", timeout=DEVELOPED)
    [request] = sent
    assert len(request.post_data_buffer) < len(content) * 0.7
    assert (rows(Photo)[0].width, rows(Photo)[0].height) == (1600, 1200)


def test_the_camera_is_offered_where_there_is_a_finger(page):
    camera = page.locator("#camera")

    expect(camera).to_be_visible()
    assert camera.get_attribute("capture") == "environment"


def test_what_is_no_photo_is_named_and_the_others_arrive(page, rows):
    choose(page, b"GIF89a", picture())

    send(page)

    said = "1 foto tersimpan. 1 foto belum diterima; alasannya tertulis di atas."
    expect(page.locator(".upload-said")).to_have_text(said, timeout=DEVELOPED)
    expect(page.locator(".upload-wrong")).to_contain_text("bukan foto JPG, PNG, atau WebP")
    assert len(rows(Photo)) == 1


def test_a_lost_line_makes_no_second_photo(page, rows):
    """The answer is lost on its way: the photo is there, and the same request asks again."""
    times = []

    def once(route):
        times.append(route.request)
        if len(times) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/unggahan/*", once)
    choose(page, picture())

    send(page)

    expect(page.locator(".upload-said")).to_have_text("1 foto tersimpan.", timeout=DEVELOPED)
    assert len(times) == 2
    assert len(rows(Photo)) == 1


def test_a_caption_is_kept_in_place_and_arrows_move_a_photo(page, make, event, rows):
    first, second = (make.photo(event, picture()) for _ in range(2))
    page.reload()

    page.fill(f"#caption-{second.id}", "Sambutan")
    page.locator(f"#describe-{second.id}").click()
    expect(page.get_by_alt_text("Foto 2: Sambutan")).to_be_visible()
    page.locator(f"#drag-{second.id}").press("ArrowUp")

    expect(page.locator("#photos li").first).to_have_attribute("id", f"photo-{second.id}")
    order = sorted(rows(Photo), key=lambda photo: photo.sort)
    assert [photo.id for photo in order] == [second.id, first.id]
    assert order[0].caption == "Sambutan"
