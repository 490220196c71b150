"""Rows that the worker draws itself look, read and listen like the table that WeasyPrint sets."""

import io
import re

import pikepdf
import pytest

from app.attendees.models import Method, Part
from app.papers import plain_rows
from app.papers.letters import Letters
from app.papers.plain_rows import PLAIN
from app.papers.typesetter import FONTS, ROOT

PEOPLE = [
    ("Zulkifli", "Lurah", "Perwira"),
    ("Siti Aminah Marpaung, S.E.", "Kepala Lingkungan", "Tanjungbalai Kota III / Lingk. 11"),
    ("H. Muhammad Ridwan Lubis, S.Sos., M.Si.", "", "Dinas Ketenagakerjaan"),
    ("Dr. (H.C.) Ir. Abdul-Rahman Al-Habsyi Nasution, S.T.", "Operator SIPD/SIKS-NG", ""),
    ("W" * 31, "Kepala Seksi Pemberdayaan Masyarakat dan Ketenagakerjaan", "PT Maju-Jaya/Cab. 12"),
    ("AVATAR To Ta. Yeyet’s Éloïse", "Ketua LPM", "Jalan T. Tinggi 11/12; RT: 1-11"),
]
METHODS = {3: Method.HELPED, 4: Method.PAPER, 5: Method.PAPER}
OTHERS = 16  # for a second page


@pytest.fixture
def event(make):
    make.office()
    event = make.event()
    for n, (name, position, place) in enumerate(PEOPLE, 1):
        make.attendance(
            event,
            name=name,
            position=position,
            place=place,
            part=Part.PARTICIPANT,
            phone=f"+628119876{n:04d}",
            represents="Lurah Perwira" if n == 1 else "",
            method=METHODS.get(n, Method.PHONE),
            signature=None if n in METHODS else "10,10 400,100",
        )
    for _ in range(OTHERS):
        make.attendance(event, part=Part.PARTICIPANT)
    return event


@pytest.fixture
def as_table(monkeypatch):
    """From now on no row is drawn."""
    return lambda: monkeypatch.setattr(plain_rows, "PLAIN", re.compile("(?!)"))


def pdf_of(browser, event, **fields):
    answer = browser.post(f"/kegiatan/{event.code}/hadir/daftar-hadir.pdf", data=fields)
    assert answer.status_code == 200
    return answer.data


def words_of(text_of, pdf):
    """(page, word, four coordinates in points), in a fixed order."""
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    found = [
        (page, word, *map(float, box))
        for page, text in enumerate(text_of(pdf, "-bbox").split("<page "))
        for *box, word in re.findall(pattern, text)
    ]
    return sorted(found, key=lambda word: (word[0], round(word[3]), round(word[2])))


def is_drawn(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return b"/TD <</MCID" in document.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("fields", [{}, {"hp": "y"}])
def test_every_word_stands_where_a_table_would_put_it(staff, event, text_of, as_table, fields):
    drawn = pdf_of(staff, event, **fields)
    as_table()
    table = pdf_of(staff, event, **fields)

    assert is_drawn(drawn)
    assert not is_drawn(table)
    pairs = list(zip(words_of(text_of, drawn), words_of(text_of, table), strict=True))
    assert [mine[:2] for mine, _ in pairs] == [other[:2] for _, other in pairs]
    for mine, other in pairs:
        assert mine[2:] == pytest.approx(other[2:], abs=0.1), mine[1]


def tags_of(pdf):
    """Rows of the list as (tag, heads, alt of a figure inside) of each cell."""
    rows = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TR":
                cells = [(str(c.S), len(c.A.get("/Headers", [])), _alt(c)) for c in thing.K]
                rows += [cells] if len(cells) == 5 and cells[0][0] == "/TD" else []
    return rows


def _alt(cell):
    kids = [kid for kid in cell.K if isinstance(kid, pikepdf.Dictionary)]
    return next((str(kid.Alt) for kid in kids if "/Alt" in kid), None)


def test_each_cell_is_tagged_with_its_head_and_each_signature_has_words(staff, event, as_table):
    drawn = tags_of(pdf_of(staff, event))
    as_table()
    table = tags_of(pdf_of(staff, event))

    assert len(drawn) == len(PEOPLE) + OTHERS
    assert drawn == table
    assert drawn[0] == [("/TD", 1, None)] * 4 + [("/TD", 1, "Tanda tangan Zulkifli")]
    assert drawn[2][4] == ("/TD", 1, None)


def test_all_that_is_marked_on_a_page_has_one_owner(staff, event):
    with pikepdf.open(io.BytesIO(pdf_of(staff, event))) as document:
        owners = document.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(document.pages):
            marks = re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
            mine = owners[2 * number + 1]
            assert sorted(map(int, marks)) == list(range(len(mine)))
            for mark, owner in enumerate(mine):
                assert mark in [kid for kid in owner.K if isinstance(kid, int)]


def test_who_listens_hears_two_words_where_a_line_ends(staff, event, facts_of):
    tree = facts_of(pdf_of(staff, event), "-struct-text")

    assert '"Kepala Lingkungan"' in tree
    assert '"Zulkifli a.n. Lurah Perwira"' in tree


@pytest.mark.parametrize("name", ["Ani!", "محمد", "x\u0301", "Siti " * 25, "a_b", "Nguyễn"])
def test_what_is_not_plain_is_left_to_the_table(make, staff, text_of, name):
    make.office()
    event = make.event()
    make.attendance(event, name=name, part=Part.PARTICIPANT)

    assert not is_drawn(pdf_of(staff, event))


def test_where_names_have_no_room_a_table_finds_some(make, staff):
    make.office(margin_left=60, margin_right=60)
    event = make.event()
    make.attendance(event, part=Part.PARTICIPANT)

    assert not is_drawn(pdf_of(staff, event))


def test_our_typeface_has_all_plain_letters():
    letters = Letters((ROOT / "static" / "fonts" / FONTS["balai:Regular"]).read_bytes())
    plain = {chr(n) for n in range(0x3000) if PLAIN.fullmatch(chr(n))} - {"\n"}

    assert "’" in plain
    assert plain <= set(letters.widths)
