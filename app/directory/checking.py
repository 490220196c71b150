"""What an uploaded list would change, worked out once for as long as the directory stays the same.

Reading and planning a long list takes seconds, and each filter and page of the preview asks again.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app import files
from app.directory.atlas import Atlas
from app.directory.models import ImportFile, Person, Region
from app.directory.planned import Plan
from app.directory.planning import plan
from app.directory.table import Table, read_table
from app.extensions import reading_session

MOST = 3  # lists that are remembered, in this process alone

_remembered: OrderedDict[str, Checked] = OrderedDict()
_one_at_a_time = threading.Lock()


class Checked(NamedTuple):
    """A list that was read and planned; `version` is the directory that it was compared with."""

    table: Table
    plan: Plan
    version: str


def check(kept: ImportFile) -> Checked:
    """Read and plan, or remember. Holds no lock; whoever calls must hold none either."""
    with reading_session() as session:
        version = directory_version(session)
        known = _remembered.get(kept.code)
        if known and known.version == version:
            return known
        atlas = Atlas(session)
    table = read_table(files.read(kept.stored_as), kept.file_name)
    checked = Checked(table, plan(table, atlas), version)
    with _one_at_a_time:
        _remembered[kept.code] = checked
        while len(_remembered) > MOST:
            _remembered.popitem(last=False)
    return checked


def forget(kept: ImportFile) -> None:
    with _one_at_a_time:
        _remembered.pop(kept.code, None)


def directory_version(session: Session | scoped_session[Any]) -> str:
    """Another word as soon as a region or a person has been added, changed or taken away."""
    persons = select(Person.id, Person.updated_at).order_by(Person.id)
    regions = select(Region.id, Region.name, Region.sort_key, Region.retired_at)
    rows = [session.execute(query).all() for query in (persons, regions.order_by(Region.id))]
    return hashlib.sha256(repr(rows).encode()).hexdigest()
