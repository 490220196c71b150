from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import ValidationError

from app import wib
from app.columns import now
from app.directory.models import Level, Post, Region
from app.events.models import YEARS, Event
from app.events.queries import regions_with_ids, territory
from app.events.signers import SIGN_PAPERS, SIGNERS
from app.fields import NO_DAY, Day, Hour, TextLine, at_most, id_of, required, tidy_lines
from app.office.models import Official
from app.office.queries import official, officials_on
from app.once import OnceForm

TERRITORIAL = {Post.DISTRICT_HEAD, Post.VILLAGE_HEAD, Post.NEIGHBOURHOOD_HEAD}


def _number(text: Any) -> int:
    """An id as a form sends it; 0 stands for nobody and for nonsense."""
    return id_of(text) or 0


def _signer(label: str) -> SelectField:
    return SelectField(label, coerce=_number, validate_choice=False)


class SignersForm(FlaskForm):
    """Who chairs and signs: officials who hold their post on the day of the kegiatan."""

    day = Day("Tanggal")
    chair = _signer(SIGNERS["chair"])
    acknowledger = _signer(SIGNERS["acknowledger"])
    responsible = _signer(SIGNERS["responsible"])
    note_taker = TextLine("Notulis", max=120, needed=None, render_kw={"list": "officials"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        known = self.day.data and self.day.data.year in YEARS
        chosen = [field.data for field in self.signers if field.data]
        self.officials = officials_on(self.day.data if known else wib.today(now()), chosen)
        for field in self.signers:
            field.choices = {0: "– belum ditentukan –"} | _options(self.officials)

    @property
    def signers(self) -> list[SelectField]:
        return [self[name] for name in SIGNERS]

    def validate_day(self, field: Day) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)

    def validate_chair(self, field: SelectField) -> None:
        if field.data and field.data not in {one.id for one in self.officials}:
            chosen, field.data = official(field.data), 0
            name = chosen.full_name if chosen else "Pejabat yang dipilih"
            day = wib.plain_date(self.day.data) if self.day.data else "hari itu"
            raise ValidationError(f"{name} tidak menjabat pada {day}. Pilih pejabat lain.")

    validate_acknowledger = validate_responsible = validate_chair


class PapersForm(FlaskForm):
    """Who signs the papers of a kegiatan that is over: officials of its day."""

    acknowledger = _signer(SIGNERS["acknowledger"])
    responsible = _signer(SIGNERS["responsible"])

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(data={role: getattr(event, f"{role}_id") for role in SIGN_PAPERS})
        self.officials = {one.id: one for one in officials_on(event.day)}
        for role in SIGN_PAPERS:
            self[role].choices = {0: "– belum ditentukan –"} | _options(
                list(self.officials.values())
            )

    def validate_acknowledger(self, field: SelectField) -> None:
        if field.data and field.data not in self.officials:
            raise ValidationError("Pilih pejabat yang menjabat pada hari kegiatan.")

    validate_responsible = validate_acknowledger

    @property
    def chosen(self) -> dict[str, Official | None]:
        return {role: self.officials.get(self[role].data) for role in SIGN_PAPERS}


class EventForm(SignersForm):
    """Everything staff write about a kegiatan, new or existing."""

    title = TextLine("Judul", max=200)
    theme = TextLine("Tema", max=200, needed=None)
    place = TextLine("Tempat", max=200, needed=None)
    starts = Hour("Jam mulai (WIB)")
    ends = Hour("Jam selesai (WIB)", needed=False)
    agenda = TextAreaField(
        "Susunan acara",
        filters=[tidy_lines],
        validators=[at_most(4000)],
        render_kw={"rows": 5, "maxlength": 4000},
    )
    letter_number = TextLine("Nomor surat undangan", max=80, needed=None)
    letter_date = Day("Tanggal surat undangan", needed=False)
    posts = SelectMultipleField(
        "Jabatan",
        choices={post.value: post.label for post in Post},
        invalid_choice_message="Pilih jabatan yang ada dalam daftar.",
    )
    regions = SelectMultipleField("Wilayah", coerce=_number, validate_choice=False)
    seen = HiddenField()  # the state of the kegiatan that this form was filled from

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.territory = territory(self.regions.data or [])
        self.chosen_regions: list[Region] = []

    def validate_letter_date(self, field: Day) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(NO_DAY)

    def validate_ends(self, field: TimeField) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(
                "Jam selesai harus sesudah jam mulai. Kosongkan bila “s.d. selesai”."
            )

    def validate_posts(self, field: SelectMultipleField) -> None:
        if self.regions.data and not field.data:
            raise ValidationError("Pilih jabatan yang diundang dari wilayah ini.")

    def validate_regions(self, field: SelectMultipleField) -> None:
        self.chosen_regions = _without_parts(regions_with_ids(field.data or []))
        if set(self.posts.data or []) & TERRITORIAL and not self.chosen_regions:
            raise ValidationError("Pilih sedikitnya satu kecamatan atau kelurahan.")

    def write_to(self, event: Event) -> None:
        """Put what was typed into the kegiatan, and remember when."""
        for name in ("title", "theme", "place", "agenda", "letter_number", "letter_date"):
            setattr(event, name, self[name].data)
        event.starts_at = wib.at(self.day.data, self.starts.data)
        event.ends_at = wib.at(self.day.data, self.ends.data) if self.ends.data else None
        event.note_taker = self.note_taker.data
        known = {one.id: one for one in self.officials}
        event.choose_signers(**{role: known.get(self[role].data) for role in SIGNERS})
        event.target_posts = ",".join(post for post in Post if post in self.posts.data)
        event.regions = self.chosen_regions
        event.updated_at = now()


class NewEventForm(OnceForm, EventForm):
    """A kegiatan that is still to be made."""


class CancelForm(FlaskForm):
    reason = TextLine("Alasan pembatalan", max=200, needed="Tuliskan alasan pembatalan.")


class ReopenForm(FlaskForm):
    """For how long late-comers may still sign."""

    hours = RadioField(
        "Dibuka selama",
        choices={"1": "1 jam", "2": "2 jam", "4": "4 jam"},
        default="1",
        validators=[required("Pilih berapa lama pencatatan dibuka kembali.")],
        invalid_choice_message="Pilih 1, 2, atau 4 jam.",
    )

    @property
    def duration(self) -> timedelta:
        return timedelta(hours=int(self.hours.data))


def values_of(event: Event) -> dict[str, Any]:
    """What the form shows of an existing kegiatan."""
    start, end = wib.local(event.starts_at), event.ends_at and wib.local(event.ends_at)
    plain = ("title", "theme", "place", "agenda", "note_taker", "letter_number", "letter_date")
    return {name: getattr(event, name) for name in plain} | {
        "day": start.date(),
        "starts": start.time().replace(second=0, microsecond=0),
        "ends": end.time().replace(second=0, microsecond=0) if end else None,
        "chair": event.chair_id or 0,
        "acknowledger": event.acknowledger_id or 0,
        "responsible": event.responsible_id or 0,
        "posts": [post.value for post in event.posts],
        "regions": [region.id for region in event.regions],
        "seen": event.updated_at.isoformat(),
    }


def values_to_copy(event: Event) -> dict[str, Any]:
    """The same for a new kegiatan: its day and its letter are its own."""
    return values_of(event) | {"day": None, "letter_number": "", "letter_date": None, "seen": ""}


def differences(form: EventForm, event: Event) -> list[tuple[str, str, str]]:
    """Where the form and the kegiatan say different things: what, as it is stored, as typed."""
    stored = EventForm(formdata=None, data=values_of(event))
    rows = []
    for field in form:
        if field.type not in {"HiddenField", "CSRFTokenField"}:
            theirs, mine = _words(stored, stored[field.name]), _words(form, field)
            rows += [(field.label.text, theirs, mine)] if theirs != mine else []
    return rows


def _words(form: EventForm, field: Any) -> str:
    """A value as people read it."""
    value = field.data
    if field.name == "regions":
        places = [r for top, parts in form.territory for r in (top, *parts) if r.id in value]
        return ", ".join(region.place for region in places) or "–"
    if field.name == "posts":
        return ", ".join(Post(word).label for word in value) or "–"
    if field in form.signers:
        return field.choices.get(value, "–")
    if isinstance(value, date):
        return wib.plain_date(value)
    if isinstance(value, time):
        return value.strftime("%H.%M")
    return value or "–"


def _options(officials: Sequence[Official]) -> dict[int, str]:
    return {one.id: f"{one.full_name} – {one.signs_as}" for one in officials}


def _without_parts(regions: Sequence[Region]) -> list[Region]:
    """A kecamatan stands for all its kelurahan; a lingkungan is no target of its own."""
    whole = {region.id for region in regions if region.level is Level.DISTRICT}
    return [
        region
        for region in regions
        if region.level is not Level.NEIGHBOURHOOD and region.parent_id not in whole
    ]
