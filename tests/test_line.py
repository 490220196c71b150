"""A line in which whoever comes first does it for all."""

from __future__ import annotations

from app.line import Line, Place


class Late(Place):
    """Called to lead at the very moment in which it gives up."""

    def __init__(self, meanwhile):
        super().__init__()
        self.meanwhile = meanwhile

    def wait(self):
        if self.meanwhile is None:
            return super().wait()
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


def test_who_gives_up_is_neither_called_nor_waited_for():
    line = Line()
    late = Late(lambda: None)
    assert line.join(Place())

    assert not line.join(late)

    assert late.is_gone
    assert line.gathered()[1:] == []
