"""What the upload form says beforehand, and its script refuses in the same words."""

from __future__ import annotations

from typing import Any

from app.events.models import Event
from app.materials import quota, uploading
from app.materials.inspecting import ARCHIVES, EMPTY, SAVE_AS, why_not
from app.materials.kinds import KINDS

ANY = "{extension}"  # the script puts in what the file has


def upload_rules(event: Event) -> dict[str, Any]:
    left = quota.room_left(event)
    return {
        "kinds": list(KINDS),
        "largest": quota.file_limit(),
        "left": left,
        "part": uploading.PART,
        "words": {
            "kinds": {name: why_not(name) for name in ("", ANY, *sorted({*SAVE_AS, *ARCHIVES}))},
            "empty": EMPTY,
            "large": str(quota.refused_large()),
            "room": str(quota.refused_room(left)),
        },
    }
