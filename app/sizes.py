"""How we show the sizes of files: `812 kB`, `3,1 MB`."""

from __future__ import annotations

KB, MB = 1024, 1024 * 1024


def show(size: int) -> str:
    """Rounded as people read it, with a comma; never 0 for something that is there."""
    if size < 1000 * KB:
        return f"{max(1, round(size / KB))} kB" if size else "0 kB"
    return f"{size / MB:.1f}".replace(".", ",").removesuffix(",0") + " MB"
