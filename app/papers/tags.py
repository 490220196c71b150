"""Rows that are drawn as pictures become rows of cells for those who listen to a paper.

WeasyPrint has marked each as TR > TD > Figure. The TD becomes the last of the cells, the one with
the signature; the others get one of their own. What is drawn on a page is marked by numbers, and
the page has a list of those who own them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydyf import PDF, Array, Dictionary, String

from app.papers.rows import Row


def divide(pdf: PDF, rows: Mapping[str, Row]) -> None:
    """Give the cells of all rows their tags. A picture is known by its address, as its `alt`."""
    tree = _find(pdf, _find(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    owners = dict(zip(pdf.page_references, tree["Nums"][1::2], strict=False))
    for tag in [thing for thing in pdf.objects if isinstance(thing, Dictionary)]:
        row = rows.get(tag["Alt"].string) if "Alt" in tag else None
        if row:
            _divide(pdf, row, tag, owners[tag["Pg"]])


def _divide(pdf: PDF, row: Row, figure: Dictionary, owners: Array) -> None:
    last = _find(pdf, figure["P"])
    parent, heads, first = _find(pdf, last["P"]), last["A"]["Headers"], len(owners)
    cells = [_cell_beside(last, pdf) for _ in row.cells[1:]] + [last]
    for n, (cell, words) in enumerate(zip(cells, row.cells, strict=True)):
        cell["A"] = Dictionary({"O": "/Table", "Headers": Array(heads[n : n + 1])})
        cell["K"] = Array([len(owners)] if words else [])
        if words:
            owners.append(cell.reference)
    parent["K"][:1] = [cell.reference for cell in cells]
    row.number_marks(first, len(owners))
    if row.has_pen:
        last["A"]["ColSpan"] = 2
    last["K"].append(figure.reference)
    if row.ink:
        figure["Alt"] = String(f"Tanda tangan {row.name}")
    else:
        figure["S"] = "/Span"  # nothing is drawn there
        del figure["Alt"], figure["A"]


def _cell_beside(other: Dictionary, pdf: PDF) -> Dictionary:
    cell = Dictionary({"Type": "/StructElem", "S": "/TD", "Pg": other["Pg"], "P": other["P"]})
    pdf.add_object(cell)
    return cell


def _find(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
