"""A line in which whoever comes first does it for all."""

from __future__ import annotations

import threading

import app.line
from app.line import Line, Place


class Late(Place):
    """Called to lead at the very moment in which it gives up."""

    def __init__(self, meanwhile):
        super().__init__()
        self.meanwhile = meanwhile

    def wait(self, patience=None):
        if self.meanwhile is None:
            return super().wait(patience)
        meanwhile, self.meanwhile = self.meanwhile, None
        meanwhile()
        return False


def test_who_is_called_to_lead_while_giving_up_leads_and_calls_the_others():
    line = Line()
    first, last = Place(), Place()
    assert line.join(first)
    line.gathered()

    late = Late(lambda: line._hand_on([first]))
    assert line.join(late)
    assert late.leads
    line._waiting.append(last)
    line.lead(line.gathered)

    assert last.wait()


def test_who_is_being_answered_waits_a_moment_longer():
    line = Line()
    leader = Place()
    assert line.join(leader)
    late = Late(line.gathered)
    threading.Timer(0.1, lambda: line._hand_on([leader, late])).start()

    assert line.join(late)

    assert not late.is_gone
    assert not late.leads


def test_who_is_being_answered_for_ever_gives_up(monkeypatch):
    monkeypatch.setattr(app.line, "MOMENT", 0.05)
    line = Line()
    assert line.join(Place())
    late = Late(line.gathered)

    assert not line.join(late)

    assert late.is_gone


def test_who_gives_up_is_neither_called_nor_waited_for():
    line = Line()
    late = Late(lambda: None)
    assert line.join(Place())

    assert not line.join(late)

    assert late.is_gone
    assert line.gathered()[1:] == []
