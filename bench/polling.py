"""python -m bench.polling: 500 phones that follow 60 questions, each asking every 5 seconds.

The phones keep to their clock whether the server answers or not, and time counts from the moment at
which a phone wanted to ask. Shares are of one core, of the server's whole process tree, the lowest
of some rounds: whatever else runs on this machine only ever adds to it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from app import create_app
from app.attendees import signing
from app.attendees.models import Attendance, Method
from app.events.models import Event
from app.extensions import db
from app.questions.models import Question, Status
from bench.figures import Figure, at_most, cpu_of_tree, quiet_moment, report
from bench.hall_of_300 import prepare
from bench.phone import SIGNATURE, Phone
from bench.servers import Server, serving, settled

PHONES, EVERY = 500, 5  # seconds
QUESTIONS = 60
ROUNDS = 4  # of five seconds, in each of which everybody asks once
CONNECTIONS = 24
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

Ask = Callable[[HTTPConnection, int], int]  # how the phone with this number asks; the status


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        settings = settled(folder)
        event, _ways = prepare()
        hall = Hall(event)
        with serving(Path(folder), "bench.bare") as bare, serving(Path(folder), **settings) as ours:
            figures = measure(bare, ours, hall)
    report(figures)


class Hall:
    """Everybody's token, and what each phone was shown last."""

    def __init__(self, event: Event) -> None:
        self.address = f"/r/{event.code}/pertanyaan"
        self.tokens = [secrets.token_hex(32) for _ in range(PHONES)]
        self.marks = [""] * PHONES
        with create_app().app_context():
            people = [self._sign(event, n, token) for n, token in enumerate(self.tokens)]
            rows = [_question(event, people[n], n) for n in range(QUESTIONS)]
            db.session.add_all(rows)
            db.session.commit()
            self.codes = [row.code for row in rows]
            db.engine.dispose()

    def poll(self, connection: HTTPConnection, n: int) -> int:
        headers = {
            "Accept-Encoding": "gzip",
            "HX-Request": "true",
            "Cookie": f"balai_peserta={self.tokens[n]}",
            "If-None-Match": self.marks[n],
        }
        connection.request("GET", f"{self.address}/daftar", headers=headers)
        answer = connection.getresponse()
        answer.read()
        self.marks[n] = answer.getheader("ETag", "")
        return answer.status

    def vote_every_second(self, server: Server, over: threading.Event) -> None:
        """From the last phones, one after the other, for the last questions."""
        n = 0
        while not over.wait(1):
            n += 1
            phone = Phone(server.port)
            phone.cookies["balai_peserta"] = self.tokens[-n]
            found = TOKEN.search(phone.get(self.address))
            assert found is not None
            address = f"{self.address}/{self.codes[n % QUESTIONS]}/dukung"
            phone.post(address, urlencode({"csrf_token": found[1]}))

    def _sign(self, event: Event, n: int, token: str) -> Attendance:
        row = Attendance.of_walk_in(event, name=f"Peserta {n}", position="Kepling", institution="-")
        row.request_id, row.method, row.signature = token[:32], Method.PHONE, SIGNATURE
        row.token_hash = hashlib.sha256(token.encode()).hexdigest()
        return signing.enter(event, row).attendance


def _question(event: Event, asker: Attendance, n: int) -> Question:
    words = f"Bagaimana cara mendaftarkan pekerja rentan di lingkungan kami, nomor {n}? "
    return Question(
        event_id=event.id,
        words=words * 2,
        status=Status.SHOWN,
        attendance_id=asker.id,
        asker=asker.name,
        place=asker.place,
        request_id=secrets.token_hex(16),
        votes=0,
    )


def measure(bare: Server, ours: Server, hall: Hall) -> list[Figure]:
    everybody(ours, hall.poll, rounds=1)  # the first answers are whole lists
    quiet_moment()
    hello = everybody(bare, _hello)
    still = everybody(ours, hall.poll)
    over = threading.Event()
    voting = threading.Thread(target=hall.vote_every_second, args=(ours, over))
    voting.start()
    moving = everybody(ours, hall.poll)
    over.set()
    voting.join()
    pace = f"{PHONES} phones, {PHONES // EVERY} requests a second"
    return [
        Figure(f"{pace}: bare Flask, share of one core", f"{hello.share:.1f} %"),
        at_most("the same, questions that stand still", still.share, 5, "%"),
        at_most("their p99", still.p99, 1000, "ms"),
        Figure("answers without a body (304)", f"{still.unchanged} of {still.asked}"),
        Figure("a vote every second, share of one core", f"{moving.share:.1f} %"),
        Figure(
            "answers with the whole list", f"{moving.asked - moving.unchanged} of {moving.asked}"
        ),
        at_most("their p99", moving.p99, 1000, "ms"),
        at_most("errors", hello.errors + still.errors + moving.errors, 0, ""),
    ]


class Found:
    def __init__(self) -> None:
        self.times: list[float] = []
        self.statuses: list[int] = []
        self.shares: list[float] = []  # per cent of one core, of each round

    asked = property(lambda self: len(self.statuses))
    unchanged = property(lambda self: self.statuses.count(304))
    errors = property(lambda self: sum(status not in {200, 304} for status in self.statuses))
    share = property(lambda self: min(self.shares))
    p99 = property(lambda self: sorted(self.times)[int(len(self.times) * 0.99)] * 1000)


def everybody(server: Server, ask: Ask, rounds: int = ROUNDS) -> Found:
    """All phones, evenly spread, once in each round."""
    found, local = Found(), threading.local()

    def one(n: int, begin: float) -> None:
        due = begin + n * EVERY / PHONES
        time.sleep(max(0, due - time.perf_counter()))
        if not hasattr(local, "connection"):
            local.connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            found.statuses.append(ask(local.connection, n))
        except OSError:
            found.statuses.append(0)
            local.connection.close()
        found.times.append(time.perf_counter() - due)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for _ in range(rounds):
            begin, before = time.perf_counter(), cpu_of_tree(server.process.pid)
            list(pool.map(one, range(PHONES), [begin] * PHONES))
            used = cpu_of_tree(server.process.pid) - before
            found.shares.append(used / (time.perf_counter() - begin) * 100)
    return found


def _hello(connection: HTTPConnection, _n: int) -> int:
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    main()
