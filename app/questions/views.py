"""The questions of a kegiatan, for staff."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("questions", __name__, url_prefix="/kegiatan/<code>/pertanyaan")
