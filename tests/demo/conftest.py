import pytest

from app.demo.story import load_demo


@pytest.fixture
def demo(app):
    """An installation that has just been started for the first time."""
    with app.app_context():
        assert load_demo()


@pytest.fixture
def flask(app):
    """Run `flask …` and return what it said."""
    return lambda *words: app.test_cli_runner().invoke(args=words)
