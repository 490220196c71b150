"""What the room of a document does with a text that was sent: keep it, and answer.

A room asks for what was `sent`, finds the section and makes sure that it may be written; then it
calls `save` or `refuse`.
The editor asks by script and gets a few words; a form without one gets a page.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, jsonify, request
from werkzeug.wrappers import Response

from app import audit, wib
from app.access import me
from app.extensions import db
from app.rich_blocks import MOST_COLUMNS
from app.sections.models import Section, SectionEdit
from app.sections.writing import Overtaken, TooLong, write
from app.sections.written import WritingForm
from app.web import render, see_address

TOO_LONG = 413
WIDE = (
    f"tabel ini lebih dari {MOST_COLUMNS} kolom. Kolom ke-{MOST_COLUMNS + 1} dan seterusnya "
    "digabung ke kolom terakhir; bila perlu, bagi menjadi dua tabel, atau unggah "
    "berkasnya di Materi."
)
BY_SCRIPT = "balai-editor"  # what the editor says of itself in X-Requested-With


def sent() -> WritingForm:
    """The form, its text cleaned. To be called before the kegiatan is held: nobody shall wait."""
    form = WritingForm()
    db.session.commit()  # the door has begun a transaction
    _ = form.body
    return form


def save(section: Section, form: WritingForm, *, label: str, address: str, room: str) -> Response:
    """Write what was sent, commit, and answer; `room` is where a plain form goes back to."""
    if not form.validate_on_submit():
        abort(400)
    if form.is_wide:
        flash(f"{label}: {WIDE}")  # also where it is not kept: it comes back like this
    try:
        write(section, form.body, form.base_revision, me(), form.page_mark)
    except Overtaken as error:
        db.session.commit()  # what came too late stays in the history
        return _conflict(section, error, label=label, address=address, room=room)
    except TooLong as error:
        db.session.rollback()
        return refuse(section, form, str(error), label=label, room=room, status=TOO_LONG)
    if any(isinstance(row, SectionEdit) for row in db.session.new):  # not every few seconds
        detail = {"document": section.document, "section": section.key}
        audit.record("section.edit", f"kegiatan {section.event.code}", by=me(), **detail)
    db.session.commit()
    if _by_script():
        return jsonify(revision=section.revision, saved=wib.clock(section.edited_at))
    flash(f"{label}: tersimpan.")
    place = "" if form.is_wide else f"#bagian-{section.key}"  # what was told stands at the top
    return see_address(room + place)


def refuse(
    section: Section,
    form: WritingForm,
    reason: str,
    *,
    label: str,
    room: str,
    status: int = 409,
) -> Response:
    """The text was not kept, and why; it stays on the screen of whoever has written it."""
    page: dict[str, Any] = {
        "section": section,
        "reason": reason,
        "label": label,
        "room": room,
        "mine": form.body,
    }
    page["again"] = status == TOO_LONG
    if _by_script():
        return render("sections/_refused.html", status=status, **page)
    return render("sections/refused.html", status=status, **page)


def _conflict(
    section: Section, error: Overtaken, *, label: str, address: str, room: str
) -> Response:
    page: dict[str, Any] = {"section": section, "mine": error.mine, "label": label}
    page |= {"address": address, "room": room, "both": _both(section, error.mine)}
    template = "sections/_conflict.html" if _by_script() else "sections/conflict.html"
    return render(template, status=409, **page)


def _both(theirs: Section, mine: str) -> Section:
    """One text after the other, to be merged by hand; of no row in the table."""
    both = Section(event_id=theirs.event_id, document=theirs.document, key=theirs.key)
    both.body, both.revision, both.editor = theirs.body + mine, theirs.revision, ""
    return both


def _by_script() -> bool:
    return request.headers.get("X-Requested-With") == BY_SCRIPT
