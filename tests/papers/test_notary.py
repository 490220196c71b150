"""The process that reads signatures: what hostile files do to it, and that nobody else notices."""

import io
import subprocess
import sys
import time
import zlib

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.config import ROOT
from app.materials.refusal import Refused
from app.papers import notary
from tests.papers.certificates import signed

LONGEST = 30  # seconds; nobody waits longer for an answer


def appended(pdf, body, root="1 0 R"):
    """An incremental update by hand: objects from number 900 on, and a table that finds them."""
    previous = pdf[pdf.rfind(b"startxref") + 9 :].split()[0]
    out = pdf + b"\n"
    places = []
    for number, text in enumerate(body, 900):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    table = len(out)
    out += f"xref\n900 {len(body)}\n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {900 + len(body)} /Root {root} /Prev ".encode() + previous
    return out + f">>\nstartxref\n{table}\n%%EOF\n".encode()


def root_of(pdf):
    reader = IncrementalPdfFileWriter(io.BytesIO(pdf))
    ref = reader.root_ref
    return f"{ref.idnum} {ref.generation} R"


def deep(pdf):
    """Lists inside lists."""
    return appended(pdf, [b"[" * 100_000 + b"]" * 100_000], root_of(pdf))


def looping(pdf):
    """A table that says it follows itself."""
    at = len(pdf) + 1
    tail = f"\nxref\n0 0\ntrailer\n<</Size 9 /Root {root_of(pdf)} /Prev {at}>>\nstartxref\n{at}"
    return pdf + tail.encode() + b"\n%%EOF\n"


def many_revisions(pdf):
    for _ in range(40):
        pdf = appended(pdf, [b"null"], root_of(pdf))
    return pdf


def bomb(pdf):
    """A stream that unpacks to a gigabyte, as the new list of objects."""
    packed = zlib.compress(bytes(300_000_000), 9)
    head = f"<</Type /XRef /W [1 4 2] /Size 99999999 /Root {root_of(pdf)} /Filter /FlateDecode "
    at = len(pdf) + 1
    stream = head.encode() + f"/Length {len(packed)}>>\nstream\n".encode() + packed
    return (
        pdf + b"\n900 0 obj\n" + stream + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()
    )


def endless_fields(pdf):
    """A form whose field is its own child."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = generic.DictionaryObject({generic.pdf_name("/T"): generic.pdf_string("a")})
    ref = writer.add_object(field)
    field[generic.pdf_name("/Kids")] = generic.ArrayObject([ref])
    form = generic.DictionaryObject({generic.pdf_name("/Fields"): generic.ArrayObject([ref])})
    writer.root[generic.pdf_name("/AcroForm")] = form
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def huge(pdf):
    """Four million bytes of names."""
    return appended(pdf, [b"<<" + b"/a/b" * 1_000_000 + b">>"], root_of(pdf))


def cut(pdf):
    whole = signed(pdf)
    return whole[: len(whole) - 400]


@pytest.mark.parametrize(
    "hostile",
    [deep, looping, many_revisions, bomb, endless_fields, huge, cut],
    ids=lambda f: f.__name__,
)
def test_a_hostile_file_is_refused_in_time(app, printed_once, hostile):
    content, began = hostile(printed_once), time.monotonic()

    with app.app_context(), pytest.raises(Refused):
        notary.read(content, len(printed_once))

    assert time.monotonic() - began < LONGEST


def test_a_process_that_hangs_is_ended(app, printed_once, monkeypatch):
    monkeypatch.setattr(notary, "START", "import time; time.sleep(60)")
    monkeypatch.setattr(notary, "PATIENCE", 0.5)
    began = time.monotonic()

    with app.app_context(), pytest.raises(Refused, match="tidak dapat diperiksa"):
        notary.read(printed_once, len(printed_once))

    assert time.monotonic() - began < LONGEST


def test_after_a_hostile_file_the_next_good_one_is_read(app, printed_once):
    with app.app_context():
        with pytest.raises(Refused):
            notary.read(deep(printed_once), len(printed_once))

        signers = notary.read(signed(printed_once), len(printed_once))

    assert len(signers) == 1


def test_a_long_list_packed_into_one_stream_is_read_in_time(app):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Extra = [pdf.make_indirect(pikepdf.Dictionary(N=n)) for n in range(2500)]
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = out.getvalue()

    with app.app_context():
        signers = notary.read(signed(content), len(content))

    assert len(signers) == 1


def test_too_many_at_once_are_asked_to_come_again(app, printed_once, monkeypatch):
    monkeypatch.setattr(notary, "QUEUE", 0.1)
    with notary.AT_ONCE, notary.AT_ONCE, app.app_context(), pytest.raises(Refused) as why:
        notary.read(printed_once, len(printed_once))

    assert why.value.code == 503


def test_the_web_process_loads_nothing_of_it(tmp_path):
    """What is loaded when the application starts stays in its memory for good."""
    settings = {"SECRET_KEY": "a-secret-for-tests-that-is-long-enough", "DATA": str(tmp_path)}
    code = (
        "import sys; from app import create_app;"
        f" create_app({settings!r});"
        " print([m for m in sys.modules if m.startswith(('pyhanko', 'asn1crypto', 'weasyprint'))])"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"
