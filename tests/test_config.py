"""Settings: what the application refuses to start with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import create_app
from app.config import DEFAULTS, BadSetting, check_settings, read_settings

GOOD = {
    "PRODUCTION": True,
    "SECRET_KEY": "kX9-mQ2vT7zR4wL8pN3jH6bF1cD5gS0y",
    "BASE_URL": "https://balai.example.go.id",
}


def test_production_starts_with_a_secret_and_an_encrypted_address():
    check_settings(DEFAULTS | GOOD)


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ({"SECRET_KEY": ""}, "Set BALAI_SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "too short or well known"),
        ({"SECRET_KEY": "kX9-mQ2vT7zR4wL8pN3jH6bF1cD5gS0"}, "too short or well known"),
        ({"SECRET_KEY": "changeme" + "-" * 30}, "well known"),
        ({"SECRET_KEY": "a" * 40}, "too regular"),
        ({"SECRET_KEY": "abcabcabc" * 5}, "too regular"),
        ({"SECRET_KEY": "changeme" * 5}, "too regular"),
        ({"BASE_URL": "http://balai.example.go.id"}, "https://"),
        ({"BASE_URL": "http://localhost:8000"}, "https://"),
        ({"CLAMAV": "/run/clamav/clamd.ctl"}, "BALAI_CLAMAV must be"),
        ({"CLAMAV": "tcp:3310"}, "BALAI_CLAMAV must be"),
        ({"BASE_URL": ""}, "https://"),
    ],
)
def test_production_refuses_to_start(bad, complaint):
    with pytest.raises(BadSetting, match=complaint):
        create_app(GOOD | bad)


@pytest.mark.parametrize(
    "bad",
    [
        {"FILES": "/mnt/files"},
        {"FILES": "s3://"},
        {"FILES": "gs://x"},
        {"QUEUE": "localhost:6379"},
        {"SMTP": "mail.contoh.go.id"},
        {"SMTP": "http://mail.contoh.go.id"},
        {"SMTP": "smtp://mail.contoh.go.id:port"},
        {"SMTP": "smtp://mail.contoh.go.id/a\nb"},
        {"MAIL_FROM": "", "SMTP": "smtp://mail.contoh.go.id"},
        {"MAIL_FROM": "dinas@contoh.go.id\nBcc: x@y.id", "SMTP": "smtp://mail.contoh.go.id"},
        {"MAIL_FROM": "Dinas", "SMTP": "smtp://mail.contoh.go.id"},
        {"TRUST": "/nowhere/roots.pem"},
        {"TRUST": "/dev/null"},
    ],
)
def test_a_place_that_is_none_stops_every_start(bad):
    with pytest.raises(BadSetting, match=f"BALAI_{next(iter(bad))} must be"):
        check_settings(DEFAULTS | {"SECRET_KEY": "x"} | bad)


@pytest.mark.parametrize(
    "good", [{"FILES": "s3://bucket"}, {"FILES": "s3://b/a/c"}, {"QUEUE": "redis://x:6379/1"}]
)
def test_buckets_and_redis_are_places(good):
    check_settings(DEFAULTS | {"SECRET_KEY": "x"} | good)


@pytest.mark.parametrize(
    "server",
    ["smtp://localhost", "smtp://dinas:kata%40sandi@mail.contoh.go.id:587", "smtps://[::1]:465"],
)
def test_a_mail_server_is_named_with_the_address_that_letters_come_from(server):
    mail = {"SMTP": server, "MAIL_FROM": "dinas@contoh.go.id"}

    check_settings(DEFAULTS | {"SECRET_KEY": "x"} | mail)


def test_even_elsewhere_a_secret_is_needed(tmp_path):
    with pytest.raises(BadSetting, match="Set BALAI_SECRET_KEY"):
        create_app({"SECRET_KEY": "", "DATA": str(tmp_path)})


def test_the_environment_overrides_the_defaults():
    settings = read_settings(
        {"BALAI_PRODUCTION": "1", "BALAI_PROXIES": "2", "BALAI_DATA": "/srv", "BALAI_OTHER": "x"}
    )

    assert (settings["PRODUCTION"], settings["PROXIES"], settings["DATA"]) == (True, 2, "/srv")
    assert "OTHER" not in settings


@pytest.mark.parametrize(
    ("name", "text"),
    [("PRODUCTION", "perhaps"), ("PROXIES", "-1"), ("PROXIES", "many"), ("UPLOAD_MB", "1.5")],
)
def test_a_setting_that_cannot_be_read_stops_the_start(name, text):
    with pytest.raises(BadSetting, match=f"BALAI_{name}"):
        read_settings({f"BALAI_{name}": text})


def test_readme_tells_of_every_setting_and_of_no_other():
    table = Path("README.md").read_text().partition("## Settings")[2].partition("\n## ")[0]

    assert set(re.findall(r"`BALAI_([A-Z_]+)`", table)) == set(DEFAULTS)
