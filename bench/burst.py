"""64 phones press "Kirim" at once and again as soon as they have their answer, beside the floor.

On SQLite we promise to keep up with the floor. PostgreSQL gathers commits itself, in processes of
its own, so there the floor is what one Python can pass on at all: ratios are printed as they are.

Both servers take turns in short rounds. All rounds count but the first, in which connections are
opened: the floor quarrels about its lock, and is now quick, now slow.
"""

from __future__ import annotations

import secrets
from statistics import mean
from typing import NamedTuple
from urllib.parse import urlencode

from app.attendees import door
from app.columns import now
from app.events.models import Event
from bench.crowd import Answers, at_once
from bench.figures import Figure, at_least, at_most, cpu_of_tree
from bench.hall_of_300 import Way
from bench.phone import HIDDEN, PERSON, SIGNATURE, Phone
from bench.servers import Server

CONNECTIONS, EACH, ROUNDS = 64, 6, 5
PEOPLE = CONNECTIONS * EACH * ROUNDS
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nAccept-Encoding: gzip\r\n"
    "HX-Request: true\r\nCookie: {cookies}\r\n\r\n{body}"
)


class Round(NamedTuple):
    answers: Answers
    cpu: float  # milliseconds of the whole process tree, for each submit


def burst(
    floor: Server, ours: Server, event: Event, ways: list[Way], on: str, *, promised: bool
) -> list[Figure]:
    """`ways` of at least PEOPLE who have not signed yet; `on` names the database."""
    holders = [Holder(ours, event) for _ in range(CONNECTIONS)]
    people = iter(ways)
    rounds = []
    for _ in range(ROUNDS):
        plain = [[_post(floor.port, "/", "", _form()) for _ in range(EACH)] for _ in holders]
        signed = [[holder.submit(next(people)) for _ in range(EACH)] for holder in holders]
        rounds.append((_measure(floor, plain), _measure(ours, signed)))
    return _figures(rounds, f"{CONNECTIONS} at once on {on}", promised)


class Holder:
    """A phone with a ticket; it opens the forms of those around it, and then signs for all."""

    def __init__(self, server: Server, event: Event) -> None:
        self.phone, self.hall = Phone(server.port), f"/h/{event.code}"
        self.phone.get(f"{self.hall}?k={door.code(event, now())}")

    def submit(self, way: Way) -> bytes:
        page = self.phone.get(f"{self.hall}/orang/{way[2]}")
        form = dict(HIDDEN.findall(page)) | dict(PERSON.findall(page)) | {"signature": SIGNATURE}
        cookies, port = self.phone.cookie_line(), self.phone.connection.port
        return _post(port, f"{self.hall}/hadir", cookies, form)


def _form() -> dict[str, str]:
    return {"request_id": secrets.token_hex(16), "signature": SIGNATURE}


def _post(port: int, path: str, cookies: str, form: dict[str, str]) -> bytes:
    body = urlencode(form)
    words = {"path": path, "port": port, "length": len(body), "cookies": cookies, "body": body}
    return HEAD.format(**words).encode()


def _measure(server: Server, requests: list[list[bytes]]) -> Round:
    before = cpu_of_tree(server.process.pid)
    answers = at_once(server.port, requests)
    cpu = (cpu_of_tree(server.process.pid) - before) * 1000
    return Round(answers, cpu / (CONNECTIONS * EACH))


def _figures(rounds: list[tuple[Round, Round]], on: str, promised: bool) -> list[Figure]:
    floor, ours = ([pair[which] for pair in rounds[1:]] for which in (0, 1))
    a_second, ours_a_second = (_a_second(some) for some in (floor, ours))
    cpu, our_cpu = (mean(one.cpu for one in some) for some in (floor, ours))
    slowest = min(one.answers.slowest(0.99) for one in ours)
    good = sum(one.answers.statuses.count(204) for _, one in rounds)
    rate = at_least(f"{on}: sign-ins a second, floors", ours_a_second / a_second, 1, "times")
    price = at_most(f"{on}: CPU of a submit, floors", our_cpu / cpu, 3, "times")
    return [
        Figure(f"{on}: the floor, rows a second", f"{a_second:,.0f}"),
        Figure(f"{on}: sign-ins a second", f"{ours_a_second:,.0f}"),
        rate if promised else rate.for_comparison(),
        Figure(f"{on}: CPU of the floor", f"{cpu:.2f} ms"),
        Figure(f"{on}: CPU of a sign-in's submit", f"{our_cpu:.2f} ms"),
        price if promised else price.for_comparison(),
        Figure(f"{on}: a submit, p99", f"{slowest:.0f} ms"),
        at_most(f"{on}: errors", PEOPLE - good, 0, ""),
    ]


def _a_second(rounds: list[Round]) -> float:
    answered = sum(len(one.answers.statuses) for one in rounds)
    return answered / sum(one.answers.took for one in rounds)
