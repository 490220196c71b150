"""The lingkungan of the demo; kecamatan and kelurahan are the official ones."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.directory.models import Level, Region
from app.directory.official import load_official_regions
from app.extensions import db

SELATAN, UTARA, DATUK_BANDAR = "12.74.01", "12.74.02", "12.74.05"
MANY = (4, 5, 3, 6, 4, 5, 3, 5, 4, 6, 3)  # lingkungan in the kelurahan of the real event, in turn
FEW = 3


def add_places() -> None:
    """The official regions where they are missing, and lingkungan in every kelurahan."""
    load_official_regions()
    db.session.flush()
    crowded = iter(MANY)
    for village in _villages():
        count = next(crowded) if district_code(village) in {SELATAN, UTARA} else FEW
        for number in range(1, count + 1):
            neighbourhood = Region.neighbourhood(village, number)
            neighbourhood.is_demo = True
            neighbourhood.parent = village
            db.session.add(neighbourhood)
    db.session.flush()


def all_places() -> Sequence[Region]:
    """Every region in official order: a kecamatan, its kelurahan, each with its lingkungan."""
    return db.session.scalars(select(Region).order_by(Region.sort_key)).all()


def district_code(region: Region) -> str:
    """`12.74.01` for the kecamatan itself and for everything in it."""
    return region.sort_key[:8]


def _villages() -> Sequence[Region]:
    query = select(Region).where(Region.level == Level.VILLAGE).order_by(Region.sort_key)
    return db.session.scalars(query).all()
