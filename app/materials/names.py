"""A stand-in: names of files as they are shown."""

from __future__ import annotations

import re

from app.fields import tidy


def shown_name(name: str) -> str:
    shown = tidy(re.split(r"[/\\:]", name)[-1])
    return shown[:-5][:195] + shown[-5:]


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()
