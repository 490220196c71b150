from __future__ import annotations

from io import BytesIO

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from app.access import account, me, staff
from app.events.models import Event
from app.events.queries import event_or_404
from app.office.queries import office
from app.papers import sample
from app.papers.attendance_list import compose, paper_of
from app.papers.forms import BlankForm, ExportForm
from app.papers.letter_preview import bp as letter_pages
from app.papers.picturing import picture_of
from app.papers.printing import PDF, hand_over_paper, printed, record
from app.papers.queries import invited_to, invitee_letter_of, present_at
from app.papers.roll import blank, filled
from app.papers.spreadsheets import comma_separated, xlsx
from app.papers.wording import (
    breakable,
    has_long_word,
    no_widow,
    printable,
    printable_lines,
    together,
)
from app.sheets import XLSX
from app.web import render

bp = Blueprint("papers", __name__)
bp.register_blueprint(letter_pages)
bp.add_app_template_filter(printable)
bp.add_app_template_filter(printable_lines)
bp.add_app_template_filter(breakable)
bp.add_app_template_filter(has_long_word)
bp.add_app_template_filter(together)
bp.add_app_template_filter(no_widow)
bp.add_app_template_global(invitee_letter_of)  # for the page of an invited person


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
    picture, words = picture_of(compose(event, office(), filled(present_at(event)), picture=True))
    return _page(event, BlankForm(formdata=None), picture=picture, words=words)


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.pdf")
@account
def filled_pdf(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    content = printed(compose(event, office(), roll, phones=phones))
    record(event, "daftar-hadir", rows=roll.total, phones=phones)
    return hand_over_paper(event, content, "daftar-hadir")


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.xlsx")
@account
def filled_xlsx(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    paper = paper_of(event, office())
    record(event, "daftar-hadir", rows=roll.total, phones=phones)
    content = xlsx(event, roll, phones=phones, paper=paper)
    return hand_over_paper(event, content, "daftar-hadir", XLSX)


@bp.post("/kegiatan/<code>/hadir/daftar-hadir.csv")
@account
def filled_csv(code: str) -> Response:
    event = event_or_404(code)
    phones = _with_phones()
    roll = filled(present_at(event))
    record(event, "daftar-hadir", rows=roll.total, phones=phones)
    content = comma_separated(roll, phones=phones)
    return hand_over_paper(event, content, "daftar-hadir", "text/csv")


@bp.post("/kegiatan/<code>/hadir/lembar-kosong.pdf")
@account
def blank_pdf(code: str) -> Response:
    event = event_or_404(code)
    form = BlankForm()
    if not form.validate_on_submit():
        return _page(event, form, status=422)
    roll = blank(invited_to(event), form.count)
    content = printed(compose(event, office(), roll))
    record(event, "lembar-kosong", rows=roll.total)
    return hand_over_paper(event, content, "lembar-kosong")


@bp.post("/pengaturan/kop/pratinjau")
@staff
def preview() -> Response:
    """A sample under the letterhead that is being typed, as a picture for the settings page."""
    shown, wrong = sample.office_from(request.form, office())
    picture, words = picture_of(compose(sample.event(), shown, sample.roll(), picture=True))
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
    made = printed(compose(sample.event(), shown, sample.roll()))
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
