"""This machine in its network: a port of its own, and by which addresses phones reach it."""

from __future__ import annotations

import fcntl
import socket
import struct

ASK_FOR_ADDRESS = 0x8915  # SIOCGIFADDR
ELSEWHERE = ("203.0.113.1", 9)  # an address that belongs to nobody; nothing is sent to it


class PortTaken(RuntimeError):
    """Somebody listens there already; the text says what to do."""


def claim(host: str, port: int) -> socket.socket:
    """Hold a port for as long as the returned socket lives. Raises PortTaken.

    The server opens its port so that several may share it (SO_REUSEPORT), and a second start
    would quietly take half of the visitors. So we bind first, alone, and share afterwards.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    mine = socket.socket(family, socket.SOCK_STREAM)
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closed connections may linger
    try:
        mine.bind((host, port))
    except OSError as error:
        mine.close()
        raise PortTaken(
            f"Port {port} cannot be used ({str(error.strerror).lower()}); "
            f"choose another: make run PORT={port + 1 if port < 65535 else 8000}"
        ) from None
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return mine


def own_addresses() -> list[str]:
    """Every IPv4 address of this machine, and its name."""
    found = {socket.gethostname()}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(asker, ASK_FOR_ADDRESS, request)
            except OSError:
                continue  # it has none
            found.add(socket.inet_ntoa(answer[20:24]))
    return sorted(found)


def reachable_address() -> str:
    """The address by which the network knows this machine; localhost without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        try:
            asker.connect(ELSEWHERE)  # chooses a way out, sends nothing
        except OSError:
            return "localhost"
        address: str = asker.getsockname()[0]
    return address
