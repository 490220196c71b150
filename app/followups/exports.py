"""The list as a file, as it is filtered. A POST, because it leaves an audit entry."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, request
from werkzeug.wrappers import Response

from app import audit, phones, sheets, wib
from app.access import account, me
from app.extensions import db
from app.followups.models import FollowUp, today
from app.followups.note_forms import ExportForm
from app.followups.pages import bp
from app.followups.search import Wish, everything
from app.sheets import Row
from app.web import ending, hand_over

COLUMNS = {  # with their widths
    "No": 5,
    "Uraian": 60,
    "Wilayah": 28,
    "Kecamatan": 24,
    "Penanggung Jawab": 40,
    "Batas Waktu": 20,
    "Status": 22,
    "Terlambat": 11,
    "Alasan Batal": 30,
    "Kegiatan": 40,
    "Dibuka": 20,
    "Ditutup": 20,
    "Catatan Terakhir": 60,
}
PHONE, PHONE_AT = "Nomor HP", 5  # only where it was asked for


@bp.post("/unduh.xlsx")
@account
def xlsx() -> Response:
    with_phones, rows = _asked()
    title = "Tindak Lanjut"
    widths = list(COLUMNS.values())
    head, lines = _head(with_phones), _lines(rows, with_phones)
    if with_phones:
        widths.insert(PHONE_AT, 18)
    above: list[Row] = [[title], [wib.long_date(today())], []]
    content = sheets.xlsx(title, title, head, lines, widths=widths, above=above)
    return hand_over(content, sheets.XLSX, f"tindak-lanjut-{today().isoformat()}")


@bp.post("/unduh.csv")
@account
def csv() -> Response:
    with_phones, rows = _asked()
    content = sheets.comma_separated(_head(with_phones), _lines(rows, with_phones))
    return hand_over(content, "text/csv", f"tindak-lanjut-{today().isoformat()}")


def _asked() -> tuple[bool, Sequence[FollowUp]]:
    """The rows; written down that they leave the house, and the database let go."""
    with_phones = bool(ExportForm().phones.data)
    if with_phones and not me().may_edit:
        abort(403)
    rows = everything(Wish.read(request.form))
    counted = len(rows)
    audit.record("follow-up.export", by=me(), kind=ending(), rows=counted, phones=with_phones)
    db.session.commit()
    return with_phones, rows


def _head(with_phones: bool) -> Row:
    names: Row = [*COLUMNS]
    return [*names[:PHONE_AT], PHONE, *names[PHONE_AT:]] if with_phones else names


def _lines(rows: Sequence[FollowUp], with_phones: bool) -> list[Row]:
    return [_line(number, row, with_phones) for number, row in enumerate(rows, 1)]


def _line(number: int, row: FollowUp, with_phones: bool) -> Row:
    said = [note.words for note in row.notes if note.words]
    return [
        number,
        row.what,
        row.region.place if row.region else "",
        _district(row),
        row.responsible,
        *([phones.show(row.phone)] if with_phones else []),
        wib.plain_date(row.due_on),
        row.status.label,
        "Ya" if row.is_overdue(today()) else "",
        row.drop_reason,
        row.event.title if row.event else "",
        wib.plain_date(row.opened_on),
        wib.plain_date(row.closed_at) if row.closed_at else "",
        said[-1] if said else "",
    ]


def _district(row: FollowUp) -> str:
    region = row.region
    while region and region.parent:
        region = region.parent
    return region.name if region else ""
