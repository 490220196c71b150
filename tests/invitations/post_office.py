"""A mail server that is small and real: it speaks SMTP on a port of its own, and may misbehave."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.envelopes: list[tuple[str, str]] = []  # from and to
        self.letters: list[bytes] = []
        self.refuses: dict[str, bytes] = {}  # an answer to a command: b"550 unknown"
        self.dies_after_data = False
        self.certificate: str | None = None  # a PEM file with its key: then it knows STARTTLS
        self.logins: list[tuple[bool, bytes]] = []  # whether over an encrypted line, and the words

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [
            cast(EmailMessage, message_from_bytes(letter, policy=default))
            for letter in self.letters
        ]


class Conversation(socketserver.StreamRequestHandler):
    server: PostOffice
    timeout = 5

    def handle(self) -> None:
        self.sender = self.to = ""
        self.over = self.is_private = False
        self.say(b"220 kantor pos contoh")
        while not self.over and (line := self.rfile.readline()):
            command = line.split()[0].upper().decode() if line.split() else ""
            if command in self.server.refuses:
                self.say(self.server.refuses[command])
            else:
                getattr(self, f"on_{command.lower()}", self.on_other)(line)

    def on_ehlo(self, _line: bytes) -> None:
        if self.server.certificate and not self.is_private:
            self.say(b"250-kantor pos contoh")
            self.say(b"250 STARTTLS")
        else:
            self.say(b"250-kantor pos contoh")
            self.say(b"250 AUTH PLAIN")

    def on_starttls(self, _line: bytes) -> None:
        self.say(b"220 go ahead")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate or "")
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except OSError:  # we are not trusted
            self.over = True
            return
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.is_private = True

    def on_auth(self, line: bytes) -> None:
        self.server.logins.append((self.is_private, line.split()[-1]))
        self.say(b"235 welcome")

    def on_mail(self, line: bytes) -> None:
        self.sender = self.address_in(line)
        self.say(b"250 ok")

    def on_rcpt(self, line: bytes) -> None:
        self.to = self.address_in(line)
        self.say(b"250 ok")

    def on_data(self, _line: bytes) -> None:
        self.say(b"354 tell")
        letter = self.letter()
        if self.server.dies_after_data:
            self.over = True
            return
        self.server.envelopes.append((self.sender, self.to))
        self.server.letters.append(letter)
        self.say(b"250 kept")

    def on_quit(self, _line: bytes) -> None:
        self.say(b"221 bye")
        self.over = True

    def on_other(self, _line: bytes) -> None:
        self.say(b"250 ok")

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # the encrypted one is another than the server knows

    def letter(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")

    @staticmethod
    def address_in(line: bytes) -> str:
        return line.partition(b"<")[2].partition(b">")[0].decode()


@contextmanager
def open_post_office(**ways: Any) -> Iterator[PostOffice]:
    with PostOffice() as office:
        for name, value in ways.items():
            setattr(office, name, value)
        thread = threading.Thread(target=office.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()


def certificate_in(folder: Path) -> str:
    """For 127.0.0.1, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kantor pos contoh")])
    host = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    moment = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(moment - timedelta(days=1))
    builder = builder.not_valid_after(moment + timedelta(days=1))
    made = builder.add_extension(host, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    encoding, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = folder / "kantor-pos.pem"
    file.write_bytes(key.private_bytes(encoding, kind, plain) + made.public_bytes(encoding))
    return str(file)
