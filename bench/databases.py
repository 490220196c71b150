"""The databases that a benchmark can run on: SQLite, and a PostgreSQL server of its own.

The server is as durable as its makers ship it and is thrown away afterwards, folder and all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=200"


def postgres_tools() -> Path | None:
    """The newest ones of this machine; None where there are none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda path: float(path.parts[-3])).parent if found else None


@contextmanager
def postgres(tools: Path) -> Iterator[str]:
    """The address of its database, for BALAI_DATABASE."""
    folder = Path(tempfile.mkdtemp(prefix="balai-bench-postgres-"))
    user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)

    def run(tool: str, *words: str) -> None:
        command = [str(tools / tool), f"--pgdata={folder / 'data'}", *words]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, user=user)

    try:
        run("initdb", "--username=balai", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = SETTINGS.format(folder=folder)
        run("pg_ctl", f"--log={folder / 'log'}", "--wait", f"--options={options}", "start")
        yield f"postgresql+psycopg://balai@/postgres?host={folder}"
    finally:
        run("pg_ctl", "--mode=immediate", "stop")
        shutil.rmtree(folder)
