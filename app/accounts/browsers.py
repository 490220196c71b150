"""How we call a browser, so that its owner knows it again: `Chrome di Android`."""

from __future__ import annotations

# The first that occurs wins: most browsers also claim to be Chrome or Safari.
NAMES = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def describe(user_agent: str) -> str:
    name = _first(NAMES, user_agent) or "Peramban lain"
    system = _first(SYSTEMS, user_agent)
    return f"{name} di {system}" if system else name


def _first(words: dict[str, str], text: str) -> str | None:
    return next((shown for mark, shown in words.items() if mark in text), None)
