"""A file on its way to a phone: whole, in parts, again after the line was cut."""

from __future__ import annotations

import hashlib
from random import Random
from urllib.parse import unquote

import pytest
from sqlalchemy import select, text
from werkzeug.exceptions import ServiceUnavailable

from app import files
from app.extensions import db
from app.materials import serving
from app.materials.models import MaterialFile

CONTENT = Random(7).randbytes(700_000)  # the same for every worker that runs tests
SHA256 = hashlib.sha256(CONTENT).hexdigest()
ETAG = f'"{SHA256}"'
SIZE = len(CONTENT)


@pytest.fixture
def address(app, make):
    """Where the file can be downloaded."""
    material = make.material(make.event(), CONTENT, name="Paparan.pdf")

    @app.get("/unduh")
    def download():
        file = db.session.scalars(select(MaterialFile).filter_by(material_id=material.id)).one()
        return serving.send(file)

    return "/unduh"


def test_it_arrives_byte_by_byte_and_is_no_page_of_ours(address, visitor):
    answer = visitor.get(address)

    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert answer.headers["Content-Length"] == str(SIZE)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["ETag"] == ETAG
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, SIZE),
        ("bytes=300000-600000", 300_000, 600_001),
        ("bytes=699999-", SIZE - 1, SIZE),
        ("bytes=5-9999999", 5, SIZE),
        ("bytes=-1", SIZE - 1, SIZE),
        ("bytes=-9999999", 0, SIZE),
    ],
)
def test_a_part_is_sent_alone(address, visitor, wanted, start, stop):
    answer = visitor.get(address, headers={"Range": wanted})

    assert (answer.status_code, answer.data) == (206, CONTENT[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(stop - start)
    assert answer.headers["ETag"] == ETAG


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=99999999-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(address, visitor, wanted):
    answer = visitor.get(address, headers={"Range": wanted})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted",
    ["bytes=9-5", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=x-", "", "bytes=" + "9" * 4000],
)
def test_what_is_no_single_part_gets_the_whole(address, visitor, wanted):
    answer = visitor.get(address, headers={"Range": wanted})

    assert (answer.status_code, answer.data) == (200, CONTENT)


@pytest.mark.parametrize(
    ("condition", "status"),
    [(ETAG, 206), ('"another"', 200), (f"W/{ETAG}", 200), ("Wed, 04 Feb 2026 02:00:00 GMT", 200)],
)
def test_a_download_goes_on_only_with_the_same_file(address, visitor, condition, status):
    answer = visitor.get(address, headers={"Range": "bytes=10-", "If-Range": condition})

    assert (answer.status_code, answer.data) == (status, CONTENT[10 if status == 206 else 0 :])


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"another", {ETAG}', "*"])
def test_a_browser_that_has_it_gets_nothing(address, visitor, known):
    answer = visitor.get(address, headers={"If-None-Match": known, "Range": "bytes=0-5"})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == ETAG


def test_one_that_has_another_gets_all(address, visitor):
    assert visitor.get(address, headers={"If-None-Match": '"another"'}).data == CONTENT


def test_head_tells_the_size_and_sends_nothing(address, visitor):
    answer = visitor.head(address, headers={"Range": "bytes=0-5"})

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(SIZE)
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_bytes_that_are_gone_are_a_page_that_is_not_found(app, address, visitor, rows, method):
    with app.app_context():
        files.remove(rows(MaterialFile)[0].stored_as)

    assert visitor.open(address, method=method).status_code == 404


def test_nothing_of_the_database_is_held_while_bytes_travel(app, address, visitor):
    with app.app_context():
        pool = db.engine.pool
    assert pool.checkedout() == 0

    answer = visitor.get(address, buffered=False)
    pieces = iter(answer.response)
    first = next(pieces)

    assert pool.checkedout() == 0
    assert first + b"".join(pieces) == CONTENT


def test_few_are_sent_at_once(address, visitor, monkeypatch):
    monkeypatch.setattr(serving, "AT_ONCE", 2)
    slow = [visitor.get(address, buffered=False) for _ in range(2)]
    for answer in slow:
        next(iter(answer.response))

    busy = visitor.get(address)
    for answer in slow:
        answer.close()

    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert visitor.get(address).data == CONTENT


def test_one_phone_that_reads_slowly_keeps_no_other_from_its_files(address, visitor, monkeypatch):
    monkeypatch.setattr(serving, "OF_ONE_ADDRESS", 2)
    here, there = {"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "10.0.0.2"}
    slow = [visitor.get(address, buffered=False, environ_overrides=here) for _ in range(2)]

    busy = visitor.get(address, environ_overrides=here)
    other = visitor.get(address, environ_overrides=there)
    for answer in slow:
        answer.close()

    assert (busy.status_code, other.data) == (503, CONTENT)
    assert visitor.get(address, environ_overrides=here).data == CONTENT


def test_behind_a_proxy_a_hall_is_not_one_phone(address, app, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "PROXIES", 1)
    monkeypatch.setattr(serving, "OF_ONE_ADDRESS", 2)
    slow = [visitor.get(address, buffered=False) for _ in range(3)]

    for answer in slow:
        answer.close()

    assert [answer.status_code for answer in slow] == [200] * 3


def test_those_who_were_promised_one_are_counted_before_it_begins(app, monkeypatch):
    monkeypatch.setattr(serving, "AT_ONCE", 2)
    with app.test_request_context():
        name = files.store(b"bukti")
        promised = [serving.send_stored(name, 5, "image/jpeg", "b.jpg", "e" * 64) for _ in range(2)]

        with pytest.raises(ServiceUnavailable):
            serving.send_stored(name, 5, "image/jpeg", "b.jpg", "e" * 64)

        promised.pop()
        serving.send_stored(name, 5, "image/jpeg", "b.jpg", "e" * 64)


def test_a_file_of_no_material_is_sent_as_well(app):
    with app.test_request_context(headers={"Range": "bytes=2-3"}):
        name = files.store(b"bukti")
        answer = serving.send_stored(name, 5, "image/jpeg", "bukti.jpg", "e" * 64, inline=True)

        assert (answer.status_code, b"".join(answer.response)) == (206, b"kt")
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Paparan Iuran (final) [2].pdf", "Paparan Iuran (final) [2].pdf"),
        ("Résumé.pdf", "Resume.pdf"),
        ("资料.pdf", "berkas.pdf"),
        ("عرض 📎.pptx", ".pptx"),
        ('a";\r\nSet-Cookie: x=1\\.pdf', "a____Set-Cookie_ x_1_.pdf"),
        ("'; filename=x.exe", "__ filename_x.exe"),
        ("", "berkas"),
    ],
)
def test_a_name_arrives_whole_and_breaks_out_of_nothing(name, plain):
    header = serving.disposition(name)

    old, new = header.removeprefix("attachment; ").split("; filename*=UTF-8''")
    assert unquote(new) == name
    assert old == f'filename="{"berkas" if plain.startswith(".") else ""}{plain}"'
    assert header.isascii()
    assert header.isprintable()


def test_the_test_of_the_database_can_see_one_that_is_held(app):
    with app.app_context():
        db.session.execute(text("SELECT 1"))
        assert db.engine.pool.checkedout() == 1
