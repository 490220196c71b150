from __future__ import annotations

import pytest

from app.accounts.browsers import describe
from app.accounts.models import LoginSession
from app.audit import AuditEntry
from tests.factories import PASSWORD

ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def siti(make):
    return make.account(username="siti", password=PASSWORD)


def test_the_page_lists_the_browsers_and_marks_this_one(app, siti, log_in):
    here = log_in(siti)
    app.test_client().post(
        "/masuk",
        data={"username": "siti", "password": PASSWORD},
        headers={"User-Agent": ANDROID},
    )

    page = here.get("/akun/perangkat")

    assert "masuk di 2 perangkat" in page.text
    assert "Chrome di Android" in page.text
    assert page.text.count("Perangkat ini") == 1


def test_browsers_of_others_are_not_shown(make, siti, log_in):
    log_in(make.account())

    page = log_in(siti).get("/akun/perangkat")

    assert "masuk di 1 perangkat" in page.text


def test_all_others_can_be_logged_out(make, siti, log_in, rows):
    here, there, stranger = log_in(siti), log_in(siti), log_in(make.account())

    answer = here.post("/akun/perangkat/lain")

    assert (answer.status_code, answer.location) == (303, "/akun/perangkat")
    assert here.get("/akun/perangkat").status_code == 200
    assert there.get("/akun/perangkat").status_code == 303
    assert stranger.get("/akun/perangkat").status_code == 200
    assert rows(AuditEntry)[-1].action == "account.log_out_others"


def test_all_can_be_logged_out_at_once(make, siti, log_in, rows):
    here, _there, stranger = log_in(siti), log_in(siti), log_in(make.account())

    answer = here.post("/akun/perangkat/semua")

    assert answer.location == "/masuk"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert len(rows(LoginSession)) == 1
    assert stranger.get("/akun/perangkat").status_code == 200
    assert rows(AuditEntry)[-1].action == "account.log_out_everywhere"


def test_ten_devices_need_no_more_queries_than_one(siti, log_in, queries):
    here = log_in(siti)
    queries.clear()
    here.get("/akun/perangkat")
    with_one = len(queries)
    for _ in range(9):
        log_in(siti)
    queries.clear()

    here.get("/akun/perangkat")

    assert len(queries) == with_one


@pytest.mark.parametrize(
    ("user_agent", "shown"),
    [
        (ANDROID, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0", "Firefox di Windows"),
        ("… Chrome/126.0 Safari/537.36 Edg/126.0 (Windows NT 10.0)", "Edge di Windows"),
        ("… (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604.1", "Safari di iPhone"),
        ("curl/8.0", "Peramban lain"),
        ("", "Peramban lain"),
        ("<script>" * 5000, "Peramban lain"),
    ],
)
def test_a_browser_is_called_by_a_name_its_owner_knows(user_agent, shown):
    assert describe(user_agent) == shown
