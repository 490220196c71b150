"""flask region load: the official kecamatan and kelurahan."""

from __future__ import annotations

from flask.cli import AppGroup

regions = AppGroup("region", help="Kecamatan, kelurahan and lingkungan.")
