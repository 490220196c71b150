"""The surat undangan of a kegiatan: its texts."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("letters", __name__, url_prefix="/kegiatan/<code>/undangan/surat")
