"""A paper is issued: from then on its bytes stay as they are, and a new version takes a reason.

Nothing here commits at the end; a file whose row does not stay is removed again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from app import audit, files, links
from app.accounts.models import Account
from app.events.models import Event, Status, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.materials.undo import remove_unless_committed
from app.office.queries import office
from app.papers.composers import COMPOSERS, Composer
from app.papers.kinds import Kind
from app.papers.models import Paper, new_verification_code
from app.papers.press import Seal
from app.papers.printing import pressed
from app.papers.queries import newest_paper, paper_of_request, present_at
from app.presenters.models import Presenter
from app.presenters.queries import IN_PROGRAMME

NOT_YET = {
    Status.DRAFT: "Kegiatan ini masih draf. Jadwalkan dahulu, lalu terbitkan dokumennya.",
    Status.CANCELLED: "Kegiatan ini dibatalkan, jadi dokumennya tidak diterbitkan.",
}
NO_SUCH_PAPER = "Dokumen ini belum dapat disusun di sini."
WHY_AGAIN = "Tuliskan alasan versi baru: versi {number} sudah terbit."
OVERTAKEN = (
    "Versi {number} baru saja diterbitkan oleh {issuer}."
    " Periksa versi itu dahulu; terbitkan lagi hanya bila masih perlu."
)


def why_not(event: Event, kind: Kind) -> str:
    """Why the paper cannot be issued now; an empty text when it can."""
    composer = COMPOSERS.get(kind)
    if composer is None:
        return NO_SUCH_PAPER
    return NOT_YET.get(event.status) or composer.why_not(event)


def issue(event: Event, kind: Kind, by: Account, request_id: str, reason: str = "") -> Paper:
    """Print the paper with its code and keep it, or return what this very form has issued before.

    Raises WrongState with the reason, NoPaper when the press fails. Ends the transaction, since
    printing takes its time; who issues meanwhile is first, and we are told.
    """
    if known := paper_of_request(event, request_id):
        return known
    composer = _may_be_issued(event, kind)
    before = _number_before(event, kind, reason)
    code, snapshot, present = new_verification_code(), _snapshot(event), len(present_at(event))
    seal = Seal(code, links.address("verification.show", code=code))
    content = pressed(composer.compose(event)._replace(seal=seal))
    stored_as = files.store(content)
    remove_unless_committed(stored_as)

    event = event_to_change_or_404(event.code)
    if known := paper_of_request(event, request_id):
        db.session.rollback()  # the same form, at the same moment: our file goes again
        return known
    _may_be_issued(event, kind)
    _check_first(event, kind, before)
    paper = Paper(
        code=code,
        event_id=event.id,
        kind=kind,
        number=before + 1,
        reason=reason if before else "",
        title=event.title,
        dated=event.day,
        attendees=present,
        snapshot=snapshot,
        stored_as=stored_as,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        issued_by=by.id,
        issuer=by.name,
        request_id=request_id,
    )
    db.session.add(paper)
    event.issued += 1
    record(event, "issue", by, paper)
    db.session.flush()
    return paper


def record(event: Event, action: str, by: Account, paper: Paper, **detail: Any) -> None:
    """Write down who did what to which version."""
    named = {"kind": paper.kind.value, "version": paper.number, "sha256": paper.sha256}
    audit.record(f"paper.{action}", f"kegiatan {event.code}", by=by, **named, **detail)


def _may_be_issued(event: Event, kind: Kind) -> Composer:
    if why := why_not(event, kind):
        raise WrongState(why)
    return COMPOSERS[kind]


def _number_before(event: Event, kind: Kind, reason: str) -> int:
    newest = newest_paper(event, kind)
    if newest and not reason:
        raise WrongState(WHY_AGAIN.format(number=newest.number))
    return newest.number if newest else 0


def _check_first(event: Event, kind: Kind, before: int) -> None:
    """Somebody else was faster: what we have printed is older than what is issued already."""
    newest = newest_paper(event, kind)
    if newest and newest.number != before:
        raise WrongState(OVERTAKEN.format(number=newest.number, issuer=newest.issuer))


def _snapshot(event: Event) -> dict[str, Any]:
    """Names and officials as they are now; of those who came only how many."""
    speakers = select(Presenter.name).where(Presenter.event_id == event.id, IN_PROGRAMME)
    return event.letterhead_and_signers(office()) | {
        "event": {
            "title": event.title,
            "theme": event.theme,
            "place": event.place,
            "day": event.day.isoformat(),
            "hours": event.hours,
            "letter_number": event.letter_number,
            "note_taker": event.note_taker,
            "status": event.status.value,
        },
        "presenters": list(db.session.scalars(speakers.order_by(Presenter.id))),
    }
