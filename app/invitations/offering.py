"""The letter that a kegiatan has, or the one that is offered before anybody has written it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.events.models import Event
from app.invitations.addressing import addressees
from app.invitations.letters import InvitationLetter
from app.invitations.queries import letter_of
from app.invitations.states import Nature
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE, TEXTS, Texts
from app.office.models import Office, Official
from app.office.queries import letter_templates, officials_on


def letter_or_offer(event: Event, office: Office) -> InvitationLetter:
    """What is offered stands in no table."""
    return letter_of(event) or offered(event, office)


def offered(event: Event, office: Office) -> InvitationLetter:
    """Everything worked out: the texts of the first template, the target, the head who signs."""
    templates = letter_templates()
    texts = texts_of(templates[0] if templates else None, event, office)
    letter = InvitationLetter(
        nature=Nature.IMPORTANT,
        attachment="",
        addressed_to="\n".join(offered_lines(event, office)),
        addressed_at=office.city,
        has_annex=True,
        map_url=None,
        **texts._asdict(),
    )
    letter.signer = offered_signer(event)
    letter.signer_id = letter.signer.id if letter.signer else None
    return letter


def texts_of(template: LetterTemplate | None, event: Event, office: Office) -> Texts:
    """Of the template, or the sample without one, with what it leaves open filled in."""
    own = Texts(*(getattr(template, name) for name in TEXTS)) if template else SAMPLE
    return own.filled(event.title, office.city)


def offered_lines(event: Event, office: Office) -> list[str]:
    return addressees(event, office.government.removeprefix("Pemerintah "))


def offered_signer(event: Event) -> Official | None:
    """Who stands under `Mengetahui`, if in office on the day of the letter."""
    likely = event.acknowledger
    return likely if likely in signers_on(event, event.letter_date) else None


def signers_on(event: Event, dated: date | None, chosen: Sequence[int] = ()) -> Sequence[Official]:
    """Those who may sign a letter of that date; without one, of the day of the kegiatan."""
    return officials_on(dated or event.day, chosen)
