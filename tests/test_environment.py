"""What `make run` and `make test` do to a machine before anything is installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def environment(tmp_path, monkeypatch) -> ModuleType:
    """bin/environment.py, working on a folder of its own."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "bin" / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "UNFINISHED", venv / "unfinished")
    return module


@pytest.fixture
def programs(monkeypatch):
    """Let only these programs be installed."""

    def programs(**found: str) -> None:
        monkeypatch.setattr(shutil, "which", found.get)

    return programs


def test_a_machine_that_has_everything_lacks_nothing(environment, programs, monkeypatch):
    monkeypatch.setattr(environment, "LIBRARIES", {"libc.so.6": "libc6"})
    monkeypatch.setattr(environment, "FOR_TESTS", {})
    programs(chromium="/usr/bin/chromium", pdftotext="/usr/bin/pdftotext")

    assert environment.lacking("run") == []
    assert environment.lacking("test") == []


def test_what_is_lacking_is_named_by_its_package(environment, programs, monkeypatch):
    monkeypatch.setattr(environment, "LIBRARIES", {"libnone.so.1": "libnone1"})
    monkeypatch.setattr(environment, "FOR_TESTS", {"libtest.so.1": "libtest1"})
    monkeypatch.setattr(environment, "can_make_environments", lambda: False)
    monkeypatch.setattr(environment, "venv_package", lambda: "python3-venv")
    programs()

    for_run, for_test = environment.lacking("run"), environment.lacking("test")

    assert for_run == ["python3-venv", "libnone1"]
    assert for_test == [*for_run, "libtest1", "chromium", "fonts-liberation", "poppler-utils"]


@pytest.mark.parametrize(
    ("found", "command"),
    [
        ({"apt-get": "/usr/bin/apt-get"}, "sudo apt-get install"),  # there, but we are not root
        ({}, "apt-get install"),  # another system: a person must look for these packages
    ],
)
def test_without_rights_one_sentence_says_what_to_install(
    environment, programs, monkeypatch, found, command
):
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    programs(**found)

    with pytest.raises(environment.Missing) as missing:
        environment.apt_install(["libpango-1.0-0", "chromium"])

    names = "libpango-1.0-0 chromium"
    assert str(missing.value) == f"Balai needs these system packages: {names} ({command} {names})."


def test_an_environment_that_was_left_half_made_is_made_anew(environment):
    environment.create_environment()
    environment.UNFINISHED.touch()
    leftover = environment.VENV / "leftover"
    leftover.touch()

    environment.create_environment()

    assert environment.PYTHON.exists()
    assert not leftover.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(environment):
    environment.PYTHON.parent.mkdir(parents=True)
    environment.PYTHON.symlink_to("/nowhere/python3")

    environment.create_environment()

    assert environment.PYTHON.resolve() == Path(sys.executable).resolve()


def test_half_an_installation_does_not_count(environment):
    environment.VENV.mkdir()
    environment.stamp("run").write_text(environment.fingerprint("run"))
    assert environment.is_installed("run")

    environment.UNFINISHED.touch()

    assert not environment.is_installed("run")


def test_changed_requirements_are_installed_again(environment):
    environment.VENV.mkdir()
    environment.stamp("run").write_text("another list")

    assert not environment.is_installed("run")


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_requirements_are_pinned_and_hashed_and_name_no_address(file):
    text = file.read_text()
    packages = text.replace("\\\n", " ").splitlines()

    assert "://" not in text
    assert packages
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.]+ ", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package


@pytest.mark.parametrize("where", ["environment", "argument"])
def test_the_port_is_taken_from_the_environment_and_from_the_line(where):
    """The README's table calls every setting an environment variable."""
    line = ["make", "--dry-run", "run", *(["PORT=8123"] if where == "argument" else [])]
    given = {"PORT": "8123", "HOST": "127.0.0.1"} if where == "environment" else {}

    told = subprocess.run(line, cwd=ROOT, env=os.environ | given, text=True, capture_output=True)

    assert "--port 8123" in told.stdout
    assert ("--host 127.0.0.1" in told.stdout) == (where == "environment")
