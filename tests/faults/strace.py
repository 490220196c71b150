"""strace, which can write down every write of a running server, and make system calls fail."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from tests.faults.tally import CannotHere


def must_have_strace() -> str:
    """Its path. Raises CannotHere where it is missing or may not trace."""
    found = shutil.which("strace")
    if not found:
        raise CannotHere("strace is missing: apt-get install strace")
    if not _may_trace(found):
        raise CannotHere("strace may not trace here (ptrace is forbidden)")
    return found


@cache
def _may_trace(program: str) -> bool:
    command = [program, "-f", "-o", "/dev/null", "-e", "trace=none", "true"]
    return subprocess.run(command, capture_output=True).returncode == 0


@contextmanager
def injected(pid: int, calls: str, how: str, *paths: str) -> Iterator[None]:
    """These system calls of a running process go wrong for as long as the block lasts.

    With paths, only those on these files do.
    """
    command = [must_have_strace(), "-f", "-p", str(pid), "-o", "/dev/null", "-e", f"trace={calls}"]
    command += [word for path in paths for word in ("-P", path)]
    command += ["-e", f"inject={calls}:{how}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    if "attached" not in tracer.stderr.readline():
        raise CannotHere("strace could not attach to the server")
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)  # it lets go of the process, which goes on
        tracer.communicate(timeout=20)
