"""Those who have agreed to get materials and news of a kegiatan, for a broadcast tool."""

from __future__ import annotations

from werkzeug.wrappers import Response

from app import audit, links, sheets
from app.access import me, staff
from app.attendees.models import Attendance
from app.attendees.personal import who_agreed
from app.events.queries import event_to_change_or_404
from app.extensions import db
from app.materials.staff import bp
from app.sheets import Row
from app.web import hand_over

HEAD: Row = ["Nama", "Jabatan", "Wilayah atau instansi", "Nomor WhatsApp", "Halaman materi"]


@bp.post("/penerima.csv")
@staff
def recipients(code: str) -> Response:
    """Nobody else: coming is no consent. Written down that it leaves the house."""
    event = event_to_change_or_404(code)
    page = links.address("public_materials.index", code=code)
    rows = [_row(one, page) for one in who_agreed(event)]
    audit.record("material.export", f"kegiatan {code}", by=me(), rows=len(rows), kind="csv")
    db.session.commit()
    return hand_over(sheets.comma_separated(HEAD, rows), "text/csv", f"penerima-materi-{code}")


def _row(one: Attendance, page: str) -> Row:
    return [one.name, one.position, one.place, one.phone or "", page]
