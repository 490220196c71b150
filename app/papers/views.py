from __future__ import annotations

import base64
from io import BytesIO

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from app import audit
from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_or_404
from app.extensions import db
from app.office.queries import office
from app.papers import sample
from app.papers.attendance_list import compose, paper_of
from app.papers.forms import BlankForm, ExportForm
from app.papers.press import Busy, Job, NoPaper, press
from app.papers.queries import invited_to, present_at
from app.papers.roll import blank, filled
from app.papers.spreadsheets import comma_separated, xlsx
from app.papers.wording import has_long_word, printable, together
from app.sheets import XLSX
from app.web import ending, hand_over, render

bp = Blueprint("papers", __name__)
bp.add_app_template_filter(printable)
bp.add_app_template_filter(has_long_word)
bp.add_app_template_filter(together)

PDF = "application/pdf"


@bp.get("/kegiatan/<code>/hadir")
@account
def show(code: str) -> Response:
    event = event_or_404(code)
    return _page(event, BlankForm(formdata=None))


@bp.get("/kegiatan/<code>/hadir/pratinjau")
@account
def first_page(code: str) -> Response:
    """The first page as a picture, in place on the page of the lists."""
    event = event_or_404(code)
    picture, words = _picture(compose(event, office(), filled(present_at(event)), picture=True))
    return _page(event, BlankForm(formdata=None), picture=picture, words=words)


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.pdf")
@account
def filled_pdf(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    content = _print(compose(event, office(), roll, phones=phones))
    _record(event, "daftar-hadir", rows=roll.total, phones=phones)
    return _hand_over(event, content, PDF, "daftar-hadir")


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.xlsx")
@account
def filled_xlsx(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    paper = paper_of(event, office())
    _record(event, "daftar-hadir", rows=roll.total, phones=phones)
    content = xlsx(event, roll, phones=phones, paper=paper)
    return _hand_over(event, content, XLSX, "daftar-hadir")


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.csv")
@account
def filled_csv(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    _record(event, "daftar-hadir", rows=roll.total, phones=phones)
    return _hand_over(event, comma_separated(roll, phones=phones), "text/csv", "daftar-hadir")


@bp.post("/kegiatan/<code>/hadir/lembar-kosong.pdf")
@account
def blank_pdf(code: str) -> Response:
    event = event_or_404(code)
    form = BlankForm()
    if not form.validate_on_submit():
        return _page(event, form, status=422)
    roll = blank(invited_to(event), form.count)
    content = _print(compose(event, office(), roll))
    _record(event, "lembar-kosong", rows=roll.total)
    return _hand_over(event, content, PDF, "lembar-kosong")


@bp.post("/pengaturan/kop/pratinjau")
@staff
def preview() -> Response:
    """A sample under the letterhead that is being typed, as a picture for the settings page."""
    shown, wrong = sample.office_from(request.form, office())
    picture, words = _picture(compose(sample.event(), shown, sample.roll(), picture=True))
    return render(
        "papers/preview.html",
        fragment="papers/_preview.html",
        picture=picture,
        words=[*wrong, *([words] if words else [])],
    )


@bp.post("/pengaturan/kop/pratinjau.pdf")
@staff
def preview_pdf() -> Response:
    shown, _ = sample.office_from(request.form, office())
    made = _print(compose(sample.event(), shown, sample.roll()))
    return send_file(BytesIO(made), mimetype=PDF, download_name="contoh-kop.pdf")


def _page(
    event: Event, form: BlankForm, *, status: int = 200, picture: str = "", words: str = ""
) -> Response:
    roll = filled(present_at(event))
    return render(
        "papers/show.html",
        fragment="papers/_first_page.html",
        status=status,
        event=event,
        room="hadir",
        roll=roll,
        invited=len(invited_to(event)),
        export=ExportForm(formdata=None),
        form=form,
        may_edit=me().may_edit,
        picture=picture,
        words=words,
    )


def _with_phones() -> bool:
    wanted = bool(ExportForm().phones.data)
    if wanted and not me().may_edit:
        abort(403)
    return wanted


def _press(job: Job) -> bytes:
    """Make the paper outside any transaction: on SQLite nobody could sign in meanwhile."""
    db.session.commit()
    return press.make(job).content


def _print(job: Job) -> bytes:
    """The PDF; where there is none this time, a page that says why ends the request."""
    try:
        return _press(job)
    except NoPaper as error:
        abort(_come_again(error))


def _picture(job: Job) -> tuple[str, str]:
    """The picture as the address of an image, or nothing and why."""
    try:
        return "data:image/png;base64," + base64.b64encode(_press(job)).decode(), ""
    except Busy:
        return "", "Sedang menyusun dokumen lain. Tunggu sebentar, lalu coba lagi."
    except NoPaper:
        return "", "Pratinjau belum dapat disusun. Coba lagi sebentar lagi."


def _come_again(error: NoPaper) -> Response:
    """No paper this time: why, and a button that asks for the same paper once more."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]
    page = render(
        "papers/come_again.html",
        status=503,
        is_busy=isinstance(error, Busy),
        fields=fields[:40],
        address=request.path,
    )
    page.headers["Retry-After"] = "5"
    return page


def _record(event: Event, kind: str, **detail: int | bool) -> None:
    """Write down that the list leaves the house, and let go of the database."""
    named = f"{kind}.{ending()}"
    audit.record("paper.export", f"kegiatan {event.code}", by=me(), kind=named, **detail)
    db.session.commit()


def _hand_over(event: Event, content: bytes, mimetype: str, kind: str) -> Response:
    return hand_over(content, mimetype, f"{kind}-{event.day.isoformat()}-{event.code}")
