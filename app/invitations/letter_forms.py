"""The form of a surat undangan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.validators import ValidationError

from app import wib
from app.columns import now
from app.events.models import YEARS, Event
from app.fields import NO_DAY, Day, TextLine, TextLines, check_link, id_of, required
from app.invitations.letters import InvitationLetter
from app.invitations.offering import signers_on
from app.invitations.states import Nature
from app.office.letter_texts import TEXTS, LetterTexts, Texts
from app.office.models import Official
from app.office.queries import official

PICK = "Pilih salah satu."
NOBODY = "– belum ditentukan –"
IN_EVENT = ("letter_number", "letter_date")
HIDDEN = {"csrf_token", "seen"}
PLAIN = ("attachment", *TEXTS, "addressed_to", "addressed_at", "map_url", "has_annex")


class LetterForm(LetterTexts):
    """Everything on the letter. Its number and its date stand in the kegiatan."""

    letter_number = TextLine("Nomor", max=80, needed=None)
    letter_date = Day("Tanggal surat", needed=False)
    nature = SelectField(
        "Sifat",
        choices={one.value: one.label for one in Nature},
        validate_choice=False,
        validators=[required(PICK)],
    )
    attachment = TextLine("Lampiran", max=80, needed=None)
    has_annex = BooleanField("Lampirkan daftar undangan")
    addressed_to = TextLines("Yth.", max=2_000, needed=None, render_kw={"rows": 6})
    addressed_at = TextLine("di", max=80, needed=None)
    signer = SelectField(
        "Penanda tangan", coerce=lambda text: id_of(text) or 0, validate_choice=False
    )
    map_url = TextLine("Tautan peta", max=500, needed=None)
    seen = HiddenField()  # the letter that this form was filled from

    def __init__(self, event: Event, letter: InvitationLetter, **kwargs: Any) -> None:
        super().__init__(data=values_of(letter, event), **kwargs)
        self.event = event
        chosen = [self.signer.data] if self.signer.data else []
        self.officials = {one.id: one for one in self._in_office(chosen)}
        names = {key: f"{one.full_name} – {one.signs_as}" for key, one in self.officials.items()}
        self.signer.choices = {0: NOBODY} | names

    def _in_office(self, chosen: Sequence[int]) -> Sequence[Official]:
        dated = self.letter_date.data
        known = dated if isinstance(dated, date) and dated.year in YEARS else None
        return signers_on(self.event, known, chosen)

    def validate_letter_date(self, field: Day) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)

    def validate_nature(self, field: Field) -> None:
        if field.data not in set(Nature):
            raise ValidationError(PICK)

    def validate_map_url(self, field: Field) -> None:
        check_link(field)  # asked only where something was typed

    def validate_signer(self, field: Field) -> None:
        if field.data and field.data not in self.officials:
            chosen, field.data = official(field.data), 0
            name = chosen.full_name if chosen else "Pejabat yang dipilih"
            day = wib.plain_date(self.letter_date.data or self.event.day)
            raise ValidationError(f"{name} tidak menjabat pada {day}. Pilih pejabat lain.")

    def take(self, texts: Texts) -> None:
        """Put the texts of a template over those that stand in the form."""
        for name, text in texts._asdict().items():
            self[name].data = text
            self[name].raw_data = None

    def write_to(self, letter: InvitationLetter) -> None:
        """Put what was typed into the letter; fields that are wrong change nothing."""
        for name in PLAIN:
            if not self[name].errors:
                setattr(letter, name, self[name].data)
        letter.map_url = letter.map_url or None
        if not self.nature.errors:
            letter.nature = Nature(self.nature.data)
        letter.signer = self.officials.get(self.signer.data)

    def write_number_to(self, event: Event) -> None:
        """Number and date; who has the form of the kegiatan open learns of it."""
        typed = (self.letter_number.data, self.letter_date.data)
        if typed != (event.letter_number, event.letter_date):
            event.letter_number, event.letter_date = typed
            event.updated_at = now()


def values_of(letter: InvitationLetter, event: Event) -> dict[str, Any]:
    """What the form shows of a letter."""
    values = {name: getattr(letter, name) for name in PLAIN} | {
        "letter_number": event.letter_number,
        "letter_date": event.letter_date,
        "nature": letter.nature.value,
        "map_url": letter.map_url or "",
        "signer": letter.signer_id or 0,
    }
    return values | {"seen": _mark(letter, values)}


def _mark(letter: InvitationLetter, values: dict[str, Any]) -> str:
    """The stored state in a few letters. Of a letter that is only offered, number and date are."""
    stored = values if letter.event_id else {key: values[key] for key in IN_EVENT}
    return hashlib.sha256(repr(sorted(stored.items())).encode()).hexdigest()[:20]


def differences(form: LetterForm, letter: InvitationLetter) -> list[tuple[str, str, str]]:
    """Where the form and the letter say different things: what, as it is stored, as typed."""
    stored = LetterForm(form.event, letter, formdata=None)
    pairs = [(field, stored[field.name], field) for field in form if field.name not in HIDDEN]
    rows = [(f.label.text, _words(stored, theirs), _words(form, mine)) for f, theirs, mine in pairs]
    return [row for row in rows if row[1] != row[2]]


def _words(form: LetterForm, field: Field) -> str:
    """A value as people read it."""
    if field.name == "signer":
        return str(form.signer.choices.get(field.data, NOBODY))
    if field.name == "nature":
        return Nature(field.data).label
    if field.name == "has_annex":
        return "ya" if field.data else "tidak"
    if isinstance(field.data, date):
        return wib.plain_date(field.data)
    return field.data or "–"
