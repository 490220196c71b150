"""A drawn signature: strokes of points in a box of 600 × 200, never a picture, never markup.

Written as `x,y x,y;x,y x,y`: points are parted by blanks, strokes by semicolons, numbers are
whole. What a phone sends is measured here, simplified, and only then kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import dist, hypot

WIDTH, HEIGHT = 600, 200
MOST_SENT = 32_000  # letters of a form field; a slow, long signature has about 8,000
MOST_KEPT = 8_000  # letters in the table
PIECE = 64  # points that are simplified together
SHORT = 1_500  # letters; our own pages have left out what says nothing, and send less than this
LEAST_INK = 90.0  # length of all strokes; below it is a dot or a slip of the finger
LEAST_SPAN = 30  # the longer side of the box around the ink
CLOSEST = 3  # times that a small drawing is enlarged on a screen
POINT = r"(?:[0-5]?\d{1,2}|600),(?:[01]?\d{1,2}|200)"
SHAPE = re.compile(f"{POINT}(?:[ ;]{POINT})*", re.ASCII)

Point = tuple[int, int]
Stroke = list[Point]


class NotASignature(ValueError):
    """What was sent cannot be kept; the text says what to do next, in Indonesian."""


TOO_LITTLE = "Tanda tangan masih terlalu sedikit. Silakan bubuhkan tanda tangan lengkap."
UNREADABLE = "Tanda tangan tidak terbaca. Hapus, lalu bubuhkan sekali lagi."


def accept(text: str) -> str:
    """The signature as it is kept: checked, simplified, at most 8,000 letters.

    Raises NotASignature for markup, numbers outside the box, or too little ink.
    """
    if not text.strip():
        raise NotASignature("Tanda tangan belum dibubuhkan.")
    if len(text) > MOST_SENT:
        raise NotASignature(UNREADABLE)
    if not SHAPE.fullmatch(text):
        raise NotASignature(UNREADABLE)
    if not _has_ink(text):
        raise NotASignature(TOO_LITTLE)
    if len(text) <= SHORT:
        return text
    strokes = read(text)
    for tolerance in (0.8, 1.5, 3.0, 6.0):
        kept = write([simplify(stroke, tolerance) for stroke in strokes])
        if len(kept) <= MOST_KEPT:
            return kept
    raise NotASignature(UNREADABLE)


def read(text: str) -> list[Stroke]:
    """The strokes in a text. Raises NotASignature when it is written in any other way."""
    if not SHAPE.fullmatch(text):
        raise NotASignature(UNREADABLE)
    strokes = []
    for stroke in text.split(";"):
        numbers = list(map(int, stroke.replace(",", " ").split(" ")))
        strokes.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return strokes


def write(strokes: Sequence[Stroke]) -> str:
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes)


def svg_path(text: str) -> str:
    """The `d` of an SVG path with the same strokes; a dot becomes a very short line."""
    parts = []
    for stroke in read(text):
        (x, y), *rest = stroke
        parts.append(f"M{x} {y}" + ("".join(f"L{x} {y}" for x, y in rest) or "h.1"))
    return "".join(parts)


def bounds(text: str) -> tuple[int, int, int, int]:
    """The box around the ink: left, top, right, bottom."""
    numbers = [int(number) for number in text.replace(",", " ").replace(";", " ").split(" ")]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def view_box(text: str) -> str:
    """The `viewBox` of an SVG that shows the ink large; a small scribble at most three times."""
    left, top, right, bottom = bounds(text)
    width = max(right - left + 12, WIDTH // CLOSEST)
    height = max(bottom - top + 12, HEIGHT // CLOSEST)
    return f"{(left + right - width) // 2} {(top + bottom - height) // 2} {width} {height}"


def simplify(stroke: Stroke, tolerance: float) -> Stroke:
    """Leave out points that lie within `tolerance` of the line (Ramer–Douglas–Peucker).

    Piece by piece, since the whole costs the square of its length: nobody can draw a signature
    that keeps the hall waiting.
    """
    last = len(stroke) - 1
    keep = {*range(0, last, PIECE), last}
    ends = sorted(keep)
    spans = list(zip(ends, ends[1:], strict=False))
    while spans:
        first, last = spans.pop()
        farthest, distance = _farthest(stroke, first, last)
        if distance > tolerance:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [stroke[i] for i in sorted(keep)]


def _farthest(stroke: Stroke, first: int, last: int) -> tuple[int, float]:
    """The point between the two that lies farthest from their line, and how far.

    Written out in one loop: it runs a thousand times for each sign-in.
    """
    (ax, ay), (bx, by) = stroke[first], stroke[last]
    dx, dy = bx - ax, by - ay
    farthest, most = first, 0
    for i in range(first + 1, last):
        x, y = stroke[i]
        away = abs(dx * (ay - y) - dy * (ax - x)) if dx or dy else (x - ax) ** 2 + (y - ay) ** 2
        if away > most:
            farthest, most = i, away
    return farthest, most / hypot(dx, dy) if dx or dy else most**0.5


def _has_ink(text: str) -> bool:
    """Looks along the strokes until there is enough: mostly that is soon."""
    ink, (left, top, right, bottom) = 0.0, (WIDTH, HEIGHT, 0, 0)
    for stroke in text.split(";"):
        before: Point | None = None
        for point in stroke.split(" "):
            x, _, y = point.partition(",")
            here = int(x), int(y)
            left, right = min(left, here[0]), max(right, here[0])
            top, bottom = min(top, here[1]), max(bottom, here[1])
            ink += dist(before or here, here)
            before = here
            if ink >= LEAST_INK and max(right - left, bottom - top) >= LEAST_SPAN:
                return True
    return False
