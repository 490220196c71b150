"""The presenters of a kegiatan, for staff."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("presenters", __name__, url_prefix="/kegiatan/<code>/narasumber")
