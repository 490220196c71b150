"""The letter, for those who hold the personal link of an invitation."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("invitee_letter", __name__, url_prefix="/undangan/<code>")
