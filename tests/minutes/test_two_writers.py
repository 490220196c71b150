"""Two petugas write the same part at once: the second sees both texts, and nothing is lost."""

from __future__ import annotations

import pytest

from app.sections.models import Section, SectionEdit
from tests.minutes.paper import write


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def ani(make, log_in):
    return log_in(make.account(name="Ani"))


@pytest.fixture
def budi(make, log_in):
    return log_in(make.account(name="Budi"))


def overtake(ani, budi, event, **more):
    """Both have read the same; Ani saves first."""
    write(ani, event, "Dari Ani", base="0")
    return write(budi, event, "Dari Budi", base="0", **more)


def test_the_second_sees_both_texts(ani, budi, event, rows):
    page = overtake(ani, budi, event)

    assert page.status_code == 409
    assert "<p>Dari Ani</p>" in page.text
    assert "<p>Dari Budi</p>" in page.text
    assert [section.body for section in rows(Section)] == ["<p>Dari Ani</p>"]


def test_the_second_text_is_in_the_history_even_when_its_window_is_closed(ani, budi, event, rows):
    overtake(ani, budi, event)

    assert [(edit.revision, edit.body) for edit in rows(SectionEdit)][-1] == (
        None,
        "<p>Dari Budi</p>",
    )
    page = ani.get(f"/kegiatan/{event.code}/notula/bagian/pembukaan/riwayat").text
    assert "Tidak terpakai" in page
    assert "Dari Budi" in page


def test_who_chooses_the_own_text_keeps_the_other_in_the_history(ani, budi, event, rows):
    page = overtake(ani, budi, event).text
    base = page.split('name="base" value="')[1].split('"')[0]

    write(budi, event, "<p>Dari Budi</p>", base=base, marks="html")

    assert [section.body for section in rows(Section)] == ["<p>Dari Budi</p>"]
    assert "<p>Dari Ani</p>" in [edit.body for edit in rows(SectionEdit)]


def test_without_javascript_both_can_be_merged_by_hand(ani, budi, event):
    page = overtake(ani, budi, event).text

    assert "Dari Ani\n\nDari Budi</textarea>" in page


def test_hostile_texts_of_a_conflict_are_inert(ani, budi, event):
    evil = "<script>alert(1)</script><b onclick=x>tebal</b>"
    write(ani, event, evil, base="0", marks="html")
    by_script = {"X-Requested-With": "balai-editor"}
    data = {"text": evil + "<p>lain</p>", "marks": "html", "base": "0"}

    page = budi.post(
        f"/kegiatan/{event.code}/notula/bagian/pembukaan", data=data, headers=by_script
    )

    assert page.status_code == 409
    assert "alert" not in page.text
    assert "onclick" not in page.text


def test_different_parts_do_not_disturb_each_other(ani, budi, event, rows):
    write(ani, event, "Dari Ani", base="0")

    assert write(budi, event, "Dari Budi", "keputusan", base="0").status_code == 303


def test_a_text_that_is_too_long_stays_on_the_screen(ani, event):
    page = write(ani, event, "kata " * 9_000, base="0")

    assert page.status_code == 413
    assert "melebihi 40.000 huruf" in page.text
    assert "kata kata kata" in page.text


@pytest.mark.parametrize(("many", "status"), [(400, 303), (3_000, 413)])
def test_no_row_of_a_long_table_is_lost_without_a_word(ani, event, many, status):
    names = [f"<tr><td>Warga {number}</td></tr>" for number in range(1, many + 1)]

    page = write(ani, event, f"<table>{''.join(names)}</table>", base="0", marks="html")

    assert page.status_code == status
    shown = page if status == 413 else ani.get(page.location)
    assert f"Warga {many}" in shown.text


@pytest.mark.parametrize("base", ["", "-1", "99999999999999999999", "abc"])
def test_a_base_that_makes_no_sense_is_no_base(ani, event, base):
    write(ani, event, "Satu", base="0")

    assert write(ani, event, "Dua", base=base).status_code == 409
