"""The corpora through the pages: ordinary files come back, hostile ones leave nothing.

`test_inspecting` looks at the judgement alone; here it is what a person meets.
"""

from __future__ import annotations

import pytest

from app.materials.models import Material, MaterialFile, Upload
from tests.materials.corpus import ordinary
from tests.materials.hostile import hostile
from tests.materials.people import Line, form, presenter_of

FEW = 9  # every ninth file also goes the other way; each is judged in a process of its own


@pytest.fixture
def roomy(app):
    app.config.update(EVENT_MB=2000)


def test_every_ordinary_file_comes_back_byte_for_byte(roomy, staff, room, rows):
    wrong = []
    for name, content in ordinary():
        answer = staff.post(room, **form((name, content)))
        newest = rows(Material)[-1] if answer.status_code == 303 else None
        same = newest and staff.get(f"{room}/{newest.id}/unduh").data == content
        wrong += [] if same else [(name, answer.status_code)]

    assert wrong == []
    assert len(rows(MaterialFile)) == len(ordinary())


def test_every_hostile_file_is_refused_with_its_code_and_leaves_nothing(
    roomy, staff, room, rows, stored
):
    wrong = []
    for name, content, code in hostile():
        answer = staff.post(room, **form((name, content)))
        wrong += [] if answer.status_code == code else [(name, answer.status_code)]

    assert wrong == []
    assert (rows(Material), rows(MaterialFile), stored()) == ([], [], [])


def test_in_parts_they_are_judged_the_same(roomy, app, make, event, rows, stored):
    _who, speaker = presenter_of(app, make, event)
    room = f"/narasumber/{event.code}/materi"
    wrong = []

    for name, content, code in hostile()[::FEW]:
        answer = Line(speaker, room, content, name).whole()
        wrong += [] if answer.status_code == code else [(name, answer.status_code)]
    assert wrong == []
    assert (rows(Upload), rows(Material), stored()) == ([], [], [])

    for name, content in ordinary()[::FEW]:
        answer = Line(speaker, room, content, name).whole()
        address = f"{room}/{answer.json.get('material')}/unduh"
        wrong += [] if speaker.get(address).data == content else [(name, answer.json)]
    assert wrong == []
