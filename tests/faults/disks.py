"""A small disk of our own, which can be filled to the last byte."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from tests.faults.tally import CannotHere

INSIDE = "FAULTS_MAY_MOUNT"  # set where mounts are ours and vanish with us


def go_where_we_may_mount(module: str) -> None:
    """Start this program anew in a namespace in which it may mount. Raises CannotHere."""
    if INSIDE in os.environ:
        return
    flags = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    command = ["unshare", *flags]
    trial = [*command, "sh", "-c", "mount -t tmpfs -o size=1m balai /mnt"]
    if not shutil.which("unshare") or subprocess.run(trial, capture_output=True).returncode:
        raise CannotHere("nothing may be mounted here (unshare --mount is forbidden)")
    words = [*command, sys.executable, "-m", module, *sys.argv[1:]]
    os.execvpe(words[0], words, os.environ | {INSIDE: "1"})


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="balai-disk-") as folder:
        size = f"size={megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "balai", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No byte is left until the block ends."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for piece in (16 * 1024 * 1024, 64 * 1024, 4096):
            write_until_full(file, bytes(piece))
    try:
        yield
    finally:
        filler.unlink()


def write_until_full(file: FileIO, piece: bytes) -> None:
    try:
        while True:
            file.write(piece)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
