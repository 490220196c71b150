"""Promises of somebody whom staff have written down by hand: in no directory, no programme.

"Budi, BPJS Kesehatan" is a name and what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.directory.queries import found_by
from app.directory.spelling import letters_of
from app.extensions import db
from app.followups.models import FollowUp
from app.personal import ERASED, FEW

BEHIND = re.compile(r",|\(|\s[-–—/]\s")  # what may end a name; titles have commas too
ALONE = (
    FollowUp.person_id.is_(None) & FollowUp.presenter_id.is_(None) & FollowUp.official_id.is_(None)
)
BY_HAND = ALONE & (FollowUp.responsible != ERASED)


def by_hand_like(words: str) -> Sequence[FollowUp]:
    """By name or by phone, newest first."""
    wanted = found_by(words, FollowUp.responsible, FollowUp.phone)
    query = select(FollowUp).where(BY_HAND, wanted).options(joinedload(FollowUp.event))
    return db.session.scalars(query.order_by(FollowUp.id.desc()).limit(FEW)).all()


def by_hand_or_404(promise_id: int) -> FollowUp:
    """One that was erased is still known."""
    return db.one_or_404(select(FollowUp).where(FollowUp.id == promise_id, ALONE))


def same_by_hand(promise: FollowUp) -> tuple[int, ...]:
    """The same name with the same behind it, or with the same phone; as presenters are known."""
    name, behind = next(_readings(promise.responsible))
    return tuple(sorted({promise.id, *by_hand_called([name], behind, promise.phone)}))


def by_hand_called(names: Sequence[str], institution: str, phone: str | None) -> tuple[int, ...]:
    """One of these names, and this institution behind it or this phone beside it."""
    known, place = {letters_of(name) for name in names}, letters_of(institution)
    columns = (FollowUp.id, FollowUp.responsible, FollowUp.phone)
    return tuple(
        id
        for id, words, number in db.session.execute(select(*columns).where(BY_HAND))
        if any(
            letters_of(name) in known
            and (place and f" {place} " in f" {letters_of(behind)} " or phone and number == phone)
            for name, behind in _readings(words)
        )
    )


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part a name from what stands behind it, the shortest name first."""
    for sign in BEHIND.finditer(words):
        yield words[: sign.start()], words[sign.end() :]
    yield words, ""
