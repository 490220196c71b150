"""Who may wait for a body: never all threads, and never all of them for a few addresses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from io import BytesIO
from threading import Event

import pytest
from werkzeug.exceptions import ServiceUnavailable

from app import create_app, slow_bodies, turns
from app.config import THREADS
from app.materials import serving
from app.slow_bodies import AT_ONCE, Body, Places
from tests.conftest import settings
from tests.test_start import wait_until


@pytest.fixture
def held():
    """Places that are taken until the test is over."""
    with ExitStack() as held:
        yield held


def take_all(places: Places, held: ExitStack, address: str) -> int:
    """How many places a sender gets who never finishes any."""
    for taken in range(AT_ONCE + 1):
        try:
            held.enter_context(places.taken(address))
        except ServiceUnavailable:
            return taken
    raise AssertionError("it is never refused")


@pytest.mark.parametrize("gang", [1, 3, 6])
def test_a_few_addresses_leave_places_for_everybody_else(held, gang):
    places = Places()

    for n in range(gang):
        assert take_all(places, held, f"10.0.0.{n}") >= 1

    with places.taken("10.0.1.1"):
        pass


def test_a_hall_behind_one_address_has_many_places(held):
    assert take_all(Places(), held, "10.0.0.1") >= 12


def test_however_many_addresses_there_are_some_threads_stay_free(held):
    places = Places()

    taken = sum(take_all(places, held, f"10.0.{n}.1") for n in range(200))

    assert taken == AT_ONCE
    assert taken + serving.AT_ONCE <= THREADS - 4


def test_a_place_is_free_again_afterwards():
    places = Places()

    with ExitStack() as held:
        take_all(places, held, "10.0.0.1")

    with places.taken("10.0.0.1"):
        pass


def test_neighbours_in_one_ipv6_network_are_one_sender(app):
    read = []

    def answer(environ, _start):
        read.append(environ["wsgi.input"].address)
        return []

    app.wsgi_app = answer
    slow_bodies.init_app(app)
    for address in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1"):
        app.wsgi_app({"REQUEST_METHOD": "POST", "REMOTE_ADDR": address, "wsgi.input": None}, None)

    assert read[0] == read[1] != read[2]


def test_behind_a_proxy_of_ours_its_senders_are_counted_and_not_the_proxy(tmp_path):
    app = create_app(settings(tmp_path, "") | {"PROXIES": 1})
    let_go = Event()

    def send(address: str, body: BytesIO) -> int:
        headers = {"X-Forwarded-For": address, "Content-Length": "1"}
        kind = "application/x-www-form-urlencoded"
        answer = app.test_client().post(
            "/masuk", input_stream=body, content_type=kind, headers=headers
        )
        return answer.status_code

    with ThreadPoolExecutor(20) as pool:
        slow = [pool.submit(send, "198.51.100.1", Slow(let_go)) for _ in range(20)]
        try:
            refused = next(as_completed(slow, timeout=20)).result()
            other = send("198.51.100.2", BytesIO(b"x"))
        finally:
            let_go.set()

    assert (refused, other) == (503, 400)  # 400: a form without a token


def test_who_waits_for_a_turn_with_a_body_read_keeps_no_place_from_others(monkeypatch):
    """Else a hall that presses at once would be refused: each waits for the one before."""
    monkeypatch.setattr(turns, "PATIENCE", 600)
    places, turn_taken = Places(), Event()

    class Read:
        def read(self, *_size: int) -> bytes:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(turns._turn.acquire).result()  # somebody else is quicker
            turn_taken.set()
            return b"x"

    def send() -> bytes:
        with turns.taken():
            return Body(Read(), places, "10.0.0.1").read()

    with ThreadPoolExecutor(1) as pool:
        sender = pool.submit(send)
        try:
            assert turn_taken.wait(30)
            wait_until(lambda: not places.waiting.total())
        finally:
            turns._turn.release()
        assert sender.result(30) == b"x"


def test_a_small_form_is_read_before_its_request_has_a_turn(app):
    """A slow sender keeps nobody waiting, not even for a moment."""
    has_turn = []

    class Watched(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            has_turn.append(turns._turn.locked())
            return super().read(size)

    kind = "application/x-www-form-urlencoded"
    app.test_client().post(
        "/masuk",
        input_stream=Watched(b"username=x"),
        content_type=kind,
        headers={"Content-Length": "10"},
    )

    assert set(has_turn) == {False}


class Slow(BytesIO):
    """A body whose sender waits until somebody lets go."""

    def __init__(self, let_go: Event) -> None:
        super().__init__(b"x")
        self.let_go = let_go

    def read(self, *size: int) -> bytes:
        assert self.let_go.wait(30)
        return super().read(*size)
