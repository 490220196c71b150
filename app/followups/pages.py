"""The blueprint that the pages of staff hang on, and what other pages ask about promises."""

from __future__ import annotations

from flask import Blueprint

from app.followups.asked import promises_for
from app.followups.queries import due_before, promises_due

bp = Blueprint("followups", __name__, url_prefix="/tindak-lanjut")
bp.add_app_template_global(promises_due)  # for the start page
bp.add_app_template_global(due_before)  # for a kegiatan that is being prepared
bp.add_app_template_global(promises_for)  # for those who have asked
