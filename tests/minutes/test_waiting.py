"""What the start page shows pimpinan: the notula that wait for a word."""

import pytest

from app.accounts.models import Role
from app.events.models import Status
from app.minutes.states import State

HEADING = "Notula yang menunggu persetujuan"


@pytest.fixture
def lead(make, log_in):
    return log_in(make.account(Role.LEAD))


def test_what_petugas_has_checked_stands_there_with_the_way_to_it(make, staff, lead):
    event = make.event(title="Sosialisasi BPJS")
    staff.post(f"/kegiatan/{event.code}/notula/periksa")

    page = lead.get("/").text

    assert HEADING in page
    assert f'href="/kegiatan/{event.code}/notula">Sosialisasi BPJS</a>' in page
    assert HEADING not in staff.get("/").text


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.LOCKED])
def test_what_cannot_be_approved_any_more_does_not_wait(make, lead, status):
    make.event()
    make.minutes(make.event(status=status, cancel_reason="Hujan"), state=State.CHECKED)

    assert HEADING not in lead.get("/").text


def test_a_draft_does_not_wait(make, lead):
    make.minutes(make.event(), state=State.DRAFT)

    assert HEADING not in lead.get("/").text


def test_more_of_them_take_no_more_statements(make, lead, queries):
    make.minutes(make.event(), state=State.CHECKED)
    lead.get("/")
    queries.clear()
    lead.get("/")
    few = len(queries)
    for _ in range(4):
        make.minutes(make.event(), state=State.CHECKED)

    queries.clear()
    lead.get("/")

    assert len(queries) == few
