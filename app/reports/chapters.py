"""The texts of a laporan, and what the system proposes where nobody has written yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup, escape

from app import wib
from app.directory.models import Post
from app.directory.spelling import fold
from app.events.models import Event
from app.reports.figures import Figures, share

CLOSING = "Demikian laporan ini dibuat untuk dapat dipergunakan sebagaimana mestinya."
SOCIAL_SECURITY = ("bpjs", "jamsostek", "jaminan sosial")
INSTRUCTION = (
    "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan Program"
    " Jaminan Sosial Ketenagakerjaan;"
)
MOST_NAMED = 10  # promises in the suggestions


class Chapter(NamedTuple):
    """One text that is written by people."""

    key: str
    label: str
    propose: Callable[[Event, Figures], Markup]


def general(event: Event, _figures: Figures) -> Markup:
    theme = Markup(" dengan tema “{}”").format(event.theme) if event.theme else ""
    return _paragraph(
        Markup("Dalam rangka menyampaikan informasi kepada aparatur wilayah dan melalui mereka")
        + Markup(" kepada warga, telah dilaksanakan kegiatan {}{} pada {} bertempat di {}.").format(
            event.title, theme, wib.long_date(event.day), event.place or "…"
        )
    )


def basis(event: Event, _figures: Figures) -> Markup:
    lines: list[str] = []
    named = fold(f"{event.title} {event.theme}")
    if any(word in named for word in SOCIAL_SECURITY):
        lines.append(INSTRUCTION)
    if event.letter_number:
        dated = f" tanggal {wib.plain_date(event.letter_date)}" if event.letter_date else ""
        lines.append(f"Surat undangan Nomor {event.letter_number}{dated}.")
    return _list(lines)


def purpose(event: Event, _figures: Figures) -> Markup:
    subject = event.theme or event.title
    return _paragraph(
        Markup("Maksud kegiatan ini adalah memberikan pemahaman yang sama tentang {}.").format(
            subject
        )
    ) + _paragraph(
        Markup(
            "Tujuannya, {} dapat meneruskan informasi itu kepada warga dan membantu warga"
        ).format(_whom(event))
        + Markup(" yang membutuhkannya.")
    )


def scope(event: Event, _figures: Figures) -> Markup:
    places = ", ".join(region.place for region in event.regions) or "wilayah kerja dinas"
    return _paragraph(
        Markup(
            "Ruang lingkup kegiatan meliputi pemaparan materi, tanya jawab, dan penetapan tindak"
            " lanjut bagi {} di {}."
        ).format(_whom(event), places)
    )


def conclusions(event: Event, figures: Figures) -> Markup:
    lines = [
        f"Kegiatan terlaksana pada {wib.long_date(event.day)} dan dihadiri {figures.present} orang."
    ]
    if figures.invited:
        ratio = share(figures.came, figures.invited)
        lines.append(f"Dari {figures.invited} undangan hadir {figures.came} orang ({ratio}).")
    if figures.questions:
        lines.append(asked_in_words(figures))
    if figures.promises:
        lines.append(
            f"Ditetapkan {len(figures.promises)} tindak lanjut;"
            f" {figures.kept_promises} di antaranya sudah selesai."
        )
    return _list(lines)


def suggestions(event: Event, figures: Figures) -> Markup:
    lines = [
        f"{promise.what.rstrip('.')}: agar diselesaikan oleh {promise.public_responsible}"
        f" paling lambat {wib.plain_date(promise.due_on)}."
        for promise in figures.promises
        if promise.status.is_open
    ][:MOST_NAMED]
    lines.append(f"Informasi yang diterima agar diteruskan oleh {_whom(event)} kepada warga.")
    return _list(lines)


def asked_in_words(figures: Figures) -> str:
    """`Disampaikan 4 pertanyaan: 3 dijawab, 1 ditindaklanjuti.`"""
    parts = [
        f"{count} {word}"
        for count, word in (
            (figures.answered, "dijawab"),
            (figures.followed_up, "ditindaklanjuti"),
            (figures.open_questions, "belum dijawab"),
        )
        if count
    ]
    return f"Disampaikan {len(figures.questions)} pertanyaan: {', '.join(parts)}."


def _whom(event: Event) -> str:
    posts = [post.label.lower() for post in event.posts if post is not Post.OTHER]
    if not posts:
        return "peserta"
    return " dan ".join(filter(None, [", ".join(posts[:-1]), posts[-1]]))


def _paragraph(text: Markup) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _list(lines: list[str]) -> Markup:
    if len(lines) < 2:
        return Markup("").join(_paragraph(escape(line)) for line in lines)
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<ol>{}</ol>").format(items)


CHAPTERS = {
    chapter.key: chapter
    for chapter in (
        Chapter("umum", "Umum", general),
        Chapter("landasan", "Landasan Hukum", basis),
        Chapter("maksud", "Maksud dan Tujuan", purpose),
        Chapter("lingkup", "Ruang Lingkup", scope),
        Chapter("simpulan", "Simpulan", conclusions),
        Chapter("saran", "Saran", suggestions),
    )
}
