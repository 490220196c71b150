from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, or_, select
from sqlalchemy.orm import joinedload

from app import phones
from app.accounts.models import Account, Role
from app.directory.models import ImportFile, Level, Person, Post, Region
from app.directory.spelling import fold
from app.extensions import db
from app.personal import has_words

PAGE = 50  # persons on one page of the list

by_rank = case({post: post.rank for post in Post}, value=Person.post)
with_region = joinedload(Person.region).joinedload(Region.parent)


def region_or_404(region_id: int) -> Region:
    """With the regions above it."""
    above = joinedload(Region.parent).joinedload(Region.parent)
    return db.one_or_404(select(Region).where(Region.id == region_id).options(above))


def neighbourhood_or_404(region_id: int) -> Region:
    region = region_or_404(region_id)
    return region if region.level is Level.NEIGHBOURHOOD else abort(404)


def all_regions() -> Sequence[Region]:
    """In official order, retired ones included."""
    return db.session.scalars(select(Region).order_by(Region.sort_key, Region.id)).all()


def districts() -> Sequence[Region]:
    query = select(Region).where(Region.level == Level.DISTRICT)
    return db.session.scalars(query.order_by(Region.sort_key)).all()


def children_of(region: Region) -> Sequence[Region]:
    query = select(Region).where(Region.parent_id == region.id)
    return db.session.scalars(query.order_by(Region.sort_key, Region.id)).all()


def active_counts() -> dict[int, int]:
    """How many active persons hold a post in each region itself."""
    query = (
        select(Person.region_id, func.count(Person.id))
        .where(Person.is_active, Person.region_id.is_not(None))
        .group_by(Person.region_id)
    )
    return {region_id or 0: count for region_id, count in db.session.execute(query)}


def person_or_404(person_id: int) -> Person:
    return db.one_or_404(select(Person).where(Person.id == person_id).options(with_region))


def persons_of(region: Region) -> Sequence[Person]:
    """Who holds or held a post in this very region: active first, then by rank and name."""
    query = select(Person).where(Person.region_id == region.id)
    order = (Person.is_active.desc(), by_rank, Person.folded, Person.id)
    return db.session.scalars(query.order_by(*order)).all()


def heads_below(region: Region) -> dict[int, list[Person]]:
    """The active lurah or kepling of the regions right below, by region."""
    query = (
        select(Person)
        .join(Region, Person.region_id == Region.id)
        .where(Region.parent_id == region.id, Person.is_active)
        .where(Person.post.in_([Post.VILLAGE_HEAD, Post.NEIGHBOURHOOD_HEAD]))
        .order_by(Person.folded, Person.id)
    )
    heads: dict[int, list[Person]] = {}
    for person in db.session.scalars(query):
        heads.setdefault(person.region_id or 0, []).append(person)
    return heads


def active_in(region: Region) -> Sequence[Person]:
    query = select(Person).where(Person.region_id == region.id, Person.is_active)
    return db.session.scalars(query.order_by(by_rank, Person.folded, Person.id)).all()


def holders_of(post: Post, region_id: int | None, *, but: Person | None = None) -> list[Person]:
    """The active persons who hold a post that only one should hold in a region."""
    if post.level is None or region_id is None:
        return []
    query = select(Person).where(
        Person.post == post, Person.region_id == region_id, Person.is_active
    )
    found = db.session.scalars(query.order_by(Person.folded, Person.id)).all()
    return [person for person in found if but is None or person.id != but.id]


def person_with_nip(nip: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.nip == nip))


@dataclass
class Search:
    """What somebody looks for in the list of persons."""

    words: str = ""
    post: str = ""
    district: str = ""  # its code
    state: str = "aktif"  # aktif, nonaktif, semua
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for less than everybody who is active."""
        return bool(self.words or self.post or self.district or self.state == "nonaktif")

    @property
    def values(self) -> dict[str, str]:
        """As parameters of the address."""
        own = {"q": self.words, "jabatan": self.post, "kecamatan": self.district}
        return {name: word for name, word in own.items() if word} | {"status": self.state}


@dataclass
class Found:
    persons: Sequence[Person]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def find_persons(search: Search) -> Found:
    """One page of the persons that fit, by bare name."""
    rules = _rules(search)
    counting = select(func.count(Person.id)).outerjoin(Person.region).where(*rules)
    total = db.session.scalar(counting) or 0
    page = max(1, min(search.page, -(-total // PAGE)))
    query = (
        select(Person)
        .outerjoin(Person.region)
        .where(*rules)
        .options(with_region)
        .order_by(Person.folded, Person.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return Found(db.session.scalars(query).all(), total, page)


def named_like(words: str, limit: int = 20) -> Sequence[Person]:
    """Active persons whose name contains all the words."""
    query = select(Person).where(Person.is_active, name_has(words)).options(with_region)
    return db.session.scalars(query.order_by(Person.folded, Person.id).limit(limit)).all()


def name_has(words: str) -> ColumnElement[bool]:
    return has_words(Person.folded, fold(words))


def found_by(
    words: str, name: SQLColumnExpression[str], phone: SQLColumnExpression[str | None]
) -> ColumnElement[bool]:
    """How a search for somebody's data finds: by a phone number, else by words of the name."""
    number = phones.normalise(words)
    return phone == number if number else has_words(name, fold(words))


def _rules(search: Search) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if search.state != "semua":
        rules.append(Person.is_active.is_(search.state != "nonaktif"))
    if search.words:
        rules.append(name_has(search.words))
    if search.post:
        rules.append(Person.post == Post(search.post))
    if search.district:
        below = Region.sort_key.startswith(f"{search.district}.", autoescape=True)
        rules.append(or_(Region.sort_key == search.district, below))
    return rules


def import_or_404(code: str, account: Account) -> ImportFile:
    """Only who uploaded it sees it, and the admin."""
    query = select(ImportFile).where(ImportFile.code == code)
    if account.role is not Role.ADMIN:
        query = query.where(ImportFile.account_id == account.id)
    return db.one_or_404(query)


def hold(kept: ImportFile) -> None:
    """Nobody else applies or discards it until the transaction ends: two clicks apply it once."""
    query = select(ImportFile).where(ImportFile.id == kept.id).with_for_update()
    db.one_or_404(query.execution_options(populate_existing=True))
