"""People with a password, and the browsers in which they are logged in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import turns
from app.columns import UtcDateTime, now, one_of
from app.extensions import Model
from app.once import MadeOnce

IDLE_LIMIT = timedelta(hours=12)
ABSOLUTE_LIMIT = timedelta(days=7)

TEMPORARY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that can be misread

_hasher = PasswordHasher()  # argon2id with the library's defaults (RFC 9106, low memory)
_two_at_once = BoundedSemaphore(2)  # each takes 64 MB: a rush of log-ins must not eat the machine


class Role(StrEnum):
    """What an account may do; `label` is what people read."""

    ADMIN = "admin"
    STAFF = "petugas"
    LEAD = "pimpinan"

    @property
    def label(self) -> str:
        return {"admin": "Admin", "petugas": "Petugas", "pimpinan": "Pimpinan"}[self.value]


class Account(MadeOnce, Model):
    __tablename__ = "account"
    __table_args__ = (CheckConstraint("username = lower(username)", name="username_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def may_edit(self) -> bool:
        """Admin and petugas change things; pimpinan reads."""
        return self.role in {Role.ADMIN, Role.STAFF}

    def set_password(self, password: str, *, temporary: bool = False) -> None:
        """Keep the Argon2 hash; a temporary password must be changed at the next log-in."""
        with _two_at_once:
            self.password_hash = _hasher.hash(password)
        self.must_change_password = temporary

    def give_temporary_password(self) -> str:
        """Set a password of our making, and return it: this is the only time anybody sees it."""
        letters = [secrets.choice(TEMPORARY_LETTERS) for _ in range(12)]
        password = "-".join("".join(letters[i : i + 4]) for i in (0, 4, 8))
        self.set_password(password, temporary=True)
        return password

    def disable(self) -> None:
        self.disabled_at = self.disabled_at or now()

    def enable(self) -> None:
        self.disabled_at = None


class LoginSession(Model):
    """One browser in which an account is logged in. Only the hash of its token is kept."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    browser: Mapped[str] = mapped_column(String(60), default="")  # "Chrome di Android"

    account: Mapped[Account] = relationship()

    @property
    def is_over(self) -> bool:
        """Idle or old. A clock that steps back makes a session younger, never over."""
        moment = now()
        return moment > self.seen_at + IDLE_LIMIT or moment > self.created_at + ABSOLUTE_LIMIT


def new_token() -> str:
    """A secret of 256 bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def prove(account: Account | None, password: str) -> Account | None:
    """The account, if it is active and this is its password; else None.

    An unknown name and a disabled account take as long as a wrong password: they are checked
    against the hash of a password that nobody has.
    """
    nobody = _nobody()
    if account is None or not account.is_active:
        _matches(nobody, password)
        return None
    if not _matches(account.password_hash, password):
        return None
    if _hasher.check_needs_rehash(account.password_hash):
        account.set_password(password, temporary=account.must_change_password)
    return account


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))


@turns.let_others()
def _matches(password_hash: str, password: str) -> bool:
    try:
        with _two_at_once:
            return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
