"""The pages of the hall: the door, the way to one's name, the signature, the receipt."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState

from app import together
from app.attendees import broadcasts, entrance, kiosk_late, offline, receipt, sign, sign_late
from app.attendees.notices import current
from app.attendees.way import bp

bp.add_app_template_global(current, "privacy_notice")


@bp.record_once
def gather(state: BlueprintSetupState) -> None:
    for address in ("/h/<code>/hadir", "/h/<code>/susulan", "/h/<code>/kios/susulan"):
        together.gather(state.app, address)


__all__ = ["bp", "broadcasts", "entrance", "kiosk_late", "offline", "receipt", "sign", "sign_late"]
