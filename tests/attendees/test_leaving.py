"""Leaving a shared computer: the browser forgets everything, except what waits for a line."""

import pytest

from tests.browser import Browser


@pytest.fixture(params=["/keluar", "/akun/perangkat/semua", "kios"])
def way_out(request, make):
    event = make.event()
    return f"/meja/{event.code}/kios" if request.param == "kios" else request.param


def test_nothing_stays_in_the_browser(staff: Browser, way_out):
    answer = staff.post(way_out)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_what_waits_for_a_line_is_not_thrown_away(staff: Browser, way_out):
    staff.set_cookie("balai_menunggu", "1")

    answer = staff.post(way_out)

    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_pages_ask_first(make, staff: Browser):
    page = staff.get(f"/meja/{make.event().code}/kios").text

    assert "js/leaving.js" in page
    assert 'action="/keluar"' in page
    assert "data-leaves" in page
