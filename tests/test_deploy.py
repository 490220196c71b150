"""The files in deploy/ fit the application."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.routing import Rule

from app import sizes
from app.config import DEFAULTS, BadSetting, check_settings, read_settings
from app.privacy import nights

DEPLOY = Path(__file__).parent.parent / "deploy"
GOOD = {
    "BALAI_SECRET_KEY": "k3Yx9-an-unguessable-secret-of-this-test-only",
    "BALAI_BASE_URL": "https://balai.example",
}


def sample() -> dict[str, str]:
    lines = (DEPLOY / "balai.env.sample").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_sample_names_only_settings_that_exist():
    assert {name.removeprefix("BALAI_") for name in sample()} <= set(DEFAULTS)


@pytest.mark.parametrize("forgotten", GOOD)
def test_no_placeholder_of_the_sample_gets_into_production(forgotten):
    environ = sample() | {name: value for name, value in GOOD.items() if name != forgotten}

    with pytest.raises(BadSetting, match=forgotten):
        check_settings(read_settings(environ))


def test_the_sample_with_a_secret_and_an_address_is_enough():
    check_settings(read_settings(sample() | GOOD))


def test_nginx_lets_through_whatever_balai_takes_and_little_more(app: Flask):
    """Else nginx refuses it without a word of ours."""
    forms = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    taken = {path: largest_body(app, path) for path in map(a_path_of, forms)}

    assert max(taken.values()) > 100 * sizes.MB
    assert [path for path, size in taken.items() if size > let_through(path)] == []
    assert max(map(let_through, taken)) < max(taken.values()) + 2 * sizes.MB


def a_path_of(rule: Rule) -> str:
    """One that it matches: `/kegiatan/1/materi`."""
    return re.sub(r"<(?:any\(([^,)]+)[^>]*|[^>]*)>", lambda name: name[1] or "1", rule.rule)


def largest_body(app: Flask, path: str) -> int:
    """In bytes: as it is said before anything reads it."""
    with app.test_request_context(path, method="POST"):
        for blueprint in (None, *request.blueprints):
            for say in app.url_value_preprocessors[blueprint]:
                say(request.endpoint, request.view_args)
        return request.max_content_length or 0


def let_through(path: str) -> int:
    """In bytes, by deploy/nginx.conf: the first location that fits, else the whole server."""
    text = (DEPLOY / "nginx.conf").read_text()
    limits = [
        (fits, int(megabytes) * sizes.MB)
        for fits, megabytes in re.findall(
            r"location ~ (\S+) \{\s+client_max_body_size (\d+)m;", text
        )
    ]
    (whole,) = re.findall(r"^    client_max_body_size (\d+)m;", text, re.MULTILINE)
    return next((size for fits, size in limits if re.search(fits, path)), int(whole) * sizes.MB)


def test_the_backup_of_the_night_comes_when_what_is_due_has_gone():
    timer = (DEPLOY / "balai-backup.timer").read_text()
    (told,) = re.findall(r"^OnCalendar=\*-\*-\* (\d\d:\d\d) Asia/Jakarta$", timer, re.MULTILINE)

    assert nights.AT < time.fromisoformat(told) < time(5)
