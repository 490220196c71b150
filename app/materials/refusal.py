"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations

WRONG_KIND = 415
BROKEN = 422  # broken, locked, active or hostile


class Refused(ValueError):
    """The file cannot be taken; the text says why and what to do next, in Indonesian."""

    def __init__(self, text: str, code: int = BROKEN) -> None:
        super().__init__(text)
        self.code = code
