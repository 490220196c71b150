"""People with a password, and the browsers in which they are logged in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.columns import UtcDateTime, now, one_of
from app.extensions import Model

IDLE_LIMIT = timedelta(hours=12)
ABSOLUTE_LIMIT = timedelta(days=7)

_hasher = PasswordHasher()  # argon2id with the library's defaults (RFC 9106, low memory)


class Role(StrEnum):
    """What an account may do; `label` is what people read."""

    ADMIN = "admin"
    STAFF = "petugas"
    LEAD = "pimpinan"

    @property
    def label(self) -> str:
        return {"admin": "Admin", "petugas": "Petugas", "pimpinan": "Pimpinan"}[self.value]


class Account(Model):
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
        self.password_hash = _hasher.hash(password)
        self.must_change_password = temporary

    def has_password(self, password: str) -> bool:
        """Whether it is this password; also brings an old hash up to date."""
        if not _matches(self.password_hash, password):
            return False
        if _hasher.check_needs_rehash(self.password_hash):
            self.password_hash = _hasher.hash(password)
        return True


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

    account: Mapped[Account] = relationship()

    @property
    def is_over(self) -> bool:
        moment = now()
        return moment > self.seen_at + IDLE_LIMIT or moment > self.created_at + ABSOLUTE_LIMIT


def new_token() -> str:
    """A secret of 256 bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def waste_time(password: str) -> None:
    """Check against nobody's hash: an unknown name takes as long as a wrong password."""
    _matches(_nobody(), password)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
