"""Log-in sessions that nobody can use any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, literal, select

from app.accounts.models import ABSOLUTE_LIMIT, LoginSession
from app.personal import Expiring, Gone, carried_out


def _due(moment: datetime) -> Select[Any, str]:
    about = literal("Sesi masuk").label("about")
    return select(LoginSession.id, about).where(LoginSession.created_at < moment)


def _forget(ids: Sequence[int]) -> Gone:
    query = delete(LoginSession).where(LoginSession.id.in_(ids))
    return Gone(carried_out(query))


SESSIONS = Expiring(
    key="sesi",
    label="Sesi masuk akun",
    since="sejak masuk",
    why="Sesi berakhir sendiri setelah 7 hari. Sebulan cukup untuk menelusuri insiden.",
    days=30,
    least=ABSOLUTE_LIMIT.days + 1,
    due=_due,
    forget=_forget,
)
EXPIRING = (SESSIONS,)
