"""Phones that sign in without a pause, and the ledger of what they were told."""

from __future__ import annotations

import random
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from app.attendees import door
from app.attendees.crowds import MOST_ON_PHONE
from bench.phone import HIDDEN, SIGNATURE

if TYPE_CHECKING:
    from tests.faults.hall import Hall

SAYS_SAVED = {303, 204}  # go on to the receipt: for a browser, for htmx
UNCHECKED = ssl._create_unverified_context()  # the certificate is our own
AGAIN = 0.2  # seconds until a phone tries once more
PACE = 0.1  # seconds between two guests on one phone: a list takes some thousand, not more
BROKEN = (OSError, HTTPException)  # nobody there, or the line was cut
NUMBER = re.compile(r"Nomor\D{0,80}?(\d+)")
SAVED = re.compile(r"(?<!belum )(?<!tetap )(tersimpan|tercatat)")  # "tetap": on the phone


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]  # names in small letters
    text: str
    seconds: float

    @property
    def says_it_is_saved(self) -> bool:
        return self.status < 400 or bool(SAVED.search(self.text))


class Visitor:
    """A browser without a picture: it keeps cookies and fills in what is hidden in forms."""

    def __init__(self, port: int, timeout: float = 30, secure: bool = False) -> None:
        self.port, self.timeout, self.secure = port, timeout, secure
        self.cookies: dict[str, str] = {}
        self.more: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form).encode(), kind)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        begun = time.monotonic()
        line = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        if self.secure:
            line = HTTPSConnection("127.0.0.1", self.port, timeout=self.timeout, context=UNCHECKED)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, path, body, {"Cookie": cookies} | self.more | dict(headers))
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
            for one in answer.headers.get_all("Set-Cookie", []):
                name, _, value = one.partition(";")[0].partition("=")
                self.cookies[name] = value
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, text, time.monotonic() - begun)
        finally:
            line.close()


class Kept(NamedTuple):
    """What a phone was told: this form is on the list, under this number."""

    request_id: str
    name: str
    number: int | None
    at: float  # time.time()


class Load:
    """So many phones that sign in guests. Each sends its form until it is told that it is saved."""

    def __init__(self, hall: Hall, phones: int = 6, clock: Callable[[], float] = time.time) -> None:
        self.hall, self.clock = hall, clock
        self.ledger: list[Kept] = []
        self.answers: Counter[int] = Counter()  # statuses of sent forms; 0: no answer
        self.wrong: list[str] = []  # what must never be answered
        self.slowest = 0.0
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._sign_in_guests) for _ in range(phones)]

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def key(self) -> str:
        return door.code(self.hall.event, datetime.fromtimestamp(self.clock(), UTC))

    def _sign_in_guests(self) -> None:
        while not self.stopping.is_set():
            visitor = self.hall.visitor()
            for _ in range(MOST_ON_PHONE):
                self._sign_in_a_guest(visitor)

    def _sign_in_a_guest(self, visitor: Visitor) -> None:
        if self.stopping.is_set():
            return
        form = self.open_form(visitor)
        if form:
            self.send_until_saved(visitor, form)
        self.stopping.wait(PACE if form else AGAIN)

    def open_form(self, visitor: Visitor) -> dict[str, str] | None:
        code = self.hall.event.code
        try:
            page = visitor.get(f"/h/{code}/tamu")
            if "request_id" not in page.text:
                visitor.get(f"/h/{code}?k={self.key()}")
                page = visitor.get(f"/h/{code}/tamu")
        except BROKEN:
            return None
        form = dict(HIDDEN.findall(page.text))
        return form | guest() if "request_id" in form else None

    def send_until_saved(self, visitor: Visitor, form: Mapping[str, str]) -> None:
        while not self.stopping.is_set():
            answer = self.send(visitor, form)
            if answer and answer.status in SAYS_SAVED:
                self.ledger.append(self._receipt(visitor, form))
                return
            if answer and answer.status == 403:  # the ticket is too old: scan again
                visitor.get(f"/h/{self.hall.event.code}?k={self.key()}")
            self.stopping.wait(AGAIN)

    def send(self, visitor: Visitor, form: Mapping[str, str]) -> Answer | None:
        """None where the line was cut."""
        try:
            answer = visitor.post(f"/h/{self.hall.event.code}/hadir", form)
        except BROKEN:
            self.answers[0] += 1
            return None
        self.answers[answer.status] += 1
        self.slowest = max(self.slowest, answer.seconds)
        if answer.status == 500 or (answer.status not in SAYS_SAVED and answer.says_it_is_saved):
            self.wrong.append(f"{answer.status}: {answer.text[:200]!r}")
        return answer

    def _receipt(self, visitor: Visitor, form: Mapping[str, str]) -> Kept:
        at, number = time.time(), None
        try:
            found = NUMBER.search(visitor.get(f"/r/{self.hall.event.code}").text)
            number = int(found[1]) if found else None
        except BROKEN:
            pass  # killed between the two: it has been told all the same
        return Kept(form["request_id"], form["name"], number, at)

    def wait_for(self, more: int, patience: float = 30) -> None:
        """Until so many more are acknowledged. Raises TimeoutError."""
        wanted, until = len(self.ledger) + more, time.monotonic() + patience
        while len(self.ledger) < wanted:
            if time.monotonic() > until:
                raise TimeoutError(f"no {more} sign-ins within {patience} s: {self.answers}")
            time.sleep(0.02)


def guest() -> dict[str, str]:
    letters = "".join(random.choices("abcdefghijklmnoprstu", k=12))
    return {
        "name": f"Tamu {letters.capitalize()}",
        "position": "Warga",
        "institution": "Kelurahan Perwira",
        "part": "peserta",
        "phone": "",
        "sex": "",
        "signature": SIGNATURE,
    }


class Readers:
    """Those who only look, all the while; the slowest answer and everything that was no page."""

    def __init__(self, hall: Hall, paths: tuple[str, ...] = ("/masuk", "/sehat"), **how: float):
        self.hall, self.paths = hall, paths
        self.pause = how.get("pause", 0.05)
        self.count, self.slowest = 0, 0.0
        self.failed: Counter[int] = Counter()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self) -> Readers:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.thread.join()

    def _look(self) -> None:
        visitor = self.hall.visitor()
        while not self.stopping.is_set():
            for path in self.paths:
                begun = time.monotonic()
                try:
                    status = visitor.get(path).status
                except BROKEN:
                    status = 0
                self.count += 1
                self.slowest = max(self.slowest, time.monotonic() - begun)
                if status != 200:
                    self.failed[status] += 1
            self.stopping.wait(self.pause)
