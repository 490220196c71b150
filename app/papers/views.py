from __future__ import annotations

from flask import Blueprint

from app.papers.wording import has_long_word, printable

bp = Blueprint("papers", __name__)
bp.add_app_template_filter(printable)
bp.add_app_template_filter(has_long_word)
