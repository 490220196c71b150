"""A form that makes a row once, however often it is sent.

Who presses twice gets the answer of the second press only: it must say what the first would have.
"""

from __future__ import annotations

import secrets
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from sqlalchemy import String, select, text
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import HiddenField
from wtforms.validators import Regexp

from app.extensions import db


class OnceForm(FlaskForm):
    """A form that makes a row: however often it is sent, `request_id` lets it make one."""

    request_id = HiddenField(
        default=lambda: secrets.token_hex(16), validators=[Regexp(r"\A[0-9a-f]{32}\Z")]
    )


class MadeOnce:
    """A row that such a form makes, and which one it was; None where it came otherwise."""

    request_id: Mapped[str | None] = mapped_column(String(32), index=True, unique=True)


Row = TypeVar("Row", bound=MadeOnce)


def made_by(form: OnceForm, kind: type[Row], **owner: Any) -> Row | None:
    """What this very form has made before. Ask before judging it: its name is taken by now.

    From here to the end of the transaction no other press of the same form gets through.
    """
    if not form.is_submitted() or not form.request_id.validate(form):
        return None
    request_id = form.request_id.data or ""
    if db.engine.dialect.name == "postgresql":  # SQLite lets but one write
        number = int(request_id[:15], 16)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
    return db.session.scalar(select(kind).filter_by(request_id=request_id, **owner))
