"""Materi: files and links of a kegiatan. A file that was replaced stays as history."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.columns import UtcDateTime, now, one_of
from app.events.models import Event
from app.extensions import Model
from app.materials.kinds import KINDS, Kind
from app.materials.states import Audience as Audience
from app.materials.states import Scan as Scan
from app.presenters.models import Presenter

UPLOAD_LIVES = timedelta(days=1)  # since the last part of it came


class Material(Model):
    """One line of the list: a file in its newest version, or a link."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("url IS NULL OR url LIKE 'https://%'", name="url_is_https"),
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("downloads >= 0", name="downloads_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(500))  # None: it is a file
    audience: Mapped[Audience] = mapped_column(
        one_of(Audience, "audience"), default=Audience.PARTICIPANTS
    )
    sort: Mapped[int] = mapped_column(default=0)  # smallest first
    presenter_id: Mapped[int | None] = mapped_column(
        ForeignKey("presenter.id", ondelete="SET NULL"), index=True
    )
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    downloads: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    request_id: Mapped[str] = mapped_column(String(32), unique=True)  # of the form or upload

    event: Mapped[Event] = relationship()
    presenter: Mapped[Presenter | None] = relationship()
    adder: Mapped[Account | None] = relationship()
    files: Mapped[list[MaterialFile]] = relationship(
        back_populates="material", order_by="MaterialFile.number", passive_deletes=True
    )

    @property
    def file(self) -> MaterialFile | None:
        """The newest version; None for a link."""
        return next((file for file in self.files if file.is_current), None)

    @property
    def leads_to(self) -> str:
        """Where a link leads, in words that its title cannot hide."""
        host = urlsplit(self.url or "").hostname or ""
        site = host.removeprefix("www.").removeprefix("m.")
        if site in {"youtube.com", "youtu.be"}:
            return "YouTube"
        return "Zoom" if site == "zoom.us" or site.endswith(".zoom.us") else host

    @property
    def is_shown(self) -> bool:
        """Whether anybody beyond its keepers sees it."""
        waits = self.file is not None and self.file.scan is Scan.WAITING
        return self.withdrawn_at is None and not waits

    @property
    def is_public(self) -> bool:
        return self.is_shown and self.audience is Audience.EVERYBODY

    @property
    def speaker(self) -> Presenter | None:
        """Whose it is, as long as they stand in the programme."""
        return self.presenter if self.presenter and not self.presenter.is_taken_off else None

    @property
    def came_from(self) -> str:
        """Whose it is, as lists say it."""
        person = self.speaker or self.adder
        return person.name if person else ""

    def withdraw(self) -> None:
        """Show it to nobody but staff; the first time stays."""
        self.withdrawn_at = self.withdrawn_at or now()

    def put_back(self) -> None:
        self.withdrawn_at = None


class MaterialFile(Model):
    """One version of a file. Its bytes lie in app.files under a random name."""

    __tablename__ = "material_file"
    __table_args__ = (
        UniqueConstraint("material_id", "number"),
        Index(
            "uq_material_file_current",
            "material_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=1)  # 1, 2, … as it was replaced
    is_current: Mapped[bool] = mapped_column(Boolean, default=True)
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))  # cleaned, as it is shown and downloaded
    extension: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    scan: Mapped[Scan] = mapped_column(one_of(Scan, "scan"), default=Scan.NONE)
    pages: Mapped[int | None]  # that can be shown as pictures; None: not yet counted
    thumbnail_as: Mapped[str | None] = mapped_column(String(32))  # a JPEG in app.files
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    added_by: Mapped[str] = mapped_column(String(230), default="")  # name, as it was then

    material: Mapped[Material] = relationship(back_populates="files")

    @property
    def kind(self) -> Kind:
        return KINDS[self.extension]

    @property
    def can_be_seen(self) -> bool:
        """Whether pictures of it can be shown: not of a file that the scanner holds back."""
        return self.kind.can_show and self.pages != 0 and self.scan is not Scan.WAITING


class Upload(Model):
    """A file on its way: sent in parts, so that a lost line goes on where it stopped.

    The browser makes the id. Whoever asks again after the end is told which material it became.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint(
            "(account_id IS NULL) OR (presenter_id IS NULL)", name="one_sender_at_most"
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("presenter.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]  # bytes, as the browser has said
    audience: Mapped[Audience] = mapped_column(
        one_of(Audience, "audience"), default=Audience.PARTICIPANTS
    )
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    material_id: Mapped[int | None] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    parts: Mapped[list[UploadPart]] = relationship(
        order_by="UploadPart.start", passive_deletes=True
    )


class UploadPart(Model):
    """Some bytes of an upload, kept in app.files until all have come."""

    __tablename__ = "upload_part"
    __table_args__ = (CheckConstraint("size > 0", name="size_positive"),)

    upload_id: Mapped[str] = mapped_column(
        ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(primary_key=True)  # byte at which it begins
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(32), unique=True)
