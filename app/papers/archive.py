"""What makes a PDF fit for archives (PDF/A-3u) and for those who listen to it (PDF/UA-1) at once.

WeasyPrint writes one of the two; the other is told here. The list on a paper goes along as a CSV
file with a fixed date, so that the same data gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydyf import PDF, Array, Dictionary
from weasyprint import Attachment

ATTACHED = "lampiran:"
DATED = datetime(2026, 1, 1)  # noqa: DTZ001 - of all attachments

# PDF/A wants every property that it does not know itself to be described: ISO 19005-3, 6.6.2.3.
ACCESSIBLE = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""  # noqa: E501


def describe(metadata: Any, pieces: Mapping[str, bytes]) -> None:
    """Before the PDF is written: both promises, and the files that go along."""
    inner = ACCESSIBLE.partition(b">")[2].rpartition(b"</rdf:RDF>")[0]
    metadata.generate_rdf_metadata = _with(metadata.generate_rdf_metadata, inner)
    metadata.attachments = [
        Attachment(
            string=content,
            name=url.removeprefix(ATTACHED),
            description="Data dokumen ini",
            created=DATED,
            modified=DATED,
            relationship="Data",
        )
        for url, content in pieces.items()
        if url.startswith(ATTACHED)
    ]


def complete(pdf: PDF) -> None:
    """The title, not the name of the file, stands above a window that shows it; files come once."""
    pdf.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))


def _with(generate: Any, inner: bytes) -> Any:
    """XMP knows one description of a file: ours goes into it, not beside it."""

    def generate_with(*args: Any) -> bytes:
        made: bytes = generate(*args)
        return made.replace(b"</rdf:RDF>", inner + b"</rdf:RDF>")

    return generate_with
