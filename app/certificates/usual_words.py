"""What a certificate says where the office has written nothing else."""

from __future__ import annotations

from app.certificates.models import CertificateSeries, Style

USUAL = {
    Style.CERTIFICATE: "atas kehadiran dan peran sertanya dalam kegiatan",
    Style.STATEMENT: (
        "Demikian surat keterangan ini dibuat untuk dapat dipergunakan sebagaimana mestinya."
    ),
}
MOST = 400  # letters


def words_of(series: CertificateSeries) -> str:
    return series.words or USUAL[series.style]
