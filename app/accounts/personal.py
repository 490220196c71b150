"""What is held about who has an account. It is disabled, not erased: the audit log bears it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Account, LoginSession
from app.extensions import db
from app.personal import FEW, Part, Whose, has_words, moment


def accounts_like(words: str) -> Sequence[Account]:
    """By name or username, also those that are disabled."""
    query = select(Account).where(has_words(Account.name + " " + Account.username, words))
    return db.session.scalars(query.order_by(Account.name, Account.id).limit(FEW)).all()


def account_with_id_or_404(account_id: int) -> Account:
    return db.one_or_404(select(Account).where(Account.id == account_id))


def held(whose: Whose) -> Part:
    account = db.session.get(Account, whose.account) if whose.account else None
    return Part("Akun", [_facts(account)] if account else [])


def devices(whose: Whose) -> Part:
    """Also those in which the log-in is over, as long as their rows are kept."""
    query = select(LoginSession).where(LoginSession.account_id == whose.account)
    found = db.session.scalars(query.order_by(LoginSession.id))
    return Part("Perangkat tempat masuk", [_device(one) for one in found])


def _facts(account: Account) -> dict[str, str]:
    return {
        "Nama": account.name,
        "Nama pengguna": account.username,
        "Peran": account.role.label,
        "Kata sandi": "tersimpan teracak, tidak dapat dibaca siapa pun",
        "Dibuat": moment(account.created_at),
        "Status": "aktif" if account.is_active else "nonaktif",
        "Dinonaktifkan": moment(account.disabled_at),
    }


def _device(one: LoginSession) -> dict[str, str]:
    return {
        "Perangkat": one.browser or "tidak dikenal",
        "Masuk": moment(one.created_at),
        "Terakhir dipakai": moment(one.seen_at),
    }
