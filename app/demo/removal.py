"""Taking the demo away, without taking anything along that real people added.

Kegiatan go first, with their attendance, invitations and sheets. What is then still referred to
by a kegiatan or a person of the office's own stays, retired, and is named in the account of it.
A promise of the office's own stays with its words, and lets go of the samples it was tied to.
Entries of the audit stay too: they are never deleted, and only forget the account.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Executable, Select, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app import audit, files
from app.accounts.models import Account
from app.attendees.models import Attendance
from app.certificates.models import CertificateSeries
from app.columns import now
from app.demo import passwords
from app.demo.leftovers import sample_files
from app.directory.models import Person, Region
from app.events.models import Event, event_region
from app.extensions import db
from app.followups.models import FollowUp
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.office.letter_templates import LetterTemplate
from app.office.models import Office, Official
from app.papers.models import Paper, SignedCopy
from app.questions.models import Question
from app.reports.models import Report


class Kept(NamedTuple):
    """What of the demo has to stay, by name."""

    persons: list[str]
    regions: list[str]
    officials: list[str]


def remove_demo() -> Kept:
    """Take all sample data away and commit; doing it twice is no error."""
    orphans = sample_files()
    _remove_promises()
    _remove_papers()
    _run(delete(Event).where(Event.is_demo))
    kept = Kept(_remove_persons(), _remove_regions(), _remove_officials())
    _run(delete(LetterTemplate).where(LetterTemplate.is_demo))
    _run(delete(Office).where(Office.is_demo))
    _run(delete(Account).where(Account.is_demo))
    audit.record("demo.remove", persons=len(kept.persons), officials=len(kept.officials))
    db.session.commit()
    for name in orphans:  # the table first: a file without a row harms nobody
        files.remove(name)
    passwords.forget()
    return kept


def _remove_promises() -> None:
    """Those of the demo go; one of the office's own keeps the words of who, and of what."""
    _run(delete(FollowUp).where(FollowUp.is_demo))
    events = select(Event.id).where(Event.is_demo)
    ties: dict[InstrumentedAttribute[int | None], Select[int]] = {
        FollowUp.question_id: select(Question.id).where(Question.event_id.in_(events)),
        FollowUp.event_id: events,
        FollowUp.person_id: select(Person.id).where(Person.is_demo),
        FollowUp.official_id: select(Official.id).where(Official.is_demo),
    }
    for tie, samples in ties.items():
        _run(update(FollowUp).where(tie.in_(samples)).values({tie: None}))


def _remove_papers() -> None:
    """Issued ones are never deleted, but for those of a kegiatan that never was."""
    samples = select(Event.id).where(Event.is_demo)
    papers = select(Paper.id).where(Paper.event_id.in_(samples))
    _run(delete(SignedCopy).where(SignedCopy.paper_id.in_(papers)))
    _run(delete(Paper).where(Paper.event_id.in_(samples)))


def _remove_persons() -> list[str]:
    came = select(Attendance.person_id).where(Attendance.person_id.is_not(None))
    used = Person.id.in_(select(Invitation.person_id)) | Person.id.in_(came)
    _run(delete(Person).where(Person.is_demo, ~used))
    _run(update(Person).where(Person.is_demo).values(is_active=False))
    return _names(select(Person.name).where(Person.is_demo).order_by(Person.folded, Person.id))


def _remove_regions() -> list[str]:
    """Only lingkungan are samples. One where real people live or meet is a sample no longer,
    nor one that asks for something or is promised it.
    """
    lived_in = select(Person.region_id).where(Person.region_id.is_not(None), ~Person.is_demo)
    asked = select(Question.region_id).where(Question.region_id.is_not(None))
    promised = select(FollowUp.region_id).where(FollowUp.region_id.is_not(None))
    real = Region.id.in_(lived_in) | Region.id.in_(select(event_region.c.region_id))
    real |= Region.id.in_(asked) | Region.id.in_(promised)
    _run(update(Region).where(Region.is_demo, real).values(is_demo=False))

    held = select(Person.region_id).where(Person.region_id.is_not(None))
    _run(delete(Region).where(Region.is_demo, Region.id.not_in(held)))
    _run(update(Region).where(Region.is_demo).values(retired_at=now()))
    village = aliased(Region)
    place = select(village.name + " / " + Region.name).select_from(Region)
    place = place.join(village, Region.parent_id == village.id)
    return _names(place.where(Region.is_demo).order_by(Region.sort_key))


def _remove_officials() -> list[str]:
    roles = (
        Event.chair_id,
        Event.acknowledger_id,
        Event.responsible_id,
        InvitationLetter.signer_id,
        CertificateSeries.signer_id,
        *(Event.chair_id, Event.acknowledger_id, Event.responsible_id),
        *(Report.signer_id, Report.acknowledger_id),
    )
    free = [Official.id.not_in(select(role).where(role.is_not(None))) for role in roles]
    _run(delete(Official).where(Official.is_demo, *free))
    _run(update(Official).where(Official.is_demo).values(is_active=False))
    return _names(select(Official.name).where(Official.is_demo).order_by(Official.name))


def _run(statement: Executable) -> None:
    """In the database alone: nothing of the demo is in the session's memory."""
    db.session.execute(statement, execution_options={"synchronize_session": False})


def _names(query: Select[str]) -> list[str]:
    return list(db.session.scalars(query))
