"""flask demo load, flask demo remove."""

from __future__ import annotations

from flask.cli import AppGroup

demo = AppGroup("demo", help="The sample data that a new installation shows.")
