"""What people may format, whatever they paste; and the same in plain letters, losing nothing."""

from __future__ import annotations

import random

import pytest

from app import rich_text
from app.rich_blocks import MOST_COLUMNS
from tests.growth import EVENLY, growth

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal{}</style></head>
<body lang=IN><!--StartFragment--><h1 style='mso-x:y'>Pembukaan<o:p></o:p></h1>
<p class=MsoNormal><b><span style='font-size:12.0pt'>Kepala Dinas</span></b><span lang=IN> membuka
<i>acara</i>.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Pedagang</p>
<p class=MsoListParagraphCxSpLast
style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.
<span>&nbsp; </span></span>Pasar</p><table class=MsoTableGrid border=1><tr><td>
<p class=MsoNormal>A</p>
</td><td><p>B</p><p>C</p></td></tr></table>
<img src="data:image/png;base64,AA"><!--EndFragment--></body>"""
GOOGLE = (
    '<b style="font-weight:normal" id="docs-internal-guid"><p>'
    '<span style="font-weight:700">Tebal</span>'
    '<span style="font-weight:400;font-style:italic"> miring</span></p>'
    "<ul><li><p>satu</p></li><ul><li><p>dua</p></li></ul></ul></b>"
)
LIBRE_OFFICE = (
    '<p style="margin-bottom: 0cm"><font face="Liberation Serif"><b>Tebal</b></font></p><p><br></p>'
    "<ol><li><p>satu</p></li></ol>"
)


def test_a_text_from_word_becomes_clean():
    assert rich_text.clean(WORD) == (
        "<h3>Pembukaan</h3><p><strong>Kepala Dinas</strong> membuka <em>acara</em>.</p>"
        "<ul><li>Pedagang<ol><li>Pasar</li></ol></li></ul>"
        '<table class="bergaris"><tbody><tr><td>A</td><td>B<br>C</td></tr></tbody></table>'
    )


def test_a_text_from_google_becomes_clean():
    assert rich_text.clean(GOOGLE) == (
        "<p><strong>Tebal</strong> <em>miring</em></p><ul><li>satu<ul><li>dua</li></ul></li></ul>"
    )


def test_a_text_from_libreoffice_becomes_clean():
    assert rich_text.clean(LIBRE_OFFICE) == "<p><strong>Tebal</strong></p><ol><li>satu</li></ol>"


def test_a_table_stays_without_lines_where_somebody_wants_it_so():
    table = '<table class="polos lain" onclick="x"><tr><th>A</th><th>B</th></tr>'
    table += "<tr><td>1</td></tr></table>"

    assert rich_text.clean(table) == (
        '<table class="polos"><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr>'
        "</tbody></table>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p onclick="alert(1)" hx-get="/keluar" style="position:fixed">teks</p>',
        '<a href="javascript:alert(1)">teks</a>',
        "<svg><script>alert(1)</script></svg>",
        "<style>@import url(//evil)</style>",
        '<link rel=attachment href="file:///etc/passwd">',
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    ],
)
def test_nothing_that_acts_gets_through(hostile):
    cleaned = rich_text.clean(hostile)

    for word in ("script", "onerror", "onclick", "hx-", "style", "href", "src", "url", "="):
        assert word not in cleaned.replace("{{ 7 * 7 }}", "")


def test_hidden_letters_go_and_marks_do_not_pile_up():
    cleaned = rich_text.clean("<p>a\u202eb\u200bc" + "\u0301" * 500 + "</p>")

    assert "\u202e" not in cleaned
    assert len(cleaned) < 40


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ("satu\ndua\n\ntiga", "<p>satu<br>dua</p><p>tiga</p>"),
        ("## Judul\nteks", "<h3>Judul</h3><p>teks</p>"),
        ("- satu\n  - dua\n- tiga", "<ul><li>satu<ul><li>dua</li></ul></li><li>tiga</li></ul>"),
        (
            "- satu\n  masih **satu\n  dan** ini\nteks",
            "<ul><li>satu<br>masih <strong>satu</strong>"
            "<br><strong>dan</strong> ini</li></ul><p>teks</p>",
        ),
        ("1. satu\n2. dua", "<ol><li>satu</li><li>dua</li></ol>"),
        ("**tebal** dan *miring*", "<p><strong>tebal</strong> dan <em>miring</em></p>"),
        ("2 * 3 dan <b>", "<p>2 * 3 dan &lt;b&gt;</p>"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |",
            '<table class="bergaris"><tbody><tr><th>A</th><th>B</th></tr>'
            "<tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "[tabel polos]\n| 1 | 2 |",
            '<table class="polos"><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
        ),
    ],
)
def test_simple_marks_become_formats(marks, html):
    assert rich_text.from_plain(marks) == html


def test_one_wide_row_makes_no_table_of_millions_of_cells():
    typed = "|" + "a|" * 1_000 + "\n|b|" * 1_000

    assert rich_text.from_plain(typed).count("<td>") == 1_001 * MOST_COLUMNS


@pytest.mark.parametrize(
    "written",
    [
        rich_text.clean(f"<table><tr>{''.join(f'<td>{n}</td>' for n in range(1, 15))}</table>"),
        rich_text.from_plain(f"|{'|'.join(str(n) for n in range(1, 15))}|"),
    ],
)
def test_what_stands_right_of_the_last_column_is_read_in_it(written):
    assert written.endswith("<td>11</td><td>12<br>13<br>14</td></tr></tbody></table>")
    assert rich_text.clean(written) == written
    assert rich_text.from_plain(rich_text.plain(written)) == written


def test_a_row_is_wide_from_its_thirteenth_cell_on():
    rows = {f"|{'|'.join('a' * cells)}{end}" for cells in (1, 12) for end in ("", "|", " | ")}

    assert not any(rich_text.is_wide(f"Kata | lain\n{row}") for row in rows)
    assert rich_text.is_wide(f"Kata\n  |{'|'.join('a' * 13)}")
    assert not rich_text.is_wide("|" + r"a\|" * 13 + "|")
    assert not rich_text.is_wide("a|" * 13)


def test_what_was_formatted_comes_back_from_simple_marks_as_it_was():
    parts = (
        "<p> </p> <b> </b> <i> </i> <br> <ul> <li> </ul> <ol> </ol> <table> <tr> <td> <th> </table>"
    )
    parts += r" <h2> </h2> - 1. ## * ** \ | kata [tabel &lt; # \n"
    tokens = [*parts.split(" "), " ", "\n", "[tabel polos]"]
    dice = random.Random(4)
    for _ in range(300):
        cleaned = rich_text.clean("".join(dice.choice(tokens) for _ in range(25)))

        assert rich_text.clean(cleaned) == cleaned
        assert rich_text.from_plain(rich_text.plain(cleaned)) == cleaned


@pytest.mark.parametrize(
    "monster",
    [
        "<div>" * 50_000,
        "<b>" * 50_000,
        "<ul><li>" * 30_000,
        "<table><tr><td>" * 20_000,
        "<table><tr>" + "<td>a" * 20_000,
        "|a" * 20_000,
        "<p>" * 100_000,
        "<" * 300_000,
        '<p style="' + "mso-list:" * 30_000 + '">x</p>',
        "* " * 100_000,
        "\u0301" * 300_000,
        "<ul>" + "<li>a</li>" * 10_000,
        "a<br>" * 20_000,
        "- a\n" * 20_000,
        "- a\n" + "  b\n" * 2_000,
    ],
)
def test_a_monster_is_cleaned_soon(monster):
    assert growth(rich_text.clean, monster) < EVENLY
    assert growth(rich_text.from_plain, monster) < EVENLY
