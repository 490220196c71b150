"""One page laid out once and handed out many times, with other words in its gaps each time.

To lay out a page costs WeasyPrint a hundred times as much as to write four lines over it. The gaps
are pictures called `isi:<key>`: they lie in its `cache` (see `ink`), and when one is drawn the
words of all copies are set where it stands. All pages then share what the first one draws; each
has a stream with its own words, and tags of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydyf import PDF, Array, Dictionary, Stream, String

from app.papers.letters import Letters

PT, LEADING = 96 / 72, 1.2
LEAST = 7 * PT  # px; smaller than that nothing is written
BOLD = 600
OWN, TAG = "isi:", "/Span"

Fonts = Callable[[bool, set[str]], tuple[str, Letters]]  # what the PDF calls it: bold, letters used


class TooLong(Exception):
    """What stands around the gaps fills more than a page."""


class Words(NamedTuple):
    """What one gap says in each copy, ready to be written."""

    mark: int
    lines: list[str]


class Gap:
    """A place for words, as WeasyPrint draws a picture: in the size of its type or smaller."""

    def __init__(self, texts: Sequence[str], fonts: Fonts) -> None:
        self.texts, self.fonts = texts, fonts
        self.words: Words | None = None

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[None, None, None]:
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Leave nothing on the page itself: its mark goes to the streams of the copies."""
        operators = stream.stream
        at = len(operators) - 1 - operators[::-1].index(b"BDC")
        mark = operators[at - 1]["MCID"]
        operators[at - 2 : at + 1] = ["/Artifact", b"BMC"]
        name, letters = self.fonts(style["font_weight"] >= BOLD, set("".join(self.texts)))
        a, b, c, d, e, f = stream.ctm.values
        place = f"q {a:.4f} {b:.4f} {c:.4f} {d:.4f} {e:.3f} {f:.3f} cm"
        centred = style["text_align_all"] == "center"
        self.words = Words(
            mark,
            [
                f"{place} {_set(text, letters, name, width, height, style['font_size'], centred)} Q"
                for text in self.texts
            ],
        )


class Copies:
    """All copies of a page; `texts` says for each of them what stands in which gap."""

    def __init__(self, texts: Sequence[Mapping[str, str]], fonts: Fonts) -> None:
        self.count = len(texts)
        keys = texts[0] if texts else {}
        self.gaps = {f"{OWN}{key}": Gap([one[key] for one in texts], fonts) for key in keys}

    def multiply(self, pdf: PDF) -> None:
        """Make the pages. Raises TooLong where the first one has become two."""
        if not self.count:
            return
        if pdf.pages["Count"] != 1:
            raise TooLong
        reference = pdf.page_references[0]
        page = _find(pdf, reference)
        root = _find(pdf, pdf.catalog["StructTreeRoot"])
        nums = _find(pdf, root["ParentTree"])["Nums"]
        document = _find(pdf, root["K"][0])
        self._name_gaps(pdf)
        owners, shared, branches = list(nums[1]), page["Contents"], list(document["K"])
        page["Contents"] = Array([self._own(pdf, 0), shared])
        for n in range(1, self.count):
            new = Dictionary(page | {"StructParents": n})
            new["Contents"] = Array([self._own(pdf, n), shared])
            pdf.add_page(new)
            known: dict[Any, Any] = {reference: new.reference}
            document["K"] += [_clone(pdf, one, n, known) for one in branches]
            own = [known.get(one) or _clone(pdf, one, n, known) for one in owners]
            nums += [n, Array(own)]  # what stands in a margin has tags beside the tree

    def _own(self, pdf: PDF, n: int) -> bytes:
        """The words of one copy."""
        written = [gap.words for gap in self.gaps.values() if gap.words]
        shown = [f"{TAG} <</MCID {one.mark}>> BDC {one.lines[n]} EMC" for one in written]
        stream = Stream(["0 g", *shown], compress=True)
        pdf.add_object(stream)
        reference: bytes = stream.reference
        return reference

    def _name_gaps(self, pdf: PDF) -> None:
        """Who listens hears words, no picture."""
        for tag in pdf.objects:
            if isinstance(tag, Dictionary) and "Alt" in tag and tag["Alt"].string in self.gaps:
                tag["S"] = TAG
                del tag["Alt"], tag["A"]


def _set(
    text: str,
    letters: Letters,
    name: str,
    width: float,
    height: float,
    largest: float,
    centred: bool,
) -> str:
    """The words in the largest size at which they fit, in the middle of the height."""
    size = largest
    lines = letters.lines(text, width / size * 1000)
    while size > LEAST and (
        len(lines) * size * LEADING > height or (len(lines) > 1 and size > largest / 2)
    ):
        size = max(size - 1, LEAST)
        lines = letters.lines(text, width / size * 1000)
    baseline = (LEADING + (letters.ascent - letters.descent) / 1000) / 2 * size
    top = (height - len(lines) * size * LEADING) / 2
    shown = []
    for n, (wide, codes) in enumerate(lines):
        x = (width - wide / 1000 * size) / 2 if centred else 0
        y = top + n * LEADING * size + baseline
        shown.append(f"1 0 0 -1 {x:.2f} {y:.2f} Tm {codes} TJ")
    return f"BT /{name} {size:.2f} Tf {' '.join(shown)} ET"


def _clone(pdf: PDF, reference: bytes, n: int, known: dict[Any, Any]) -> bytes:
    """A branch of the tree of tags once more, for another page."""
    old = _find(pdf, reference)
    new = Dictionary(old)
    pdf.add_object(new)
    known[reference] = new.reference
    new["P"] = known.get(old["P"], old["P"])
    new["Pg"] = known[old["Pg"]]
    if "ID" in old:
        new["ID"] = _other(old["ID"], n)
    if "Headers" in old.get("A", {}):
        headers = Array([_other(one, n) for one in old["A"]["Headers"]])
        new["A"] = Dictionary(old["A"] | {"Headers": headers})
    new["K"] = Array([k if isinstance(k, int) else _clone(pdf, k, n, known) for k in old["K"]])
    made: bytes = new.reference
    return made


def _other(name: String, n: int) -> String:
    return String(f"{n}.{name.string}")


def _find(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
