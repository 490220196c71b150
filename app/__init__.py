"""Balai: sosialisasi of a labour office, from the invitation to the last promise kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    access,
    assets,
    cookies,
    early,
    errors,
    headers,
    jobs,
    live,
    logs,
    nip,
    phones,
    rich_text,
    sizes,
    slow_bodies,
    strangers,
    throttle,
    together,
    turns,
    wib,
)
from app.accounts.admin import bp as account_admin_pages
from app.accounts.cli import accounts as account_commands
from app.accounts.views import bp as account_pages
from app.attendees.desk import bp as desk_pages
from app.attendees.screen import bp as screen_pages
from app.attendees.views import bp as hall_pages
from app.backups.cli import backup, restore_command, upgrade
from app.backups.views import MAKING
from app.backups.views import bp as backup_pages
from app.certificates.views import bp as certificate_pages
from app.config import ROOT, THREADS, check_settings, read_settings
from app.demo.cli import demo as demo_commands
from app.directory.cli import regions as region_commands
from app.directory.views import bp as directory_pages
from app.events.views import bp as event_pages
from app.extensions import csrf, db, htmx, migrate
from app.followups.keeper import bp as keeper_pages
from app.followups.room import bp as promise_room_pages
from app.followups.slide import bp as promise_slide_pages
from app.followups.views import bp as follow_up_pages
from app.health import bp as health_pages
from app.invitations.invitee import bp as invitee_pages
from app.invitations.letter_views import bp as letter_pages
from app.invitations.posting import MAILING
from app.invitations.sending import bp as sending_pages
from app.invitations.views import bp as invitation_pages
from app.materials import rescanning
from app.materials.pictures import DRAWING
from app.materials.views import PAGES as MATERIAL_PAGES
from app.minutes.views import bp as minutes_pages
from app.office.letter_views import bp as letter_template_pages
from app.office.views import bp as office_pages
from app.papers.certificate_room import bp as certificate_paper_pages
from app.papers.documents import bp as document_pages
from app.papers.fulfilling import FULFILLING
from app.papers.invitee_letter import bp as invitee_letter_pages
from app.papers.orders import bp as order_pages
from app.papers.verifying import bp as verification_pages
from app.papers.views import bp as paper_pages
from app.photos.views import bp as photo_pages
from app.plain_flask import PlainFlask
from app.plain_request import PlainRequest
from app.presenters.room import bp as presenter_room_pages
from app.presenters.views import bp as presenter_pages
from app.privacy.nights import RETAINING
from app.privacy.views import bp as privacy_pages
from app.questions.ask_late import bp as late_question_pages
from app.questions.asker import bp as asker_pages
from app.questions.invitee_answers import bp as invitee_answer_pages
from app.questions.lectern import bp as lectern_pages
from app.questions.room import bp as question_room_pages
from app.questions.screen import bp as question_slides
from app.questions.views import bp as question_pages
from app.reports.views import bp as report_pages
from app.tables import import_all_models
from app.trail.views import bp as trail_pages
from app.web import compress

PAGES = (
    health_pages,
    account_pages,
    account_admin_pages,
    office_pages,
    letter_template_pages,
    backup_pages,
    trail_pages,
    privacy_pages,
    directory_pages,
    event_pages,
    invitation_pages,
    letter_pages,
    sending_pages,
    invitee_pages,
    hall_pages,
    desk_pages,
    screen_pages,
    presenter_pages,
    presenter_room_pages,
    *MATERIAL_PAGES,
    question_pages,
    question_room_pages,
    late_question_pages,
    asker_pages,
    invitee_answer_pages,
    question_slides,
    lectern_pages,
    follow_up_pages,
    promise_room_pages,
    promise_slide_pages,
    keeper_pages,
    minutes_pages,
    photo_pages,
    report_pages,
    certificate_pages,
    certificate_paper_pages,
    paper_pages,
    document_pages,
    order_pages,
    invitee_letter_pages,
    verification_pages,
)
JOBS = (DRAWING, MAKING, MAILING, FULFILLING, RETAINING, *rescanning.all_jobs())
COMMANDS = (account_commands, region_commands, demo_commands, backup, restore_command, upgrade)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application: read the settings, plug in the extensions, open the doors."""
    app = PlainFlask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_mapping(read_settings(os.environ) | dict(settings or {}))
    check_settings(app.config)
    turns.init_app(app)
    together.stand_in_front(app)
    slow_bodies.init_app(app)  # before ProxyFix wraps it: it counts senders, not proxies
    configure_flask(app)
    import_all_models()

    db.init_app(app)
    migrate.init_app(
        app, db, ROOT / "migrations", render_as_batch=True, transaction_per_migration=True
    )
    htmx.init_app(app)
    app.request_class = PlainRequest  # knows htmx too
    for part in (headers, logs, strangers, access, assets, errors, throttle, live, together, early):
        part.init_app(app)
    jobs.init_app(app, JOBS)
    csrf.init_app(app)  # after strangers: where a request comes from counts before its token

    app.after_request(compress)
    for pages in PAGES:
        app.register_blueprint(pages)
    for commands in COMMANDS:
        app.cli.add_command(commands)
    return app


def configure_flask(app: Flask) -> None:
    """What Flask and its extensions want to know, worked out from our own few settings."""
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=app.config["UPLOAD_MB"] * 1024 * 1024,
        MAX_FORM_PARTS=20_000,  # a whole hall ticked at once, and a margin
        SESSION_COOKIE_NAME=cookies.name_in(app.config["PRODUCTION"], cookies.FORM),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["PRODUCTION"],
        SQLALCHEMY_DATABASE_URI=app.config["DATABASE"] or sqlite_address(app.config["DATA"]),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(app.config["DATABASE"]),
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as the browser: open tabs keep working
        WTF_CSRF_SSL_STRICT=False,  # app.strangers looks at where a request comes from
    )
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= wib.FILTERS | {"phone": phones.show, "nip": nip.show}
    app.jinja_env.filters["size"] = sizes.show
    app.jinja_env.filters |= {"formatted": rich_text.markup, "with_marks": rich_text.plain}


def sqlite_address(data: str) -> str:
    folder = Path(data).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'balai.sqlite'}"


def engine_options(database: str) -> dict[str, Any]:
    """One kept connection a thread: on a full disk, opening a new one would break reading too.

    Last in, first out: the connection used a moment ago still knows its statements. Values stay
    out of error messages, and so out of the log.
    """
    always = {"pool_use_lifo": True, "hide_parameters": True, "pool_timeout": 8}
    if database:
        return always | {"pool_size": 16, "max_overflow": 16, "pool_pre_ping": True}
    return always | {"pool_size": THREADS, "max_overflow": 0}
