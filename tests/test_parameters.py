"""Every parameter of every page, filled in by somebody who means harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.growth import EVENLY, growth
from tests.house import House

READ = re.compile(r'args\.get\(\s*"(\w+)"')
KNOWN = sorted(
    {name for file in Path("app").rglob("*.py") for name in READ.findall(file.read_text())}
)

ATTACKS = {
    "always true": "' OR '1'='1' -- ",
    "another statement": "1); DROP TABLE person; --",
    "union": "x' UNION SELECT token_hash FROM login_session --",
    "a template": "{{ 7654321 * 7654321 }}${7654321*7654321}",
    "a shell": "$(id); `id` | id",
    "markup": '"><img src=x onerror=alert(1)>',
    "no number": "-1e309",
    "wildcards": "%_\\%",
}


PRODUCT = str(7654321**2)  # longer than anything that a random token holds by chance


@pytest.fixture
def house(app, make, staff):
    house = House(app, make)
    house.fill(staff)
    return house


def test_no_parameter_of_a_page_becomes_more_than_words(house, staff):
    attacks = list(ATTACKS.values())

    for turn, page in enumerate(house.office_pages()):
        path = page.partition("?")[0]
        query = {name: attacks[(n + turn) % len(attacks)] for n, name in enumerate(KNOWN)}
        answer = staff.get(path, query_string=query)

        assert answer.status_code < 500, path
        assert PRODUCT not in answer.text, path
        assert "<img src=x" not in answer.text, path


@pytest.mark.parametrize("attack", ["always true", "union"])
@pytest.mark.parametrize("page", ["/direktori/orang", "/kegiatan"])
@pytest.mark.usefixtures("house")
def test_a_search_for_sql_finds_what_is_called_so_and_that_is_nothing(house, staff, page, attack):
    everything = staff.get(page).text
    found = staff.get(page, query_string={"q": ATTACKS[attack]}).text

    rows = ("Budi Contoh", "Rapat persiapan")
    assert any(name in everything for name in rows)
    assert not any(name in found for name in rows)


def test_a_hundred_kilobytes_in_every_parameter_are_answered_soon(house, staff):
    def search(words):
        assert staff.get(page, query_string={"q": words}).status_code < 500

    for page in ("/direktori/orang", "/direktori", "/kegiatan", "/lapangan"):
        assert growth(search, "a' " * 33_000) < EVENLY, page


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/data/balai.sqlite",
        "/balai.sqlite",
        "/static/../wsgi.py",
        "/static/..%2fwsgi.py",
        "/console",
        "/server-status",
        "/pyproject.toml",
    ],
)
def test_what_scanners_look_for_is_not_there(visitor, path):
    answer = visitor.get(path)

    assert answer.status_code in {400, 404}
    assert "Traceback" not in answer.text
    assert "Werkzeug" not in answer.headers.get("Server", "")
