"""From a composed paper to an answer: the PDF, or a page that says why there is none."""

from __future__ import annotations

from flask import abort, request
from werkzeug.wrappers import Response

from app import audit
from app.access import me
from app.events.models import Event
from app.extensions import db
from app.papers.press import Busy, Job, NoPaper, press
from app.web import ending, hand_over, render

PDF = "application/pdf"


def pressed(job: Job) -> bytes:
    """Make the paper outside any transaction: on SQLite nobody could sign in meanwhile."""
    db.session.commit()
    return press.make(job).content


def printed(job: Job) -> bytes:
    """The PDF; where there is none this time, a page that says why ends the request."""
    try:
        return pressed(job)
    except NoPaper as error:
        abort(come_again(error))


def record(event: Event, kind: str, **detail: int | bool) -> None:
    """Write down that the paper leaves the house, and let go of the database."""
    named = f"{kind}.{ending()}"
    audit.record("paper.export", f"kegiatan {event.code}", by=me(), kind=named, **detail)
    db.session.commit()


def hand_over_paper(event: Event, content: bytes, kind: str, mimetype: str = PDF) -> Response:
    return hand_over(content, mimetype, f"{kind}-{event.day.isoformat()}-{event.code}")


def come_again(error: NoPaper) -> Response:
    """No paper this time: why, and a button that asks for the same paper once more."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]
    page = render(
        "papers/come_again.html",
        status=503,
        is_busy=isinstance(error, Busy),
        fields=fields[:40],
        address=request.path,
    )
    page.headers["Retry-After"] = "5"
    return page
