"""Make the ordinary files anew: python -m tests.materials.corpus.making

Needs LibreOffice (writer, impress, calc), Chromium and ffmpeg on the machine; the tests do not.
    apt-get install -y --no-install-recommends \\
        libreoffice-writer libreoffice-impress libreoffice-calc ffmpeg
The bytes differ from run to run (dates, ids); what is committed is one run of it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.materials.corpus import ORDINARY
from tests.materials.corpus.making import office, papers, photos, videos

with tempfile.TemporaryDirectory() as scratch:
    for maker in (office, papers, videos, photos):  # photos carry a video of these
        maker.make(ORDINARY, Path(scratch))
