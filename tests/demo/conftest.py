import shutil
from pathlib import Path

import pytest

from app.demo.story import load_demo
from app.extensions import db

FILES = ("balai.sqlite", "demo-accounts.txt")


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory):
    """Where the loaded demo is kept, so that the next test need not tell the story again."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(app, loaded_once):
    """An installation that has just been started for the first time."""
    data, on_a_server = Path(app.config["DATA"]), app.config["DATABASE"]
    if not on_a_server and (loaded_once / FILES[0]).exists():
        for name in FILES:
            shutil.copy(loaded_once / name, data / name)
        shutil.copytree(loaded_once / "files", data / "files", dirs_exist_ok=True)
        return
    with app.app_context():
        assert load_demo()
        db.session.remove()
        db.engine.dispose()  # closed, the database is one whole file
    if not on_a_server:
        for name in FILES:
            shutil.copy(data / name, loaded_once / name)
        shutil.copytree(data / "files", loaded_once / "files")


@pytest.fixture
def flask(app):
    """Run `flask …` and return what it said."""
    return lambda *words: app.test_cli_runner().invoke(args=words)
