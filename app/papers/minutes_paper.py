"""The notula as a paper: letterhead, the head of the form, what was said, and the two who sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from app.events.models import Event
from app.minutes.outline import DECISIONS, OPENING, PAPER, QUESTIONS, TALK
from app.minutes.queries import Content, content_of, minutes_of
from app.papers.attendance_list import page_of, read_emblem, size_of
from app.papers.press import Job

ATTACHED = ["Daftar Hadir", "Materi", "Dokumentasi"]


def compose(event: Event) -> Job:
    """What was locked or approved; before that, a draft that says so."""
    minutes = minutes_of(event)
    return paper_of(content_of(event), is_draft=not minutes.state.is_official)


def paper_of(content: Content, *, is_draft: bool = False) -> Job:
    """Of any version: everything that the paper shows is in its content."""
    emblem = read_emblem(content["kop"]["emblem"])
    html = render_template(
        "papers/print/minutes.html",
        kop=content["kop"],
        page=page_of(content["kop"]),
        size=size_of(content["kop"], bool(emblem)),
        has_emblem=bool(emblem),
        content=content,
        is_draft=is_draft,
        attached=ATTACHED,
        **_texts(content["sections"]),
    )
    return Job(html, {}, emblem)


def why_not(event: Event) -> str:
    """Why it cannot be issued yet."""
    if minutes_of(event).state.is_official:
        return ""
    return "Notula diterbitkan sesudah disetujui pimpinan. Selesaikan di ruang Notula."


def _texts(sections: list[Mapping[str, str]]) -> dict[str, Any]:
    """The texts by their place on the paper; those of the presenters one after the other."""
    bodies = {one["key"]: one["body"] for one in sections}
    return {
        "opening": bodies.get(OPENING, ""),
        "papers": [body for key, body in bodies.items() if key.startswith(PAPER) and body],
        "talk": bodies.get(TALK, ""),
        "asked": bodies.get(QUESTIONS, ""),
        "decisions": bodies.get(DECISIONS, ""),
    }
