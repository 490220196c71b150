"""What becomes of an order: asked for, begun, reported, done, failed or cancelled.

Every step is one statement that says from which state it starts, so that two workers, a worker that
was thought dead, and somebody who cancels never write over each other.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from app import files
from app.accounts.models import Account
from app.columns import now
from app.events.models import Event
from app.extensions import db, reading_session
from app.papers.models import Order, Progress, Work

DEAD = timedelta(seconds=15)  # without a sign of life
TRIES = 3
KEPT = timedelta(days=7)  # the result

OFTEN = "Sudah tiga kali dicoba dan belum berhasil. Coba lagi nanti, atau hubungi admin."


class Cancelled(Exception):
    """Somebody does not want it any more, or another worker has taken it over."""


def ask(event: Event, work: Work, by: Account) -> Order:
    """A new order, or the one that is still running: the kegiatan's row is held by the caller."""
    running = select(Order).where(Order.event_id == event.id, Order.work == work, _is_open())
    order = db.session.scalars(running).first()
    if order is None:
        asked = {"asked_by": by.id, "request_id": secrets.token_hex(16)}
        order = Order(event_id=event.id, work=work, **asked)
        db.session.add(order)
        db.session.flush()
    return order


def begin(order_id: int) -> Order | None:
    """Take it on; None where it is over, or where another worker shows signs of life."""
    values: dict[str, Any] = {"state": Progress.RUNNING, "beat_at": now(), "done": 0}
    taken = _change(order_id, _is_open() & _is_free(), tries=Order.tries + 1, **values)
    db.session.commit()
    if not taken:
        return None
    query = select(Order).where(Order.id == order_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def report(order: Order, done: int, total: int, step: str) -> None:
    """Write down how far it is. Raises Cancelled."""
    db.session.commit()  # nothing is held while papers are printed
    values = {"done": done, "total": total, "step": step[:120], "beat_at": now()}
    still_ours = _change(order.id, ours(order), **values)
    db.session.commit()
    if not still_ours:
        raise Cancelled


def finish(order: Order, stored_as: str, name: str, size: int) -> bool:
    """False where somebody has cancelled it in the last moment: the file is not wanted."""
    over = {"state": Progress.DONE, "ended_at": now(), "done": Order.total, "step": ""}
    result = {"stored_as": stored_as, "name": name[:200], "size": size}
    done = _change(order.id, ours(order), **over, **result)
    db.session.commit()
    return done


def fail(order: Order, words: str) -> None:
    over = {"state": Progress.FAILED, "ended_at": now(), "problem": words[:200]}
    _change(order.id, ours(order), **over)
    db.session.commit()


def try_again_later(order: Order) -> None:
    """It is put back into the queue; the third time it has failed."""
    if order.tries >= TRIES:
        fail(order, OFTEN)
        return
    _change(order.id, ours(order), state=Progress.WAITING)
    db.session.commit()


def cancel(order: Order) -> bool:
    """Whoever makes it sees this at the next step; False where it was over and stays so."""
    return _change(order.id, _is_open(), state=Progress.CANCELLED, ended_at=now())


def unfinished() -> Sequence[int]:
    """Waiting ones, and those whose worker has given no sign of life for a while."""
    query = select(Order.id).where(_is_open() & _is_free()).order_by(Order.id)
    with reading_session() as session:
        return session.scalars(query).all()


def sweep() -> None:
    """Forget orders that ended long ago, and their files."""
    old = Order.ended_at < now() - KEPT
    with reading_session() as session:
        gone = {row.id: row.stored_as for row in session.scalars(select(Order).where(old))}
    if gone:
        db.session.execute(delete(Order).where(Order.id.in_(gone)))
        db.session.commit()
    for name in gone.values():
        if name:
            files.remove(name)


def _is_open() -> ColumnElement[bool]:
    return Order.state.in_([Progress.WAITING, Progress.RUNNING])


def _is_free() -> ColumnElement[bool]:
    return or_(Order.state == Progress.WAITING, Order.beat_at < now() - DEAD)


def ours(order: Order) -> ColumnElement[bool]:
    """Still running, and nobody has begun it anew since."""
    return (Order.state == Progress.RUNNING) & (Order.tries == order.tries)


def _change(order_id: int, only_if: ColumnElement[bool], **values: Any) -> bool:
    query = update(Order).where(Order.id == order_id, only_if).values(**values)
    options = {"synchronize_session": False}
    changed = db.session.execute(query.returning(Order.id), execution_options=options)
    return changed.scalar() is not None
