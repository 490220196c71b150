from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event, WrongState
from app.events.queries import event_or_404, event_to_change_or_404
from app.extensions import db
from app.fields import id_of
from app.invitations import inviting
from app.invitations.queries import (
    Match,
    active_person_or_404,
    by_place,
    changes_for,
    count_by_post,
    find_persons,
    invitation_or_404,
    invitations_of,
)
from app.invitations.replying import UNANSWERED, count_replies
from app.invitations.states import Reply
from app.web import render, see_other, unchanged, wants_fragment

bp = Blueprint("invitations", __name__, url_prefix="/kegiatan/<code>/undangan")
bp.add_app_template_global(count_replies)  # for the start page


@bp.get("")
@account
def index(code: str) -> Response:
    """All of them; or those alone who have answered so."""
    return _show_list(event_or_404(code), answer=request.args.get("jawaban", ""))


@bp.get("/jawaban")
@account
def replies(code: str) -> Response:
    """How many have answered what: a part of the page, which asks for it again and again."""
    event = event_or_404(code)
    if not wants_fragment():
        return see_other(".index", code=code)
    counted = count_replies(event)
    mark = "-".join(str(one.number) for one in counted)
    page = "invitations/_replies.html"
    return unchanged(mark) or render(page, fragment=page, event=event, replies=counted)


@bp.get("/cari")
@staff
def find(code: str) -> Response:
    """Persons to be added by hand; the whole page again for a browser without htmx."""
    event = event_or_404(code)
    search = request.args.get("q", "").strip()[:100]
    if not wants_fragment():
        return _show_list(event, search=search)
    matches = find_persons(event, search)
    return render(
        "invitations/_matches.html",
        fragment="invitations/_matches.html",
        event=event,
        search=search,
        matches=matches,
    )


@bp.post("/semua")
@staff
def invite_all(code: str) -> Response:
    """Everybody in the target, in one step."""
    event = event_to_change_or_404(code)
    try:
        number = inviting.invite_target(event)
    except WrongState as error:
        return _show_list(event, 409, str(error))
    _record(event, "bulk", added=number)
    db.session.commit()
    flash(f"{number} orang masuk daftar undangan." if number else "Tidak ada orang baru.")
    return see_other(".index", code=code)


@bp.post("/perubahan")
@staff
def apply_changes(code: str) -> Response:
    """Only what has been ticked; the list knows nobody else."""
    event = event_to_change_or_404(code)
    add, remove = _ids("masuk"), _ids("keluar")
    try:
        added = inviting.invite_target(event, only=add)
        removed = inviting.withdraw(event, remove)
    except WrongState as error:
        db.session.rollback()
        return _show_list(event_or_404(code), 409, str(error))
    _record(event, "bulk", added=added, removed=removed)
    db.session.commit()
    flash(f"Daftar undangan diperbarui: {added} masuk, {removed} keluar.")
    return see_other(".index", code=code)


@bp.post("/<int:person_id>/undang")
@staff
def add(code: str, person_id: int) -> Response:
    event = event_to_change_or_404(code)
    person = active_person_or_404(person_id)
    try:
        invitation = inviting.invite(event, person)
    except WrongState as error:
        return _refuse(event, error)
    _record(event, "add", person=person.id)
    db.session.commit()
    if not wants_fragment():
        flash(f"{person.full_name} masuk daftar undangan.")
        return see_other(".index", code=code)
    match = Match(person, invitation)
    return render(
        "invitations/_added.html",
        fragment="invitations/_added.html",
        match=match,
        **_parts(event),
    )


@bp.post("/<int:person_id>/keluarkan")
@staff
def remove(code: str, person_id: int) -> Response:
    event = event_to_change_or_404(code)
    invitation = invitation_or_404(event, person_id)
    try:
        number = inviting.withdraw(event, [person_id])
    except WrongState as error:
        return _refuse(event, error)
    if number:
        _record(event, "remove", person=person_id)
    db.session.commit()
    if not wants_fragment():
        flash(f"{invitation.person.full_name} keluar dari daftar undangan.")
    return _show_guest(event, person_id)


@bp.post("/<int:person_id>/undang-lagi")
@staff
def put_back(code: str, person_id: int) -> Response:
    event = event_to_change_or_404(code)
    invitation_or_404(event, person_id)
    try:
        inviting.invite(event, active_person_or_404(person_id))
    except WrongState as error:
        return _refuse(event, error)
    _record(event, "add", person=person_id)
    db.session.commit()
    return _show_guest(event, person_id)


def _show_list(
    event: Event, status: int = 200, trouble: str = "", search: str = "", answer: str = ""
) -> Response:
    parts = _parts(event, answer)
    changes = changes_for(event, parts["invitations"]) if me().may_edit else None
    matches = find_persons(event, search) if search else []
    return render(
        "invitations/index.html",
        status=status,
        trouble=trouble,
        changes=changes,
        search=search,
        matches=matches,
        replies=count_replies(event),
        **parts,
    )


def _show_guest(event: Event, person_id: int) -> Response:
    """The changed line and the counts for htmx, the list again for a plain form."""
    if not wants_fragment():
        return see_other(".index", code=event.code)
    return render(
        "invitations/_guest_again.html",
        fragment="invitations/_guest_again.html",
        invitation=invitation_or_404(event, person_id),
        **_parts(event),
    )


def _refuse(event: Event, error: WrongState) -> Response:
    """What was asked for cannot be: say why where the reader looks."""
    db.session.rollback()
    if not wants_fragment():
        return _show_list(event, 409, str(error))
    response = render(
        "invitations/_trouble.html",
        fragment="invitations/_trouble.html",
        status=409,
        trouble=str(error),
    )
    response.headers["HX-Retarget"] = "#alerts"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _parts(event: Event, answer: str = "") -> dict[str, Any]:
    """The list and its numbers; with an answer, only those on it who have given that one."""
    invitations = invitations_of(event)
    on_list = [one for one in invitations if one.is_on_list]
    if answer == UNANSWERED:
        on_list = [one for one in on_list if one.reply is None]
    elif answer in set(Reply):
        on_list = [one for one in on_list if one.reply == answer]
    else:
        answer = ""
    return {
        "event": event,
        "invitations": invitations,
        "places": by_place(on_list),
        "by_post": count_by_post(invitations),
        "answer": answer,
    }


def _record(event: Event, action: str, **detail: int) -> None:
    audit.record(f"invitation.{action}", f"kegiatan {event.code}", by=me(), **detail)


def _ids(name: str) -> list[int]:
    found = [id_of(word) for word in request.form.getlist(name)]
    return [abort(400) if one is None else one for one in found]
