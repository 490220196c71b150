"""What a phone may keep to open without a line."""

import json
import re

import pytest

from app.headers import CONTENT_POLICY
from tests.attendees.hall import come_in


def test_the_page_without_a_line_is_the_same_for_everybody(app, make, visitor):
    event = make.event()

    page = visitor.get("/luring")

    assert page.status_code == 200
    assert page.text == come_in(app, event).get("/luring").text
    assert "Set-Cookie" not in page.headers


def test_the_worker_may_care_for_the_whole_house_and_is_never_old(visitor):
    script = visitor.get("/sw.js")

    assert script.mimetype == "text/javascript"
    assert script.headers["Cache-Control"] == "no-store"
    assert "worker-src 'self'" in script.headers["Content-Security-Policy"] == CONTENT_POLICY


@pytest.mark.parametrize("kind", ["hp", "kios", "meja"])
def test_all_that_the_worker_keeps_is_there(visitor, kind):
    told = what_it_keeps(visitor, kind)

    page = visitor.get(told["page"])
    for address in told["assets"]:
        assert visitor.get(address).status_code == 200
    scripts = set(re.findall(r'<script src="([^"]*)"', page.text))
    assert page.status_code == 200
    assert scripts <= set(told["assets"])


def test_only_the_worker_of_a_phone_sends_by_itself(visitor):
    told = what_it_keeps(visitor, "hp")

    assert told["waiting"] in told["assets"]
    assert what_it_keeps(visitor, "kios")["waiting"] == ""
    assert what_it_keeps(visitor, "meja")["waiting"] == ""


def test_there_is_no_other_worker_and_no_other_page(visitor):
    assert visitor.get("/sw.js?untuk=rumah").status_code == 404
    assert visitor.get("/luring/rumah").status_code == 404


def what_it_keeps(visitor, kind):
    script = visitor.get(f"/sw.js?untuk={kind}").text
    return json.loads(script.partition(";")[0].removeprefix("const BALAI = "))
