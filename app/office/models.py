"""The office on its letterhead, and the officials who sign, each with dates of validity."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, String, false, true
from sqlalchemy.orm import Mapped, mapped_column, validates

from app import nip
from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.extensions import Model
from app.once import MadeOnce
from app.titles import with_titles

LEAST_MARGIN, MOST_MARGIN = 5, 60  # mm
PREFIXES = ("", "a.n.", "u.b.", "Plt.", "Plh.", "Pjs.")  # before the position of who signs


class PaperSize(StrEnum):
    A4 = "A4"
    F4 = "F4"

    @property
    def millimetres(self) -> tuple[int, int]:
        """Width and height."""
        return {"A4": (210, 297), "F4": (215, 330)}[self.value]

    @property
    def label(self) -> str:
        width, height = self.millimetres
        return f"{self.value} ({width} × {height} mm)"


class RuleStyle(StrEnum):
    """The line below the letterhead."""

    DOUBLE = "ganda"  # 2.25 pt above 0.75 pt
    SINGLE = "tunggal"  # 2.25 pt
    NONE = "tanpa"

    @property
    def label(self) -> str:
        return {"ganda": "Garis ganda", "tunggal": "Garis tunggal", "tanpa": "Tanpa garis"}[
            self.value
        ]


class Office(Model):
    """The one office this installation belongs to; the row with id 1."""

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint(
            "margin_top BETWEEN 5 AND 60 AND margin_bottom BETWEEN 5 AND 60"
            " AND margin_left BETWEEN 5 AND 60 AND margin_right BETWEEN 5 AND 60",
            name="margins_in_range",
        ),
        CheckConstraint("government <> '' AND name <> '' AND city <> ''", name="has_names"),
        CheckConstraint("length(postal_code) IN (0, 5)", name="postal_code_length"),
        CheckConstraint("email = '' OR email LIKE '%_@_%'", name="email_has_at"),
        CheckConstraint("length(emblem) = 32", name="emblem_is_stored"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    government: Mapped[str] = mapped_column(String(120), default="")
    name: Mapped[str] = mapped_column(String(160), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    postal_code: Mapped[str] = mapped_column(String(10), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    website: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    city: Mapped[str] = mapped_column(String(60), default="")  # before the date: "Tanjungbalai, …"
    emblem: Mapped[str | None] = mapped_column(String(32))  # name in files.py, always a PNG
    paper: Mapped[PaperSize] = mapped_column(one_of(PaperSize, "paper"), default=PaperSize.A4)
    margin_top: Mapped[int] = mapped_column(default=20)  # mm
    margin_bottom: Mapped[int] = mapped_column(default=25)
    margin_left: Mapped[int] = mapped_column(default=30)
    margin_right: Mapped[int] = mapped_column(default=20)
    rule: Mapped[RuleStyle] = mapped_column(one_of(RuleStyle, "rule"), default=RuleStyle.DOUBLE)
    underline_names: Mapped[bool] = mapped_column(Boolean, default=False)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    @classmethod
    def blank(cls) -> Office:
        """An office that nobody has described yet, with the usual measures."""
        values = {
            column.key: column.default.arg
            for column in cls.__table__.c
            if column.default is not None and column.default.is_scalar
        }
        return cls(id=1, **values)

    @property
    def contacts(self) -> list[tuple[str, str]]:
        """What the letterhead says below the address: `[("Telepon", "…"), …]`, without gaps."""
        lines = [("Telepon", self.phone), ("Laman", self.website), ("Pos-el", self.email)]
        return [(label, value) for label, value in lines if value]

    def change_by(self, account: Account) -> None:
        """What a real person has changed is sample data no longer."""
        self.is_demo = bool(self.is_demo and account.is_demo)

    def snapshot(self) -> dict[str, Any]:
        """Everything a paper shows of the office, as plain JSON."""
        skipped = {"id", "updated_at", "is_demo"}
        return {c.key: getattr(self, c.key) for c in self.__table__.c if c.key not in skipped}


class Standing(StrEnum):
    """Where an official stands on a given day."""

    CURRENT = "berlaku"
    COMING = "akan berlaku"
    PAST = "berakhir"
    RETIRED = "nonaktif"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Official(MadeOnce, Model):
    """Somebody who chairs or signs. A change of rank or post is a new row with new dates."""

    __tablename__ = "official"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates_in_order"),
        CheckConstraint("nip IS NULL OR length(nip) = 18", name="nip_length"),
        CheckConstraint("name <> '' AND position <> ''", name="has_name_and_position"),
        CheckConstraint(
            "prefix IN ('', 'a.n.', 'u.b.', 'Plt.', 'Plh.', 'Pjs.')", name="known_prefix"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    front_titles: Mapped[str] = mapped_column(String(40), default="")
    back_titles: Mapped[str] = mapped_column(String(60), default="")
    prefix: Mapped[str] = mapped_column(String(10), default="")  # a.n. u.b. Plt. Plh. Pjs.
    position: Mapped[str] = mapped_column(String(160))
    rank: Mapped[str] = mapped_column(String(60), default="")  # "Pembina Tk. I (IV/b)"
    nip: Mapped[str | None] = mapped_column(String(18))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    @validates("nip")
    def _no_empty_nip(self, _key: str, nip: str | None) -> str | None:
        return nip or None

    @property
    def full_name(self) -> str:
        return with_titles(self.front_titles, self.name, self.back_titles)

    @property
    def signs_as(self) -> str:
        """`Plt. Kepala Dinas …`"""
        return f"{self.prefix} {self.position}".strip()

    def holds_office_on(self, day: date) -> bool:
        """By the dates alone: who is offered no more since then has still held the post."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def standing_on(self, day: date) -> Standing:
        if not self.is_active:
            return Standing.RETIRED
        if day < self.valid_from:
            return Standing.COMING
        if self.valid_to is not None and self.valid_to < day:
            return Standing.PAST
        return Standing.CURRENT

    def end_term(self, last_day: date) -> None:
        """The last day on which this official signs."""
        self.valid_to = last_day

    def retire(self) -> None:
        """Offer the name nowhere any more; papers that bear it stay as they are."""
        self.is_active = False

    def reinstate(self) -> None:
        self.is_active = True

    def change_by(self, account: Account) -> None:
        """What a real person has changed is sample data no longer."""
        self.is_demo = bool(self.is_demo and account.is_demo)

    def snapshot(self) -> dict[str, str]:
        """What stands in a signature block."""
        return {
            "name": self.full_name,
            "position": self.signs_as,
            "rank": self.rank,
            "nip": nip.show(self.nip),
        }
