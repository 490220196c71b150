"""The code on the projector: an HMAC of the kegiatan's key and the 30-second step.

Nothing is stored. The current and the two previous steps are accepted, so that a code lives 60 to
90 seconds; of the six digits beside the QR only the current and the previous one. While staff have
frozen the code to print it, one constant code is accepted besides; the digits go on changing, for
they are short enough to be guessed in a day.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from datetime import datetime

from app.events.models import Event

STEP = 30  # seconds
STEPS_KEPT = 3  # the current one and two before it
DIGIT_STEPS_KEPT = 2  # each one more is one more for a guesser to hit
CODE_BYTES = 10  # 80 bits, 16 letters


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def code(event: Event, moment: datetime) -> str:
    """What the QR carries now."""
    return frozen_code(event) or _code(event, f"qr:{step_at(moment)}")


def frozen_code(event: Event) -> str | None:
    """The constant code while it is frozen, else None."""
    return _code(event, f"frozen:{event.door_frozen}") if event.door_frozen else None


def digits(event: Event, moment: datetime) -> str:
    """The six digits for phones whose camera fails."""
    return _digits(event, step_at(moment))


def is_code(event: Event, text: str, moment: datetime) -> bool:
    """Whether this is a code that the door still accepts."""
    known = [_code(event, f"qr:{step}") for step in _steps(moment, STEPS_KEPT)]
    frozen = frozen_code(event)
    return _is_one_of(text.strip().upper(), [*known, frozen] if frozen else known)


def are_digits(event: Event, text: str, moment: datetime) -> bool:
    """The same for the digits; blanks between them do not matter."""
    known = [_digits(event, step) for step in _steps(moment, DIGIT_STEPS_KEPT)]
    return _is_one_of("".join(text.split()), known)


def seconds_to_next(moment: datetime) -> float:
    """Until the projector shows another code."""
    return STEP - moment.timestamp() % STEP


def freeze(event: Event) -> None:
    """One code for the printer; freezing again keeps the sheets that hang already valid."""
    event.door_frozen = event.door_frozen or secrets.token_hex(8)


def unfreeze(event: Event) -> None:
    """The printed sheets are worthless from now on."""
    event.door_frozen = None


def _steps(moment: datetime, kept: int) -> list[int]:
    return [step_at(moment) - back for back in range(kept)]


def _code(event: Event, label: str) -> str:
    return b32encode(_hmac(event, label)[:CODE_BYTES]).decode()


def _digits(event: Event, step: int) -> str:
    return f"{int.from_bytes(_hmac(event, f'digits:{step}')[:8], 'big') % 1_000_000:06d}"


def _hmac(event: Event, label: str) -> bytes:
    return hmac.digest(bytes.fromhex(event.door_key), label.encode(), "sha256")


def _is_one_of(text: str, known: list[str]) -> bool:
    """Compare with every one of them, so that time tells nothing."""
    typed = text.encode("utf-8", "replace")
    return sum(hmac.compare_digest(typed, one.encode()) for one in known) > 0
