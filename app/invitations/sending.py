"""Handing the links over: by WhatsApp, as a list for a broadcast tool, by e-mail."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("sending", __name__, url_prefix="/kegiatan/<code>/undangan/kirim")
