"""What a phone may keep to open without a line."""

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


def test_all_that_the_worker_keeps_is_there(visitor):
    import json

    told = json.loads(visitor.get("/sw.js").text.partition(";")[0].removeprefix("const BALAI = "))

    for address in [told["page"], told["waiting"], *told["assets"]]:
        assert visitor.get(address).status_code == 200
    assert told["waiting"] in told["assets"]
