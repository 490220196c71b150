"""The texts from which letters begin."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("letter_templates", __name__, url_prefix="/pengaturan/surat")
