"""How long what is kept: the rules, what goes by them, and what has gone."""

from __future__ import annotations

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from app import audit
from app.access import admin, me
from app.columns import now
from app.extensions import db
from app.privacy.forms import retention_form
from app.privacy.kinds import BY_KEY, KEPT, KINDS
from app.privacy.models import RetentionRule
from app.privacy.pages import bp
from app.privacy.queries import (
    Days,
    days_by_kind,
    has_decided,
    last_night,
    what_goes,
    what_went,
)
from app.web import render, see_other


@bp.route("/retensi", methods=["GET", "POST"])
@admin
def retention() -> Response:
    before = days_by_kind()
    form = retention_form()(data=before)
    if form.validate_on_submit():
        typed = _typed(form)
        is_first = not has_decided()
        decided = {kind: days for kind, days in typed.items() if is_first or days != before[kind]}
        for kind, days in decided.items():
            db.session.merge(RetentionRule(kind=kind, days=days, set_at=now(), set_by=me().id))
        if decided:
            old = {kind: before[kind] for kind in decided}
            audit.record("privacy.retention", "retensi", by=me(), old=old, new=decided)
        db.session.commit()
        flash("Pengaturan retensi tersimpan. Berlaku mulai malam nanti.")
        return see_other(".retention")
    return _page(form, 422 if form.errors else 200)


@bp.get("/retensi/pratinjau")
@admin
def tonight() -> Response:
    """What goes this night by the rules as they are."""
    return _preview(days_by_kind(), is_saved=True)


@bp.post("/retensi/pratinjau")
@admin
def preview() -> Response:
    """What would go by the rules that were typed; nothing is saved, nothing goes."""
    form = retention_form()()
    if not form.validate():
        return _page(form, 422)
    return _preview(_typed(form), is_saved=False)


def _typed(form: Any) -> dict[str, int | None]:
    return {kind.key: form[kind.key].data for kind in KINDS}


def _preview(days: Days, *, is_saved: bool) -> Response:
    return render(
        "privacy/preview.html",
        going=what_goes(days),
        is_saved=is_saved,
        has_decided=has_decided(),
    )


def _page(form: Any, status: int) -> Response:
    return render(
        "privacy/retention.html",
        status=status,
        form=form,
        kinds=KINDS,
        kept=KEPT,
        gone=what_went(),
        by_key=BY_KEY,
        night=last_night(),
        has_decided=has_decided(),
    )
