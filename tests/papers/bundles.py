"""Orders for tests: made here at once, without the worker."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from flask import Flask

from app.events.models import Event
from app.extensions import db
from app.papers.bundling import MAKERS
from app.papers.models import Order, Progress, Work


class Cancelled(Exception):
    pass


class Made:
    """What came of an order: its bytes, its name, and what was told on the way."""

    def __init__(self, app: Flask, event: Event, work: Work, cancel_at: int | None = None) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.content, self.name = b"", ""
        with app.app_context():
            order = Order(event_id=event.id, work=work, request_id=secrets.token_hex(16))
            db.session.add(order)
            db.session.commit()

            def report(done: int, total: int, step: str) -> None:
                self.told.append((done, total, step))
                if cancel_at is not None and len(self.told) > cancel_at:
                    raise Cancelled

            try:
                path, self.name = MAKERS[work](order, report)
            finally:
                order.state = Progress.CANCELLED  # over: another one may be ordered
                db.session.commit()
            self.content = path.read_bytes()
            path.unlink()


def leftovers(app: Flask) -> list[Any]:
    return list((Path(app.config["DATA"]) / "workshop").rglob("*"))
