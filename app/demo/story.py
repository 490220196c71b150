"""The demo as a whole: the real event of 4 February 2026, and one that runs today."""

from __future__ import annotations

from sqlalchemy import select

from app import audit
from app.accounts.models import Account
from app.columns import now
from app.demo import passwords
from app.demo.arrivals import begin_today, fill_february
from app.demo.certificates import number_february
from app.demo.house import add_accounts, add_house
from app.demo.kegiatan import add_february, add_today, invite
from app.demo.laporan import add_report
from app.demo.letter import add_template, write_february
from app.demo.minutes import write_february as write_minutes
from app.demo.models import Milestone
from app.demo.people import add_people
from app.demo.pictures import add_photos
from app.demo.places import add_places, all_places
from app.demo.queries import DEMO, why_not_load
from app.demo.replies import answer_in_february, answer_today
from app.demo.room import furnish_february, furnish_today
from app.extensions import db


def load_demo(*, again: bool = False) -> bool:
    """Load the sample data into an installation that is still empty, and commit.

    Returns False and changes nothing where it must not (`why_not_load` tells the reason):
    a start may call this every time.
    """
    if why_not_load(again=again):
        return False
    db.session.merge(Milestone(name=DEMO, at=now()))
    secrets = _tell()
    audit.record("demo.load")
    passwords.write(secrets)  # before the commit: accounts nobody can open would be worse
    db.session.commit()
    return True


def _tell() -> dict[str, str]:
    add_places()
    places = all_places()
    house, secrets = add_house(), add_accounts()
    persons = add_people(places)
    add_template()

    february = add_february(house, places)
    petugas = db.session.scalars(select(Account).where(Account.username == "petugas")).one()
    fill_february(february, invite(february, persons), petugas)
    answer_in_february(february, petugas)
    furnish_february(february, places)
    write_february(february, house)
    add_photos(february, petugas)
    add_report(february, petugas)
    number_february(february, house)
    february.finish(house.office)
    write_minutes(february)

    moment = now()
    today = add_today(house, places, moment)
    begin_today(today, invite(today, persons), moment)
    answer_today(today, petugas)
    furnish_today(today, places)
    return secrets
