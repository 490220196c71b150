"""How a text is changed: whoever has read an old one is shown the new one first.

The caller holds the kegiatan's row (event_to_change_or_404), so two writers stand in line. Nothing
here commits.
"""

from __future__ import annotations

from datetime import timedelta

from app import rich_text
from app.accounts.models import Account
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.sections.models import LONGEST, Document, Section, SectionEdit
from app.sections.queries import edits_of, find_section, newest_edit

PAUSE = timedelta(minutes=5)  # one writer's changes within it count as one in the history


class Overtaken(Exception):
    """Somebody has changed the text since it was read. Both are kept; a person decides."""

    def __init__(self, theirs: Section, mine: str) -> None:
        super().__init__("Bagian ini diubah orang lain sejak Anda membukanya.")
        self.theirs, self.mine = theirs, mine


class TooLong(Exception):
    """More than a section can hold; the text tells a person what to do."""

    def __init__(self) -> None:
        words = f"{LONGEST:,}".replace(",", ".")
        super().__init__(
            f"Bagian ini melebihi {words} huruf; setiap kotak tabel dihitung dengan tandanya. "
            "Pendekkan, atau pindahkan tabelnya ke lampiran, lalu simpan lagi."
        )


def section_to_write(event: Event, document: Document, key: str, proposal: str = "") -> Section:
    """The section; where nobody has written yet, one with the text that was proposed."""
    section = find_section(event, document, key)
    if section is None:
        section = Section(
            event_id=event.id, document=document, key=key, body=rich_text.clean(proposal)
        )
        db.session.add(section)
        db.session.flush()
    return section


def write(section: Section, cleaned: str, base_revision: int, by: Account, page: str = "") -> None:
    """Put a cleaned text in place of the one that was read under `base_revision`.

    The same text again changes nothing, and an open page that did not hear of its own change
    (`page` is its mark) is not overtaken by it. Raises TooLong, and Overtaken where somebody was
    faster: then both texts are kept, this one in the history.
    """
    if cleaned == section.body:
        return
    if len(cleaned) > LONGEST:
        raise TooLong
    is_own = bool(page) and page == section.page
    if base_revision != section.revision and not is_own:
        _keep_lost(section, cleaned, by)
        raise Overtaken(section, cleaned)
    if _ends_something(section, cleaned, by):
        _keep(section, section.revision, section.body, section.editor)
    section.body = cleaned
    section.revision += 1
    section.edited_at, section.edited_by, section.editor = now(), by.id, by.name
    section.page = page


def _ends_something(section: Section, cleaned: str, by: Account) -> bool:
    """Whether the old text is worth keeping: not every pause for breath of one writer is."""
    newest = newest_edit(section)
    shrinks = len(cleaned) < len(section.body) // 2
    return (
        newest is None
        or newest.revision is None
        or section.edited_by != by.id
        or shrinks
        or now() - newest.edited_at > PAUSE
    )


def _keep(section: Section, revision: int | None, body: str, editor: str) -> None:
    db.session.add(
        SectionEdit(
            section_id=section.id, revision=revision, body=body, edited_at=now(), editor=editor
        )
    )


def _keep_lost(section: Section, cleaned: str, by: Account) -> None:
    """A text that is sent again and again is kept once."""
    if all(edit.revision is not None or edit.body != cleaned for edit in edits_of(section)):
        _keep(section, None, cleaned, by.name)
