from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.accounts.models import ABSOLUTE_LIMIT, Account, LoginSession, Role, hash_token
from app.columns import now
from app.extensions import db

# Sessions that are over stay a while: a clock that jumps ahead for a moment must not end them.
KEPT_AFTERWARDS = timedelta(days=14)


def account_named(username: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.username == username.lower()))


def account_or_404(username: str) -> Account:
    return db.one_or_404(select(Account).where(Account.username == username))


def opens_still(account: Account, password_hash: str) -> bool:
    """Whether the account is active and has this hash, now and until the transaction ends.

    Proving a password takes a while, in which an admin may have stepped in.
    """
    query = select(Account.id).where(
        Account.id == account.id,
        Account.password_hash == password_hash,
        Account.disabled_at.is_(None),
    )
    with db.session.no_autoflush:  # a new hash is not written before the old one is compared
        return db.session.scalar(query.with_for_update()) is not None


def all_accounts() -> Sequence[Account]:
    """Active ones first, by name."""
    query = select(Account).order_by(
        Account.disabled_at.is_not(None), Account.name, Account.username
    )
    return db.session.scalars(query).all()


def has_other_admin(account: Account) -> bool:
    """Whether somebody else is an active admin.

    Locks the rows of all active admins: two of them cannot take each other's role at once.
    """
    query = (
        select(Account.id)
        .where(Account.role == Role.ADMIN, Account.disabled_at.is_(None))
        .order_by(Account.id)
        .with_for_update()
    )
    return any(found != account.id for found in db.session.scalars(query).all())


def login_session(token: str | None) -> LoginSession | None:
    """The living session that this token opens: account active, neither idle nor too old."""
    if not token:
        return None
    query = (
        select(LoginSession)
        .options(joinedload(LoginSession.account))
        .where(LoginSession.token_hash == hash_token(token))
    )
    found = db.session.scalar(query)
    return found if found and found.account.is_active and not found.is_over else None


def sessions_of(account: Account) -> list[LoginSession]:
    """The browsers in which the account is logged in now, the last one seen first."""
    query = (
        select(LoginSession)
        .where(LoginSession.account_id == account.id)
        .order_by(LoginSession.seen_at.desc(), LoginSession.id.desc())
    )
    return [found for found in db.session.scalars(query) if not found.is_over]


def end_sessions(account: Account, *, keep: LoginSession | None = None) -> None:
    """Log the account out everywhere, except in the browser whose session is kept."""
    query = delete(LoginSession).where(LoginSession.account_id == account.id)
    if keep:
        query = query.where(LoginSession.id != keep.id)
    db.session.execute(query)


def end_session(session: LoginSession) -> bool:
    """Log this browser out. Whether this has done it: another request may have been quicker."""
    query = delete(LoginSession).where(LoginSession.id == session.id)
    return db.session.execute(query.returning(LoginSession.id)).first() is not None


def sweep_sessions() -> None:
    """Forget the sessions that have long been over."""
    long_over = now() - ABSOLUTE_LIMIT - KEPT_AFTERWARDS
    db.session.execute(delete(LoginSession).where(LoginSession.created_at < long_over))
