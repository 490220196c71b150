"""What an import would change, row by row; nothing is changed here."""

from __future__ import annotations

from app.directory.atlas import Atlas
from app.directory.entry import Reader
from app.directory.matching import Matcher
from app.directory.planned import Plan, PlannedRow
from app.directory.rows import Row
from app.directory.spelling import fold
from app.directory.table import Table
from app.extensions import db

NOT_PERSONS = ("jumlah", "total", "contoh")


def plan(table: Table, atlas: Atlas | None = None) -> Plan:
    """Compare the table with the directory: as the atlas knows it, else as it is now."""
    atlas = atlas or Atlas(db.session)
    result = Plan()
    reader = Reader(table, atlas)
    for row in table.top:
        reader.is_heading(row)
    for row in table.body:
        if reader.is_heading(row) or _is_empty_form(reader, row):
            continue
        if _is_no_person(reader, row):
            text = " ".join(dict.fromkeys(filter(None, row.texts)))
            result.ignored.append((row.number, text[:60]))
            continue
        result.rows.append(PlannedRow(reader.read(row)))
    Matcher(atlas, result).match()
    return result


def _is_empty_form(reader: Reader, row: Row) -> bool:
    """A line that was only numbered, for somebody to fill in later."""
    used = set(reader.table.columns.values())
    told = [text for index, text in enumerate(row.texts) if index in used]
    others = [text for index, text in enumerate(row.texts) if index not in used and text]
    return not any(told) and all(text.strip(".").isdecimal() for text in others)


def _is_no_person(reader: Reader, row: Row) -> bool:
    """Totals, examples, remarks and signatures below the list: no name and no post."""
    name = reader.table.text(row, reader.name_column)
    told = any(reader.table.text(row, field) for field in ("post", "phone", "nip"))
    first = next(filter(None, row.texts), "")
    if fold(name).startswith(NOT_PERSONS):
        return True
    return not told and (not name or fold(first).startswith(NOT_PERSONS))
