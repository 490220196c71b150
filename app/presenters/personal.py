"""What the programmes hold about a presenter, and how they forget who it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app import phones, wib
from app.directory.queries import found_by
from app.directory.spelling import letters_of, names_nothing
from app.events.models import Event, Status
from app.extensions import db
from app.personal import FEW, Part, Whose, moment
from app.presenters.models import Presenter

TITLE = "Narasumber"
TAKEN_OFF = "Dihapus dari susunan acara"


def presenter_with_id_or_404(presenter_id: int) -> Presenter:
    """Of whatever kegiatan."""
    return db.one_or_404(_with_event().where(Presenter.id == presenter_id))


def same_presenters(who: Presenter) -> tuple[int, ...]:
    """The rows of the same human in the programme of every kegiatan."""
    if who.is_erased:
        return (who.id,)  # nothing is left by which others could be known
    called = presenters_called([who.name], who.institution, who.phone)
    return tuple(sorted({who.id, *called}))


def presenters_called(names: Sequence[str], institution: str, phone: str | None) -> tuple[int, ...]:
    """One of these names, and from this institution or with this phone: as guests are known.

    Without an institution by phone alone.
    """
    known = {letters_of(name) for name in names}
    place = "" if names_nothing(institution) else letters_of(institution)
    columns = (Presenter.id, Presenter.name, Presenter.institution, Presenter.phone)
    query = select(*columns).order_by(Presenter.id)
    return tuple(
        id
        for id, name, theirs, number in db.session.execute(query)
        if letters_of(name) in known
        and (place and letters_of(theirs) == place or phone and number == phone)
    )


def presenters_like(words: str) -> Sequence[Presenter]:
    """By name or by phone, newest first."""
    wanted = found_by(words, Presenter.name, Presenter.phone)
    query = _with_event().where(wanted, Presenter.erased_at.is_(None))
    return db.session.scalars(query.order_by(Presenter.id.desc()).limit(FEW)).all()


def presented(whose: Whose) -> Sequence[Presenter]:
    query = _with_event().where(Presenter.id.in_(whose.presenters))
    return db.session.scalars(query.order_by(Presenter.id)).all()


def held(whose: Whose) -> Part:
    return Part(TITLE, [_facts(one) for one in presented(whose)])


def forget(whose: Whose) -> int:
    """The place in the programme stays. The link opens nothing from now on."""
    found = presented(whose)
    for one in found:
        one.erase()
    return len(found)


def what_stands_against(whose: Whose) -> list[str]:
    """Kegiatan at which they are still to speak."""
    waiting = {Status.DRAFT, Status.SCHEDULED, Status.RUNNING}
    return [
        f"Masih narasumber pada “{one.event.title}” ({one.event.status.label.lower()}). "
        "Tunggu sampai kegiatannya diakhiri, atau hapus dari susunan acara."
        for one in presented(whose)
        if one.event.status in waiting and not one.is_taken_off
    ]


def _with_event() -> Select[Presenter]:
    return select(Presenter).join(Event).options(joinedload(Presenter.event))


def _facts(one: Presenter) -> dict[str, str]:
    return {
        "Kegiatan": one.event.title,
        "Tanggal": moment(one.event.starts_at),
        "Nama": one.name,
        "Jabatan": one.position,
        "Instansi": one.institution,
        "Materi atau topik": one.topic,
        "Rencana lama bicara": f"{one.minutes} menit" if one.minutes else "",
        "Nomor WhatsApp": phones.show(one.phone),
        "Ditambahkan": moment(one.added_at),
        TAKEN_OFF: moment(one.taken_off_at),
        "Tautan pribadi": "ada" if one.token_hash else "tidak ada",
        "Tautan pernah diterbitkan": "ya" if one.generation else "",
        "Tautan berlaku sampai": wib.long_date(one.link_ends_at) if one.token_hash else "",
        "Tautan dibuka": "tidak dicatat",
    }
