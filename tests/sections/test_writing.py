"""Two writers of one text: whoever has read an old one sees the new one first, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Account
from app.columns import now
from app.events.models import Event
from app.extensions import db
from app.sections.models import LONGEST, Document, SectionEdit
from app.sections.queries import edits_of
from app.sections.writing import Overtaken, TooLong, section_to_write, write


@pytest.fixture
def people(make) -> list[Account]:
    return [make.account(name="Ani"), make.account(name="Budi")]


@pytest.fixture
def section(app, make, people):
    """The opening of a notula, with the text that was proposed."""
    event = make.event()
    with app.app_context():
        row = db.session.get_one(Event, event.id)
        yield section_to_write(row, Document.MINUTES, "pembukaan", "Usulan")


@pytest.fixture
def ani(people) -> Account:
    return people[0]


@pytest.fixture
def budi(people) -> Account:
    return people[1]


def texts(section):
    return [(edit.revision, edit.body, edit.editor) for edit in edits_of(section)]


def test_a_text_takes_the_place_of_the_one_that_was_read(section, ani):
    write(section, "<p>Satu</p>", 0, ani)

    assert (section.body, section.revision, section.editor) == ("<p>Satu</p>", 1, "Ani")
    assert texts(section) == [(0, "<p>Usulan</p>", "")]


def test_who_has_read_an_old_text_is_overtaken_and_both_are_kept(section, ani, budi):
    write(section, "<p>Dari Ani</p>", 0, ani)

    with pytest.raises(Overtaken) as overtaken:
        write(section, "<p>Dari Budi</p>", 0, budi)

    assert section.body == "<p>Dari Ani</p>"
    assert overtaken.value.mine == "<p>Dari Budi</p>"
    assert texts(section)[0] == (None, "<p>Dari Budi</p>", "Budi")


def test_a_lost_text_that_is_sent_again_is_kept_once(section, ani, budi):
    write(section, "<p>Dari Ani</p>", 0, ani)
    for _ in range(3):
        with pytest.raises(Overtaken):
            write(section, "<p>Dari Budi</p>", 0, budi)

    assert [text for text in texts(section) if text[0] is None] == [
        (None, "<p>Dari Budi</p>", "Budi")
    ]


def test_who_then_chooses_the_own_text_leaves_the_other_in_the_history(section, ani, budi):
    write(section, "<p>Dari Ani</p>", 0, ani)

    write(section, "<p>Dari Budi</p>", 1, budi)

    assert section.body == "<p>Dari Budi</p>"
    assert texts(section)[0] == (1, "<p>Dari Ani</p>", "Ani")


def test_the_same_text_again_changes_nothing_even_late(section, ani):
    write(section, "<p>Satu</p>", 0, ani)

    write(section, "<p>Satu</p>", 0, ani)

    assert section.revision == 1


def test_a_page_that_did_not_hear_of_its_own_change_is_not_overtaken_by_it(section, ani):
    write(section, "<p>Satu</p>", 0, ani, "a" * 32)

    write(section, "<p>Satu dua</p>", 0, ani, "a" * 32)

    assert (section.body, section.revision) == ("<p>Satu dua</p>", 2)
    with pytest.raises(Overtaken):
        write(section, "<p>Lain</p>", 0, ani, "b" * 32)


def test_pauses_of_one_writer_do_not_fill_the_history(section, ani, app):
    for number in range(6):
        write(section, f"<p>Kata kata {number}</p>", number, ani)
    assert len(edits_of(section)) == 1

    for edit in db.session.scalars(db.select(SectionEdit)):
        edit.edited_at = now() - timedelta(minutes=6)
    write(section, "<p>Kata kata terakhir</p>", 6, ani)

    assert len(edits_of(section)) == 2


def test_a_text_of_which_half_is_gone_is_kept_at_once(section, ani):
    write(section, "<p>" + "kata " * 50 + "</p>", 0, ani)
    write(section, "<p>kata</p>", 1, ani)

    assert texts(section)[0][1].startswith("<p>kata kata")


def test_a_text_that_is_too_long_is_refused_in_words(section, ani):
    with pytest.raises(TooLong, match=r"melebihi 40\.000 huruf.* pindahkan tabelnya ke lampiran"):
        write(section, "a" * (LONGEST + 1), 0, ani)

    assert section.revision == 0
