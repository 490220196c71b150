"""Logs: one JSON object a line, with everything to find an incident and nothing about people."""

from __future__ import annotations

import io
import json
import logging

import pytest

from app.logs import JsonLines, log
from tests.factories import PASSWORD


@pytest.fixture
def lines(app):
    """What was logged so far, parsed."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)


def test_a_request_leaves_a_line_with_time_number_and_outcome(staff, lines):
    answer = staff.get("/akun/perangkat")

    (line,) = lines()
    assert line["event"] == "request"
    assert line["at"].endswith("+00:00")
    assert line["id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["rule"], line["status"]) == ("GET", "/akun/perangkat", 200)
    assert isinstance(line["account"], int)


def test_codes_words_and_passwords_stay_out(make, visitor, lines):
    make.account(username="siti", password=PASSWORD)

    visitor.get("/h/kode-rahasia?q=081234567890")
    visitor.post("/masuk?next=/r/token-rahasia", data={"username": "siti", "password": PASSWORD})
    visitor.get("/pengaturan/akun/siti")

    text = json.dumps(lines())
    for word in ("rahasia", "81234567890", PASSWORD, "siti"):
        assert word not in text


def test_nobody_writes_lines_of_his_own(visitor, lines):
    visitor.get('/x%0a{"event": "forged"}%1b[31m', headers={"User-Agent": "x\x1b[2J"})
    visitor.open("/masuk", method='GET"\x1b[31m')

    found = lines()

    assert [line["event"] for line in found] == ["request", "request"]
    assert "\x1b" not in json.dumps(found, ensure_ascii=False)


def test_a_mistake_is_logged_with_the_number_people_are_told(app, visitor, lines):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/rusak")
    def rusak():
        raise RuntimeError("two\nlines")

    answer = visitor.get("/rusak")

    mistake = next(line for line in lines() if line["event"] == "mistake")
    assert mistake["id"] == answer.headers["X-Request-ID"]
    assert mistake["level"] == "error"
    assert "RuntimeError: two\nlines" in mistake["trace"]


def test_a_failed_statement_is_logged_without_its_values(app, visitor, lines):
    from app.extensions import db

    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/rusak")
    def rusak():
        values = {"phone": "+6281234567890", "no_value": object()}
        db.session.execute(db.text("SELECT :phone, :no_value"), values)

    answer = visitor.get("/rusak")

    assert answer.status_code == 500
    assert "+6281234567890" not in json.dumps(lines())


def test_what_the_database_quotes_stays_out_even_as_the_reason_of_another_mistake(
    app, make, visitor, lines
):
    from sqlalchemy.exc import IntegrityError

    from app.accounts.models import Account
    from app.extensions import db

    app.config["PROPAGATE_EXCEPTIONS"] = False
    make.account(username="siti-rahasia")

    @app.get("/rusak")
    def rusak():
        try:
            twin = {"username": "siti-rahasia", "name": "Siti", "role": "petugas"}
            db.session.execute(db.insert(Account).values(**twin, password_hash="-"))
        except IntegrityError as error:
            raise RuntimeError("Something of ours") from error

    answer = visitor.get("/rusak")

    (mistake,) = [line for line in lines() if line["event"] == "mistake"]
    assert answer.status_code == 500
    assert "siti-rahasia" not in json.dumps(lines())
    assert "sqlalchemy.exc.IntegrityError" in mistake["trace"]
    assert mistake["trace"].rstrip().endswith("RuntimeError: Something of ours")


def test_a_refused_request_has_a_number_too(visitor, lines):
    answer = visitor.post("/masuk", headers={"Sec-Fetch-Site": "cross-site"})

    (line,) = lines()
    assert line["status"] == 403
    assert line["id"] == answer.headers["X-Request-ID"] != ""


def test_control_characters_are_escaped():
    record = logging.makeLogRecord({"msg": "a\nb\x1b[31m\u2028\u202e"})

    text = JsonLines().format(record)

    assert text.isascii()
    assert text.isprintable()
