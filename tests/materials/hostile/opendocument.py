"""LibreOffice files that act, or fetch something when they are opened."""

from __future__ import annotations

from app.materials.signs import EICAR
from tests.materials.hostile.zips import Parts, packed

OPEN = "application/vnd.oasis.opendocument"
SPACES = (
    'xmlns:office="o" xmlns:script="s" xmlns:draw="d" xmlns:text="t" xmlns:p="presentation"'
    ' xmlns:table="tb" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MANIFEST = b'<m:manifest xmlns:m="m"/>'


def document(kind: str, body: str = "", more: Parts | None = None) -> Parts:
    content = f"<office:document-content {SPACES}>{body}</office:document-content>"
    return {
        "mimetype": f"{OPEN}.{kind}".encode(),
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": content.encode(),
    } | (more or {})


BODIES = {
    "makro-peristiwa.odt": '<script:event-listener script:event-name="dom:load"'
    ' xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic"/>',
    "makro-tautan.odt": '<text:a xlink:href="vnd.sun.star.script:A.B.C?language=Basic">a</text:a>',
    "makro-bidang.odt": '<text:execute-macro text:name="a"/>',
    "skrip-di-teks.odt": '<text:script script:language="JavaScript">alert(1)</text:script>',
    "tautan-javascript.odt": '<text:a xlink:href="javascript:alert(1)">a</text:a>',
    "dde.odt": '<text:dde-connection-decl office:dde-application="cmd"/>',
    "bingkai-luar.odt": '<draw:floating-frame xlink:href="http://jahat.test/a"/>',
    "objek-luar.odp": '<draw:object xlink:href="file:///etc/passwd"/>',
    "objek-naik.odp": '<draw:object xlink:href="../../rahasia.odt"/>',
    "bagian-luar.odt": '<text:section-source xlink:href="https://jahat.test/a.odt"/>',
    "applet.odp": '<draw:applet draw:code="A.class"/>',
    "tombol-program.odp": '<p:event-listener p:action="execute" xlink:href="file:///a.exe"/>',
    "tombol-makro.odp": '<p:event-listener p:action="execute-macro"/>',
}


def cases() -> list[tuple[str, bytes, int]]:
    kinds = {"odt": "text", "odp": "presentation"}
    made = [(name, packed(document(kinds[name[-3:]], body)), 422) for name, body in BODIES.items()]
    parts: dict[str, Parts] = {
        "makro-basic.odt": {"Basic/Standard/Module1.xml": b"<a/>"},
        "makro-python.odt": {"Scripts/python/a.py": b"import os"},
        "xxe.odt": {"styles.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///a">]><a>&x;</a>'},
        "terkunci.odt": {"META-INF/manifest.xml": b'<m xmlns="m"><encryption-data/></m>'},
        "exe-tertanam.odt": {"Pictures/a.png": b"MZ" + bytes(100)},
        "zip-di-dalam.odt": {"Object 1": packed({"a": b"a"})},
        "eicar-di-dalam.odt": {"Pictures/eicar.com": EICAR},
    }
    made += [(name, packed(document("text", more=more)), 422) for name, more in parts.items()]
    late = document("text")
    late["mimetype"] = late.pop("mimetype")  # last now
    return [
        *made,
        ("mimetype-tidak-pertama.odt", packed(late), 415),
        ("templat.odt", packed(document("text-template")), 415),
        ("teks-bernama.odp", packed(document("text")), 415),
        ("kosong-isinya.odt", packed({"mimetype": f"{OPEN}.text".encode()}), 422),
    ]
