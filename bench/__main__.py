"""make bench: run every benchmark beside this file and end with all figures in one table.

Exits with 1 when a promise is not kept or a benchmark fails. `python -m bench.NAME` runs one.
"""

from __future__ import annotations

import subprocess
import sys

from bench.figures import Figure, read_rows, table

ORDER = (
    *("sign_in", "slow_phone", "papers", "official", "directory"),
    *("upload", "polling", "questions", "rush", "start"),
)
PATIENCE = 600  # seconds for one of them


def main() -> None:
    figures: list[Figure] = []
    for name in sys.argv[1:] or ORDER:
        print(f"\n== {name}", flush=True)
        figures += run(name)
    print(f"\n== all figures\n{table(figures)}")
    sys.exit(any(figure.ok is False for figure in figures))


def run(name: str) -> list[Figure]:
    command = [sys.executable, "-m", f"bench.{name}"]
    try:
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return [Figure(f"{name} did not end within {PATIENCE} s", "", "", False)]
    print(result.stdout, flush=True)
    found = read_rows(result.stdout)
    if result.returncode and not any(figure.ok is False for figure in found):
        found.append(Figure(f"{name} failed", "", "", False))
    return found


if __name__ == "__main__":
    main()
