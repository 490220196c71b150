"""What is held about an official. Nothing of it is erased: papers that were signed bear it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select

from app import nip, wib
from app.columns import now
from app.extensions import db
from app.office.models import Official
from app.personal import FEW, Part, Whose, has_words

SPELLED = Official.front_titles + " " + Official.name + " " + Official.back_titles


def officials_like(words: str) -> Sequence[Official]:
    """By name or by NIP, each term, also those that are over."""
    number = nip.normalise(words)
    wanted = Official.nip == number if number else has_words(SPELLED, words)
    return db.session.scalars(_those(wanted).limit(FEW)).all()


def terms_of(official: Official) -> tuple[int, ...]:
    """All rows with the same NIP; without one nothing says that two are one human."""
    if official.nip is None:
        return (official.id,)
    query = select(Official.id).where(Official.nip == official.nip).order_by(Official.id)
    return tuple(db.session.scalars(query))


def held(whose: Whose) -> Part:
    terms = db.session.scalars(_those(Official.id.in_(whose.officials)))
    return Part("Pejabat", [_facts(one) for one in terms])


def _those(wanted: ColumnElement[bool]) -> Select[Official]:
    order = (Official.name, Official.valid_from.desc(), Official.id)
    return select(Official).where(wanted).order_by(*order)


def _facts(one: Official) -> dict[str, str]:
    return {
        "Nama": one.full_name,
        "NIP": nip.show(one.nip),
        "Jabatan": one.signs_as,
        "Pangkat": one.rank,
        "Menjabat sejak": wib.long_date(one.valid_from),
        "Menjabat sampai": wib.long_date(one.valid_to) if one.valid_to else "",
        "Status": one.standing_on(wib.today(now())).label,
    }
