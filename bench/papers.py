"""What a daftar hadir costs, beside the page one would write first. `python -m bench.papers`

CPU seconds depend on the machine and on its neighbours; the ratio in the last line does not.
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
from app.papers.press import Job, Press
from app.papers.roll import filled

NAMES = (
    "Ahmad Fauzi Siregar",
    "Dewi Lestari Panjaitan",
    "H. Muhammad Ridwan Lubis, S.Sos., M.Si.",
    "Siti Aminah Marpaung, S.E.",
    "Zulkifli",
)
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
    roll = filled([_attendance(rng, n) for n in range(people)])
    start = datetime(2026, 2, 4, 2, tzinfo=UTC)
    event = Event(code="bench234", title="Sosialisasi", place="Aula", starts_at=start)
    office = Office.blank()
    office.government, office.name = "Pemerintah Kota Tanjungbalai", "Dinas Ketenagakerjaan"
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"SECRET_KEY": "b" * 40, "DATA": folder, "LOG_LEVEL": "CRITICAL"})
        with app.test_request_context():
            return compose(event, office, roll)


def _attendance(rng: random.Random, n: int) -> Attendance:
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


def ours(job: Job, rounds: int = 6) -> Cost:
    """The best of a few papers from a warm worker."""
    press = Press()
    try:
        made = [press.make(job) for _ in range(rounds + 1)][1:]
    finally:
        press.stop()
    return Cost(min(m.cpu for m in made), len(made[0].content), made[-1].peak_mb)


def naive(job: Job) -> Cost:
    """Automatic table, collapsed borders, a PNG a signature, all in WeasyPrint's defaults."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(job.signatures.values()))
        file.flush()
        command = [sys.executable, "-W", "ignore", str(NAIVE), file.name]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    cpu, size, peak = done.stdout.split()
    return Cost(float(cpu), int(size), int(peak))


def main() -> None:
    three, thousand = job_of(300), job_of(1000)
    rows = [
        ("300 drawn signatures", ours(three), "<= 1.3 s, <= 250 KB"),
        ("1,000 drawn signatures", ours(thousand, 3), "<= 3.3 s, <= 300 MB"),
        ("300, the naive page", naive(three), ""),
    ]
    print(f"{'daftar hadir, tagged':26}{'CPU':>8}{'file':>10}{'peak':>9}  to reach")
    for name, cost, goal in rows:
        print(f"{name:26}{cost.cpu:6.2f} s{cost.size / 1000:7.0f} KB{cost.peak_mb:6} MB  {goal}")
    print(f"naive : ours = {rows[2][1].cpu / rows[0][1].cpu:.1f}  (>= 2.2)")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
