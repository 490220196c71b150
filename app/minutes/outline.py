"""Which texts a notula has, and what stands in each before anybody has written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from app import wib
from app.events.models import Event
from app.materials.models import Material
from app.presenters.models import Presenter
from app.questions.models import Question

OPENING, TALK, QUESTIONS, DECISIONS = "pembukaan", "pembahasan", "tanya-jawab", "keputusan"
PAPER = "materi"  # with the number of its presenter behind it


class Planned(NamedTuple):
    """One text of the form: where it stands, how it is called, what is proposed."""

    key: str
    label: str
    proposal: str


def outline_of(
    event: Event,
    facts: dict[str, Any],
    presenters: Sequence[Presenter],
    materials: Sequence[Material],
    questions: Sequence[Question],
    promised: int,
) -> list[Planned]:
    papers = [_paper(one, materials) for one in presenters]
    return [
        Planned(OPENING, "Kata pembukaan", _opening(event, facts)),
        *(papers or [Planned(PAPER, "Materi", "")]),
        Planned(TALK, "Catatan pembahasan", _talk(questions)),
        Planned(QUESTIONS, "Tambahan tanya jawab", ""),
        Planned(DECISIONS, "Keputusan/Kesimpulan", _decisions(questions, promised)),
    ]


def _opening(event: Event, facts: dict[str, Any]) -> str:
    begins = f"pukul {wib.clock_wib(event.starts_at)}"
    words = f"Kegiatan dibuka pada hari {facts['date']}, {begins}, di {facts['place']}"
    led = f", dipimpin oleh {facts['chair']}" if facts["chair"] != "-" else ""
    theme = f"<p>Tema kegiatan: {escape(event.theme)}.</p>" if event.theme else ""
    return f"<p>{escape(words + led)}.</p>{theme}"


def _paper(presenter: Presenter, materials: Sequence[Material]) -> Planned:
    topic = f" tentang “{presenter.topic}”" if presenter.topic else ""
    long = f" selama {presenter.minutes} menit" if presenter.minutes else ""
    office = f" ({presenter.office})" if presenter.office else ""
    words = f"{presenter.name}{office} menyampaikan materi{topic}{long}."
    titles = [one.title for one in materials if one.presenter_id == presenter.id]
    handed = f"<p>Bahan: {escape('; '.join(titles))}.</p>" if titles else ""
    label = f"Materi: {presenter.name}"
    return Planned(f"{PAPER}-{presenter.id}", label, f"<p>{escape(words)}</p>{handed}")


def _talk(questions: Sequence[Question]) -> str:
    topics = Counter(question.topic.label for question in questions)
    if not topics:
        return ""
    words = ", ".join(f"{label} ({count})" for label, count in topics.most_common())
    return f"<p>Pembahasan berkisar pada: {escape(words)}.</p>"


def _decisions(questions: Sequence[Question], promised: int) -> str:
    """What can be counted; what was decided is for people to write."""
    answered = sum(1 for question in questions if question.answered_at)
    lines = []
    if questions:
        lines.append(f"{len(questions)} pertanyaan dibahas, {answered} di antaranya dijawab.")
    if promised:
        lines.append(f"{promised} hal ditindaklanjuti sebagaimana tercantum di bawah.")
    return f"<ol>{''.join(f'<li>{line}</li>' for line in lines)}</ol>" if lines else ""
