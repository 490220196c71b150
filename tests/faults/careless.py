"""The server with `synchronous = NORMAL`, as it must not run: proof that power cuts show."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from app import start


@event.listens_for(Engine, "connect")
def be_careless(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")


if __name__ == "__main__":
    start.main()
