"""Signing: three pages that end in one form, and the one place that receives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Response

from app import here, together
from app.attendees import late, new_rows, notices, receipts, signing
from app.attendees.already import show_already
from app.attendees.crowds import TooMany
from app.attendees.doors import guest
from app.attendees.forms import SignForm, SubstituteForm, WalkInForm
from app.attendees.models import Attendance, Method
from app.attendees.queries import Name, attendance_of, invitee_or_404, name_or_404, namesakes_of
from app.attendees.tickets import Ticket
from app.attendees.way import bp
from app.columns import now
from app.directory.models import Person
from app.events.models import Event
from app.extensions import csrf
from app.fields import id_of
from app.web import render, see_other


@bp.get("/h/<code>/orang/<int:person_id>")
@guest
def person(event: Event, ticket: Ticket, person_id: int) -> Response:
    return _page_for(lambda _who: SignForm(), event, ticket, person_id)


@bp.get("/h/<code>/orang/<int:person_id>/wakil")
@guest
def substitute(event: Event, ticket: Ticket, person_id: int) -> Response:
    """Filled in already where the invited person has said who comes."""
    return _page_for(SubstituteForm.announced, event, ticket, person_id)


@bp.get("/h/<code>/tamu")
@guest
def walk_in(event: Event, ticket: Ticket) -> Response:
    return _show(WalkInForm(), event, ticket, None)


@bp.post("/h/<code>/hadir")
@csrf.exempt  # type: ignore[untyped-decorator]  # the pass stands for the token
@guest
def sign(event: Event, ticket: Ticket) -> Response:
    """One person, one row, however often and from wherever it is sent."""
    _must_be_ours(event, ticket)
    form, who = what_was_sent(event)
    if not form.validate():
        name = name_or_404(event, who.id) if who else None
        return _show(form, event, ticket, name, status=422)
    says_otherwise = here.asked().form.get("orang_lain") == "1"
    typed = form.name.data if isinstance(form, WalkInForm) and not says_otherwise else None
    if typed and (namesakes := namesakes_of(event, typed)):
        return _show(form, event, ticket, None, status=422, namesakes=namesakes)
    try:
        entry = signing.enter_alone(event, new_attendance(form, event, ticket, who))
    except signing.PhoneTaken as why:
        form["phone"].errors = [str(why)]
        return _show(form, event, ticket, None, status=422)
    except TooMany as why:
        form.signature.errors = [str(why)]
        return _show(form, event, ticket, name_or_404(event, who.id) if who else None, status=429)
    except signing.DoorShut:
        return see_other("hall.enter", code=event.code)
    together.commit()
    if not entry.is_new and not is_same_form(entry.attendance, form, event, ticket):
        return show_already(event, ticket, entry.attendance)
    return _show_receipt(event, ticket, entry.attendance)


def _must_be_ours(event: Event, ticket: Ticket) -> None:
    """Our own page has given a phone's form a pass; a kiosk's has a token. Raises CSRFError."""
    sent = here.asked().form
    shown, id = sent.get("pas", ""), sent.get("request_id", "")
    if ticket.is_kiosk or not late.issued_at(event, ticket.mark, id, shown):
        csrf.protect()


def what_was_sent(event: Event) -> tuple[SignForm, Person | None]:
    """The form by its hidden fields; ids count only within the invitees of this kegiatan."""
    sent = here.asked().form
    helped = sent.get("dibantu") == "1"
    if "person_id" not in sent:
        return WalkInForm(sent, helped=helped), None
    who = invitee_or_404(event, id_of(sent["person_id"]) or 0)
    stands_in = sent.get("wakil") == "1"
    return (SubstituteForm if stands_in else SignForm)(sent, helped=helped), who


def new_attendance(form: SignForm, event: Event, ticket: Ticket, who: Person | None) -> Attendance:
    if isinstance(form, WalkInForm):
        new = form.attendance(event)
    elif who and isinstance(form, SubstituteForm):
        new = form.attendance(event, who)
    elif who:
        new = Attendance.of_person(event, who)
    request_id = form.request_id.data or ""
    told = {
        "method": _method(form, ticket),
        "request_id": request_id,
        "device": ticket.device(event),
        "recorded_by": ticket.recorded_by,
        "notice_version": notices.shown(here.asked().form),
        "notice_at": now(),
    }
    if not form.helped:
        told["signature"] = form.signature.data
    if not ticket.is_kiosk:
        told["token_hash"] = receipts.hash_of(receipts.token_for(request_id, ticket))
    new_rows.tell(new, told)
    return new


def _method(form: SignForm, ticket: Ticket) -> Method:
    if form.helped:
        return Method.HELPED
    return Method.DESK if ticket.is_kiosk else Method.PHONE


def is_same_form(known: Attendance, form: SignForm, event: Event, ticket: Ticket) -> bool:
    """Whether this browser has sent this very form before: then it gets the same answer."""
    same = known.request_id == form.request_id.data and known.device == ticket.device(event)
    return known.is_valid and same


def _show_receipt(event: Event, ticket: Ticket, attendance: Attendance) -> Response:
    if ticket.is_kiosk:
        return see_other("hall.done", code=event.code, number=attendance.number)
    response = see_other("hall.receipt", code=event.code)
    receipts.give(response, event, attendance, ticket)
    return response


def _page_for(
    form_for: Callable[[Name], SignForm], event: Event, ticket: Ticket, person_id: int
) -> Response:
    who = name_or_404(event, person_id)
    present = attendance_of(event, person_id) if who.signed_at else None
    if present:
        return show_already(event, ticket, present)
    return _show(form_for(who), event, ticket, who)


def _show(form: SignForm, event: Event, ticket: Ticket, who: Name | None, **kw: Any) -> Response:
    return render(
        "attendees/hall/sign.html",
        fragment="attendees/hall/_sign.html",
        event=event,
        ticket=ticket,
        form=form,
        person=who,
        stands_in=isinstance(form, SubstituteForm),
        late_pass="" if ticket.is_kiosk else late.issue(event, ticket.mark, form.request_id.data),
        **kw,
    )
