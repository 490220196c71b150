"""Lighthouse (mobile) on the pages of participants, and vnu on these and on those of staff.

    make audit

Starts a fresh demo, scans, signs, logs in and saves each page as its reader gets it. Both tools
come from the npm registry into a folder that is thrown away. Exits with 1 when vnu finds an error
or Lighthouse gives less than 100 for accessibility, best practices or SEO.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for `bench`, whose server and phone we use

from app import create_app  # noqa: E402
from app.attendees import door  # noqa: E402
from app.columns import now  # noqa: E402
from app.events.models import Event  # noqa: E402
from app.extensions import db  # noqa: E402
from bench.phone import HIDDEN, PERSON, SIGNATURE  # noqa: E402
from bench.servers import Browser, Server, serving  # noqa: E402

SECRET = "only-for-this-audit-of-our-own-pages"
TOOLS = ("lighthouse@13.5.0", "vnu-jar@26.9.27")
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}
HTMX = "Attribute .hx-.*"  # htmx has its own attributes; vnu knows only those of HTML
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ON_PURPOSE = "is-crawlable"  # search engines shall not keep pages of a hall
MUST_BE_FULL = ("accessibility", "best-practices", "seo")
CHROME = "--headless --no-sandbox --disable-gpu --disable-background-networking"
STAFF = (
    *("/", "/kegiatan", "/kegiatan/baru", "/kegiatan/{today}", "/kegiatan/{today}/ubah"),
    *("/kegiatan/{today}/undangan", "/kegiatan/{done}", "/kegiatan/{done}/hadir"),
    *("/meja/{today}", "/layar/{today}", "/direktori", "/direktori/impor", "/direktori/orang/baru"),
    *("/pengaturan/kop", "/pengaturan/pejabat", "/pengaturan/akun"),
    *("/akun/kata-sandi", "/akun/perangkat"),
)


def main() -> None:
    lacking = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if lacking:
        sys.exit(f"make audit needs these system packages: {' '.join(lacking)}.")
    with tempfile.TemporaryDirectory(prefix="balai-audit-") as name:
        folder = Path(name)
        tools = install(folder)
        with serving(folder / "data", BALAI_SECRET_KEY=SECRET) as server:
            good = audit(server, tools, folder)
    sys.exit(not good)


def install(folder: Path) -> Path:
    """The folder of npm's packages."""
    if given := os.environ.get("AUDIT_TOOLS"):
        return Path(given) / "node_modules"
    command = ["npm", "install", "--silent", "--no-fund", "--no-audit", *TOOLS]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "node_modules"


def audit(server: Server, tools: Path, folder: Path) -> bool:
    guest, signer, staff = Browser(server.base), Browser(server.base), server.logged_in("admin")
    codes = server.codes()
    named = {"done": codes["selesai"], "today": codes["berlangsung"]}
    walked = ["/masuk", *walk(guest, server, named["today"])]
    receipt = sign(signer, server, named["today"])
    pages = folder / "pages"
    pages.mkdir()
    rooms = [(staff, path.format(**named)) for path in STAFF]
    for browser, path in [*((guest, path) for path in walked), (signer, receipt), *rooms]:
        file = pages / ("page-" + re.sub(r"\W+", "-", path).strip("-") + ".html")
        try:
            file.write_bytes(browser.get(path))
        except HTTPError as error:
            raise SystemExit(f"{path} answered {error.code}.") from error
    good = validate(tools, pages)
    for browser, path in [*((guest, path) for path in walked), (signer, receipt)]:
        good &= lighthouse(tools, folder, server.base + path, cookies(browser))
    return good


def walk(guest: Browser, server: Server, code: str, which: int = 0) -> list[str]:
    """Scan, and choose the first or last (-1) of everything; hands back the addresses."""
    paths = [f"/h/{code}"]
    guest.get(f"/h/{code}?k={key(server, code)}")
    for room in ("kelurahan", "wilayah", "orang"):
        found = re.findall(rf'href="(/h/{code}/{room}/\d+)"', guest.get(paths[-1]).decode())
        if not found:
            raise SystemExit(f"No way from {paths[-1]} to {room}.")
        paths.append(found[which])
    return paths


def sign(signer: Browser, server: Server, code: str) -> str:
    """Sign as another participant; hands back the address of the receipt."""
    person = walk(signer, server, code, which=-1)[-1]
    page = signer.get(person).decode()
    fields = dict(HIDDEN.findall(page)) | dict(PERSON.findall(page)) | {"signature": SIGNATURE}
    del fields["csrf_token"]
    signer.send(person, f"/h/{code}/hadir", **fields)
    return f"/r/{code}"


def key(server: Server, code: str) -> str:
    """What the QR on the projector carries now."""
    app = create_app({"SECRET_KEY": SECRET, "DATA": str(server.data)})
    with app.app_context():
        event = db.session.scalars(db.select(Event).where(Event.code == code)).one()
        found = door.code(event, now())
        db.engine.dispose()
    return found


def cookies(browser: Browser) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.jar)


def validate(tools: Path, pages: Path) -> bool:
    jar = str(tools / "vnu-jar" / "build" / "dist" / "vnu.jar")
    command = ["java", "-jar", jar, "--skip-non-html", "--filterpattern", HTMX, str(pages)]
    result = subprocess.run(command, capture_output=True, text=True)
    print(f"vnu, {len(list(pages.iterdir()))} pages")
    print(result.stderr.replace(f"file:{pages}/", "  ") or "  nothing found")
    return result.returncode == 0


def lighthouse(tools: Path, folder: Path, address: str, cookie: str) -> bool:
    headers, report = folder / "headers.json", folder / "report.json"
    headers.write_text(json.dumps({"Cookie": cookie}))
    chosen = [f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={headers}"]
    chosen += [f"--skip-audits={ON_PURPOSE}"]
    output = ["--output=json", f"--output-path={report}", f"--chrome-flags={CHROME}"]
    subprocess.run(
        [tools / ".bin" / "lighthouse", address, "--quiet", *chosen, *output],
        check=True,
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or "", "CI": "1"},
    )
    return show(json.loads(report.read_text()))


def show(report: dict[str, Any]) -> bool:
    """Print scores and findings; whether what must be full is full."""
    scores = {name: round(100 * part["score"]) for name, part in report["categories"].items()}
    print("lighthouse", report["finalDisplayedUrl"], scores, flush=True)
    for name, found in report["audits"].items():
        if found["score"] is not None and found["score"] < 0.9:
            print("  ", name, found["score"], found.get("displayValue", ""))
    return all(scores[name] == 100 for name in MUST_BE_FULL)


if __name__ == "__main__":
    main()
