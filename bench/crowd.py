"""Many connections at once, each sending its next request as soon as it has its answer.

One thread and no library in between: whoever measures a fast server must be cheaper than it.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from typing import NamedTuple

PATIENCE = 30.0  # seconds without any answer


class Answers(NamedTuple):
    statuses: list[int]
    times: list[float]  # seconds, of each
    took: float  # seconds, of all

    @property
    def a_second(self) -> float:
        return len(self.statuses) / self.took

    def slowest(self, share: float) -> float:
        """Milliseconds below which this share of them stayed."""
        return sorted(self.times)[int((len(self.times) - 1) * share)] * 1000


class _Line:
    def __init__(self, port: int, n: int, requests: Sequence[bytes]) -> None:
        self.waiting = list(reversed(requests))
        own = (f"127.0.1.{n + 1}", 0)  # phones have an address each
        self.socket = socket.create_connection(("127.0.0.1", port), source_address=own)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent, self.heard = 0.0, b""

    def send(self) -> None:
        self.sent, self.heard = time.perf_counter(), b""
        self.socket.sendall(self.waiting.pop())

    def hear(self) -> int:
        """The status once the answer is whole, else 0; -1 where the line is dead."""
        new = self.socket.recv(65536)
        self.heard += new
        head, end, body = self.heard.partition(b"\r\n\r\n")
        if not end:
            return 0 if new else -1
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        return int(head[9:12]) if len(body) >= int(length or 0) else 0


def at_once(port: int, requests: Sequence[Sequence[bytes]]) -> Answers:
    """Send the requests of each connection one after the other, and all connections at once."""
    lines = [_Line(port, n, some) for n, some in enumerate(requests)]
    answers = Answers([], [], 0.0)
    begun = time.perf_counter()
    with selectors.DefaultSelector() as busy:
        for line in lines:
            busy.register(line.socket, selectors.EVENT_READ, line)
            line.send()
        while busy.get_map() and (ready := busy.select(PATIENCE)):
            for key, _ in ready:
                if not (status := key.data.hear()):
                    continue
                answers.statuses.append(max(status, 0))
                answers.times.append(time.perf_counter() - key.data.sent)
                if status > 0 and key.data.waiting:
                    key.data.send()
                else:
                    busy.unregister(key.fileobj)
    for line in lines:
        line.socket.close()
    return answers._replace(took=time.perf_counter() - begun)
