"""What would be on the disk after a power cut, worked out from every write and every fsync.

A file holds what was written before its last fsync began. Of what was written since, each 512
bytes may have reached the disk or not, in any order: nobody has promised anything about them.
A name that was made since the start is there once its folder was synced.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RECORDED = "pwrite64,fsync,fdatasync,ftruncate"
SECTOR = 512
FOLDER = "data"  # of the server

LINE = re.compile(r"(\d+) +(\d+\.\d+) (.*)", re.DOTALL)
TOOK = re.compile(r"\) += (-?\d+).*<(\d+\.\d+)>$")
CALL = re.compile(r'(\w+)\((\d+)<([^>]*)>(?:, "((?:\\x..)*)")?(?:, (\d+))?(?:, (\d+))?')


class Call(NamedTuple):
    name: str
    path: Path
    begun: float
    ended: float
    content: bytes
    at: int  # of a write: where; of ftruncate: the new length


def calls_in(trace: Path) -> list[Call]:
    """The calls that succeeded, in the order in which they ended."""
    return sorted(_calls(trace), key=lambda call: call.ended)


def _calls(trace: Path) -> Iterator[Call]:
    begun: dict[str, tuple[str, float]] = {}
    for line in trace.read_text(errors="replace").splitlines():
        pid, stamp, words = LINE.match(line.rstrip("\n")).groups()
        moment = float(stamp)
        if words.endswith("<unfinished ...>"):
            begun[pid] = (words, moment)
        elif words.startswith("<... ") and pid in begun and TOOK.search(words):
            first, start = begun.pop(pid)
            if TOOK.search(words)[1] != "-1":
                yield _call(first, start, moment)
        elif (took := TOOK.search(words)) and took[1] != "-1":
            yield _call(words, moment, moment + float(took[2]))


def _call(words: str, begun: float, ended: float) -> Call:
    name, _fd, path, content, first, second = CALL.match(words).groups()
    at = int((second if name == "pwrite64" else first) or 0)
    return Call(name, Path(_text(path).decode()), begun, ended, _text(content or ""), at)


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def disk_after_cut(calls: list[Call], before: Path, moment: float, target: Path) -> None:
    """Write what the disk holds of balai.sqlite and its log into the folder `target`."""
    shutil.copytree(before, target)
    done = [call for call in calls if call.ended <= moment]
    under_way = [call for call in calls if call.begun <= moment < call.ended]
    for name in ("balai.sqlite", "balai.sqlite-wal"):
        synced = max((c.begun for c in done if _is_sync(c) and c.path.name == name), default=0.0)
        named = any(_is_sync(c) and c.path.name == FOLDER for c in done)
        if (before / name).exists() or named:
            mine = [c for c in (*done, *under_way) if c.path.name == name and not _is_sync(c)]
            _write(target / name, mine, synced)


def _is_sync(call: Call) -> bool:
    return call.name in {"fsync", "fdatasync"}


def _write(path: Path, calls: list[Call], synced: float) -> None:
    luck = random.choice([0.0, 0.5, 0.9])  # how much of what nobody promised has arrived
    path.touch()
    with path.open("r+b") as file:
        for call in calls:
            sure = call.ended <= synced
            if call.name == "ftruncate":
                if sure or random.random() < luck:
                    file.truncate(call.at)
                continue
            for start in range(0, len(call.content), SECTOR):
                if sure or random.random() < luck:
                    file.seek(call.at + start)
                    file.write(call.content[start : start + SECTOR])
