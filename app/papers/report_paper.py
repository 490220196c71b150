"""The laporan as a paper: five chapters, a chart, what is attached, and photos four a page."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app import files
from app.events.models import Event, Status
from app.office.queries import office
from app.papers.attendance_list import page_of, read_emblem, size_of
from app.papers.press import Job
from app.papers.wording import breakable
from app.photos.models import Photo
from app.reports.chapters import CLOSING, asked_in_words
from app.reports.charts import PAPER, attendance_chart, height_of
from app.reports.content import Content, content_of
from app.reports.figures import asker_of, outcome_of, share
from app.rich_text import markup

PHOTOS_A_PAGE = 4
CHART = "kehadiran"
OVER = {Status.FINISHED, Status.LOCKED}
CAPTION, HEADING = 30, 16  # mm, of a photo's caption and of the page's heading
CHART_MOST = 0.8  # of a page's height


def why_not(event: Event) -> str:
    """Why it cannot be issued yet; empty if it can."""
    if event.status not in OVER:
        return "Laporan diterbitkan sesudah kegiatan selesai."
    if content_of(event).report.dated is None:
        return "Isi dahulu tanggal laporan di ruang Laporan."
    return ""


def compose(event: Event) -> Job:
    """Everything the press needs; the last that reads the database."""
    content = content_of(event)
    kop = event.letterhead_and_signers(office())["office"]
    emblem, page = read_emblem(kop["emblem"]), page_of(kop)
    pictures = _pictures(content)
    shown = [photo for photo in content.photos if str(photo.id) in pictures]
    chart = attendance_chart(content.figures.villages)
    html = render_template(
        "papers/print/report.html",
        event=event,
        kop=kop,
        page=page,
        size=size_of(kop, bool(emblem)),
        has_emblem=bool(emblem),
        content=content,
        report=content.report,
        figures=content.figures,
        texts={key: breakable(markup(text.section.body)) for key, text in content.texts.items()},
        asked=asked_in_words(content.figures) if content.figures.questions else "",
        closing=CLOSING,
        sheets=_sheets(shown),
        photo_height=_photo_height(page),
        chart_key=CHART if chart else "",
        chart_height=_chart_height(chart, page),
        share=share,
        outcome_of=outcome_of,
        asker_of=asker_of,
    )
    drawings = {CHART: str(chart)} if chart else {}
    return Job(html, {}, emblem, pictures=pictures, drawings=drawings)


def _pictures(content: Content) -> dict[str, bytes]:
    """The chosen photos whose files are still there."""
    found = {}
    for photo in content.photos:
        try:
            found[str(photo.id)] = files.read(photo.stored_as)
        except files.Gone:
            continue
    return found


def _sheets(photos: list[Photo]) -> list[list[tuple[int, Photo]]]:
    """Numbered photos, four a page."""
    numbered = list(enumerate(photos, 1))
    return [numbered[n : n + PHOTOS_A_PAGE] for n in range(0, len(numbered), PHOTOS_A_PAGE)]


def _photo_height(page: dict[str, Any]) -> int:
    """Millimetres, so that two rows with captions fit whatever margins the office has."""
    room = page["height"] - page["top"] - page["bottom"] - HEADING
    return max(int(room / 2) - CAPTION, 30)


def _chart_height(chart: str, page: dict[str, Any]) -> int:
    """Millimetres: as wide as the text, and lower where it would fill the page."""
    if not chart:
        return 0
    lines = chart.count('class="chart-invited"') - 1
    width = page["width"] - page["left"] - page["right"]
    room = page["height"] - page["top"] - page["bottom"]
    return int(min(height_of(lines) / PAPER.width * width, room * CHART_MOST))
