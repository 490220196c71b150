"""The surat undangan as a paper: one page as a rule, and an annex with the names of the invited."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, NamedTuple

from flask import render_template

from app import wib
from app.events.models import Event, Status
from app.invitations.letters import InvitationLetter
from app.invitations.offering import letter_or_offer
from app.invitations.queries import letter_of
from app.office.queries import office
from app.papers.annex import annex_of
from app.papers.attendance_list import page_of, read_emblem, size_of
from app.papers.numbers import WORDS
from app.papers.press import Job

LINE = 5.3  # mm, of a line in 12 pt
FRAME, EMBLEM = 152, 6  # mm, of all that a letter has besides its texts, and more with an emblem
INDENT = 8  # letters
BODY, HEAD, FACT, SIGNER = 78, 50, 55, 38  # letters on a line there, on the narrowest paper


class Words(NamedTuple):
    """A letter with what stands in the kegiatan, stored or just typed."""

    letter: InvitationLetter
    number: str
    dated: date | None


def compose(event: Event) -> Job:
    """The letter as it is stored, or as it is offered before anybody has written it."""
    letter = letter_or_offer(event, office())
    return compose_words(event, Words(letter, event.letter_number, event.letter_date))


def compose_words(event: Event, words: Words, *, picture: bool = False) -> Job:
    kop = event.letterhead_and_signers(office())["office"]
    emblem = read_emblem(kop["emblem"])
    page, letter = page_of(kop), words.letter
    districts = annex_of(event) if letter.has_annex else []
    html = render_template(
        "papers/print/invitation_letter.html",
        event=event,
        letter=letter,
        number=words.number,
        dated=_dated(kop["city"], words.dated),
        date_alone=wib.plain_date(words.dated) if words.dated else DOTS,
        hours=event.hours.removeprefix("pukul "),
        signer=letter.signer.snapshot() if letter.signer else None,
        kop=kop,
        page=page,
        size=size_of(kop, bool(emblem)),
        has_emblem=bool(emblem),
        is_compact=_is_long(event, letter, page, FRAME + EMBLEM * bool(emblem)),
        districts=districts,
        numbers=WORDS,
    )
    return Job(html, {}, emblem, picture)


DOTS = "…………………………"


def why_not(event: Event) -> str:
    """What is missing before the letter can be issued; an empty text when nothing is."""
    letter, dated = letter_of(event), event.letter_date
    if event.status is Status.DRAFT:
        return "Kegiatan ini masih draf. Jadwalkan dahulu, lalu terbitkan suratnya."
    if event.status is Status.CANCELLED:
        return "Kegiatan ini dibatalkan, jadi suratnya tidak diterbitkan lagi."
    if letter is None:
        return "Surat undangan belum disusun. Isi dan simpan suratnya dahulu."
    if not event.letter_number or dated is None:
        return "Nomor dan tanggal surat belum lengkap. Isi dahulu di surat undangan."
    if letter.signer is None:
        return "Penanda tangan belum dipilih. Pilih dahulu di surat undangan."
    if not letter.signer.holds_office_on(dated):
        day = wib.plain_date(dated)
        return f"{letter.signer.full_name} tidak menjabat pada {day}. Pilih penanda tangan lain."
    return ""


def _dated(city: str, dated: date | None) -> str:
    day = wib.plain_date(dated) if dated else DOTS
    return f"{city}, {day}" if city else day


def _is_long(event: Event, letter: InvitationLetter, page: dict[str, Any], frame: int) -> bool:
    """Whether letters of 12 pt would carry the signature over to a second page."""
    signer = letter.signer
    texts = {
        BODY: letter.copy_lines,
        BODY - INDENT: letter.addressee_lines,
        HEAD: [letter.subject],
        FACT: [event.place, event.title, letter.note],
        SIGNER: [signer.signs_as, signer.rank] if signer else [],
    }
    lines = sum(ceil(len(text) / width) for width, those in texts.items() for text in those)
    indented = [*letter.opening_lines, *letter.closing_lines]
    lines += sum(ceil((INDENT + len(text)) / BODY) for text in indented)
    return frame + lines * LINE > page["height"] - page["top"] - page["bottom"]
