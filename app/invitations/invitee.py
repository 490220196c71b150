"""The page of an invited person, behind a personal link."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("invitee", __name__)
