from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, LoginSession, hash_token
from app.extensions import db


def account_named(username: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.username == username.lower()))


def account_or_404(username: str) -> Account:
    return db.one_or_404(select(Account).where(Account.username == username))


def all_accounts() -> Sequence[Account]:
    return db.session.scalars(select(Account).order_by(Account.name, Account.id)).all()


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


def end_sessions(account: Account, *, keep: LoginSession | None = None) -> None:
    """Log the account out everywhere, except in the browser whose session is kept."""
    query = delete(LoginSession).where(LoginSession.account_id == account.id)
    if keep:
        query = query.where(LoginSession.id != keep.id)
    db.session.execute(query)
