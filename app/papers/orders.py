"""Long work on papers: ordered here, made by the worker, watched and fetched here."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("orders", __name__, url_prefix="/kegiatan/<code>/pesanan")
