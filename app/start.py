"""make run: prepare the data folder, then serve.

One process prepares; the server's worker is forked from it, so that the application is loaded
once. Everything here may happen twice, at the same time, and be cut off at any moment.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import multiprocessing
import os
import secrets
import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from sqlalchemy.exc import OperationalError

from app import create_app, files, schema
from app.addresses import PortTaken, claim, own_addresses, reachable_address
from app.config import BadSetting, read_settings
from app.demo.story import load_demo
from app.directory.official import load_first_regions
from app.extensions import db
from app.welcome import welcome_when_ready

THREADS = 64  # with 16, as many phones that send slowly keep everybody else waiting
MOST_HEAD = 64 * 1024  # bytes of address and headers; 431 beyond
STOP_WITHIN = 5  # seconds, for requests that are being answered


def main() -> None:
    os.umask(0o077)  # database and files hold personal data: nobody else on this machine reads them
    multiprocessing.set_start_method("fork")
    wanted = arguments()
    try:
        port = claim(wanted.host, wanted.port)
        app = prepared_app(wanted)
    except (BadSetting, PortTaken, schema.NewerSchema) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The data folder cannot be used: {error}")
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error.orig}")
    serve(app, wanted)
    port.close()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.start", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def prepared_app(wanted: argparse.Namespace) -> Flask:
    """The application with its secret, its tables, the regions and, once, the demo."""
    settings = read_settings(os.environ)
    data = Path(settings["DATA"])
    data.mkdir(parents=True, exist_ok=True)
    with schema.alone(data):
        app = create_app(local_settings(settings, data, wanted))
        with app.app_context(), schema.alone_on_database():
            schema.bring_up_to_date()
            load_first_regions()
            db.session.commit()
            if app.config["DEMO"] and not app.config["PRODUCTION"]:
                load_demo()
            files.sweep()
            db.session.remove()
        with app.app_context():
            db.engine.dispose()  # the worker opens its own connections
    return app


def local_settings(
    settings: dict[str, Any], data: Path, wanted: argparse.Namespace
) -> dict[str, Any]:
    """What a machine without any configuration needs so that phones beside it can join."""
    if settings["PRODUCTION"]:
        return {}
    found: dict[str, Any] = {}
    if not settings["SECRET_KEY"]:
        found["SECRET_KEY"] = kept_secret(data / "secret")
    everywhere = wanted.host in {"0.0.0.0", "::"}  # noqa: S104
    if "BALAI_BASE_URL" not in os.environ:
        host = reachable_address() if everywhere else wanted.host
        found["BASE_URL"] = f"http://{host}:{wanted.port}"
    if not settings["HOSTS"]:
        found["HOSTS"] = ",".join(own_addresses() if everywhere else [wanted.host])
    if "BALAI_LOG_LEVEL" not in os.environ:
        found["LOG_LEVEL"] = "WARNING"  # a line a request would hide the address we print
    return found


def kept_secret(path: Path) -> str:
    """The secret of this data folder, made when there is none; the lock is held."""
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    return path.read_text().strip()


def serve(app: Flask, wanted: argparse.Namespace) -> None:
    """Answer requests until SIGTERM or Ctrl-C."""
    server = Granian(
        "wsgi:app",
        address=wanted.host,
        port=wanted.port,
        interface=Interfaces.WSGI,
        workers=1,  # one process alone writes to SQLite
        blocking_threads=THREADS,
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=MOST_HEAD),
        log_enabled=False,
        websockets=False,
    )
    server.on_startup(lambda: welcome_when_ready(app, wanted.host, wanted.port))
    server.serve(target_loader=lambda: die_with_parent(app), wrap_loader=False)


def die_with_parent(app: Flask) -> Flask:
    """In the worker: should the parent be killed, nobody would ever stop us."""
    please_tell_me = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(please_tell_me, signal.SIGTERM)
    gc.collect()
    gc.freeze()  # what is loaded now stays: nobody need look through it again and again
    gc.set_threshold(10_000, 20, 20)  # objects; a page makes some thousand and leaves few behind
    return app


if __name__ == "__main__":
    main()
