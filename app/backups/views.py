"""When the last backup was made, for admins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from app import audit, jobs
from app.access import admin, me
from app.backups import shelf
from app.backups.making import make_backup
from app.columns import now
from app.extensions import db
from app.web import render, see_other

bp = Blueprint("backups", __name__, url_prefix="/pengaturan/cadangan")

SHOWN = 10
PATIENCE = 900  # seconds that a page waits for the worker
OLD = timedelta(hours=26)  # a night, and two hours for whoever was late


@bp.get("")
@admin
def index() -> Response:
    there, asked = shelf.backups(), _asked()
    age = now() - there[0].made_at if there else timedelta(0)
    is_awaited = asked is not None and not (there and there[0].made_at >= asked)
    return render(
        "backups/index.html",
        fragment="backups/_list.html",
        backups=there[:SHOWN],
        count=len(there),
        is_old=age > OLD,
        days=age.days,
        being_made=shelf.is_being_made() or is_awaited,
        asked=asked,
    )


def _asked() -> datetime | None:
    """When the button was pressed: the worker may begin only after the page is shown.

    None where it was not, or so long ago that nobody waits any more.
    """
    seconds = request.args.get("sejak", type=int)
    if seconds is None or not -1 < now().timestamp() - seconds < PATIENCE:
        return None
    return datetime.fromtimestamp(seconds, UTC)


@bp.post("")
@admin
def make() -> Response:
    """Have the worker make one; several clicks make one after the other at most."""
    if not shelf.is_being_made():
        audit.record("backup.make", "cadangan", by=me())
        db.session.commit()
        jobs.put(make_one, 0)
    flash("Cadangan sedang dibuat. Halaman ini menampilkannya begitu selesai.")
    return see_other(".index", sejak=int(now().timestamp()))


def make_one(_number: int) -> None:
    """In the worker."""
    make_backup()


MAKING = jobs.Job(make_one, lambda: ())  # one that was cut off is made again the next night
