"""E-mail by the mail server of the office (BALAI_SMTP), over an encrypted line where it has one."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

PATIENCE = 20  # seconds that the server may take for each answer
WIRE = SMTP.clone(cte_type="7bit")


class NotSent(Exception):
    """It has certainly not left the house; the text says why, for staff.

    `again` where it may go better in a while.
    """

    def __init__(self, words: str, *, again: bool = False) -> None:
        super().__init__(words)
        self.again = again


class Unsure(Exception):
    """The server has taken the words and then said nothing: it may have gone out."""


def is_configured() -> bool:
    return bool(current_app.config["SMTP"])


def deliver(message: EmailMessage, to: str) -> None:
    """Hand one message to the mail server. Raises NotSent or Unsure."""
    server = _connected(urlsplit(current_app.config["SMTP"]))
    try:
        _announce(server, to)
        _hand_over(server, message.as_bytes(policy=WIRE))
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _connected(place: SplitResult) -> smtplib.SMTP:
    """A line to the server, encrypted if it can be; a password goes over no other."""
    host, context = place.hostname or "", ssl.create_default_context()
    try:
        if place.scheme == "smtps":
            port = place.port or smtplib.SMTP_SSL_PORT
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(host, place.port or 587, timeout=PATIENCE)
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif place.username:
                server.close()
                raise NotSent("Server surat tidak mendukung sambungan aman (STARTTLS).")
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
    except smtplib.SMTPAuthenticationError:
        raise NotSent("Server surat menolak nama pengguna atau kata sandi.") from None
    except (OSError, smtplib.SMTPException):  # ssl.SSLError is an OSError
        raise NotSent("Server surat tidak dapat dihubungi.", again=True) from None
    return server


def _announce(server: smtplib.SMTP, to: str) -> None:
    """From whom and to whom, before a word of it is told."""
    try:
        for code, said in (server.mail(current_app.config["MAIL_FROM"]), server.rcpt(to)):
            if code >= 400:
                raise NotSent(_refused(code, said), again=code < 500)
    except (OSError, smtplib.SMTPException):
        raise NotSent("Sambungan ke server surat terputus.", again=True) from None


def _hand_over(server: smtplib.SMTP, content: bytes) -> None:
    try:
        code, said = server.data(content)
    except smtplib.SMTPDataError as refusal:  # it wants no words at all
        raise NotSent(_refused(refusal.smtp_code, refusal.smtp_error), again=True) from None
    except (OSError, smtplib.SMTPException):
        raise Unsure from None
    if code != 250:
        raise NotSent(_refused(code, said), again=code < 500)


def _refused(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return f"Server surat menolak ({code}): {plain}"[:200]
