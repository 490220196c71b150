"""Where in the territory a row of a list belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.directory.atlas import Atlas
from app.directory.cells import CellProblem
from app.directory.models import Post, Region
from app.directory.post_words import Named
from app.directory.spelling import neighbourhood_key, neighbourhood_of, place_key, roman

# "Perwira / Lingk. II", both in the column of the kelurahan
BOTH = re.compile(r"^(.+?)[\s/,–-]+((?:lingkungan|lingk|ling|lk)\b.*)$", re.I)


class NewRegion(NamedTuple):
    """A lingkungan that a list mentions and the directory does not know yet."""

    village_id: int
    village: str
    number: int | None
    name: str

    @property
    def sort_key(self) -> tuple[str, int, str]:
        return self.village, self.number or 0, self.name

    @property
    def label(self) -> str:
        return f"{self.village} / {f'Lingk. {roman(self.number)}' if self.number else self.name}"


class Written(NamedTuple):
    """What a row says about its place."""

    district: str = ""
    village: str = ""
    neighbourhood: str = ""


def written(district: str, village: str, neighbourhood: str) -> Written:
    """The three texts, with a lingkungan that stands behind its kelurahan set apart."""
    both = BOTH.match(village) if not neighbourhood else None
    return (
        Written(district, both[1], both[2]) if both else Written(district, village, neighbourhood)
    )


class Place(NamedTuple):
    region: Region | None = None
    new: NewRegion | None = None

    @property
    def region_id(self) -> int | None:
        return self.region.id if self.region else None

    @property
    def key(self) -> object:
        return self.new or self.region_id


def place_of(written: Written, named: Named, atlas: Atlas) -> Place:
    """The region of a post. Raises CellProblem where the row does not tell it clearly."""
    written = _with_words_of_post(written, named)
    district = _district(written.district, atlas)
    if named.post is Post.HEAD:
        return Place()
    if named.post is Post.DISTRICT_HEAD:
        if district is None:
            raise CellProblem("Kecamatan belum diisi.")
        return Place(district)
    if named.post is Post.OTHER and not written.village:
        return Place(district)
    village = _village(written.village, district, atlas)
    needs_number = named.post is Post.NEIGHBOURHOOD_HEAD
    if needs_number or (named.post is Post.OTHER and written.neighbourhood):
        return _neighbourhood(written.neighbourhood, village, atlas)
    return Place(village)


def _with_words_of_post(written: Written, named: Named) -> Written:
    """`Lurah Perwira` and `Kaling II` tell the place where no column does."""
    district, village, neighbourhood = written.district, written.village, written.neighbourhood
    if named.post is Post.NEIGHBOURHOOD_HEAD:
        first, _, rest = named.place.partition(" ")
        number, _name = neighbourhood_of(first)
        neighbourhood = neighbourhood or (first if number else "")
        village = village or (rest if number else named.place)
    elif named.post is Post.VILLAGE_HEAD:
        village = village or named.place
    elif named.post is Post.DISTRICT_HEAD:
        district = district or named.place
    return Written(district, village, neighbourhood)


def _district(text: str, atlas: Atlas) -> Region | None:
    if not text:
        return None
    found = atlas.districts.get(place_key(text))
    if found is None:
        raise CellProblem(f"Kecamatan “{text}” tidak dikenal.{_meant(atlas.districts_like(text))}")
    return found


def _village(text: str, district: Region | None, atlas: Atlas) -> Region:
    if not text:
        raise CellProblem("Kelurahan belum diisi.")
    known = atlas.villages.get(place_key(text), [])
    if not known:
        raise CellProblem(f"Kelurahan “{text}” tidak dikenal.{_meant(atlas.villages_like(text))}")
    fitting = [v for v in known if district is None or v.parent_id == district.id]
    if not fitting and district:
        other = atlas.regions[known[0].parent_id or 0].name
        raise CellProblem(f"Kelurahan {text} ada di Kecamatan {other}, bukan {district.name}.")
    if len(fitting) > 1:
        raise CellProblem(f"Ada beberapa Kelurahan {text}. Isi juga kecamatannya.")
    return fitting[0]


def _neighbourhood(text: str, village: Region, atlas: Atlas) -> Place:
    if not text:
        raise CellProblem("Lingkungan belum diisi.")
    found = atlas.neighbourhoods.get((village.id, neighbourhood_key(text)))
    if found and not found.is_active:
        raise CellProblem(
            f"{found.name} di {village.name} sudah dinonaktifkan. "
            "Aktifkan kembali dulu di direktori bila masih ada."
        )
    if found:
        return Place(found)
    number, name = neighbourhood_of(text)
    if not number and (len(name) > 80 or not any(c.isalpha() for c in name)):
        raise CellProblem(f"Lingkungan “{text[:40]}” belum benar. Contoh: II atau 2.")
    return Place(new=NewRegion(village.id, village.name, number, name))


def _meant(names: Sequence[str]) -> str:
    return f" Maksud Anda {' atau '.join(names)}?" if names else " Periksa ejaannya."
