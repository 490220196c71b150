"""One promise: what is known of it, its notes, and what staff write down."""

from __future__ import annotations

from flask import current_app, flash
from werkzeug.wrappers import Response

from app.access import account, me, staff
from app.followups import evidence, noting
from app.followups.handing import link_of, whatsapp
from app.followups.models import FollowUp, today
from app.followups.note_forms import NoteForm
from app.followups.pages import bp
from app.followups.queries import follow_up_or_404, note_or_404
from app.followups.states import WrongState
from app.materials.inspecting import Refused
from app.web import render, see_other


@bp.get("/<code>")
@account
def show(code: str) -> Response:
    return show_promise(follow_up_or_404(code))


@bp.post("/<code>/catatan")
@staff
def note(code: str) -> Response:
    form = NoteForm(follow_up_or_404(code))
    if not form.validate_on_submit():
        return show_promise(follow_up_or_404(code), form, 422)
    try:
        noting.write(code, form, by=me())
    except Refused as why:
        form.file.errors = [str(why)]
        return show_promise(follow_up_or_404(code), form, why.code)
    except WrongState as why:
        return show_promise(follow_up_or_404(code), form, 409, str(why))
    flash("Catatan tersimpan.")
    return see_other(".show", code=code)


@bp.get("/<code>/bukti/<int:note_id>")
@account
def proof(code: str, note_id: int) -> Response:
    return evidence.send(note_or_404(follow_up_or_404(code), note_id))


def show_promise(
    follow_up: FollowUp, form: NoteForm | None = None, status: int = 200, trouble: str = ""
) -> Response:
    """Its page; with what went wrong, where something did."""
    return render(
        "followups/show.html",
        status=status,
        follow_up=follow_up,
        form=form or NoteForm(follow_up, fresh=True),
        trouble=trouble,
        day=today(),
        link=link_of(follow_up),
        whatsapp=whatsapp(follow_up),
        most=current_app.config["UPLOAD_MB"],
    )
