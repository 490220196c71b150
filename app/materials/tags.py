"""The tags of an XML part, one after another, without building anything in memory.

defusedxml guards whole parsers; all we need are expat's events, with its rule: no document type,
since that is how XML names other files or explodes. Office programs write none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from app.materials.refusal import DAMAGED, Refused

OnTag = Callable[[str, dict[str, str]], Any]
OnText = Callable[[str], Any]

DOCTYPE = (
    "Berkas ini memuat definisi XML yang dapat membuka berkas lain."
    " Simpan ulang dengan PowerPoint, Word, atau LibreOffice, lalu unggah lagi."
)


def read_tags(
    pieces: Iterable[bytes],
    on_tag: OnTag | None,
    on_text: OnText | None = None,
    *,
    typed: bool = False,
) -> None:
    """Tell of each tag by its name without prefix, of attributes by name with namespace.

    Without listeners only the rule is kept, at the speed of expat. A drawing in SVG is `typed`:
    it may name its document type, but define nothing.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refused(DOCTYPE)

    if on_tag:
        parser.StartElementHandler = lambda name, attributes: on_tag(
            name.rpartition(" ")[2], attributes
        )
    parser.CharacterDataHandler = on_text
    parser.EntityDeclHandler = refuse
    if not typed:
        parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error
