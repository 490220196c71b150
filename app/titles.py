"""Names with their titles, as official papers write them."""

from __future__ import annotations


def with_titles(front: str, name: str, back: str) -> str:
    """`Drs. H.` + `Ahmad Yani` + `M.Si.` as `Drs. H. Ahmad Yani, M.Si.`"""
    return f"{front} {name}".strip() + (f", {back}" if back else "")
