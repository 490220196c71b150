"""Several papers become one document: their pages, tags, bookmarks and attachments.

A page that is copied by itself loses what it is to those who listen. So the tree of tags of each
paper comes along as a branch of one tree, and the numbers by which pages find their tags go on
where those of the paper before ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from app.papers.stamping import Stamp


class Leaf(NamedTuple):
    """One paper of the bundle, on disk."""

    title: str
    path: Path


def count_pages(path: Path) -> int:
    with pikepdf.open(path) as paper:
        return len(paper.pages)


def bind(leaves: Sequence[Leaf], target: Path, between: Callable[[], None]) -> int:
    """Write the one document and return how many pages it has; `between` is called often.

    Title, language and colours are those of the first paper. What is large stays on disk until
    the end, when it is copied piece by piece.
    """
    with ExitStack() as opened:
        bound = opened.enter_context(pikepdf.open(leaves[0].path))
        book = Book(bound)
        book.take(leaves[0].title, bound, first=0)
        for leaf in leaves[1:]:
            between()
            paper = opened.enter_context(pikepdf.open(leaf.path))
            first = len(bound.pages)
            bound.pages.extend(paper.pages)
            book.take(leaf.title, paper, first)
        book.close()
        stamp, total = Stamp(bound), len(bound.pages)
        for number, page in enumerate(bound.pages, 1):
            stamp.put(page, number, total)
        between()
        bound.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return total


class Book:
    """The document that grows: one tree of tags, one list of bookmarks."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )
        self.parts: list[Any] = []
        self.owners: list[Any] = []  # number, tag or tags, number, …
        self.following = 0  # the next number by which something finds its tags
        self.bookmarks: list[OutlineItem] = []
        self.attached: dict[str, Any] = {}

    def take(self, title: str, paper: Pdf, first: int) -> None:
        """The tags, bookmarks and attachments of a paper whose pages begin at `first`."""
        is_own = paper is self.pdf
        count = len(paper.pages)
        old = paper.Root.StructTreeRoot
        tree = old if is_own else self.pdf.copy_foreign(old)
        part = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, T=String(title), P=self.document)
        )
        part.K = Array(list(_branches(tree, part)))
        self._distinguish(part)
        self.parts.append(part)
        owners = dict(pikepdf.NumberTree(tree.ParentTree).items())
        for number, tags in sorted(owners.items()):
            self.owners += [number + self.following, tags]
        for page in self.pdf.pages[first : first + count]:
            _shift(page.obj, "/StructParents", self.following)
            for annotation in page.obj.get("/Annots", []):
                _shift(annotation, "/StructParent", self.following)
        self.following += max(owners, default=-1) + 1
        self._keep_bookmarks(title, paper, first)
        if not is_own:
            self._keep_attachments(paper)

    def close(self) -> None:
        """Write the tree and the bookmarks into the document."""
        self.document.K = Array(self.parts)
        self.root.K = Array([self.document])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.root.ParentTreeNextKey = self.following
        self.pdf.Root.StructTreeRoot = self.root
        with self.pdf.open_outline() as outline:
            outline.root[:] = self.bookmarks
        self.pdf.Root.PageMode = Name.UseOutlines
        if self.attached:
            names = Array([part for one in sorted(self.attached.items()) for part in one])
            files = self.pdf.make_indirect(Dictionary(Names=names))
            self.pdf.Root.Names = Dictionary(EmbeddedFiles=files)
            self.pdf.Root.AF = Array(list(self.attached.values()))

    def _distinguish(self, part: Any) -> None:
        """Names of cells are unique in a paper; in the book, the number of the part is added."""
        n = len(self.parts)
        for tag in _below(part):
            if "/ID" in tag:
                tag.ID = String(f"{n}.{tag.ID}")
            shape = tag.get("/A")
            if isinstance(shape, Dictionary) and "/Headers" in shape:
                shape.Headers = Array([String(f"{n}.{one}") for one in shape.Headers])

    def _keep_bookmarks(self, title: str, paper: Pdf, first: int) -> None:
        pages: dict[Any, int] = {page.objgen: n for n, page in enumerate(paper.pages)}
        item = OutlineItem(title, first, "Fit")
        with paper.open_outline() as outline:
            for old in outline.root:
                where = old.destination
                if isinstance(where, Array) and where[0].objgen in pages:
                    item.children.append(
                        OutlineItem(old.title, first + pages[where[0].objgen], "Fit")
                    )
        if len(item.children) == 1:
            item.children.clear()  # the name of the paper once more
        self.bookmarks.append(item)

    def _keep_attachments(self, paper: Pdf) -> None:
        for name, attached in paper.attachments.items():
            free = f"{len(self.parts)}-{name}" if name in self.attached else name
            self.attached[free] = self.pdf.copy_foreign(attached.obj)


def _branches(tree: Any, part: Any) -> Iterator[Any]:
    """What stands directly below the whole of a paper, now below its part of the book."""
    for whole in _kids(tree):
        for branch in _kids(whole) if Name.Document == whole.S else [whole]:
            branch.P = part
            yield branch


def _below(tag: Any) -> Iterator[Any]:
    waiting = [tag]
    while waiting:
        tag = waiting.pop()
        yield tag
        waiting += [kid for kid in _kids(tag) if isinstance(kid, Dictionary) and "/S" in kid]


def _kids(tag: Any) -> list[Any]:
    kids = tag.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _shift(thing: Any, key: str, by: int) -> None:
    if key in thing:
        thing[key] = int(thing[key]) + by
