"""Who may wait for a body: never all threads, and never all of them for a few addresses."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from werkzeug.exceptions import ServiceUnavailable

from app import slow_bodies
from app.config import THREADS
from app.materials import serving
from app.slow_bodies import AT_ONCE, Places


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
        app.wsgi_app({"REMOTE_ADDR": address, "wsgi.input": None}, None)

    assert read[0] == read[1] != read[2]
