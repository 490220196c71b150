"""python -m bench.rush"""

from __future__ import annotations
import os, secrets, tempfile, sys
from pathlib import Path
from bench import burst
from bench.databases import postgres, postgres_tools
from bench.hall_of_300 import prepare
from bench.servers import serving
from bench.figures import report


def main():
    with (
        tempfile.TemporaryDirectory(prefix="balai-bench-") as folder,
        postgres(postgres_tools()) as address,
    ):
        if "pg" not in sys.argv:
            address = ""
        settings = {
            "BALAI_DATA": folder,
            "BALAI_SECRET_KEY": secrets.token_hex(32),
            "BALAI_LOG_LEVEL": "INFO",
            "BALAI_DEMO": "0",
            "BALAI_DATABASE": address,
        }
        os.environ.update(settings)
        event, ways = prepare(14)
        if address:
            import psycopg

            with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as c:
                c.execute("CREATE TABLE floor (text TEXT)")
        with (
            serving(Path(folder), "bench.floor", **settings) as floor,
            serving(Path(folder), **settings) as ours,
        ):
            report(burst.burst(floor, ours, event, ways, "pg" if address else "SQLite"))


main()
