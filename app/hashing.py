"""Files that are only looked at: their hash is taken while they come, and nothing of them is kept.

Where a view asks for it before the body is read, not even a temporary file holds them.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from flask import request
from werkzeug.formparser import FormDataParser


class Hashed(io.RawIOBase):
    """Where the bytes of a file go: counted, hashed and forgotten."""

    def __init__(self) -> None:
        self.sha256, self.size = hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.sha256.update(content)
        self.size += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0  # to the start, as everybody does who has written; there is nothing to read


class HashingParser(FormDataParser):
    def __init__(self, **limits: Any) -> None:
        super().__init__(**limits | {"stream_factory": _place})


def _place(*_args: Any, **_kwargs: Any) -> Any:
    """Where the parser puts a file, whatever is known of it."""
    return Hashed()


def only_hash_files() -> None:
    """The files of this request become `Hashed`. To be called before anything reads the body."""
    request.form_data_parser_class = HashingParser  # of this request alone


def sent(name: str) -> Hashed | None:
    """The file under this name; None where none was chosen, or it is empty."""
    file = request.files.get(name)
    stream = file.stream if file and file.filename else None
    return stream if isinstance(stream, Hashed) and stream.size else None
