"""All pages of the directory: the territory, the persons, the import."""

from __future__ import annotations

from app.directory import import_views, person_views, region_views
from app.directory.pages import bp

__all__ = ["bp", "import_views", "person_views", "region_views"]
