"""Which part of an Office package is what, as the package itself says."""

from __future__ import annotations

import posixpath

from app.materials.package import Package
from app.materials.refusal import DAMAGED, Refused
from app.materials.tags import read_tags

TYPES = "[Content_Types].xml"
FIRST_LINKS = "_rels/.rels"
LONGEST_INDEX = 4 * 1024 * 1024  # bytes of a part that we keep whole


class Types:
    """Which content type each part has, as the package says."""

    def __init__(self, package: Package) -> None:
        self._by_name: dict[str, str] = {}
        self._by_extension: dict[str, str] = {}
        read_tags([package.read(TYPES, LONGEST_INDEX)], self._note)
        self.all = {*self._by_name.values(), *self._by_extension.values()}

    def of(self, name: str) -> str:
        by_extension = self._by_extension.get(name.rpartition(".")[2].lower(), "")
        return self._by_name.get("/" + name.lower(), by_extension)

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        type_ = attributes.get("ContentType", "")
        if tag == "Override":
            self._by_name[attributes.get("PartName", "").lower()] = type_
        elif tag == "Default":
            self._by_extension[attributes.get("Extension", "").lower()] = type_


def main_part(package: Package) -> str:
    found: list[str] = []

    def note(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/relationships/officeDocument"):
            found.append(attributes.get("Target", ""))

    read_tags([package.read(FIRST_LINKS, LONGEST_INDEX)], note)
    name = posixpath.normpath(found[0]).lstrip("/") if len(found) == 1 else ""
    if name not in package.parts:
        raise Refused(DAMAGED)
    return name
