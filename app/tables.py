"""Every module with tables, so that migrations and foreign keys see all of them."""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "app.audit",
    "app.accounts.models",
    "app.office.models",
    "app.office.letter_templates",
    "app.directory.models",
    "app.events.models",
    "app.invitations.models",
    "app.invitations.letters",
    "app.invitations.mails",
    "app.attendees.models",
    "app.attendees.kiosks",
    "app.attendees.sheet_photos",
    "app.presenters.models",
    "app.materials.models",
    "app.questions.models",
    "app.followups.models",
    "app.sections.models",
    "app.minutes.models",
    "app.photos.models",
    "app.reports.models",
    "app.certificates.models",
    "app.papers.models",
    "app.privacy.models",
    "app.attendees.notices",
    "app.demo.models",
)


def import_all_models() -> None:
    for module in MODULES:
        import_module(module)
