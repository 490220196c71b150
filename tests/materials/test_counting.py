"""What counts as a download."""

from __future__ import annotations

import pytest
from sqlalchemy import event as sa_event

from app.extensions import db
from tests.materials.people import PDF, signed_in


@pytest.fixture
def material(make, event):
    return make.material(event, PDF)


def test_each_whole_download_counts_once(app, make, event, material, staff, room, reload):
    phone = signed_in(app, make, event)

    phone.get(f"/r/{event.code}/materi/{material.id}/unduh")
    phone.get(f"/r/{event.code}/materi/{material.id}/unduh")
    staff.get(f"{room}/{material.id}/unduh")

    assert reload(material).downloads == 3


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [("bytes=0-", 1), (f"bytes=0-{len(PDF) - 1}", 1), ("bytes=100-", 0), ("bytes=0-99", 0)],
)
def test_a_range_that_goes_on_is_no_new_download(material, staff, room, reload, wanted, counts):
    answer = staff.get(f"{room}/{material.id}/unduh", headers={"Range": wanted})

    assert answer.status_code == 206
    assert reload(material).downloads == counts


def test_no_download_holds_two_connections_at_once(app, material, staff, room):
    held, most = set(), [0]
    with app.app_context():
        pool = db.engine.pool

    def take(_connection, record, _proxy):
        held.add(record)
        most[0] = max(most[0], len(held))

    def give_back(_connection, record):
        held.discard(record)

    sa_event.listen(pool, "checkout", take)
    sa_event.listen(pool, "checkin", give_back)
    staff.get(f"{room}/{material.id}/unduh")

    assert most == [1]


def test_asking_whether_it_is_there_is_no_download(material, staff, room, reload):
    staff.head(f"{room}/{material.id}/unduh")

    assert reload(material).downloads == 0


def test_a_copy_that_the_browser_holds_already_is_no_download(material, staff, room, reload):
    address = f"{room}/{material.id}/unduh"
    etag = staff.get(address).headers["ETag"]

    answer = staff.get(address, headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert reload(material).downloads == 1


def test_the_zip_counts_for_every_file_in_it(make, event, material, staff, room, reload):
    other = make.material(event)

    staff.get(f"{room}/semua.zip")

    assert (reload(material).downloads, reload(other).downloads) == (1, 1)
