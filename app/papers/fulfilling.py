"""The worker's side of an order: it may die at any moment, and is then begun again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import ColumnElement, update

from app import files, here, jobs
from app.columns import now
from app.errors import DiskFull
from app.extensions import db
from app.logs import log
from app.papers import leftovers, ordering
from app.papers.models import Order
from app.papers.ordering import Cancelled
from app.papers.press import NoPaper
from app.traces import trace_of

__all__ = ["FULFILLING", "fulfil", "leftovers"]  # what is left of a kegiatan that goes

BEAT = 3.0  # seconds between two signs of life

NO_PAPER = "Salah satu dokumen tidak dapat disusun. Periksa isinya, lalu pesan lagi."
NO_ROOM = "Ruang penyimpanan hampir penuh. Hubungi admin, lalu pesan lagi."


def fulfil(order_id: int) -> None:
    """Make what was ordered. Does nothing where it is over or somebody else is making it."""
    ordering.sweep()
    order = ordering.begin(order_id)
    if order is None:
        return
    if order.tries > ordering.TRIES:
        ordering.fail(order, ordering.OFTEN)
        return
    with _beating(order):
        try:
            _make(order)
        except Cancelled:
            return
        except NoPaper:
            ordering.fail(order, NO_PAPER)
        except DiskFull:
            ordering.fail(order, NO_ROOM)
        except Exception as error:
            db.session.rollback()
            log.error("order", extra={"fields": {"order": order.id, "trace": trace_of(error)}})
            ordering.try_again_later(order)
            raise  # the queue brings it back


def _make(order: Order) -> None:
    from app.papers.bundling import MAKERS  # 20 MB, which the web process never needs

    def report(done: int, total: int, step: str) -> None:
        ordering.report(order, done, total, step)

    path, name = MAKERS[order.work](order, report)
    try:
        report(order.total, order.total, "Menyimpan")
        _keep(order, path, name)
    finally:
        path.unlink(missing_ok=True)


def _keep(order: Order, path: Path, name: str) -> None:
    size = path.stat().st_size
    stored_as = files.store_file(path)
    kept = False
    try:
        kept = ordering.finish(order, stored_as, name, size)
    finally:
        if not kept:
            files.remove(stored_as)


@contextmanager
def _beating(order: Order) -> Iterator[None]:
    """Signs of life while a long paper is being printed."""
    app = here.app()
    over = threading.Event()
    heart = threading.Thread(
        target=_beat, args=(app, ordering.ours(order) & (Order.id == order.id), over), daemon=True
    )
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _beat(app: Flask, mine: ColumnElement[bool], over: threading.Event) -> None:
    while not over.wait(BEAT):
        try:
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(update(Order).where(mine).values(beat_at=now()))
        except Exception as error:  # the next one may go through
            log.error("order beat", extra={"fields": {"trace": trace_of(error)}})


FULFILLING = jobs.Job(fulfil, ordering.unfinished, is_watched=True)
