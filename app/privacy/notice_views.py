"""Versions of the privacy notice: all that were ever shown, and a new one."""

from __future__ import annotations

from flask import flash
from werkzeug.wrappers import Response

from app import audit, once, wib
from app.access import admin, me
from app.attendees import notices
from app.attendees.notices import PrivacyNotice
from app.columns import now
from app.extensions import db
from app.privacy.agreed import count_agreed, versions
from app.privacy.forms import NoticeForm
from app.privacy.pages import bp
from app.web import render, see_other


@bp.get("/pemberitahuan")
@admin
def notice_versions() -> Response:
    return render("privacy/notices.html", versions=versions(), agreed=count_agreed())


@bp.route("/pemberitahuan/baru", methods=["GET", "POST"])
@admin
def new_notice() -> Response:
    """The old one stays, with the sign-ins that refer to it."""
    offered = notices.current()._replace(version=wib.today(now()).isoformat())
    form = NoticeForm(data=offered._asdict())
    row = once.made_by(form, PrivacyNotice)
    if row is None:
        if not form.validate_on_submit():
            status = 422 if form.errors else 200
            return render("privacy/notice_form.html", status=status, form=form)
        row = _add(form)
    flash(f"Pemberitahuan versi {row.version} berlaku mulai sekarang.")
    return see_other(".notice_versions")


def _add(form: NoticeForm) -> PrivacyNotice:
    row = PrivacyNotice(published_by=me().id, publisher=me().name, **form.words._asdict())
    row.request_id = form.request_id.data
    db.session.add(row)
    audit.record("privacy.notice", f"versi {row.version}", by=me())
    db.session.commit()
    notices.forget_known()
    return row
