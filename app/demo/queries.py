from __future__ import annotations

from sqlalchemy import exists, select

from app.accounts.models import Account, Role
from app.accounts.queries import account_named
from app.demo.models import Milestone
from app.directory.models import Person
from app.events.models import Event
from app.extensions import db
from app.office.models import Office

DEMO = "demo"
# Where a row that is no sample shows that somebody works here in earnest.
IN_EARNEST: dict[type[Account | Person | Event | Office], str] = {
    Account: "accounts",
    Person: "persons",
    Event: "kegiatan",
    Office: "a letterhead",
}


def has_been_loaded() -> bool:
    return db.session.get(Milestone, DEMO) is not None


def is_there() -> bool:
    """Whether the sample data is in the tables now."""
    found = account_named("admin")
    return bool(found and found.is_demo) or _any(Event, is_demo=True)


def real_rows() -> list[str]:
    """What this installation holds that is no sample: `["accounts", "persons"]`."""
    return [words for model, words in IN_EARNEST.items() if _any(model, is_demo=False)]


def why_not_load(*, again: bool) -> str | None:
    """Why the sample data must not be loaded; None where it may."""
    if is_there():
        return "The sample data is already here. Take it away first: flask demo remove."
    if real := real_rows():
        return (
            f"This installation already holds {' and '.join(real)} of your own."
            " Sample data would mix with them, so nothing was loaded."
        )
    if has_been_loaded() and not again:
        return "The sample data was loaded before and taken away. To see it again: --again."
    return None


def _any(model: type[Account | Person | Event | Office], *, is_demo: bool) -> bool:
    query = select(exists(select(model.id).where(model.is_demo.is_(is_demo))))
    return bool(db.session.scalar(query))


def has_real_admin() -> bool:
    """Whether somebody who is no sample may run this installation."""
    query = select(Account.id).where(Account.role == Role.ADMIN, ~Account.is_demo)
    return db.session.scalars(query.where(Account.disabled_at.is_(None))).first() is not None
