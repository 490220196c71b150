"""File names as people see them: what they wrote, without what tricks a reader or a machine."""

from __future__ import annotations

import re
import unicodedata

from app.letters import with_few_marks

LONGEST = 200  # letters, extension included
LONGEST_EXTENSION = 8
NAMELESS = "berkas"

# Windows takes these for devices, whatever stands behind the first dot.
DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)
FORBIDDEN = re.compile(r'[<>:"|?*]')  # by Windows; browsers, too, write _ instead
JOINERS = "\u200d\ufe0f"  # make one picture of two emoji
BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters that show nothing
HIDDEN_MARKS = {"\u034f", *map(chr, range(0x180B, 0x1810)), *map(chr, range(0xFE00, 0xFE10))}


def shown_name(name: str) -> str:
    """The name without folders and without invisible or forbidden letters, at most 200 long."""
    last = re.split(r"[/\\]", re.sub(r"^[A-Za-z]:", "", name))[-1]
    line = FORBIDDEN.sub("_", _visible(last)).strip().rstrip(". ")
    stem, dot, extension = line.rpartition(".")
    if not dot or not _is_extension(extension):
        stem, extension = line, ""
    stem = stem.lstrip(".-~ ").rstrip(". ") or NAMELESS
    if DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    ending = f".{extension}" if extension else ""
    return stem[: LONGEST - len(ending)].rstrip(f". {JOINERS}") + ending


def extension_of(name: str) -> str:
    """In small letters and without its dot; empty if there is none. Judged as it is shown."""
    extension = shown_name(name).rpartition(".")[2]
    return extension.lower() if _is_extension(extension) and "." in shown_name(name) else ""


def _is_extension(text: str) -> bool:
    return text.isascii() and text.isalnum() and len(text) <= LONGEST_EXTENSION


def _visible(text: str) -> str:
    """One line of composed letters; emoji keep what joins them."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", with_few_marks(text)):
        if char in JOINERS:
            if kept and _is_picture(kept[-1]):
                kept.append(char)
        elif char.isspace() or char in BLANK_LETTERS:
            kept.append(" ")
        elif char not in HIDDEN_MARKS and not _is_hidden(char):
            kept.append(char)
    return " ".join("".join(kept).split())


def _is_hidden(char: str) -> bool:
    # Controls, direction overrides, lone surrogates and zero-width marks.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not _is_picture(char)


def _is_picture(char: str) -> bool:
    # Also those that are younger than the Unicode tables of our Python.
    in_emoji = "\U0001f000" <= char <= "\U0001faff"
    return in_emoji or char == "\ufe0f" or unicodedata.category(char) in {"So", "Sk"}
