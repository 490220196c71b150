"""What the start page shows of promises."""

from datetime import timedelta

import pytest

from app import wib
from app.columns import now
from app.followups.models import Status

TODAY = wib.today(now())


def test_what_is_overdue_or_due_within_seven_days_stands_there(make, staff):
    make.event()
    for days in (-3, 0, 7, 8):
        make.follow_up(what=f"dalam {days} hari", due_on=TODAY + timedelta(days=days))
    make.follow_up(what="selesai", due_on=TODAY, status=Status.DONE)

    page = staff.get("/").text

    assert "3 janji lewat batas waktu atau jatuh tempo dalam 7 hari." in page
    assert [n for n in (-3, 0, 7, 8) if f"dalam {n} hari<" in page] == [-3, 0, 7]
    assert page.count("Lewat batas waktu</span>") == 1
    assert ">selesai<" not in page


def test_the_most_urgent_come_first_and_the_rest_is_counted(make, staff):
    make.event()
    for days in range(7, 0, -1):
        make.follow_up(what=f"dalam {days} hari", due_on=TODAY + timedelta(days=days))

    page = staff.get("/").text

    assert page.index("dalam 1 hari") < page.index("dalam 2 hari")
    assert "dalam 6 hari" not in page
    assert "7 janji" in page
    assert "Lihat semua tindak lanjut" in page


def test_without_any_the_page_is_as_before(make, staff):
    make.event()

    assert "jatuh tempo" not in staff.get("/").text


@pytest.mark.parametrize("many", [0, 1, 5])
def test_it_takes_one_statement(make, staff, queries, many):
    make.event()
    for _ in range(many):
        make.follow_up(make.event(), region_id=make.neighbourhood().id)

    queries.clear()
    staff.get("/")

    assert len([query for query in queries if "follow_up" in query]) == 1
    assert len(queries) == 5, queries
