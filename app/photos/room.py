"""The photos of a kegiatan: for accounts alone, never for the public."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from app import files, sizes
from app.access import account, me, staff
from app.bodies import SMALL
from app.events.models import Event
from app.events.queries import event_or_404
from app.materials.sent_forms import Refusal, expect_behind
from app.photos.forms import ConsentForm, PhotosForm
from app.photos.keeping import CLOSED, MOST
from app.photos.queries import consent_of, photo_or_404, photos_of
from app.web import render

bp = Blueprint("photos", __name__, url_prefix="/kegiatan/<code>/dokumentasi")


def _largest() -> dict[str, int]:
    """Bytes: a form with several photos, and one photo sent by the script."""
    return {
        "add": current_app.config["EVENT_MB"] * sizes.MB + SMALL,
        "send": current_app.config["FILE_MB"] * sizes.MB + SMALL,
    }


bp.url_value_preprocessor(expect_behind(staff, _largest))


@bp.get("")
@account
def index(code: str) -> Response:
    return show_room(event_or_404(code))


@bp.get("/<int:photo_id>.jpg")
@account
def picture(code: str, photo_id: int) -> Response:
    return _jpeg(photo_or_404(event_or_404(code), photo_id).stored_as, f"foto-{photo_id}")


@bp.get("/<int:photo_id>/kecil.jpg")
@account
def thumbnail(code: str, photo_id: int) -> Response:
    return _jpeg(photo_or_404(event_or_404(code), photo_id).thumbnail_as, f"foto-{photo_id}-kecil")


def show_room(
    event: Event,
    status: int = 200,
    trouble: str = "",
    refused: list[Refusal] | None = None,
    consent_form: ConsentForm | None = None,
) -> Response:
    consent = consent_of(event)
    return render(
        "photos/index.html",
        fragment="photos/_list.html",
        status=status,
        event=event,
        photos=photos_of(event),
        consent=consent,
        trouble=trouble,
        refused=refused or [],
        photos_form=PhotosForm(formdata=None),
        consent_form=consent_form or ConsentForm(formdata=None, obj=consent),
        most=MOST,
        may_change=me().may_edit and event.status not in CLOSED,
        closed=CLOSED.get(event.status, ""),
    )


def _jpeg(stored_as: str, name: str) -> Response:
    response = Response(files.read(stored_as), mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.jpg"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
