"""pyHanko's reader, which looks up objects in a packed stream by a table that it reads once.

By itself it reads the table anew for each object: our lists have thousands in one stream, and
what takes twelve seconds that way takes one so.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader

NEVER_PACKED = (generic.StreamObject, generic.IndirectObject)
REFERENCE: Any = generic.Reference


class Reader(PdfFileReader):
    def __init__(self, content: bytes) -> None:
        self._tables: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        super().__init__(BytesIO(content))

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        """As strict as the one it replaces: the object stands where the file says, or nowhere."""
        if stmnum not in self._tables:
            self._tables[stmnum] = self._read_table(stmnum)
        data, table = self._tables[stmnum]
        if not 0 <= idx < len(table) or table[idx][0] != idnum:
            raise PdfStrictReadError("Object not found in stream.")
        place = BytesIO(data)
        place.seek(table[idx][1])
        found = generic.read_object(place, REFERENCE(idnum, 0, self))
        if isinstance(found, NEVER_PACKED):
            raise PdfStrictReadError("Encountered forbidden object type in object stream")
        return found

    def _read_table(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
        stream = REFERENCE(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise PdfStrictReadError("Not an object stream")
        data: bytes = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream["/First"]), int(stream["/N"])
        words = data[:first].split()[: 2 * count]
        if first < 0 or len(words) != 2 * count or not all(word.isdigit() for word in words):
            raise PdfStrictReadError("Object stream header possibly corrupted")
        numbers = [int(word) for word in words]
        return data, [(numbers[at], first + numbers[at + 1]) for at in range(0, 2 * count, 2)]
