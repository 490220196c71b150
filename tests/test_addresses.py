"""How this machine knows itself in its network."""

from __future__ import annotations

import socket

import pytest

from app.addresses import PortTaken, claim, own_addresses, reachable_address


def test_a_port_belongs_to_the_first_who_claims_it():
    first = claim("127.0.0.1", 0)
    port = first.getsockname()[1]

    with pytest.raises(PortTaken, match=f"Port {port} cannot be used"):
        claim("127.0.0.1", port)

    first.close()
    claim("127.0.0.1", port).close()


def test_a_port_that_was_just_left_can_be_claimed_again():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # we hang up first: the connection lingers

    claim("127.0.0.1", port).close()


def test_the_server_may_share_a_claimed_port():
    port = claim("127.0.0.1", 0)
    address = port.getsockname()

    server = socket.create_server(address, reuse_port=True)

    socket.create_connection(address).close()
    server.close()
    port.close()


def test_the_machine_answers_to_all_its_addresses():
    addresses = own_addresses()

    assert {"127.0.0.1", socket.gethostname()} <= set(addresses)
    assert reachable_address() in [*addresses, "localhost"]
