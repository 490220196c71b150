"""Thumbnails and pages as pictures, made from files that nobody trusts."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.exceptions import NotFound, ServiceUnavailable

from app import files, jobs
from app.extensions import db
from app.materials import page_cache, painter, painting, pictures, turns
from app.materials.models import MaterialFile, Scan
from tests.materials import papers


@pytest.fixture
def keep(make, app):
    """Keep a file as a material and give back its row."""
    event = make.event()

    def keep(content: bytes, extension: str = "pdf", **values) -> MaterialFile:
        name = f"materi.{extension}"
        material = make.material(event, content, name=name, extension=extension, **values)
        with app.app_context():
            return db.session.query(MaterialFile).filter_by(material_id=material.id).one()

    return keep


@pytest.fixture
def drawn(app, keep, reload):
    """Keep a file, let its thumbnail be made, and give back the row and the picture."""

    def drawn(content: bytes, extension: str = "pdf", **values):
        file = keep(content, extension, **values)
        with app.app_context():
            pictures.order(file.id)
            while jobs.do_one():
                pass
            file = reload(file)
            jpeg = pictures.thumbnail(file)
        return file, Image.open(io.BytesIO(jpeg)) if jpeg else None

    return drawn


def kept(app) -> list[str]:
    return [path.name for path in (Path(app.config["DATA"]) / "files").glob("*")]


# -- thumbnails --


def test_the_first_page_of_a_pdf_becomes_a_small_jpeg(drawn):
    file, picture = drawn(papers.pdf(pages=7))

    assert file.pages == 7
    assert (picture.format, picture.size) == ("JPEG", (340, 480))


@pytest.mark.parametrize(("extension", "kind"), [("jpg", "JPEG"), ("jpeg", "JPEG"), ("png", "PNG")])
def test_a_picture_becomes_a_smaller_one(drawn, extension, kind):
    file, picture = drawn(papers.picture(kind), extension)

    assert file.pages == 1
    assert (picture.format, picture.size) == ("JPEG", (480, 360))


def test_a_photo_stands_upright_and_tells_no_place(drawn):
    _, picture = drawn(papers.from_a_phone(), "jpg")

    assert picture.size == (360, 480)
    assert picture.getpixel((180, 20))[1] < 60  # what was left is above now
    assert picture.getpixel((180, 460))[1] > 200
    assert not picture.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
def test_every_way_of_painting_is_understood(drawn, mode):
    content, extension = io.BytesIO(), "jpg" if mode == "CMYK" else "png"
    Image.new(mode, (60, 40)).save(content, "JPEG" if mode == "CMYK" else "PNG")

    _, picture = drawn(content.getvalue(), extension)

    assert (picture.mode, picture.size) == ("RGB", (60, 40))


def test_a_thumbnail_is_small_whatever_it_shows(app, drawn):
    file, _ = drawn(papers.noise(), "png")

    with app.app_context():
        assert files.size(file.thumbnail_as) <= 40_000


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"%PDF-1.7 and nothing behind", "pdf"),
        (papers.pdf()[:200], "pdf"),
        (b"", "pdf"),
        (papers.picture(), "pdf"),
        (papers.pdf(), "png"),
        (papers.picture("GIF"), "png"),
        (papers.picture()[:300], "jpg"),
        (papers.png_bomb(), "png"),
    ],
)
def test_a_file_that_cannot_be_painted_simply_has_no_thumbnail(app, drawn, content, extension):
    file, picture = drawn(content or b" ", extension)

    assert picture is None
    assert file.pages == pictures.NONE
    assert kept(app) == [file.stored_as]


def test_a_page_that_takes_for_ever_is_given_up(app, drawn, monkeypatch):
    monkeypatch.setattr(pictures, "THUMBNAIL", pictures.THUMBNAIL._replace(patience=2))

    file, picture = drawn(papers.endless_pdf())

    assert (file.pages, picture) == (pictures.NONE, None)


def test_a_painter_that_hangs_is_not_waited_for(drawn, monkeypatch):
    monkeypatch.setattr(pictures, "THUMBNAIL", pictures.THUMBNAIL._replace(patience=0.5))
    monkeypatch.setattr(painting, "START", "import time; time.sleep(120)")
    begun = time.monotonic()

    file, picture = drawn(papers.pdf())

    assert (file.pages, picture) == (pictures.NONE, None)
    assert time.monotonic() - begun < 100


@pytest.mark.parametrize("values", [{"extension": "docx"}, {"scan": Scan.WAITING}])
def test_what_cannot_or_may_not_be_opened_is_left_alone(drawn, values):
    file, picture = drawn(papers.pdf(), **values)

    assert (file.pages, picture) == (None, None)


def test_drawing_twice_draws_once(app, drawn, reload):
    file, _ = drawn(papers.pdf())

    with app.app_context():
        pictures.draw(file.id)

    assert reload(file).thumbnail_as == file.thumbnail_as
    assert len(kept(app)) == 2


def test_who_comes_second_leaves_nothing_behind(app, keep, reload, monkeypatch):
    file = keep(papers.pdf())
    paint = pictures.paint

    def paint_slowly(*args):
        monkeypatch.setattr(pictures, "paint", paint)
        pictures.draw(file.id)  # another worker, meanwhile
        return paint(*args)

    monkeypatch.setattr(pictures, "paint", paint_slowly)
    with app.app_context():
        pictures.draw(file.id)

    assert sorted(kept(app)) == sorted([file.stored_as, reload(file).thumbnail_as])


def test_a_file_that_was_deleted_meanwhile_is_no_trouble(app):
    with app.app_context():
        pictures.draw(4711)


@pytest.mark.sqlite
def test_nobody_waits_for_the_database_while_it_is_painted(app, keep, monkeypatch):
    from tests.test_waiting import somebody_can_write

    file, noted, paint = keep(papers.pdf()), [], pictures.paint

    def watched(*args):
        noted.append(somebody_can_write(app))
        return paint(*args)

    monkeypatch.setattr(pictures, "paint", watched)
    with app.app_context():
        pictures.draw(file.id)

    assert noted == [True]


def test_what_is_unfinished_is_found_in_the_rows(app, keep, drawn):
    drawn(papers.pdf())
    drawn(b"broken")
    keep(papers.pdf(), scan=Scan.WAITING)
    keep(b"PK", "pptx")
    left = [keep(papers.pdf()).id, keep(papers.picture(), "jpg").id]

    with app.app_context():
        assert list(pictures.undrawn()) == left


def test_no_secret_of_ours_reaches_the_painter(monkeypatch):
    monkeypatch.setenv("BALAI_SECRET_KEY", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")

    assert painting._environment().keys() <= {"PATH", "LD_LIBRARY_PATH", "LANG"}


# -- pages --


def page(file: MaterialFile, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(pictures.page_picture(file, number)))


def test_a_page_is_wide_enough_to_read(app, keep):
    file = keep(papers.pdf(pages=2))

    with app.app_context():
        assert (page(file, 2).format, page(file, 2).size) == ("JPEG", (1100, 1557))


@pytest.mark.parametrize(("width", "height"), [(14_400, 10), (10, 14_400), (1, 1), (960, 540)])
def test_odd_pages_stay_within_bounds(app, keep, width, height):
    file = keep(papers.pdf(width=width, height=height))

    with app.app_context():
        assert page(file).width <= 1101
        assert page(file).height <= 2201


def test_a_photo_is_shown_without_its_past(app, keep):
    file = keep(papers.from_a_phone(), "jpg")

    with app.app_context():
        shown = page(file)

    assert (shown.size, dict(shown.getexif())) == ((600, 800), {})


@pytest.mark.parametrize("number", [0, -1, 3, 10**9])
def test_a_page_that_is_not_there_is_not_found(app, keep, drawn, number):
    known, unknown = drawn(papers.pdf(pages=2))[0], keep(papers.pdf(pages=2))

    with app.app_context():
        for file in (known, unknown):
            with pytest.raises(NotFound):
                pictures.page_picture(file, number)


@pytest.mark.parametrize(("content", "extension"), [(b"PK", "pptx"), (b"%PDF-1.7", "pdf")])
def test_what_cannot_be_shown_is_not_found(app, keep, content, extension):
    file = keep(content, extension)

    with app.app_context(), pytest.raises(NotFound):
        pictures.page_picture(file, 1)


class Painted(Counter[tuple[str, int]]):
    """Which pages were really painted, and how many at once at most."""

    enough: Callable[[], bool] = staticmethod(lambda: True)


@pytest.fixture
def painted(monkeypatch):
    """The first painting takes until `enough` has come of it, and each a moment longer."""
    noted = Painted()
    paint, lock, now = pictures.paint, threading.Lock(), []
    met = threading.Event()
    monkeypatch.setattr(turns, "PATIENCE", 60)

    def watched(stored_as, extension, number, look):
        with lock:
            now.append(1)
            noted[stored_as, number] += 1
            noted["at once", 0] = max(noted["at once", 0], len(now))
        try:
            end = time.monotonic() + 60
            while not met.is_set() and not noted.enough() and time.monotonic() < end:
                time.sleep(0.01)
            met.set()
            time.sleep(0.2)
            return paint(stored_as, extension, number, look)
        finally:
            now.pop()

    monkeypatch.setattr(pictures, "paint", watched)
    return noted


def all_at_once(app, wanted, got: list[object] | None = None) -> list[object]:
    """What each of many phones gets that ask in the same moment."""
    got = [] if got is None else got
    ready = threading.Barrier(len(wanted))

    def ask(file, number):
        ready.wait()
        with app.app_context():
            try:
                got.append(pictures.page_picture(file, number))
            except ServiceUnavailable as busy:
                got.append(busy.code)

    phones = [threading.Thread(target=ask, args=one) for one in wanted]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    return got


def in_line() -> int:
    """How many are being served or wait."""
    return sum(count for _, count in pictures.turns.wanted.values())


def test_many_phones_on_one_page_cost_one_painting(app, keep, painted):
    file = keep(papers.pdf())
    painted.enough = lambda: in_line() == 30

    got = all_at_once(app, [(file, 1)] * 30)

    assert len(got) == 30
    assert len(set(got)) == 1
    assert painted[file.stored_as, 1] == 1


def test_two_paint_at_once_and_the_others_wait(app, keep, painted):
    file = keep(papers.pdf(pages=6))
    painted.enough = lambda: in_line() == 6

    got = all_at_once(app, [(file, number) for number in range(1, 7)])

    assert 503 not in got
    assert painted["at once", 0] == 2


def test_who_would_wait_too_long_is_sent_away(app, keep, painted, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    file, got = keep(papers.pdf(pages=5)), []
    painted.enough = lambda: got.count(503) == 3

    all_at_once(app, [(file, number) for number in range(1, 6)], got)

    assert got.count(503) == 3


def test_most_threads_stay_free_for_others(app, keep, painted, monkeypatch):
    monkeypatch.setattr(turns, "WAITING", 3)
    file, got = keep(papers.pdf()), []
    painted.enough = lambda: got.count(503) == 7

    all_at_once(app, [(file, 1)] * 10, got)

    assert got.count(503) == 7
    assert pictures.turns.wanted == {}


def test_busy_is_told_with_the_time_to_wait(app, keep, visitor, monkeypatch):
    file = keep(papers.pdf())
    monkeypatch.setattr(turns, "WAITING", 0)

    @app.get("/halaman")
    def show():
        return pictures.page_picture(file, 1)

    answer = visitor.get("/halaman")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_page_that_cannot_be_painted_is_not_tried_for_everybody(app, keep, painted, monkeypatch):
    file = keep(b"%PDF-1.7")

    with app.app_context():
        for _ in range(3):
            with pytest.raises(NotFound):
                pictures.page_picture(file, 1)
        assert painted[file.stored_as, 1] == 1
        monkeypatch.setattr(page_cache, "FORGIVEN", -1)
        with pytest.raises(NotFound):
            pictures.page_picture(file, 1)

    assert painted[file.stored_as, 1] == 2


def test_the_database_is_given_back_first(app, keep, monkeypatch):
    file, noted, paint = keep(papers.pdf()), [], pictures.paint

    def watched(*args):
        noted.append(db.engine.pool.checkedout())
        return paint(*args)

    monkeypatch.setattr(pictures, "paint", watched)
    with app.app_context():
        file = db.session.get(MaterialFile, file.id)
        pictures.page_picture(file, 1)

        assert noted == [0]
        assert file.name == "materi.pdf"


# -- what was painted before --


JPEG = b"\xff\xd8 a picture \xff\xd9"


def test_the_oldest_pages_make_room(app, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST", 10 * len(JPEG))
    with app.app_context():
        for number in range(10):
            page_cache.put(f"page-{number}", JPEG)
            path = Path(app.config["DATA"]) / "cache" / f"page-{number}.jpg"
            os.utime(path, (1000 + number, 1000 + number))

        page_cache.put("page-10", JPEG)

        left = [number for number in range(11) if page_cache.get(f"page-{number}")]
    assert left == [3, 4, 5, 6, 7, 8, 9, 10]


def test_a_full_disk_shows_pages_and_keeps_none(app, keep, monkeypatch):
    monkeypatch.setattr(files, "FLOOR", 2**60)
    with app.app_context():
        page_cache.put("page", JPEG)

        assert page_cache.get("page") is None


def test_half_a_page_left_by_a_power_cut_is_painted_again(app):
    with app.app_context():
        page_cache.put("page", JPEG[:-1])

        assert page_cache.get("page") is None


# -- the painter --


@pytest.mark.parametrize(
    ("greedy", "end"),
    [
        ("bytearray(2 * 1024**3)", "MemoryError"),
        ("open(sys.argv[1], 'wb', buffering=0).write(b'x')", "File too large"),
        ("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", ""),
    ],
)
def test_a_painter_gets_no_further_than_its_limits(greedy, end, tmp_path):
    words = f"import resource, sys\nfrom app.materials.painter import limit\nlimit()\n{greedy}"

    command = [sys.executable, "-c", words, tmp_path / "written"]
    child = subprocess.run(command, capture_output=True, text=True)

    assert child.returncode == (1 if end else -signal.SIGKILL)
    assert end in child.stderr
    assert painter.CPU <= 10
