"""Our side of the painter: one child process a picture, since what it opens is hostile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, NamedTuple

from app import files, turns
from app.config import ROOT
from app.logs import log
from app.materials.painter import TOO_MUCH

LARGEST = 2 * 1024 * 1024  # bytes of an answer that we read

# `import app` would load the whole web application into the child: it gets an `app` that is
# nothing but the folder.
START = (
    "import sys, types; app = types.ModuleType('app'); app.__path__ = [sys.argv[1]];"
    " sys.modules['app'] = app; from app.materials.painter import main; main()"
)


class Unpaintable(ValueError):
    """The file is broken, hostile or too large to be shown; or it has no such page."""


class TooLarge(Unpaintable):
    """A picture of more pixels than we open."""


class Look(NamedTuple):
    width: int  # pixels at most
    height: int
    quality: int  # of the JPEG, to begin with
    most: int  # bytes
    patience: float  # seconds


class Painted(NamedTuple):
    pages: int  # that the whole file has
    jpeg: bytes


def paint(stored_as: str, extension: str, number: int, look: Look) -> Painted:
    """A page of a kept file as JPEG. Raises Unpaintable, or files.Gone."""
    kind = "pdf" if extension == "pdf" else "photo"
    return _ask(files.chunks(stored_as), kind, number, look)


def paint_photo(content: bytes, look: Look) -> bytes:
    """A JPG, PNG or WebP, known by its bytes, as a JPEG without a past. Raises Unpaintable."""
    return _ask([content], "photo", 1, look).jpeg


@turns.let_others()
def _ask(content: Iterable[bytes], kind: str, number: int, look: Look) -> Painted:
    size = [look.width, look.height, look.quality, look.most]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed words and numbers
        [sys.executable, "-c", START, str(ROOT / "app"), kind, *map(str, [number, *size])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its complaints quote the file
        env=_environment(),
    )
    alarm = threading.Timer(look.patience, child.kill)
    alarm.start()
    try:
        _give(content, child.stdin)  # type: ignore[arg-type]
        answer = child.stdout.read(LARGEST)  # type: ignore[union-attr]
        code = child.wait()
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
        child.stdout.close()  # type: ignore[union-attr]
    if code != 0:
        log.warning("unpaintable", extra={"fields": {"kind": kind, "code": code}})
        raise TooLarge if code == TOO_MUCH else Unpaintable
    pages, _, jpeg = answer.partition(b"\n")
    return Painted(int(pages), jpeg)


def _give(content: Iterable[bytes], pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError), pipe:  # it has ended already, and its code tells how
        for piece in content:
            pipe.write(piece)


def _environment() -> dict[str, str]:
    """No secrets of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"LANG": "C.UTF-8"}
