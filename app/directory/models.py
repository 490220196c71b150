"""Places and the people who hold a post in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.columns import UtcDateTime, now, one_of
from app.directory.spelling import fold, roman
from app.extensions import Model
from app.once import MadeOnce
from app.personal import ERASED
from app.titles import with_titles


class Level(StrEnum):
    DISTRICT = "kecamatan"
    VILLAGE = "kelurahan"
    NEIGHBOURHOOD = "lingkungan"


class Region(MadeOnce, Model):
    """A kecamatan, a kelurahan in it, or a lingkungan in that.

    `code` is the Kemendagri code (never generated; a lingkungan has none). `sort_key` puts a
    territory in official order: `12.74.01.1003/002`.
    """

    __tablename__ = "region"
    __table_args__ = (
        UniqueConstraint("parent_id", "folded"),
        UniqueConstraint("parent_id", "number"),
        CheckConstraint("(level = 'kecamatan') = (parent_id IS NULL)", name="only_district_on_top"),
        CheckConstraint("(level = 'lingkungan') = (code IS NULL)", name="code_unless_lingkungan"),
        CheckConstraint("number IS NULL OR number BETWEEN 1 AND 399", name="number_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(one_of(Level, "level"))
    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80))
    number: Mapped[int | None]  # of a lingkungan that is numbered
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    sort_key: Mapped[str] = mapped_column(String(110), index=True)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    parent: Mapped[Region | None] = relationship(remote_side=[id])

    @validates("name")
    def _keep_folded(self, _key: str, name: str) -> str:
        self.folded = fold(name)
        return name

    @classmethod
    def neighbourhood(cls, village: Region, number: int | None, name: str = "") -> Region:
        """A new lingkungan of a kelurahan: numbered (`Lingkungan II`) or with its own name."""
        region = cls(level=Level.NEIGHBOURHOOD, parent_id=village.id, sort_key=village.sort_key)
        region.rename(number, name)
        return region

    def rename(self, number: int | None, name: str = "") -> None:
        """Give a lingkungan another number, or an own name; its place in lists follows."""
        self.name = f"Lingkungan {roman(number)}" if number else name
        self.number = number
        mark = f"{number:03d}" if number else self.folded
        self.sort_key = f"{self.sort_key.partition('/')[0]}/{mark}"

    @property
    def short_name(self) -> str:
        """`Lingk. II` for a numbered lingkungan, else the name."""
        return f"Lingk. {roman(self.number)}" if self.number else self.name

    @property
    def place(self) -> str:
        """How lists name it: `Kec. Datuk Bandar`, `Perwira`, `Perwira / Lingk. II`."""
        if self.level is Level.DISTRICT:
            return f"Kec. {self.name}"
        if self.level is Level.NEIGHBOURHOOD and self.parent:
            return f"{self.parent.name} / {self.short_name}"
        return self.name

    @property
    def is_active(self) -> bool:
        return self.retired_at is None

    def retire(self) -> None:
        """Offer it no longer; papers that mention it stay as they are."""
        self.retired_at = self.retired_at or now()

    def reinstate(self) -> None:
        self.retired_at = None


class Post(StrEnum):
    """Posts that the office knows; OTHER carries its name in `Person.position`."""

    HEAD = "kadis"
    DISTRICT_HEAD = "camat"
    VILLAGE_HEAD = "lurah"
    NEIGHBOURHOOD_HEAD = "kepling"
    OTHER = "lain"

    @property
    def label(self) -> str:
        return {
            "kadis": "Kepala Dinas",
            "camat": "Camat",
            "lurah": "Lurah",
            "kepling": "Kepala Lingkungan",
            "lain": "Lainnya",
        }[self.value]

    @property
    def level(self) -> Level | None:
        """The level of region that this post is bound to: one active person for each."""
        return {
            Post.DISTRICT_HEAD: Level.DISTRICT,
            Post.VILLAGE_HEAD: Level.VILLAGE,
            Post.NEIGHBOURHOOD_HEAD: Level.NEIGHBOURHOOD,
        }.get(self)

    @property
    def rank(self) -> int:
        """The order on official lists: Kadis, Camat, Lurah, Kepling, others."""
        return list(Post).index(self)


class Person(MadeOnce, Model):
    """Somebody who holds a post. Who leaves becomes inactive; papers still refer to them."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("(post = 'lain') = (position <> '')", name="other_post_has_words"),
        CheckConstraint("nip IS NULL OR length(nip) = 18", name="nip_length"),
        CheckConstraint("sex IN ('L', 'P')", name="sex"),
        CheckConstraint("phone LIKE '+%'", name="phone_international"),
        CheckConstraint("email LIKE '%_@_%'", name="email_has_at"),
        CheckConstraint(
            "erased_at IS NULL"
            " OR phone IS NULL AND email IS NULL AND nip IS NULL AND NOT is_active",
            name="erased_whole",
        ),
        Index("ix_person_region_id_active", "region_id", "is_active"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))  # bare, without titles
    folded: Mapped[str] = mapped_column(String(120), index=True)
    front_titles: Mapped[str] = mapped_column(String(40), default="")
    back_titles: Mapped[str] = mapped_column(String(60), default="")
    post: Mapped[Post] = mapped_column(one_of(Post, "post"))
    position: Mapped[str] = mapped_column(String(120), default="")
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    nip: Mapped[str | None] = mapped_column(String(18), unique=True)
    sex: Mapped[str | None] = mapped_column(String(1))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked for by the person

    region: Mapped[Region | None] = relationship()

    @validates("name")
    def _keep_folded(self, _key: str, name: str) -> str:
        self.folded = fold(name)
        return name

    @property
    def full_name(self) -> str:
        """`Drs. H. Ahmad Yani, M.Si.`"""
        return with_titles(self.front_titles, self.name, self.back_titles)

    @property
    def position_label(self) -> str:
        return self.position or self.post.label

    def leave(self) -> None:
        self.is_active = False

    def succeed(self, predecessors: Iterable[Person]) -> None:
        """Take over the post from those who held it until now."""
        for predecessor in predecessors:
            predecessor.leave()

    def come_back(self) -> None:
        self.is_active = True

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    def erase(self) -> None:
        """Forget who it was. Post and place stay: they belong to the office, and lists count them.

        There is no way back.
        """
        self.name, self.front_titles, self.back_titles = ERASED, "", ""
        self.phone = self.email = self.nip = self.sex = None
        self.is_active, self.erased_at = False, self.erased_at or now()


class ImportFile(MadeOnce, Model):
    """A list that somebody uploaded to be checked; applied at most once."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    file_name: Mapped[str] = mapped_column(String(255))
    stored_as: Mapped[str] = mapped_column(String(32))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # counts per kind of row
