from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.office.letter_templates import LetterTemplate
from app.office.models import Office, Official


def office() -> Office:
    """The office; an unsaved empty one before anybody has described it."""
    return db.session.get(Office, 1) or Office.blank()


def officials_on(day: date, chosen: Sequence[int] = ()) -> Sequence[Official]:
    """Those whose validity includes the day, by position; retired ones only if already chosen."""
    query = (
        select(Official)
        .where(Official.is_active | Official.id.in_(chosen), Official.valid_from <= day)
        .where(Official.valid_to.is_(None) | (Official.valid_to >= day))
        .order_by(Official.position, Official.id)
    )
    return db.session.scalars(query).all()


def all_officials() -> Sequence[Official]:
    """Past, present and retired, by position, the newest term first."""
    query = select(Official).order_by(
        Official.position, Official.valid_from.desc(), Official.id.desc()
    )
    return db.session.scalars(query).all()


def official_or_404(official_id: int) -> Official:
    return db.one_or_404(select(Official).where(Official.id == official_id))


def official(official_id: int) -> Official | None:
    return db.session.get(Official, official_id)


def letter_templates() -> Sequence[LetterTemplate]:
    return db.session.scalars(select(LetterTemplate).order_by(LetterTemplate.name)).all()


def letter_template_or_404(template_id: int) -> LetterTemplate:
    return db.one_or_404(select(LetterTemplate).where(LetterTemplate.id == template_id))


def letter_template_named(name: str) -> LetterTemplate | None:
    return db.session.scalar(select(LetterTemplate).where(LetterTemplate.name == name))
