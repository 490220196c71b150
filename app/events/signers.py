"""Who chairs and signs a kegiatan, and what its papers keep of them and of the letterhead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app import wib
from app.events.states import Status, WrongState
from app.office.models import Office, Official

SIGNERS = {
    "chair": "Pimpinan kegiatan",
    "acknowledger": "Mengetahui",
    "responsible": "Penanggung jawab kegiatan",
}
SIGN_PAPERS = ("acknowledger", "responsible")  # the other chairs, and stands on no daftar hadir


class Signed:
    """The part of a kegiatan that stands at both ends of its papers."""

    if TYPE_CHECKING:
        from sqlalchemy.orm import Mapped

        status: Mapped[Status]
        snapshot: Mapped[dict[str, Any] | None]

        @property
        def day(self) -> date: ...

    @property
    def signers(self) -> dict[str, Official | None]:
        return {role: getattr(self, role) for role in SIGNERS}

    @property
    def strange_signers(self) -> list[str]:
        """Who is to sign without holding that post on the day: `Agus Salim (Mengetahui)`.

        What papers have kept already is right, whatever becomes of the officials.
        """
        if self.snapshot is not None:
            return []
        return [
            f"{official.full_name} ({SIGNERS[role]})"
            for role, official in self.signers.items()
            if official and not official.holds_office_on(self.day)
        ]

    @property
    def lacks_signers(self) -> bool:
        """Whether the papers will have dots where a name belongs."""
        if self.snapshot is not None:
            return not all(self.snapshot.get(role) for role in SIGN_PAPERS)
        return not all(self.signers[role] for role in SIGN_PAPERS)

    def renew_papers(self, office: Office, **chosen: Official | None) -> None:
        """Give finished papers other signers, and letterhead and officials as they are today."""
        if self.status is not Status.FINISHED:
            raise WrongState("Hanya daftar kegiatan yang selesai dan belum terkunci diperbarui.")
        for role, official in chosen.items():
            setattr(self, role, official)
        self.snapshot = None
        self.snapshot = self.letterhead_and_signers(office)

    def check_signers(self, step: str) -> None:
        """Raises WrongState with the names of those who may not sign."""
        if names := ", ".join(self.strange_signers):
            raise WrongState(
                f"Belum dapat {step}. {names} tidak menjabat pada {wib.plain_date(self.day)}."
                " Tekan “Ubah”, lalu pilih pejabat lain atau kosongkan."
            )

    def choose_signers(self, **chosen: Official | None) -> None:
        """Set who chairs and signs; where papers have kept the old ones, only a change counts."""
        kept = dict(self.snapshot) if self.snapshot is not None else None
        for role, official in chosen.items():
            if kept is not None and official is not getattr(self, role):
                kept[role] = official.snapshot() if official else None
            setattr(self, role, official)
        self.snapshot = kept

    def letterhead_and_signers(self, office: Office) -> dict[str, Any]:
        """What the papers show of office and officials: the snapshot, or today's state.

        No daftar hadir names the chair; it is kept for the minutes.
        """
        if self.snapshot is not None:
            return self.snapshot
        return {"office": office.snapshot()} | {
            role: official.snapshot() if official else None
            for role, official in self.signers.items()
        }
