"""What a presenter had begun when staff or an admin were quicker."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from app.extensions import db
from app.materials import keeping
from app.materials.models import Audience
from app.questions import moderating
from app.questions.models import Question


def must_write_nothing(who, event, paper):
    """Neither the file that was judged meanwhile, nor the answer that waited for the kegiatan."""
    asked = {"audience": Audience.PARTICIPANTS, "request_id": "r" * 32, "by": who}
    with pytest.raises(NotFound):
        keeping.keep_new(event, paper, "a.pdf", **asked)
    db.session.rollback()
    with pytest.raises(NotFound):
        moderating.write(event, Question(), "Sudah.", by=who)
