"""Whether a paper in somebody's hands is one of ours: open to everybody."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("verification", __name__, url_prefix="/v")
