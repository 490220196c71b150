"""Everything that a laporan says: what people have written, and what the system knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.events.models import Event
from app.materials.models import Material
from app.materials.queries import shown_materials
from app.office.queries import office
from app.photos.models import Photo
from app.photos.queries import chosen_photos
from app.presenters.models import Presenter
from app.presenters.queries import presenters_of
from app.reports.chapters import CHAPTERS, Chapter
from app.reports.figures import Figures, figures_of
from app.reports.models import Report
from app.reports.queries import report_of
from app.sections.models import Document, Section
from app.sections.queries import sections_of

Signer = dict[str, str]  # Official.snapshot


class Text(NamedTuple):
    """A text of the laporan; `section` stands in no table while it is only proposed."""

    chapter: Chapter
    section: Section
    is_proposed: bool


class Signers(NamedTuple):
    """The words of both signature blocks; None is left to be filled by pen."""

    right: Signer | None  # the head
    left: Signer | None  # Mengetahui


class Content(NamedTuple):
    report: Report
    texts: dict[str, Text]
    figures: Figures
    presenters: Sequence[Presenter]
    materials: Sequence[Material]
    photos: Sequence[Photo]  # chosen, and so with consent
    signers: Signers

    @property
    def attachments(self) -> list[str]:
        """In the order in which they lie behind the laporan."""
        always = ["Surat Undangan", "Daftar Hadir", "Notula"]
        return [
            *always,
            *(["Materi"] if self.materials else []),
            *(["Dokumentasi Foto"] if self.photos else []),
        ]


def content_of(event: Event) -> Content:
    """As it would be printed now. Writes nothing."""
    figures = figures_of(event)
    report = report_of(event) or Report(event_id=event.id, number="")
    return Content(
        report,
        _texts(event, figures),
        figures,
        presenters_of(event),
        shown_materials(event),
        chosen_photos(event),
        signers_of(event, report),
    )


def signers_of(event: Event, report: Report) -> Signers:
    """Whom the office has chosen, else whom the kegiatan names: nobody signs twice."""
    usual = usual_signers(event)
    right = report.signer.snapshot() if report.signer else usual.right
    left = report.acknowledger.snapshot() if report.acknowledger else usual.left
    return Signers(right, left if left != right else None)


def usual_signers(event: Event) -> Signers:
    """The head who led the kegiatan, and who acknowledges its papers where that is another."""
    known = event.letterhead_and_signers(office())
    right = known["chair"] or known["acknowledger"]
    return Signers(right, known["acknowledger"] if known["acknowledger"] != right else None)


def proposal(event: Event, key: str) -> str:
    return str(CHAPTERS[key].propose(event, figures_of(event)))


def _texts(event: Event, figures: Figures) -> dict[str, Text]:
    written = sections_of(event, Document.REPORT)
    texts = {}
    for key, chapter in CHAPTERS.items():
        section = written.get(key)
        proposed = section is None
        if section is None:
            section = Section(
                event_id=event.id,
                document=Document.REPORT,
                key=key,
                body=str(chapter.propose(event, figures)),
                revision=0,
                editor="",
            )
        texts[key] = Text(chapter, section, proposed)
    return texts
