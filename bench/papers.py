"""What a daftar hadir costs, beside the page one would write first. `python -m bench.papers`

Each CPU figure is the lowest of several rounds, in which all papers take turns: whatever else runs
on this machine only ever adds to it. The ratio is of the same rounds.
"""

from __future__ import annotations

import math
import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from app import create_app
from app.attendees import signature
from app.attendees.models import Attendance, Method, Part
from app.events.models import Event
from app.office.models import Office
from app.papers.attendance_list import compose
from app.papers.press import Job, NoPaper, Press
from app.papers.roll import filled
from bench.figures import Figure, at_least, at_most, report

NAMES = (
    "Ahmad Fauzi Siregar",
    "Dewi Lestari Panjaitan",
    "H. Muhammad Ridwan Lubis, S.Sos., M.Si.",
    "Siti Aminah Marpaung, S.E.",
    "Zulkifli",
)
ROUNDS = 4
NAIVE = Path(__file__).with_name("naive_paper.py")


class Cost(NamedTuple):
    cpu: float  # seconds
    size: int  # bytes
    peak_mb: int


def drawn(rng: random.Random) -> str:
    """A signature as a pad sends it (3 to 6 strokes of 150 to 300 points), as we keep it."""
    left = rng.uniform(30, 120)
    strokes = [_stroke(rng, left + rng.uniform(0, 160)) for _ in range(rng.randint(3, 6))]
    return signature.accept(signature.write(strokes))


def _stroke(rng: random.Random, x0: float) -> signature.Stroke:
    """Loops that wander to the right and grow smaller."""
    count, turns, phase = rng.randint(150, 300), rng.uniform(3, 16), rng.uniform(0, 6.3)
    wide, tall, length = rng.uniform(8, 40), rng.uniform(12, 60), rng.uniform(60, 330)
    y0, tilt = rng.uniform(80, 130), rng.uniform(-0.25, 0.1)
    points = []
    for u in (i / count for i in range(count)):
        angle = phase + turns * u + 0.5 * math.sin(3 * u + phase)
        x = x0 + length * u + wide * math.cos(angle) + rng.gauss(0, 0.25)
        y = y0 + tilt * length * u + tall * (1 - u / 2) * math.sin(angle) + rng.gauss(0, 0.25)
        points.append((round(min(600, max(0, x))), round(min(200, max(0, y)))))
    return points


def job_of(people: int) -> Job:
    """A daftar hadir with so many drawn signatures."""
    rng = random.Random(people)
    roll = filled([attendance(rng, n) for n in range(people)])
    start = datetime(2026, 2, 4, 2, tzinfo=UTC)
    event = Event(code="bench234", title="Sosialisasi", place="Aula", starts_at=start)
    office = Office.blank()
    office.government, office.name = "Pemerintah Kota Tanjungbalai", "Dinas Ketenagakerjaan"
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"SECRET_KEY": "b" * 40, "DATA": folder, "LOG_LEVEL": "CRITICAL"})
        with app.test_request_context():
            return compose(event, office, roll)


def attendance(rng: random.Random, n: int) -> Attendance:
    """Row n of a list, drawn; of no kegiatan yet."""
    return Attendance(
        number=n,
        part=Part.PARTICIPANT,
        name=NAMES[n % len(NAMES)],
        position="Kepala Lingkungan",
        place=f"Tanjungbalai Kota III / Lingk. {n % 8 + 1}",
        rank=3,
        place_key=f"12.74.02.1001/{n:04d}",
        sex="LP"[n % 2],
        represents="",
        method=Method.PHONE,
        signature=drawn(rng),
    )


class Naive:
    """Automatic table, collapsed borders, a PNG a signature, all in WeasyPrint's defaults."""

    def __init__(self, job: Job, folder: str) -> None:
        texts = Path(folder) / "signatures.txt"
        texts.write_text("\n".join(job.signatures.values()))
        command = [sys.executable, "-W", "ignore", str(NAIVE), str(texts)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def cost(self) -> Cost:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print("again", file=self._process.stdin, flush=True)
        cpu, size, peak = self._process.stdout.readline().split()
        return Cost(float(cpu), int(size), int(peak))

    def stop(self) -> None:
        """The end of its input is the end of its work."""
        self._process.communicate()


def cost(press: Press, job: Job) -> Cost:
    try:
        made = press.make(job)
    except NoPaper:  # too slow beside everything else here; another round may be better
        return Cost(math.inf, 0, 0)
    return Cost(made.cpu, len(made.content), made.peak_mb)


def measure(three: Job, thousand: Job) -> list[tuple[Cost, ...]]:
    """300, 1,000 and the naive 300 in turn, each by a warm worker of its own."""
    small, large = Press(), Press()
    with tempfile.TemporaryDirectory() as folder:
        naive = Naive(three, folder)
        try:
            rounds = [
                (cost(small, three), cost(large, thousand), naive.cost()) for _ in range(ROUNDS + 1)
            ]
        finally:
            for worker in (small, large, naive):
                worker.stop()
    return list(zip(*rounds[1:], strict=True))  # the first warms them up


def main() -> None:
    three, thousand, naive = measure(job_of(300), job_of(1000))
    cpu, cpu_of_1000, cpu_of_naive = (min(c.cpu for c in of) for of in (three, thousand, naive))
    size, naive_size = max(c.size for c in three) / 1000, naive[0].size / 1000
    report(
        [
            at_most("CPU of a daftar hadir, 300 signatures", cpu, 1.3, "s"),
            at_most("its PDF, tagged", size, 250, "KB"),
            at_most("CPU of a daftar hadir, 1,000 signatures", cpu_of_1000, 3.3, "s"),
            at_most("peak memory of its worker", max(c.peak_mb for c in thousand), 300, "MB"),
            Figure("CPU of the naive page, 300 signatures", f"{cpu_of_naive:.2f} s"),
            Figure("its PDF", f"{naive_size:,.0f} KB"),
            at_least("naive : ours, 300 signatures", cpu_of_naive / cpu, 2.2, "times"),
        ]
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
