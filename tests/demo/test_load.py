import re
import stat
from collections import Counter
from pathlib import Path

import pytest

from app import nip, phones
from app.accounts.models import Account
from app.attendees import signature
from app.attendees.models import Attendance, Method, Part
from app.columns import now
from app.demo.models import Milestone
from app.demo.queries import why_not_load
from app.demo.story import load_demo
from app.directory.models import Level, Person, Region
from app.events.models import DoorState, Event, Status
from app.extensions import db
from app.invitations.letters import InvitationLetter
from app.invitations.models import Invitation
from app.office.letter_templates import LetterTemplate
from app.office.letter_texts import SAMPLE_NAME
from app.office.models import Office, Official
from app.papers.invitation_letter import why_not


def test_all_official_regions_and_sample_lingkungan_are_there(demo, rows):
    regions = rows(Region)

    assert Counter(r.level for r in regions if not r.is_demo) == {
        Level.DISTRICT: 6,
        Level.VILLAGE: 31,
    }
    per_village = Counter(r.parent_id for r in regions if r.is_demo)
    assert len(per_village) == 31
    assert set(per_village.values()) <= {3, 4, 5, 6}
    assert {r.level for r in regions if r.is_demo} == {Level.NEIGHBOURHOOD}


def test_every_place_has_one_person_and_nobody_looks_real(demo, rows):
    persons = rows(Person)
    named = {"Agus Salim Lubis", "Yudhi Irfan Lesmana"}

    assert Counter(p.region_id for p in persons if p.region_id) == Counter(
        r.id for r in rows(Region)
    )
    assert all(p.is_demo and (p.name in named or " Contoh " in p.name) for p in persons)
    assert len({p.name for p in persons}) == len(persons)
    assert all(p.phone is None or p.phone.startswith("+628120000") for p in persons)
    assert all(phones.normalise(p.phone) == p.phone for p in persons if p.phone)
    assert not any(p.nip for p in persons)


def test_the_office_and_its_officials_are_marked_and_invent_no_nip(demo, rows):
    [office] = rows(Office)

    assert office.is_demo
    assert office.name == "Dinas Ketenagakerjaan, Koperasi dan UMKM"
    assert [(o.name, o.rank, o.nip) for o in rows(Official)] == [
        ("Agus Salim Lubis", "", None),
        ("Aulia Ikram Pulungan", "", None),
    ]
    assert all(official.is_demo for official in rows(Official))
    assert nip.show(None) == "-"


def test_the_real_event_is_finished_with_its_papers(demo, rows):
    event = rows(Event)[0]

    assert event.status is Status.FINISHED
    assert event.day.isoformat() == "2026-02-04"
    assert event.hours == "pukul 09.00 WIB s.d. 12.00 WIB"
    assert event.is_demo
    assert event.snapshot["responsible"]["name"] == "Aulia Ikram Pulungan"
    assert event.snapshot["office"]["city"] == "Tanjungbalai"


def test_the_real_event_has_its_letter_in_the_words_of_the_template(app, demo, rows):
    event, [template], [letter] = rows(Event)[0], rows(LetterTemplate), rows(InvitationLetter)

    assert template.is_demo
    assert "CONTOH" in event.letter_number
    assert letter.event_id == event.id
    assert letter.opening == template.opening
    assert letter.addressee_lines[0] == "Camat Tanjungbalai Selatan"
    with app.app_context():
        assert why_not(db.session.get(Event, event.id)) == ""


def test_a_template_of_the_office_with_the_same_name_serves(app, make, rows):
    make.letter_template(name=SAMPLE_NAME)

    with app.app_context():
        assert load_demo()

    assert [template.is_demo for template in rows(LetterTemplate)] == [False]


def test_most_of_the_invited_came_and_signed(demo, rows):
    event = rows(Event)[0]
    invited = {i.person_id for i in rows(Invitation) if i.event_id == event.id}
    came = [a for a in rows(Attendance) if a.event_id == event.id]
    participants = [a for a in came if a.part is Part.PARTICIPANT]

    assert 0.75 <= len(participants) / len(invited) <= 0.95
    assert {a.person_id for a in participants} <= invited
    assert [a.name for a in came if a.part is Part.SPEAKER] == ["Martin Cipto Hutajulu"]
    assert "Aulia Ikram Pulungan" in [a.name for a in came if a.part is Part.GUEST]
    assert any(a.represents for a in came)
    assert {a.method for a in came} == {Method.PHONE, Method.DESK, Method.PAPER}
    assert event.last_number == len(came)
    assert event.invited == len(invited)


def test_the_counts_of_both_kegiatan_agree_with_their_lists(demo, rows):
    came = [(a.event_id, a.person_id) for a in rows(Attendance)]
    invitations = rows(Invitation)

    for event in rows(Event):
        assert event.present == event.last_number == sum(id == event.id for id, _ in came) > 0
        assert event.invited == sum(i.event_id == event.id for i in invitations) > 0
    assert [i.came for i in invitations] == [(i.event_id, i.person_id) in came for i in invitations]


def test_the_start_page_of_the_demo_says_how_many_came(demo, staff, rows):
    today = rows(Event)[1]

    words = " ".join(re.sub(r"<[^>]+>", " ", staff.get("/").text).split())

    assert f"3 hadir dari {today.invited} undangan" in words


def test_numbers_follow_the_time_of_arrival(demo, rows):
    event = rows(Event)[0]
    came = sorted((a for a in rows(Attendance) if a.event_id == event.id), key=lambda a: a.number)

    assert [a.number for a in came] == list(range(1, len(came) + 1))
    assert [a.signed_at for a in came] == sorted(a.signed_at for a in came)
    assert "01:25" <= f"{came[0].signed_at:%H:%M}" <= f"{came[-1].signed_at:%H:%M}" <= "02:40"


def test_signatures_are_drawn_and_none_is_like_another(demo, rows):
    drawn = [a.signature for a in rows(Attendance) if a.signature]

    assert len(set(drawn)) == len(drawn) > 50
    assert all(signature.accept(each) for each in drawn)
    assert max(map(len, drawn)) < 1500


def test_one_kegiatan_runs_now_with_its_door_open(demo, rows):
    event = rows(Event)[1]

    assert event.status is Status.RUNNING
    assert event.door_state(now()) is DoorState.OPEN
    assert sum(a.event_id == event.id for a in rows(Attendance)) == 3
    assert sum(i.event_id == event.id for i in rows(Invitation)) == event.invited > 20


def test_the_passwords_of_the_demo_stand_in_a_file_for_the_owner_alone(app, demo, visitor):
    file = Path(app.config["DATA"]) / "demo-accounts.txt"
    lines = [line.split() for line in file.read_text().splitlines()]

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [(username, role) for username, _, role in lines] == [
        ("admin", "admin"),
        ("petugas", "petugas"),
        ("pimpinan", "pimpinan"),
    ]
    username, password, _ = lines[1]
    answer = visitor.post("/masuk", data={"username": username, "password": password})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_second_start_touches_nothing(app, demo, rows):
    before = [account.password_hash for account in rows(Account)]

    with app.app_context():
        assert not load_demo()

    assert [account.password_hash for account in rows(Account)] == before
    assert len(rows(Event)) == 2


@pytest.mark.parametrize("kind", ["account", "person", "office", "event"])
def test_an_office_at_work_is_never_mixed_with_samples(app, make, rows, kind):
    getattr(make, kind)()

    with app.app_context():
        reason = why_not_load(again=True)
        assert not load_demo(again=True)

    assert "of your own" in reason
    assert rows(Milestone) == []
    assert not any(account.is_demo for account in rows(Account))


def test_regions_that_were_loaded_before_are_used(app, rows):
    from app.directory.official import load_official_regions

    with app.app_context():
        assert load_official_regions() == 37
        db.session.commit()
        assert load_demo()

    assert sum(not region.is_demo for region in rows(Region)) == 37


def test_the_command_says_what_it_did_and_why_not(demo, flask):
    answer = flask("demo", "load")

    assert answer.exit_code == 1
    assert "already here" in answer.output


def test_the_command_loads_an_empty_installation(flask, rows):
    answer = flask("demo", "load")

    assert answer.exit_code == 0
    assert "demo-accounts.txt" in answer.output
    assert len(rows(Event)) == 2
