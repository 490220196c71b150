"""What Flask alone costs, and one row in SQLite with the same durability: the yardsticks.

python -m bench.bare serves them exactly as app.start serves Balai.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import sqlite3
import threading
from pathlib import Path

from flask import Flask, request

from app import jobs
from app.start import arguments, serve

app = Flask(__name__)
local = threading.local()


def connection() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        path = Path(os.environ["BALAI_DATA"]) / "bare.sqlite"
        local.connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        local.connection.execute("PRAGMA journal_mode = WAL")
        local.connection.execute("PRAGMA synchronous = FULL")
        local.connection.execute("CREATE TABLE IF NOT EXISTS row (text TEXT)")
    kept: sqlite3.Connection = local.connection
    return kept


@app.get("/")
@app.get("/sehat")
def hello() -> str:
    return "Halo"


@app.post("/")
def insert() -> str:
    connection().execute("INSERT INTO row (text) VALUES (?)", (request.form["text"],))
    return "Tercatat"


def main() -> None:
    multiprocessing.set_start_method("fork")
    wanted = arguments()
    app.config.from_mapping(
        BASE_URL=f"http://localhost:{wanted.port}", DATA=os.environ["BALAI_DATA"], PRODUCTION=False
    )
    app.config.from_mapping(QUEUE="", SECRET_KEY=secrets.token_hex())
    jobs.init_app(app, ())  # a worker with nothing to do, instead of one that dies each second
    serve(app, wanted)


if __name__ == "__main__":
    main()
