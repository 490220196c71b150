"""All promises, as a board or as a table; a state is set with one press."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from flask import flash, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access import account, me, staff
from app.directory.choices import region_choices
from app.extensions import db
from app.followups.models import Status, today
from app.followups.note_forms import ExportForm
from app.followups.noting import record
from app.followups.pages import bp
from app.followups.promise_views import show_promise
from app.followups.queries import follow_up_or_404, follow_up_to_change_or_404
from app.followups.search import TABLE, Wish, board, table, where_promised, who_answers
from app.followups.states import WrongState
from app.web import local_path, render, see_address, see_other, split_address, wants_fragment


@bp.get("")
@account
def index() -> Response:
    return _list(Wish.read(request.args))


@bp.post("/<code>/status")
@staff
def move(code: str) -> Response:
    """Set a state, and come back to where the button stood; on the board, with its filters."""
    word = request.form.get("status", "")
    follow_up = follow_up_to_change_or_404(code)
    try:
        status = Status(word) if word in set(Status) else follow_up.status
        moved = follow_up.note("", author=me().name, status=status, account_id=me().id)
    except WrongState as why:
        db.session.rollback()
        return show_promise(follow_up_or_404(code), status=409, trouble=str(why))
    if moved:
        record(follow_up, "status", me())
    db.session.commit()
    back = split_address(local_path(request.form.get("kembali")) or "")
    if wants_fragment():
        return _list(Wish.read(MultiDict(parse_qsl(back.query)[:20])))
    flash(f"Tindak lanjut ini sekarang: {follow_up.status.label.lower()}.")
    return see_address(back.geturl()) if back.path else see_other(".show", code=code)


def _list(wish: Wish) -> Response:
    """The board or the table; with the filters around it for a whole page."""
    parts: dict[str, Any] = {"wish": wish, "day": today(), "statuses": Status}
    parts |= {"found": table(wish)} if wish.view == TABLE else {"columns": board(wish)}
    if not wants_fragment():
        _, regions = region_choices(None)
        parts |= {"regions": regions[1:], "people": who_answers(), "events": where_promised()}
        parts["export"] = ExportForm(formdata=None)
    return render("followups/index.html", fragment="followups/_promises.html", **parts)
