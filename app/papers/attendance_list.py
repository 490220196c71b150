"""The daftar hadir as a paper: letterhead, lists, totals and the two who sign."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app import files
from app.events.models import Event
from app.office.models import Office, PaperSize
from app.papers.plain_rows import plain_rows
from app.papers.press import Job
from app.papers.roll import Roll
from app.papers.spreadsheets import comma_separated

LARGE, SMALL = 16, 14  # pt, of the office's name
WIDE_LETTER = 0.66  # of the type size: what a bold capital takes on average
EMBLEM = 24  # mm, with the gap beside it
POINT = 25.4 / 72  # mm


def compose(
    event: Event, office: Office, roll: Roll, *, phones: bool = False, picture: bool = False
) -> Job:
    """Everything the press needs, in words and bytes: it knows no database.

    This is the last that reads: who has composed lets go of the database before printing.
    """
    known = event.letterhead_and_signers(office)
    emblem = read_emblem(known["office"]["emblem"])
    page = page_of(known["office"])
    width = page["width"] - page["left"] - page["right"]
    rows = plain_rows(roll, width, phones=phones)
    html = render_template(
        "papers/print/attendance_list.html",
        event=event,
        kop=known["office"],
        page=page,
        size=size_of(known["office"], bool(emblem)),
        has_emblem=bool(emblem),
        acknowledger=known["acknowledger"],
        responsible=known["responsible"],
        roll=roll,
        phones=phones,
        rows=rows,
    )
    signatures = {
        f"{part}.{line.number}": line.signature
        for part, section in enumerate(roll.sections)
        for line in section.lines
        if line.signature
    }
    is_record = not roll.is_blank and event.id is not None  # neither blank nor a sample
    table = {"daftar-hadir.csv": comma_separated(roll, phones=phones)} if is_record else {}
    return Job(html, signatures, emblem, picture, rows, width, attachments=table)


def page_of(kop: dict[str, Any]) -> dict[str, Any]:
    """The measures of a page, whole millimetres."""
    width, height = PaperSize(kop["paper"]).millimetres
    margins = {side: int(kop[f"margin_{side}"]) for side in ("top", "right", "bottom", "left")}
    return {"width": width, "height": height} | margins


def paper_of(event: Event, office: Office) -> PaperSize:
    return PaperSize(event.letterhead_and_signers(office)["office"]["paper"])


def size_of(kop: dict[str, Any], has_emblem: bool) -> str:
    """How the letterhead is set, as classes: `long` where the office's name at 14 pt saves a line
    or is needed to stay within two, `beside` where it saves one by leaving the middle of the page.
    """
    page = page_of(kop)
    whole = page["width"] - page["left"] - page["right"]
    room, widest = (whole - 2 * EMBLEM, whole - EMBLEM) if has_emblem else (whole, whole)
    large, small = (len(kop["name"]) * size * WIDE_LETTER * POINT for size in (LARGE, SMALL))
    if room < small <= widest:
        return "long beside"
    is_long = small <= room < large or large > 1.9 * room  # no line is filled to its end
    return "long" if is_long else ""


def read_emblem(name: str | None) -> bytes:
    """The PNG; nothing when there is none, or when its file is gone."""
    try:
        return files.read(name) if name else b""
    except files.Gone:
        return b""
