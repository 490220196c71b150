"""What the upload form says beforehand, and its script refuses in the same words."""

from __future__ import annotations

from typing import Any

from app.events.models import Event
from app.materials import quota, uploading
from app.materials.inspecting import refused_empty, refused_extension
from app.materials.kinds import KINDS


def upload_rules(event: Event) -> dict[str, Any]:
    left = quota.room_left(event)
    return {
        "kinds": list(KINDS),
        "largest": quota.file_limit(),
        "left": left,
        "part": uploading.PART,
        "words": {
            "kind": str(refused_extension()),
            "empty": str(refused_empty()),
            "large": str(quota.refused_large()),
            "room": str(quota.refused_room(left)),
        },
    }
