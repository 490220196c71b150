"""The blueprint that all pages of the directory hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("directory", __name__, url_prefix="/direktori")
