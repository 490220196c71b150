"""Nothing glides by a script, which would not ask whether somebody wants less of it."""

from __future__ import annotations

import re
from pathlib import Path


def test_no_script_lets_anything_glide() -> None:
    gliding = re.compile(r"behavior: *[\"']smooth|\.animate\(|startViewTransition")
    found = [
        file.name for file in Path("static/js").glob("*.js") if gliding.search(file.read_text())
    ]

    assert found == []
