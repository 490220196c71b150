"""Signatures as a hand might draw them: smooth, each different, the same at every load."""

from __future__ import annotations

from random import Random

from app.attendees.signature import HEIGHT, WIDTH, accept, write

Anchor = tuple[float, float]
STEPS = 6  # points between two anchors


def draw(hand: Random) -> str:
    """A signature as the table keeps it: an initial, a running line, often a stroke below."""
    strokes = [curve(_initial(hand) + _running_line(hand))]
    if hand.random() < 0.55:
        strokes.append(curve(_underline(hand)))
    return accept(write(strokes))


def curve(anchors: list[Anchor]) -> list[tuple[int, int]]:
    """Whole points on a smooth curve through the anchors (Catmull-Rom), inside the box."""
    ends = [anchors[0], *anchors, anchors[-1]]
    points = [
        _between(ends[i : i + 4], step / STEPS)
        for i in range(len(ends) - 3)
        for step in range(STEPS)
    ]
    return [(_inside(x, WIDTH), _inside(y, HEIGHT)) for x, y in [*points, anchors[-1]]]


def _initial(hand: Random) -> list[Anchor]:
    """The first letter, large: a tall loop, a round bow, or a slash with a hook."""
    left, low, high = hand.uniform(40, 110), hand.uniform(140, 165), hand.uniform(15, 45)
    wide, middle = hand.uniform(45, 85), (low + high) / 2
    loop = [(0, low - 30), (0.5, high + 15), (1, high), (0.7, middle), (0.3, low), (0.9, low - 25)]
    bow = [(1.1, high + 20), (0.6, high), (0, middle), (0.5, low), (1.3, middle + 15)]
    bow += [(0.9, high + 25), (0.5, middle)]
    slash = [(0, high + 20), (0.8, high), (0.45, middle), (0.1, low), (-0.3, low - 20)]
    slash += [(0.5, middle + 5), (1.3, middle - 8)]
    return [(left + wide * along, y) for along, y in hand.choice([loop, bow, slash])]


def _running_line(hand: Random) -> list[Anchor]:
    """Small letters, some tall, flatter and faster towards the end, and a tail."""
    x, y = hand.uniform(150, 185), hand.uniform(95, 120)
    loops, slant, gap = hand.randint(2, 6), hand.uniform(-9, 3), hand.uniform(34, 60)
    anchors: list[Anchor] = []
    for number in range(loops):
        size = hand.uniform(14, 34) * (1 - number / (loops + 3))
        tall = hand.choice([1, 1, 1, 2.2])
        below = hand.choice([0.7, 0.7, 0.9, 2.0])
        anchors += [
            (x - size * 0.7, y + size * 0.3),
            (x, y - size * tall),
            (x + size * 0.6, y - size * 0.2),
            (x + hand.uniform(-0.3, 0.3) * size, y + size * below),
        ]
        x, y = x + gap * hand.uniform(0.85, 1.15), y + slant
    return [*anchors, (x + hand.uniform(40, 110), y + hand.uniform(-55, 25))]


def _underline(hand: Random) -> list[Anchor]:
    left, right, y = hand.uniform(90, 200), hand.uniform(380, 540), hand.uniform(150, 175)
    back = hand.uniform(0.3, 0.6)
    return [
        (right, y - hand.uniform(5, 25)),
        ((left + right) / 2, y),
        (left, y + hand.uniform(-4, 8)),
        (left + (right - left) * back, y + hand.uniform(8, 18)),
    ]


def _between(four: list[Anchor], t: float) -> Anchor:
    """The point at t on the curve from the second to the third of four anchors."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = four

    def mix(a: float, b: float, c: float, d: float) -> float:
        bend = (2 * a - 5 * b + 4 * c - d) * t + (3 * b - a - 3 * c + d) * t * t
        return b + 0.5 * t * (c - a + bend)

    return mix(ax, bx, cx, dx), mix(ay, by, cy, dy)


def _inside(value: float, limit: int) -> int:
    return min(limit, max(0, round(value)))
