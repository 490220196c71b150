"""The works that take longer than a request: the bundle, and certificates for a whole hall.

Each is a function of the order and of `report(done, total, step)`, which writes down how far it is
and raises where somebody has cancelled. It may be begun again from the start at any time: what it
leaves behind is one file, under the name of the order.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app.certificates.queries import certificates_of, series_of
from app.events.models import Event
from app.papers.binding import Leaf, bind, count_pages
from app.papers.bundle import Collected, collect, count_steps, print_long
from app.papers.bundle_papers import Entry, compose_index
from app.papers.bundle_zip import entry_of, write_zip
from app.papers.certificate_paper import compose_for, name_of
from app.papers.composers import COMPOSERS
from app.papers.kinds import Kind, Work
from app.papers.models import Order
from app.papers.press import Job, NoPaper, Press
from app.papers.workshop import result_path, workshop

Report = Callable[[int, int, str], None]
Result = tuple[Path, str]  # the file, and the name under which it is handed over
INDEX, BINDING, PACKING = "Daftar Isi", "Menyatukan semua halaman", "Menyusun berkas ZIP"


def bundle_pdf(order: Order, report: Report) -> Result:
    """One document with an index in front, bookmarks, and page numbers of its own."""
    event = order.event
    with workshop(order.code) as folder, own_press() as press:
        total = count_steps(event) + 2
        step = _steps(report, total)
        collected = collect(event, folder, press, step)
        step(INDEX)
        index = _index(event, collected, folder / "00.pdf", press)
        step(BINDING)
        leaves = [Leaf(piece.title, piece.path) for piece in collected.pieces]
        target = result_path(f"{order.code}.pdf")
        bind([Leaf(INDEX, index), *leaves], target, lambda: report(total - 1, total, BINDING))
    return target, f"{_name('spj', event)}.pdf"


def bundle_zip(order: Order, report: Report) -> Result:
    event = order.event
    with workshop(order.code) as folder, own_press() as press:
        total = count_steps(event) + 1
        step = _steps(report, total)
        collected = collect(event, folder, press, step)
        step(PACKING)
        target = result_path(f"{order.code}.zip")
        write_zip(event, collected, target, lambda what: report(total - 1, total, what))
    return target, f"{_name('spj', event)}.zip"


def certificates_pdf(order: Order, report: Report) -> Result:
    """All in one document: that is one piece of work."""
    event = order.event
    report(0, 1, Kind.CERTIFICATES.label)
    target = result_path(f"{order.code}.pdf")
    with own_press() as press:
        target.write_bytes(print_long(press, COMPOSERS[Kind.CERTIFICATES].compose(event)))
    return target, f"{_name('sertifikat', event)}.pdf"


def certificates_zip(order: Order, report: Report) -> Result:
    """A PDF for each, the same as each of them can download alone."""
    event = order.event
    series = series_of(event)
    certificates = certificates_of(event)
    if series is None:
        raise NoPaper
    target = result_path(f"{order.code}.zip")
    with own_press() as press, zipfile.ZipFile(target, "w") as archive:
        for n, one in enumerate(certificates):
            report(n, len(certificates), f"Lembar {n + 1} dari {len(certificates)}")
            content = print_long(press, compose_for(event, series, [one]))
            archive.writestr(entry_of(f"{name_of(series, one)}.pdf", event.day), content)
    return target, f"{_name('sertifikat', event)}.zip"


MAKERS = {
    Work.BUNDLE_PDF: bundle_pdf,
    Work.BUNDLE_ZIP: bundle_zip,
    Work.CERTIFICATES_PDF: certificates_pdf,
    Work.CERTIFICATES_ZIP: certificates_zip,
}


@contextmanager
def own_press() -> Iterator[Press]:
    """Whoever prints for long does not share the press of those who wait for one paper."""
    press = Press()
    try:
        yield press
    finally:
        press.stop()


def _index(event: Event, collected: Collected, path: Path, press: Press) -> Path:
    """Printed again where it is longer than was thought: its own pages count, too."""
    own = 0
    while own == 0 or count_pages(path) != own:
        own = count_pages(path) if own else 1
        path.write_bytes(print_long(press, _index_of(event, collected, own)))
    return path


def _index_of(event: Event, collected: Collected, own: int) -> Job:
    entries, following = [], own + 1
    for piece in collected.pieces:
        entries.append(Entry(piece.title, piece.note, following, piece.pages, piece.sha256))
        following += piece.pages
    return compose_index(event, entries, collected.missing, following - 1)


def _steps(report: Report, total: int) -> Callable[[str], None]:
    """One step further each time it is told what comes next."""
    done = count()
    return lambda what: report(next(done), total, what)


def _name(kind: str, event: Event) -> str:
    return f"{kind}-{event.day.isoformat()}-{event.code}"
