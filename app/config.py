"""Settings with their defaults. Each can be set by an environment variable BALAI_<NAME>."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Of the one web process: 64 may wait to write, 18 send files, and pages are shown all the same.
THREADS = 96

DEFAULTS: dict[str, Any] = {
    "PRODUCTION": False,  # cookies over HTTPS only, secret and address must be given
    "SECRET_KEY": "",  # signs tickets and forms; at least 32 characters
    "DATA": str(ROOT / "data"),  # database and files when nothing else is set
    "DEMO": True,  # load the sample data once, on a new installation that is no production
    "DATABASE": "",  # an SQLAlchemy address; empty: SQLite in DATA
    "BASE_URL": "http://localhost:8000",  # every link that leaves the house begins with it
    "HOSTS": "",  # further host names we answer to, comma separated
    "PROXIES": 0,  # how many proxies of our own stand in front and set X-Forwarded-*
    "LIMITS": "memory://",  # where counters of wrong tries live: memory:// or redis://…
    "UPLOAD_MB": 10,  # largest request body, where a page does not say otherwise
    "FILE_MB": 25,  # largest file among the materials
    "EVENT_MB": 200,  # all materials of one kegiatan together
    "CLAMAV": "",  # malware scanner: unix:/run/clamav/clamd.ctl or tcp:host:3310; empty: none
    "TRUST": "",  # PEM file with the roots whose electronic signatures are sure; empty: none is
    "FILES": "",  # where files live: s3://bucket/prefix; empty: in DATA
    "BACKUPS": "",  # folder of the backups; empty: in DATA
    "QUEUE": "",  # where jobs wait: redis://…; empty: in DATA
    "SMTP": "",  # mail server: smtp://user:password@host:587 or smtps://…; empty: no e-mail
    "MAIL_FROM": "",  # address that letters come from; needed with SMTP
    "LOG_LEVEL": "INFO",
}

# Words that stand in guides and examples; none of them is a secret.
KNOWN_SECRETS = {"dev", "secret", "changeme", "change-me", "balai", "test", "rahasia"}
SHORTEST_SECRET = 32  # characters
MAIL_SERVER = re.compile(r"(smtps?://([^@/\s]+@)?(\[[0-9a-fA-F:]+\]|[^:/@\[\]\s]+)(:\d{1,5})?/?)?")
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
SCANNER = re.compile(r"(unix:/.+|tcp:(\[[0-9a-fA-F:]+\]|[^:\[\]]+):\d{1,5})?")


class BadSetting(RuntimeError):
    """A setting that the application refuses to start with; the text says what to do."""


def read_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """The defaults, overridden by BALAI_* variables of the same type.

    Raises BadSetting when a number or a yes/no cannot be read.
    """
    settings = dict(DEFAULTS)
    for name, default in DEFAULTS.items():
        text = environ.get(f"BALAI_{name}")
        if text is not None:
            settings[name] = _as_type_of(default, name, text)
    return settings


def _as_type_of(default: Any, name: str, text: str) -> Any:
    if isinstance(default, bool):
        if text.lower() not in {"0", "1", "true", "false", "yes", "no", ""}:
            raise BadSetting(f"BALAI_{name} must be 0 or 1, not {text!r}.")
        return text.lower() in {"1", "true", "yes"}
    if isinstance(default, int):
        if not text.isdecimal():
            raise BadSetting(f"BALAI_{name} must be a whole number, not {text!r}.")
        return int(text)
    return text


def check_settings(settings: Mapping[str, Any]) -> None:
    """Refuse places that are none, a poor secret, and a production without an address."""
    _check_places(settings)
    secret = settings["SECRET_KEY"]
    if not secret:
        raise BadSetting("Set BALAI_SECRET_KEY (at least 32 random characters) before starting.")
    if not settings["PRODUCTION"]:
        return
    if len(secret) < SHORTEST_SECRET or secret.strip("-_ ").lower() in KNOWN_SECRETS:
        raise BadSetting("BALAI_SECRET_KEY is too short or well known: use 32 random characters.")
    if len(set(secret)) < 8:
        raise BadSetting("BALAI_SECRET_KEY is too regular: use 32 random characters.")
    if not settings["BASE_URL"].startswith("https://"):
        raise BadSetting("Production needs BALAI_BASE_URL=https://… for its links and cookies.")


def _check_places(settings: Mapping[str, Any]) -> None:
    if settings["FILES"] and not re.fullmatch(r"s3://[^/]+(/.*)?", settings["FILES"]):
        raise BadSetting("BALAI_FILES must be s3://bucket/prefix, or empty: files are in DATA.")
    if settings["QUEUE"] and not settings["QUEUE"].startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("BALAI_QUEUE must be redis://…, or empty: jobs wait in DATA.")
    if settings["TRUST"] and not _holds_certificates(Path(settings["TRUST"])):
        raise BadSetting("BALAI_TRUST must be a PEM file with certificates, or empty.")
    if not SCANNER.fullmatch(settings["CLAMAV"]):
        raise BadSetting("BALAI_CLAMAV must be unix:/path or tcp:host:port, or empty.")
    if not MAIL_SERVER.fullmatch(settings["SMTP"]):
        raise BadSetting("BALAI_SMTP must be smtp://user:password@host:587 or smtps://…, or empty.")
    if settings["SMTP"] and not MAIL_ADDRESS.fullmatch(settings["MAIL_FROM"]):
        raise BadSetting("BALAI_MAIL_FROM must be the address that e-mails come from.")


def _holds_certificates(file: Path) -> bool:
    """Whether it can be read and looks like it; what is in it is read with the first signature."""
    try:
        return b"-----BEGIN CERTIFICATE-----" in file.read_bytes()
    except OSError:
        return False
