from __future__ import annotations

from flask import Blueprint

bp = Blueprint("hall", __name__)
