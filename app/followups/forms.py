from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.directory.choices import region_choices
from app.directory.models import Person
from app.events.models import YEARS, Event
from app.fields import NO_DAY, Day, PhoneField, at_most, id_of, required, tidy, tidy_lines
from app.followups.models import LONGEST, FollowUp, today
from app.followups.once import OnceForm
from app.followups.queries import find_persons
from app.followups.responsible import Responsible, of_official, of_person, of_presenter
from app.office.queries import official, officials_on
from app.presenters.queries import presenters_to_ask

WHO = {
    "person": "Orang dari direktori",
    "presenter": "Narasumber kegiatan ini",
    "official": "Pejabat kantor",
    "words": "Orang atau pihak lain",
}
QUICK = (7, 14, 30)  # days from today that a button fills in


def _number(text: Any) -> int:
    """An id as a form sends it; 0 stands for nobody and for nonsense."""
    return id_of(text) or 0


def _choice(label: str) -> SelectField:
    return SelectField(label, coerce=_number, validate_choice=False)


class FollowUpForm(OnceForm):
    """A new promise, or one to be corrected."""

    what = TextAreaField(
        "Apa yang akan dilakukan",
        filters=[tidy_lines],
        validators=[required("Tuliskan apa yang akan dilakukan."), at_most(LONGEST)],
        render_kw={"rows": 3, "maxlength": LONGEST},
    )
    region = _choice("Untuk kelurahan atau lingkungan")
    who = RadioField(
        "Penanggung jawab",
        choices=WHO,
        default="person",
        invalid_choice_message="Pilih salah satu.",
    )
    q = StringField("Cari nama atau wilayah", filters=[tidy])
    person = HiddenField()
    presenter = _choice(WHO["presenter"])
    official = _choice(WHO["official"])
    words = StringField(
        "Nama dan jabatan atau instansi",
        filters=[tidy],
        validators=[at_most(300)],
        render_kw={"maxlength": 300},
    )
    phone = PhoneField()
    due_on = Day("Batas waktu")

    def __init__(self, event: Event | None, follow_up: FollowUp | None = None, **values: Any):
        super().__init__(data=values_of(follow_up) if follow_up else values)
        self.follow_up = follow_up
        keep = follow_up.region_id if follow_up else None
        self.regions, self.region.choices = region_choices(keep)
        for field in (self.region, self.presenter, self.official, self.words):
            field.flags.required = True  # "Tanpa wilayah" is an answer too
        self.presenters = {one.id: one for one in presenters_to_ask(event)} if event else {}
        if follow_up and (spoke := follow_up.presenter) and not spoke.is_erased:
            self.presenters.setdefault(spoke.id, spoke)  # may have been taken off the programme
        own = follow_up.official_id if follow_up else None
        self.officials = {one.id: one for one in officials_on(today())}
        if own and own not in self.officials and (kept := official(own)):
            self.officials[own] = kept  # the term may be over
        self.presenter.choices = _options(self.presenters.values(), lambda one: one.name)
        self.official.choices = _options(
            self.officials.values(), lambda one: f"{one.full_name} – {one.signs_as}"
        )
        self.matches = find_persons((self.q.data or "")[:100], self.chosen_id)

    @property
    def opened_on(self) -> date:
        return self.follow_up.opened_on if self.follow_up else today()

    @property
    def chosen_id(self) -> int | None:
        return _number(self.person.data) or None

    @property
    def chosen_person(self) -> Person | None:
        keep = self.follow_up.person_id if self.follow_up else None
        found = next((one for one in self.matches if one.id == self.chosen_id), None)
        return found if found and (found.is_active or found.id == keep) else None

    def fill_in(self, days: int) -> None:
        """Put a day into the form instead of saving it."""
        self.due_on.data = today() + timedelta(days=days)
        self.due_on.raw_data = None

    def validate_region(self, field: SelectField) -> None:
        if field.data and field.data not in self.regions:
            raise ValidationError("Pilih wilayah dari daftar.")

    def validate_due_on(self, field: Day) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)
        if field.data and field.data < self.opened_on:
            raise ValidationError("Batas waktu tidak boleh sebelum hari tindak lanjut ini dibuka.")

    def validate_person(self, _field: HiddenField) -> None:
        if self.who.data == "person" and self.chosen_person is None:
            raise ValidationError("Cari namanya, lalu pilih satu orang yang aktif.")

    def validate_presenter(self, field: SelectField) -> None:
        if self.who.data == "presenter" and field.data not in self.presenters:
            raise ValidationError("Pilih narasumber dari daftar.")

    def validate_official(self, field: SelectField) -> None:
        if self.who.data == "official" and field.data not in self.officials:
            raise ValidationError("Pilih pejabat dari daftar.")

    def validate_words(self, field: StringField) -> None:
        if self.who.data == "words" and not field.data:
            raise ValidationError("Tuliskan siapa yang bertanggung jawab.")

    def responsible(self) -> Responsible:
        """Who has been chosen; only after the form has been found right."""
        phone = self.phone.data or None
        if self.who.data == "person" and (person := self.chosen_person):
            return of_person(person)
        if self.who.data == "presenter":
            return of_presenter(self.presenters[self.presenter.data])
        if self.who.data == "official":
            return of_official(self.officials[self.official.data], phone)
        return Responsible(self.words.data or "", phone=phone)

    def write_to(self, follow_up: FollowUp) -> None:
        follow_up.what = self.what.data or ""
        follow_up.region_id = self.region.data or None
        follow_up.due_on = self.due_on.data
        words, position, phone, *_ = chosen = self.responsible()
        ids = {key: value for key, value in chosen._asdict().items() if key.endswith("_id")}
        follow_up.entrust(words, position, phone, **ids)


def values_of(follow_up: FollowUp) -> dict[str, Any]:
    """What the form shows of an existing promise."""
    ids = {name: getattr(follow_up, f"{name}_id") for name in ("person", "presenter", "official")}
    who = next((name for name, value in ids.items() if value), "words")
    return ids | {
        "what": follow_up.what,
        "region": follow_up.region_id or 0,
        "who": who,
        "words": follow_up.responsible if who == "words" else "",
        "phone": follow_up.phone if who in ("official", "words") else None,
        "due_on": follow_up.due_on,
    }


def values_from(question: Any) -> dict[str, Any]:
    """What a question says already about the promise that comes of it."""
    return {
        "what": question.words[:LONGEST],
        "region": question.region_id or 0,
        "who": "presenter" if question.presenter_id else "person",
        "presenter": question.presenter_id,
    }


def _options(rows: Any, label: Callable[[Any], str]) -> list[tuple[int, str]]:
    return [(0, "– pilih –"), *((row.id, label(row)) for row in rows)]
