"""A kegiatan with 300 invitees in two kecamatan, as the demo has it, or with more of both."""

from __future__ import annotations

from datetime import timedelta

from app import create_app, schema
from app.columns import now
from app.directory.models import Level, Person, Post, Region
from app.events.models import Event, Status
from app.extensions import db
from app.invitations.models import Invitation

VILLAGES, PER_VILLAGE = 6, 25  # of one kecamatan

Way = tuple[int, int, int]  # kelurahan, lingkungan, person


def prepare(districts: int = 2) -> tuple[Event, list[Way]]:
    """Fill the database that the settings name; hands back everybody's way through the pages."""
    app = create_app()
    with app.app_context():
        schema.bring_up_to_date()
        begun = now() - timedelta(minutes=20)
        event = Event(
            title="Sosialisasi Program BPJS Ketenagakerjaan bagi Lurah dan Kepala Lingkungan",
            place="Aula Dinas Ketenagakerjaan",
            starts_at=begun,
            ends_at=begun + timedelta(hours=3),  # else the door closes at midnight
            status=Status.RUNNING,
        )
        db.session.add(event)
        people = [person for n in range(districts) for person in _district(n)]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(Invitation(event_id=event.id, person_id=p.id) for p in people)
        ways = [(p.region.parent_id or 0, p.region_id or 0, p.id) for p in people if p.region]
        db.session.commit()
        db.session.refresh(event)
        db.session.expunge(event)
        db.engine.dispose()
    return event, ways


def _district(n: int) -> list[Person]:
    code = f"12.74.{n + 1:02d}"
    district = Region(level=Level.DISTRICT, name=f"Kecamatan {n}", code=code, sort_key=code)
    db.session.add(district)
    db.session.flush()
    return [person for k in range(VILLAGES) for person in _village(district, k)]


def _village(district: Region, k: int) -> list[Person]:
    code = f"{district.code}.{1001 + k}"
    village = Region(level=Level.VILLAGE, name=f"Kelurahan {code}", code=code, sort_key=code)
    village.parent_id = district.id
    db.session.add(village)
    db.session.flush()
    places = [Region.neighbourhood(village, i + 1) for i in range(PER_VILLAGE)]
    db.session.add_all(places)
    return [
        Person(name=f"Kepling {place.sort_key}", post=Post.NEIGHBOURHOOD_HEAD, region=place)
        for place in places
    ]
