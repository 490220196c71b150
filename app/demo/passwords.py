"""The file that tells the passwords of the demo, until the demo is taken away."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from app.demo.house import ACCOUNTS


def write(passwords: Mapping[str, str]) -> Path:
    """`username password role` a line, readable by the owner alone."""
    path = file()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w") as lines:
        for username, password in passwords.items():
            lines.write(f"{username} {password} {ACCOUNTS[username][0]}\n")
        lines.flush()
        os.fsync(lines.fileno())
    part.rename(path)
    return path


def forget() -> None:
    file().unlink(missing_ok=True)


def file() -> Path:
    folder = Path(current_app.config["DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "demo-accounts.txt"
