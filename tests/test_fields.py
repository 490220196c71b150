from __future__ import annotations

import pytest

from app.fields import id_of


@pytest.mark.parametrize("sent", ["0", "7", 7, "2147483647"])
def test_an_id_is_read(sent):
    assert id_of(sent) == int(sent)


@pytest.mark.parametrize("sent", ["", "x", "-1", "²", "1.0", None, "2147483648", "9" * 5000])
def test_what_no_table_holds_is_no_id(sent):
    assert id_of(sent) is None
