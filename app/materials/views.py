"""The materials of a kegiatan, for staff."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("materials", __name__, url_prefix="/kegiatan/<code>/materi")
