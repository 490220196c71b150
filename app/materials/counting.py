"""How often something was downloaded."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app.extensions import db
from app.materials.models import Material


def count(response: Response, material_ids: Sequence[int]) -> Response:
    """Count an answer that brings the whole from its start; a range that goes on is no new one.

    A GET commits nothing of its own, so this is written beside it. A count may be lost where the
    database is away or full: whoever asked gets the file all the same.
    """
    if request.method == "GET" and _is_whole(response):
        db.session.remove()  # answers that hold two connections each would wait for one another
        more = update(Material).where(Material.id.in_(material_ids))
        try:
            with db.engine.begin() as connection:
                connection.execute(more.values(downloads=Material.downloads + 1))
        except SQLAlchemyError:
            pass
    return response


def _is_whole(response: Response) -> bool:
    if response.status_code != 206:
        return response.status_code == 200
    part = response.content_range
    return part.start == 0 and part.stop == part.length
