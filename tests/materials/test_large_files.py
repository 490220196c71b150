"""Files of 100 MB through the real server: its memory does not grow with them."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import urllib.request

import pytest

from bench.figures import memory_of_tree
from tests.factories import Factory
from tests.test_start import start, wait_until  # noqa: F401
from tests.test_worker import office  # noqa: F401

MB = 1024 * 1024
COMMAND = (sys.executable, "-m", "tests.materials.large_files", "--port", "{port}")

pytestmark = pytest.mark.sqlite


@pytest.fixture
def server(start, office):  # noqa: F811
    """With a file of 100 MB; `sha256` is what it is known by."""
    server = start(BALAI_DEMO="0", command=COMMAND)
    server.greeting()
    content = os.urandom(MB) * 100
    make = Factory(office())
    make.material(make.event(), content)
    server.sha256 = hashlib.sha256(content).hexdigest()
    urllib.request.urlopen(f"http://127.0.0.1:{server.port}/sehat").close()
    return server


@pytest.mark.parametrize("path", ["/unduh", "/zip"])
def test_memory_stays_flat(server, path):
    before, most, length = memory_of_tree(server.process.pid), 0.0, 0
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        while piece := answer.read(5 * MB):
            length += len(piece)
            most = max(most, memory_of_tree(server.process.pid))

    assert length >= 100 * MB
    assert most - before < 15


def test_a_cut_download_goes_on_where_it_stopped(server):
    address = f"http://127.0.0.1:{server.port}/unduh"
    with urllib.request.urlopen(address) as answer:
        first, etag = answer.read(30 * MB), answer.headers["ETag"]
    rest = urllib.request.Request(
        address, headers={"Range": f"bytes={len(first)}-", "If-Range": etag}
    )

    with urllib.request.urlopen(rest) as answer:
        whole = first + answer.read()

    assert hashlib.sha256(whole).hexdigest() == server.sha256 == etag.strip('"')


def test_phones_that_stop_reading_keep_nobody_else_waiting(server):
    before, slow = memory_of_tree(server.process.pid), []
    for _ in range(80):
        phone = socket.create_connection(("127.0.0.1", server.port))
        phone.sendall(f"GET /unduh HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        slow.append(phone)
    wait_until(lambda: server.status("/unduh") == 503)

    assert [server.status(path) for path in ("/sehat", "/masuk")] == [200, 200]
    assert memory_of_tree(server.process.pid) - before < 80

    for phone in slow:
        phone.close()
    wait_until(lambda: server.status("/unduh") == 200)
