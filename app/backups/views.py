"""When the last backup was made, for admins."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash
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
OLD = timedelta(hours=26)  # a night, and two hours for whoever was late


@bp.get("")
@admin
def index() -> Response:
    there = shelf.backups()
    is_old = not there or now() - there[0].made_at > OLD
    return render(
        "backups/index.html",
        fragment="backups/_list.html",
        backups=there[:SHOWN],
        count=len(there),
        is_old=is_old,
        being_made=shelf.is_being_made(),
    )


@bp.post("")
@admin
def make() -> Response:
    """Have the worker make one; several clicks make one after the other at most."""
    if not shelf.is_being_made():
        audit.record("backup.make", "cadangan", by=me())
        db.session.commit()
        jobs.put(make_one, 0)
    flash("Cadangan sedang dibuat. Halaman ini menampilkannya begitu selesai.")
    return see_other(".index")


def make_one(_number: int) -> None:
    """In the worker."""
    make_backup()


MAKING = jobs.Job(make_one, lambda: ())  # one that was cut off is made again the next night
