"""make faults: every fault beside this file at full length, and one table at the end.

Exits with 1 when something acknowledged was lost or doubled, or something else went wrong.
`python -m tests.faults.NAME` runs one.
"""

from __future__ import annotations

import subprocess
import sys

FAULTS = (
    *("kill_web", "kill_worker", "power_cut", "disk_full", "locked", "syscalls", "clock"),
    *("migration", "restore", "slow_clients"),
)
PATIENCE = 1800  # seconds for one of them


def main() -> None:
    lines, well = [], True
    for name in sys.argv[1:] or FAULTS:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.faults.{name}"]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            print(f"{name} did not end within {PATIENCE} s")
            well = False
            continue
        print(done.stdout, flush=True)
        lines += [line for line in done.stdout.splitlines() if line.startswith("|")]
        well = well and done.returncode in {0, 77}  # 77: not on this machine
    print("== all faults")
    print("\n".join(dict.fromkeys(rows(lines))))
    sys.exit(not well)


def rows(lines: list[str]) -> list[str]:
    """As one table in Markdown: each cell without its padding, the head only once."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rule = [["---"] * len(cells[0])] if cells else []
    body = [row for row in cells if not set(row[0]) <= {"-"}]
    return ["| " + " | ".join(row) + " |" for row in [*body[:1], *rule, *body[1:]]]


if __name__ == "__main__":
    main()
