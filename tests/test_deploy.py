"""The files in deploy/ fit the application."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import DEFAULTS, BadSetting, check_settings, read_settings

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
