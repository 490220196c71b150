"""What makes a paper fit for the archive (PDF/A-3u) and for those who listen (PDF/UA-1) at once.

WeasyPrint writes one of the two. It is asked for the archive with tags; what it leaves undone is
done here, before the file is written: the mark of PDF/UA with the words that PDF/A wants about a
mark that it does not know, and pictures that a reader must not smooth.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydyf import PDF, Array, Stream
from weasyprint import Attachment

OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}
LANGUAGE = "id-ID"
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)  # the same data is to give the same bytes
END = b"</rdf:RDF>"
UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""


def data(files: Mapping[str, bytes]) -> list[Attachment]:
    """The data of a list, to travel inside its paper."""
    return [
        Attachment(
            string=content,
            name=name,
            description="Data daftar ini",
            created=ALWAYS,
            modified=ALWAYS,
            relationship="Data",
        )
        for name, content in sorted(files.items())
    ]


def finish(pdf: PDF) -> None:
    """Do what is left before the file is written."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(END, UA + END) for part in metadata.stream]
    if "AF" in pdf.catalog:  # which names each file twice
        pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["Lang"] = f"({LANGUAGE})"
    for thing in pdf.objects:
        if isinstance(thing, Stream) and "Interpolate" in thing.extra:
            thing.extra["Interpolate"] = "false"
