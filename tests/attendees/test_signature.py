import re
from contextlib import suppress
from math import prod
from pathlib import Path

import pytest

from app.attendees import late, signature, tickets
from app.attendees.signature import MOST_KEPT, MOST_SENT, NotASignature, accept, read, simplify
from tests.growth import EVENLY, growth


def test_a_short_signature_is_kept_as_the_phone_has_thinned_it():
    drawn = "100,100 200,60 300,140 400,60 500,120;40,180 560,170"

    assert accept(drawn) == drawn


def test_a_long_one_is_thinned_and_keeps_its_ends():
    drawn = " ".join(f"{x},{100 + x // 200}" for x in range(10, 590)) + ";20,20 580,180"

    kept = accept(drawn)

    assert len(kept) < len(drawn) / 4
    assert read(kept)[0][0] == (10, 100)
    assert read(kept)[0][-1] == (589, 102)


def test_points_near_the_line_between_others_go():
    assert simplify([(0, 0), (50, 0), (100, 0), (100, 90)], 0.8) == [(0, 0), (100, 0), (100, 90)]


@pytest.mark.parametrize(
    "hostile",
    ["0,0 200,150;" + " ".join(["0,0 9,0 0,9"] * 2500), " ".join(["0,0 600,200 0,200"] * 1700)],
)
def test_no_drawing_keeps_the_hall_waiting(hostile):
    def thin(drawing):
        """As it is done up to four times, whatever is sent."""
        simplify(read(drawing.rpartition(" ")[0])[-1], 0.8)

    monster = hostile[: MOST_SENT - 20]
    with suppress(NotASignature):
        assert len(accept(monster.rpartition(" ")[0])) <= MOST_KEPT

    assert growth(thin, monster) < EVENLY


@pytest.mark.parametrize(
    "text",
    ["", "1", "1,2,3", "1,2  3,4", "1,2;", ";1,2", "601,0 0,0", "0,201 0,0", "-1,0 5,5", "١,٢"],
)
def test_anything_else_is_no_signature(text):
    with pytest.raises(NotASignature):
        accept(text)


def test_a_phone_judges_and_waits_as_the_server_does():
    """Said twice, in two languages: a phone says it at once, and the server trusts no phone."""
    scripts = {name: Path(f"static/js/{name}.js").read_text() for name in ("signature", "waiting")}

    def told(script, name):
        words = re.search(rf"^ +const {name} = ([\d *]+);", scripts[script], re.MULTILINE)[1]
        return prod(int(factor) for factor in words.split(" * "))

    assert told("signature", "BOX") == signature.WIDTH
    assert told("signature", "LEAST_INK") == signature.LEAST_INK
    assert told("signature", "LEAST_SPAN") == signature.LEAST_SPAN
    assert told("signature", "KEEP") == tickets.LIVES * 1000
    assert told("waiting", "LATEST") == late.LATEST.total_seconds() * 1000
    assert signature.TOO_LITTLE in scripts["signature"]
