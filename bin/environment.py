"""Make a machine ready for Balai: Python packages, system libraries, compressed static files.

Standard library only: this runs before anything is installed.

    python bin/environment.py run        what the server needs
    python bin/environment.py test       that, and what tests, checks and benchmarks need
    python bin/environment.py postgres   that, and a PostgreSQL server
    python bin/environment.py browsers   instead of that server, the browsers of other makers
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from glob import glob
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"  # stands there while packages are being installed
TEST = ["test", "run"]  # the first is installed
LISTS = {"run": ["run"], "test": TEST, "postgres": TEST, "browsers": TEST}

# What WeasyPrint loads, and the package of Debian and Ubuntu that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FOR_TESTS = {"libatomic.so.1": "libatomic1"}  # Playwright's driver loads it
PROGRAMS = {
    "chromium": ["chromium", "fonts-liberation"],
    "pdftotext": ["poppler-utils"],  # reads our PDFs back
}
# Without these some faults of tests/faults are left out, with a word about it.
FOR_FAULTS = {
    "/usr/bin/strace": "strace",
    "/usr/lib/*/faketime/libfaketimeMT.so.1": "libfaketime",
    "/usr/sbin/nginx": "nginx-light",
}
BROWSERS = {
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",  # WebKitGTK's browser needs a screen
}


class Missing(Exception):
    """Something that we may not install; the text says what a person should do."""


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    with (ROOT / ".balai-setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once: the second waits, then finds all
        install_system_packages(purpose)
        install_python_packages(purpose)
        compress_static_files()


# -- Python packages


def install_python_packages(purpose: str) -> None:
    """A virtual environment with exactly the versions and files that requirements/*.txt name."""
    if all(is_installed(name) for name in LISTS[purpose]) and PYTHON.exists():
        return
    say("Installing Python packages; this takes a minute, once.")
    create_environment()
    UNFINISHED.touch()
    wanted = LISTS[purpose][0]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    hashed = ["--no-input", "--only-binary", ":all:", "--require-hashes"]
    call([*pip, *hashed, "-r", str(requirements(wanted))], "Python packages could not be installed")
    for name in LISTS[purpose]:
        stamp(name).write_text(fingerprint(name))
    UNFINISHED.unlink()


def create_environment() -> None:
    """One that was left half made, or whose Python is gone, is made anew."""
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"]).returncode == 0
    if works and not UNFINISHED.exists():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    call([sys.executable, "-m", "venv", str(VENV)], "No virtual environment could be made")


def requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def stamp(name: str) -> Path:
    return VENV / f"{name}.installed"


def fingerprint(name: str) -> str:
    return hashlib.sha256(requirements(name).read_bytes()).hexdigest()


def is_installed(name: str) -> bool:
    try:
        return not UNFINISHED.exists() and stamp(name).read_text() == fingerprint(name)
    except FileNotFoundError:
        return False


# -- packages of the system


def install_system_packages(purpose: str) -> None:
    packages = lacking(purpose)
    if packages:
        apt_install(packages)
    if purpose != "run" and may_install_quietly():
        optional = lacking_for_faults()
        with suppress(Missing):
            if optional:
                apt_install(optional)


def lacking(purpose: str) -> list[str]:
    """The packages of Debian and Ubuntu that bring what is not there yet."""
    packages = [] if VENV.exists() or can_make_environments() else [venv_package()]
    libraries = LIBRARIES if purpose == "run" else LIBRARIES | FOR_TESTS
    packages += [package for library, package in libraries.items() if not loads(library)]
    if purpose != "run":
        for program, names in PROGRAMS.items():
            packages += [] if shutil.which(program) else names
    if purpose == "postgres" and not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        packages += ["postgresql"]
    if purpose == "browsers":
        packages += [name for program, name in BROWSERS.items() if not shutil.which(program)]
    return packages


def lacking_for_faults() -> list[str]:
    return [name for place, name in FOR_FAULTS.items() if not glob(place)]


def may_install_quietly() -> bool:
    """In a container of its own: elsewhere nginx would be started, and asks for port 80."""
    has_services = Path("/run/systemd/system").exists()
    return os.geteuid() == 0 and bool(shutil.which("apt-get")) and not has_services


def can_make_environments() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def venv_package() -> str:
    """Debian's own Python goes by `python3`, others by their number."""
    own = Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()
    return "python3-venv" if own else f"python3.{sys.version_info.minor}-venv"


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    names = " ".join(packages)
    advice = f"Balai needs these system packages: {names} (apt-get install {names})."
    if not shutil.which("apt-get"):
        raise Missing(advice)
    if os.geteuid() != 0 and not may_sudo():
        raise Missing(advice.replace("(apt-get", "(sudo apt-get"))
    say(f"Installing system packages: {names}.")
    install = [*as_root(), "apt-get", "install", *QUIET, "--no-install-recommends", *packages]
    if not knows_packages() or subprocess.run(install, capture_output=True).returncode:
        call([*as_root(), "apt-get", "update", *QUIET], advice)
        call(install, advice)


QUIET = ["-y", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]


def as_root() -> list[str]:
    asks_nothing = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return asks_nothing if os.geteuid() == 0 else ["sudo", "-n", *asks_nothing]


def may_sudo() -> bool:
    return bool(shutil.which("sudo")) and not subprocess.run(["sudo", "-n", "true"]).returncode


def knows_packages() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


# -- static files


def compress_static_files() -> None:
    """Write .gz and .br beside them; old ones go first, so that no stale file is ever served."""
    static = ROOT / "static"
    made = [path for path in static.rglob("*") if path.suffix in {".gz", ".br"}]
    files = sorted(path for path in static.rglob("*") if path.is_file() and path not in made)
    state = hashlib.sha256()
    for path in files:
        state.update(f"{path.relative_to(ROOT)} ".encode() + path.read_bytes())
    note = ROOT / ".balai-setup.static"
    if made and note.exists() and note.read_text() == state.hexdigest():
        return
    for path in made:
        path.unlink()
    command = [str(PYTHON), "-m", "whitenoise.compress", "-q", str(static)]
    call(command, "Static files could not be compressed")
    note.write_text(state.hexdigest())


# -- small things


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def call(command: list[str], complaint: str) -> None:
    """Run it silently; when it fails, show what it printed and what that means."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode:
        say(result.stdout.strip())
        raise Missing(complaint)


if __name__ == "__main__":
    try:
        main()
    except Missing as missing:
        say(str(missing))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
