"""What the responsible sees on the own phone: one promise, its notes, and what to answer."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash
from werkzeug.wrappers import Response

from app import bodies, links, sizes
from app.access import public
from app.followups import evidence, noting
from app.followups.doors import COOKIE, keeper, opened_by
from app.followups.models import FollowUp, today
from app.followups.note_forms import KeeperForm
from app.followups.queries import follow_up_or_404, note_or_404
from app.followups.states import WrongState
from app.materials.inspecting import Refused
from app.materials.sent_forms import expect_behind
from app.web import render, see_other

bp = Blueprint("keeper", __name__)


def _largest() -> dict[str, int]:
    """Bytes of a note with its proof."""
    return {"note": current_app.config["UPLOAD_MB"] * sizes.MB + bodies.SMALL}


bp.url_value_preprocessor(expect_behind(keeper, _largest))


@bp.get("/j/<token>")
@public
def enter(token: str) -> Response:
    """Exchange the personal link for a clean address. Whoever only looks at it changes nothing."""
    follow_up = opened_by(token) or abort(404)
    response = see_other("keeper.show", code=follow_up.code)
    path = f"/janji/{follow_up.code}"
    links.keep(response, COOKIE, token, path, follow_up.link_ends_at)
    return response


@bp.get("/janji/<code>")
@keeper
def show(follow_up: FollowUp) -> Response:
    return _page(follow_up, KeeperForm())


@bp.post("/janji/<code>")
@keeper
def note(follow_up: FollowUp) -> Response:
    code, form = follow_up.code, KeeperForm()
    if not form.validate_on_submit():
        return _page(follow_up, form, 422)
    try:
        noting.write(code, form, by=None)
    except Refused as why:
        form.file.errors = [str(why)]
        return _page(follow_up_or_404(code), form, why.code)
    except WrongState as why:
        return _page(follow_up_or_404(code), form, 409, str(why))
    done = form.new_status is not None
    flash("Terima kasih. Tindak lanjut ditandai selesai." if done else "Catatan terkirim.")
    return see_other(".show", code=code)


@bp.get("/janji/<code>/bukti/<int:note_id>")
@keeper
def proof(follow_up: FollowUp, note_id: int) -> Response:
    found = note_or_404(follow_up, note_id)
    if not found.is_for_keeper or found.is_in_quarantine:
        abort(404)
    return evidence.send(found)


def _page(follow_up: FollowUp, form: KeeperForm, status: int = 200, trouble: str = "") -> Response:
    return render(
        "followups/keeper.html",
        status=status,
        follow_up=follow_up,
        notes=[one for one in reversed(follow_up.notes) if one.is_for_keeper],
        form=form,
        trouble=trouble,
        day=today(),
        most=current_app.config["UPLOAD_MB"],
    )
