"""What an invited person answers, and how many have answered what."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from app import audit, links
from app.columns import now
from app.events.models import Event, WrongState
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.invitations.models import Invitation
from app.invitations.states import Reply


class Count(NamedTuple):
    key: str  # as filters name it
    label: str
    number: int


UNANSWERED = "belum"


def reply(invitation: Invitation, answer: Reply, **words: str) -> None:
    """Keep the answer and tell the live pages. Does not commit. Raises WrongState once it is late.

    `words` are `note`, `substitute` and `position`. The same answer again is no news.
    """
    event = event_to_change_or_404(invitation.event.code)
    db.session.refresh(invitation)
    if why := invitation.why_no_reply(now()):
        raise WrongState(why)
    if not links.may_change(invitation):
        raise WrongState(links.TOO_OFTEN)
    invitation.answer(answer, **words)
    if set(audit.changed_columns(invitation)) <= {"replied_at"}:
        return
    event.version += 1
    detail = {"person": invitation.person_id, "reply": answer.value}
    audit.record("invitation.reply", f"kegiatan {event.code}", **detail)


def count_replies(event: Event) -> list[Count]:
    """Of everybody on the list, in one statement; those who have not answered come last."""
    query = (
        select(Invitation.reply, func.count())
        .where(Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
        .group_by(Invitation.reply)
    )
    counted = {reply: number for reply, number in db.session.execute(query)}
    told = [Count(one.value, one.label, counted.get(one, 0)) for one in Reply]
    return [*told, Count(UNANSWERED, "Belum menjawab", counted.get(None, 0))]
