"""vnu on every page; Lighthouse (mobile) on what a participant sees and on staff's main pages.

    make audit                    all of it; about ten minutes
    bin/audit --or-skip           where the tools cannot be had: say so, and end well (for CI,
                                  whose machine is shared: speed is shown there and not judged)

vnu reads the pages that the tests know (tests/house.py), all in one go. Lighthouse opens those of
a fresh demo: scans, signs, logs in. Both tools come from the npm registry into a folder that is
thrown away, or from AUDIT_TOOLS. Exits with 1 when vnu finds an error or a page scores too low.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bin")]

from audit_lighthouse import LEAST, Lighthouse, report  # noqa: E402
from environment import Missing, apt_install  # noqa: E402

TOOLS = ("lighthouse@13.5.0", "vnu-jar@26.9.27")
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}
PATIENCE = 300  # seconds for npm
HTMX = "Attribute .hx-.*"  # htmx has its own attributes; vnu knows only those of HTML


def main() -> None:
    if "--or-skip" in sys.argv:
        LEAST["performance"] = 0
    with tempfile.TemporaryDirectory(prefix="balai-audit-") as name:
        folder = Path(name)
        try:
            tools = install(folder)
            browser = Lighthouse(tools / ".bin" / "lighthouse", folder)
        except Missing as missing:
            end_without(str(missing))
        good = validate(tools, save_pages(folder))
        good &= report(browser.scores())
    sys.exit(not good)


def end_without(why: str) -> None:
    """The tools are not to be had on this machine."""
    if "--or-skip" not in sys.argv:
        sys.exit(why)
    print(f"The audit is SKIPPED on this machine. {why}", flush=True)
    sys.exit(0)


def install(folder: Path) -> Path:
    """The folder of npm's packages."""
    lacking = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if lacking:
        apt_install(lacking)
    if given := os.environ.get("AUDIT_TOOLS"):
        return Path(given) / "node_modules"
    command = ["npm", "install", "--no-fund", "--no-audit", "--loglevel=error", *TOOLS]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise Missing(f"npm did not end within {PATIENCE} s.") from late
    if done.returncode:
        raise Missing(f"npm could not install {' and '.join(TOOLS)}: {done.stderr.strip()[-300:]}")
    return folder / "node_modules"


# -- every page of the house, through vnu


def save_pages(folder: Path) -> Path:
    """Each as its reader gets it, in a file that is called like its address."""
    pages = folder / "pages"
    pages.mkdir()
    subprocess.run([sys.executable, "-m", "tests.saved_pages", pages], cwd=ROOT, check=True)
    return pages


def validate(tools: Path, pages: Path) -> bool:
    jar = str(tools / "vnu-jar" / "build" / "dist" / "vnu.jar")
    command = ["java", "-jar", jar, "--skip-non-html", "--filterpattern", HTMX, str(pages)]
    result = subprocess.run(command, capture_output=True, text=True)
    print(f"vnu, {len(list(pages.iterdir()))} pages")
    print(result.stderr.replace(f"file:{pages}/", "  ") or "  nothing found", flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    main()
