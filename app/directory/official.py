"""The official kecamatan and kelurahan, with their Kemendagri codes, from a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import select

from app.directory.models import Level, Region
from app.extensions import db

TANJUNGBALAI = Path(__file__).with_name("tanjungbalai.csv")
COLUMNS = {"code", "level", "name", "parent"}
PARENT_LEVEL = {Level.DISTRICT: None, Level.VILLAGE: Level.DISTRICT}


class BadRegionFile(Exception):
    """The list cannot be read; the text says where and why."""


def load_official_regions(file: Path = TANJUNGBALAI) -> int:
    """Bring the regions in line with the list and return how many were added. Does not commit.

    A region is known by its code; one that is there already only takes over a corrected name.
    Codes are taken as they stand, never generated. Raises BadRegionFile.
    """
    known = {r.code: r for r in db.session.scalars(select(Region).where(Region.code.is_not(None)))}
    added = 0
    for number, row in _rows(file):
        found = known.get(row["code"])
        if found is None:
            known[row["code"]] = _add(row, known, number)
            added += 1
        elif found.name != row["name"]:
            found.name = row["name"]
    db.session.flush()
    return added


def load_first_regions() -> None:
    """For a new installation: where there is a region, what the office wrote stands."""
    if db.session.scalar(select(Region.id).limit(1)) is None:
        load_official_regions()


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        if not set(table.fieldnames or ()) >= COLUMNS:
            raise BadRegionFile(f"{file.name}: the columns are code, level, name and parent.")
        rows = [{key: (row[key] or "").strip() for key in COLUMNS} for row in table]
    return list(enumerate(rows, start=2))


def _add(row: dict[str, str], known: dict[str | None, Region], number: int) -> Region:
    if row["level"] not in {level.value for level in PARENT_LEVEL}:
        raise BadRegionFile(f"Line {number}: {row['level']!r} is neither kecamatan nor kelurahan.")
    level = Level(row["level"])
    parent = known.get(row["parent"] or "-")
    if not row["code"] or not row["name"]:
        raise BadRegionFile(f"Line {number}: code and name are needed.")
    if (parent.level if parent else None) is not PARENT_LEVEL[level]:
        raise BadRegionFile(f"Line {number}: {row['parent']!r} is no parent for {row['code']}.")
    region = Region(level=level, code=row["code"], name=row["name"], sort_key=row["code"])
    region.parent = parent
    db.session.add(region)
    return region
