"""The short-lived process that reads and makes signatures: one file, within limits, no secrets.

It writes no file, opens no connection, and is asked and answers in frames.
"""

from __future__ import annotations

import importlib
import logging
import os
import resource
import signal
import sys
from typing import Any

from app.materials.refusal import Refused
from app.papers import frames

MEMORY = 800 * 1024 * 1024  # bytes of address space
CPU = 15.0  # seconds; a list of 200 rows with its tags takes one of them


def main() -> None:
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints by mistake does not end up between the frames
    logging.disable()  # pyHanko writes down what it reads
    signatures = importlib.import_module("app.papers.signatures")
    asked, content = frames.receive(requests)
    signer = importlib.import_module("app.papers.own_key") if "key" in asked else None
    _set_limits()
    try:
        if signer:
            content = _sign(signer, asked, content)
        answer = {"signers": signatures.read(content, asked["size"], asked["trust"])}
    except Refused as refused:
        frames.send(answers, {"refused": str(refused)})
    else:
        frames.send(answers, answer, content if signer else b"")


def _sign(signer: Any, asked: dict[str, Any], content: bytes) -> bytes:
    """The key stands behind the paper."""
    end = len(content) - asked["key"]
    signed: bytes = signer.sign(
        content[:end],
        content[end:],
        asked["passphrase"],
        reason=asked["reason"],
        location=asked["location"],
    )
    return signed


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, CPU)  # nobody catches SIGPROF: the process ends
