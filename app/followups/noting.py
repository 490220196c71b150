"""The one way in which a note is written down, by staff and by the responsible alike."""

from __future__ import annotations

from app import audit, live
from app.accounts.models import Account
from app.extensions import db
from app.followups import evidence
from app.followups.models import FollowUp
from app.followups.note_forms import KeeperForm, NoteForm
from app.followups.queries import count_sent, follow_up_to_change_or_404, has_note_of
from app.followups.states import Audience, WrongState

MOST_SENT = 60  # notes by one personal link
MOST_FILES = 20  # and files among them


def write(code: str, form: NoteForm | KeeperForm, by: Account | None) -> None:
    """Check and keep the file, write the note down, and commit; sent again, it changes nothing.

    Nobody waits for our lock while the file is looked at. Raises Refused and WrongState.
    """
    request_id = form.request_id.data or ""
    if has_note_of(request_id):
        return
    db.session.rollback()
    columns = evidence.keep(form.file.data if form.has_file else None)
    follow_up = follow_up_to_change_or_404(code)
    if has_note_of(request_id):  # sent twice, and the other one was faster
        db.session.rollback()
        return
    try:
        if by is None:
            _check_amount(follow_up, with_file=bool(columns))
        follow_up.note(
            form.words.data or "",
            author=by.name if by else follow_up.responsible,
            status=form.new_status,
            account_id=by.id if by else None,
            audience=_audience(form),
            request_id=request_id,
            **columns,
        )
    except WrongState:
        db.session.rollback()
        raise
    record(follow_up, "note", by, file=bool(columns))
    db.session.commit()


def record(follow_up: FollowUp, action: str, by: Account | None, **detail: object) -> None:
    """Write down who did what; the one who has asked sees it on the own phone at once."""
    if follow_up.question_id and follow_up.event:
        live.questions_changed(follow_up.event)
    detail |= {"status": follow_up.status.value}
    audit.record(f"follow-up.{action}", f"tindak lanjut {follow_up.code}", by=by, **detail)


def _audience(form: NoteForm | KeeperForm) -> Audience:
    return Audience(form.audience.data) if isinstance(form, NoteForm) else Audience.KEEPER


def _check_amount(follow_up: FollowUp, *, with_file: bool) -> None:
    """A link that was passed on must not fill the disk."""
    notes, files = count_sent(follow_up)
    if notes >= MOST_SENT or (with_file and files >= MOST_FILES):
        raise WrongState("Catatan untuk tindak lanjut ini sudah penuh. Hubungi petugas.")
