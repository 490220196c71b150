"""The second start, and the memory of all processes after some work: python -m bench.start"""

from __future__ import annotations

import tempfile
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.figures import Figure, at_most, memory_of_tree, quiet_moment, report
from bench.servers import Server, serving

REQUESTS = 300
AT_ONCE = 16


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with serving(data) as first:
            figures = [Figure("first start, everything installed", f"{first.seconds:.2f} s")]
        with serving(data) as again:
            figures.append(at_most("second start", again.seconds, 5, "s"))
            quiet_moment()
            idle = memory_of_tree(again.process.pid)
            figures.append(at_most("memory, idle", idle, 250, "MB"))
            pages, papers = work(again)
            words = f"memory after {pages} pages and {papers} PDF"
            figures.append(at_most(words, memory_of_tree(again.process.pid), 250, "MB"))
            doubled = memory_of_tree(again.process.pid, "Rss")
            figures.append(Figure("the same, shared pages counted in each", f"{doubled:.2f} MB"))
    report(figures)


def work(server: Server) -> tuple[int, int]:
    """Open pages as staff and phones do, then print the list of the finished kegiatan."""
    browser, codes = server.logged_in("admin"), server.codes()
    done, today = codes["selesai"], codes["berlangsung"]
    paths = [
        "/",
        "/direktori",
        "/kegiatan",
        f"/kegiatan/{done}",
        f"/meja/{today}",
        f"/layar/{today}",
    ]

    def open_page(number: int) -> int:
        try:
            return len(browser.get(paths[number % len(paths)]))
        except urllib.error.HTTPError:
            return 0

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        pages = sum(size > 0 for size in crowd.map(open_page, range(REQUESTS)))
    lists = f"/kegiatan/{done}/hadir"
    paper = browser.send(lists, f"{lists}/daftar-hadir.pdf")
    return pages, int(paper.startswith(b"%PDF"))


if __name__ == "__main__":
    main()
