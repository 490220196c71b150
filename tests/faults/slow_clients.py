"""300 clients that are slow on purpose, while a hall signs in.

Slow headers, slow bodies, slow readers of a large file, and all three at once: against the plain
server of `make run`, and behind nginx with deploy/nginx.conf as it is shipped. The others, pages
and sign-ins, must be answered within a second. The slow ones come from six addresses.
"""

from __future__ import annotations

import json
import socket
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bench.upload import pdf
from tests.faults import tally
from tests.faults.hall import Hall, open_hall
from tests.faults.nginx import behind_nginx
from tests.faults.office import Office
from tests.faults.phones import UNCHECKED, Load, Readers
from tests.faults.tally import CannotHere, Row

SLOW = 300
ADDRESSES = [f"127.0.0.{n}" for n in range(11, 17)]
SOON = 1.0  # seconds for everybody else
BUFFER = 4096  # bytes that a slow reader lets come

Way = Callable[[int], bytes]  # what the n-th of them sends at first


def run(short: bool) -> list[Row]:
    lasting = 2 if short else 20  # seconds
    with open_hall() as hall, tempfile.TemporaryDirectory() as room:
        ways = slow_ways(hall, Path(room))
        chosen = {"mixed": ways["mixed"]} if short else ways
        rows = [among(hall, f"{SLOW} slow {name}", way, lasting) for name, way in chosen.items()]
    return rows + in_production(chosen, lasting)


def in_production(names: Sequence[str], lasting: float) -> list[Row]:
    with (
        open_hall(BALAI_PROXIES="1") as hall,
        tempfile.TemporaryDirectory() as room,
    ):
        ways = slow_ways(hall, Path(room))
        try:
            with behind_nginx(hall, Path(room)):
                return [
                    among(hall, f"{SLOW} slow {name}, nginx", ways[name], lasting) for name in names
                ]
        except CannotHere as why:
            return [Row("slow clients, nginx", 0, 0, 0, 0, f"left out: {why}")]


def slow_ways(hall: Hall, room: Path) -> dict[str, Way]:
    office, host = Office(hall), b"Host: 127.0.0.1\r\n"
    kept = json.loads(office.upload(pdf(room, 8).read_bytes()).text)
    address = f"{office.room}/{kept['material']}/unduh"
    cookies = "; ".join(f"{name}={value}" for name, value in office.visitor.cookies.items())
    headers = b"GET /masuk HTTP/1.1\r\n" + host + b"X-Slow: "
    body = b"POST /masuk HTTP/1.1\r\n" + host + b"Content-Length: 1000\r\n"
    body += b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncsrf_token="
    reading = f"GET {address} HTTP/1.1\r\nCookie: {cookies}\r\n".encode() + host + b"\r\n"
    three = (headers, body, reading)
    return {
        "headers": lambda _n: headers,
        "bodies": lambda _n: body,
        "readers": lambda _n: reading,
        "mixed": lambda n: three[n // len(ADDRESSES) % 3],
    }


PAGES = ("/v", "/sehat")  # nginx itself counts the tries of one address to log in


def among(hall: Hall, fault: str, way: Way, lasting: float) -> Row:
    slow_ones = [connected(hall, way(n), ADDRESSES[n % len(ADDRESSES)]) for n in range(SLOW)]
    time.sleep(1)
    with Load(hall, phones=2) as load, Readers(hall, PAGES) as others:
        until = time.monotonic() + lasting
        while time.monotonic() < until:
            for n, line in enumerate(slow_ones):
                drip(line, reads=way(n).endswith(b"\r\n\r\n"))
            time.sleep(0.5)
    for line in slow_ones:
        line.close()
    wrong = [*load.wrong, *(f"{n} pages answered {s}" for s, n in others.failed.items())]
    wrong += tally.too_slow("a page", others.slowest, SOON)
    wrong += tally.too_slow("a sign-in", load.slowest, SOON)
    refused = {status: n for status, n in load.answers.items() if status != 303}
    wrong += [f"sign-ins were refused: {refused}"] if refused or not load.ledger else []
    lost, doubled = tally.compare(load.ledger, hall.data)
    besides = f"pages within {others.slowest:.2f} s, sign-ins within {load.slowest:.2f} s"
    return Row(fault, SLOW, len(load.ledger), lost, doubled, besides, wrong)


def connected(hall: Hall, first: bytes, address: str) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    line.bind((address, 0))
    line.settimeout(10)
    line.connect(("127.0.0.1", hall.front))
    if hall.secure:
        line = UNCHECKED.wrap_socket(line)
    line.sendall(first)
    line.settimeout(0.01)
    return line


def drip(line: socket.socket, *, reads: bool) -> None:
    """A byte now and then; whoever was shown the door stays outside."""
    with suppress(OSError):
        if reads:
            line.recv(1)
        else:
            line.send(b"a")


if __name__ == "__main__":
    tally.main(run)
