"""The surat undangan of 4 February 2026, and the template from which it was written."""

from __future__ import annotations

from app.demo.house import House
from app.events.models import Event
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.offering import offered
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE, SAMPLE_NAME
from app.office.queries import letter_template_named

SUBJECT = "Undangan Sosialisasi Program BPJS Ketenagakerjaan"
NOTE = "Mohon membawa data warga pekerja informal di wilayah masing-masing"


def add_template() -> None:
    """Beside the office's own; where it has given one the same name, that one serves."""
    if letter_template_named(SAMPLE_NAME):
        return
    db.session.add(LetterTemplate(name=SAMPLE_NAME, is_demo=True, **SAMPLE._asdict()))
    db.session.flush()


def write_february(event: Event, house: House) -> InvitationLetter:
    """As the office would have it: the head signs, the annex lists whom it is for."""
    letter = offered(event, house.office)
    letter.event_id, letter.subject, letter.note = event.id, SUBJECT, NOTE
    letter.signer = house.head
    db.session.add(letter)
    db.session.flush()
    return letter
