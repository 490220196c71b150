"""For watchdogs: is the server there, and does its database answer?"""

from __future__ import annotations

from flask import Blueprint, jsonify
from sqlalchemy import text
from werkzeug.wrappers import Response

from app.access import public
from app.extensions import db

bp = Blueprint("health", __name__)


@bp.get("/sehat")
@public
def show() -> Response:
    db.session.execute(
        text("SELECT 1 FROM account LIMIT 1")
    )  # app.errors answers 503 when it cannot
    return jsonify(status="sehat")
