"""When the desk may write: recording needs an open kegiatan, mending one that is not locked."""

from __future__ import annotations

from datetime import datetime

from werkzeug.exceptions import HTTPException

from app.columns import now
from app.events.models import Event, Status
from app.web import render
from app.wib import clock_wib, long_date

GONE, FORBIDDEN = 410, 403

SHUT = {
    Status.DRAFT: "Kegiatan ini masih draf. Jadwalkan dulu di halaman kegiatan.",
    Status.FINISHED: "Kegiatan ini sudah selesai. Buka kembali di halaman kegiatan, lalu catat.",
    Status.LOCKED: "Kegiatan ini sudah terkunci. Daftar hadirnya tidak dapat diubah lagi.",
    Status.CANCELLED: "Kegiatan ini dibatalkan. Tidak ada kehadiran yang dapat dicatat.",
}


class DeskClosed(HTTPException):
    """Nothing may be written now; the page tells a person why and what to do."""

    def __init__(self, event: Event, words: str) -> None:
        self.code = GONE if event.status is Status.CANCELLED else FORBIDDEN
        page = render(
            "attendees/desk/closed.html",
            fragment="attendees/desk/_closed.html",
            status=self.code,
            event=event,
            words=words,
        )
        super().__init__(words, page)


def why_no_recording(event: Event, moment: datetime) -> str | None:
    """Why nobody can be put on the list now; None while staff may.

    Phones are turned away at midnight, the desk goes on until somebody finishes the kegiatan.
    """
    if event.status is Status.SCHEDULED and moment < event.door_opens_at:
        opens = event.door_opens_at
        return f"Meja baru dibuka {long_date(opens)} pukul {clock_wib(opens)}."
    return SHUT.get(event.status)


def why_no_mending(event: Event) -> str | None:
    """Why rows and photos can no longer be changed; None while staff may.

    Mistakes are found when the list is printed, so a finished kegiatan can still be mended.
    """
    if event.status in {Status.DRAFT, Status.LOCKED, Status.CANCELLED}:
        return SHUT[event.status]
    return None


def must_be_recording(event: Event) -> None:
    """Raises DeskClosed when nobody can be put on the list now."""
    if words := why_no_recording(event, now()):
        raise DeskClosed(event, words)


def must_be_mendable(event: Event) -> None:
    """Raises DeskClosed when rows and photos can no longer be changed."""
    if words := why_no_mending(event):
        raise DeskClosed(event, words)
