"""The blueprint that all pages about personal data hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("privacy", __name__, url_prefix="/pengaturan/data-pribadi")
