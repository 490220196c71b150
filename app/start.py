"""make run: prepare the data folder, then serve.

One process prepares; the server and the worker are forked from it, so that the application is
loaded once. Everything here may happen twice, at the same time, and be cut off at any moment.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from sqlalchemy.exc import OperationalError

from app import create_app, files, jobs, schema
from app.addresses import PortTaken, claim, own_addresses, reachable_address
from app.backups.databases import CannotCopy
from app.backups.upgrading import upgrade_safely
from app.config import THREADS, BadSetting, read_settings
from app.demo.story import load_demo
from app.directory.official import load_first_regions
from app.extensions import db
from app.forks import die_with_parent, settle, told_once
from app.logs import log
from app.welcome import welcome_when_ready
from app.worker import AGAIN, Worker

CONNECTIONS = 3_000  # at once; a hall keeps a thousand open, and deploy/ allows 4,096 files
MOST_HEAD = 32 * 1024  # bytes of address and headers; 431 where it is twice as much at the latest
STOP_WITHIN = 5  # seconds, for requests that are being answered


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a server to stop: no traceback
    os.umask(0o077)  # database and files hold personal data: nobody else on this machine reads them
    multiprocessing.set_start_method("fork")
    wanted = arguments()
    with failures_told():
        port = claim(wanted.host, wanted.port)
        app = prepared_app(wanted)
    serve(app, wanted)
    port.close()


@contextmanager
def failures_told() -> Iterator[None]:
    """What keeps us from starting ends the process with one sentence."""
    try:
        yield
    except (BadSetting, PortTaken, CannotCopy, schema.NewerSchema) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The data folder cannot be used: {error}")
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {error.orig}")


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
        if app.config["FILES"]:
            apart(app)
        else:
            prepare(app)
    settle()
    return app


def prepare(app: Flask) -> None:
    with failures_told(), app.app_context():
        with schema.alone_on_database():
            upgrade_safely()
            load_first_regions()
            db.session.commit()
            if app.config["DEMO"] and not app.config["PRODUCTION"]:
                load_demo()
            files.sweep()
            db.session.remove()
        db.engine.dispose()  # who is forked opens own connections
        jobs.close(app)


def apart(app: Flask) -> None:
    """Prepare in a child: whoever has touched a bucket must not fork."""
    child = multiprocessing.Process(target=prepare, args=(app,), daemon=True)
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


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
    """Answer requests and do jobs until SIGTERM or Ctrl-C."""
    server, worker = granian(wanted), Worker(app)
    server.on_startup(worker.watch)
    server.on_startup(lambda: welcome_when_ready(app, wanted.host, wanted.port))
    try:
        while not served_to_the_end(app, server):
            # Granian replaces a process that died, but gives up when the new one dies at once.
            log.error("server died", extra={"fields": {"again_in": AGAIN}})
            time.sleep(AGAIN)
            if server.interrupt_signal:
                break
            server = granian(wanted)
    finally:
        worker.stop()


def served_to_the_end(app: Flask, server: Any) -> bool:
    """Whether somebody wanted it to stop."""
    with suppress(SystemExit):  # how it gives up
        server.serve(target_loader=lambda: in_the_server(app), wrap_loader=False)
    return bool(server.interrupt_signal)


def granian(wanted: argparse.Namespace) -> Any:
    server = Granian(
        "wsgi:app",
        address=wanted.host,
        port=wanted.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # no browser speaks 2 without TLS, and there nothing has a time-out
        workers=1,  # one process alone writes to SQLite
        blocking_threads=THREADS,
        backlog=1024,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=MOST_HEAD),
        log_enabled=False,
        websockets=False,
    )
    server.signal_handler_interrupt = told_once(server.signal_handler_interrupt)  # type: ignore[method-assign]
    return server


def in_the_server(app: Flask) -> Flask:
    die_with_parent()
    return app


if __name__ == "__main__":
    main()
