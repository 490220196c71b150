"""The daftar hadir as a paper: letterhead, lists, totals and the two who sign."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app import files
from app.events.models import Event
from app.office.models import Office, PaperSize
from app.papers.press import Job
from app.papers.roll import Roll

WIDE_LETTER = 0.72  # of the type size: what a bold capital takes on average
POINT = 25.4 / 72  # mm


def compose(
    event: Event, office: Office, roll: Roll, *, phones: bool = False, picture: bool = False
) -> Job:
    """Everything the press needs, in words and bytes: it knows no database.

    This is the last that reads: who has composed lets go of the database before printing.
    """
    known = event.letterhead_and_signers(office)
    emblem = read_emblem(known["office"]["emblem"])
    html = render_template(
        "papers/print/attendance_list.html",
        event=event,
        kop=known["office"],
        page=page_of(known["office"]),
        long_name=takes_three_lines(known["office"], bool(emblem)),
        has_emblem=bool(emblem),
        acknowledger=known["acknowledger"],
        responsible=known["responsible"],
        roll=roll,
        phones=phones,
    )
    signatures = {
        f"{part}.{line.number}": line.signature
        for part, section in enumerate(roll.sections)
        for line in section.lines
        if line.signature
    }
    return Job(html, signatures, emblem, picture)


def page_of(kop: dict[str, Any]) -> dict[str, Any]:
    """The measures of a page, whole millimetres."""
    width, height = PaperSize(kop["paper"]).millimetres
    margins = {side: int(kop[f"margin_{side}"]) for side in ("top", "right", "bottom", "left")}
    return {"width": width, "height": height} | margins


def takes_three_lines(kop: dict[str, Any], has_emblem: bool) -> bool:
    """Whether the office's name at 16 pt would need more than two lines."""
    page = page_of(kop)
    room = page["width"] - page["left"] - page["right"] - (48 if has_emblem else 0)
    return len(kop["name"]) * 16 * WIDE_LETTER * POINT > 2 * room


def read_emblem(name: str | None) -> bytes:
    """The PNG; nothing when there is none, or when its file is gone."""
    try:
        return files.read(name) if name else b""
    except FileNotFoundError:
        return b""
