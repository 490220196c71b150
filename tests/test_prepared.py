"""Statements that go to the driver at once keep the promises of the slow way."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app.columns import now
from app.events.models import Event, Status
from app.extensions import db
from app.prepared import Prepared, asked

TITLE = Prepared(
    select(Event.title, Event.status, Event.starts_at, Event.ends_at, Event.is_demo).where(
        Event.code == bindparam("code")
    )
)
RETITLE = Prepared(
    update(Event)
    .where(Event.code == bindparam("wanted"))
    .values(title=bindparam("new"), updated_at=bindparam("at"))
    .returning(Event.updated_at)
)


def test_values_are_what_the_models_know(app, make):
    event = make.event(status=Status.RUNNING)

    with app.test_request_context("/"):
        found = TITLE.first(code=event.code)

    assert found == (event.title, Status.RUNNING, event.starts_at, event.ends_at, False)
    assert found[1] is Status.RUNNING
    assert found[2].tzinfo is not None


def test_values_on_their_way_are_changed_as_the_models_say(app, make):
    event = make.event()
    moment = now()

    with app.app_context():
        ((kept,),) = RETITLE.all(wanted=event.code, new="Judul baru", at=moment)

    assert kept == moment


def test_an_object_of_no_session_holds_what_was_read(app, make):
    event = make.event()

    with app.test_request_context("/"):
        alone = TITLE.alone(Event, code=event.code)

        assert alone.title == event.title
        assert alone not in db.session
        assert TITLE.alone(Event, code="tidak-ada") is None


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_only_looks_opens_no_session_and_holds_no_connection(app, make, method):
    event = make.event()

    with app.test_request_context("/", method=method):
        TITLE.first(code=event.code)

        assert not db.session.registry.has()
        assert db.engine.pool.checkedout() == 0


def test_who_has_a_transaction_asks_inside_it(app, make):
    event = make.event()

    with app.test_request_context("/"):
        db.session.add(db.session.get(Event, event.id))
        RETITLE.all(wanted=event.code, new="Belum disimpan", at=now())

        assert TITLE.first(code=event.code)[0] == "Belum disimpan"
        assert db.engine.pool.checkedout() == 1


def test_a_change_is_kept_only_with_the_commit(app, make):
    event = make.event()

    with app.test_request_context("/", method="POST"):
        RETITLE.all(wanted=event.code, new="Judul baru", at=now())
        db.session.rollback()

    with app.test_request_context("/"):
        assert TITLE.first(code=event.code)[0] == event.title


def test_a_connection_that_was_only_asked_makes_whole_transactions_again(app, make):
    event = make.event()

    with app.test_request_context("/", method="POST"):
        TITLE.first(code=event.code)  # the pool hands out last what came back last
        RETITLE.all(wanted=event.code, new="Tidak jadi", at=now())
        db.session.rollback()

        assert TITLE.first(code=event.code)[0] == event.title


def test_after_a_rollback_the_next_transaction_is_asked(app, make):
    event = make.event()

    with app.test_request_context("/", method="POST"):
        for title in ("Judul baru", "Judul lain"):
            RETITLE.all(wanted=event.code, new=title, at=now())
            assert db.session().in_transaction()
            db.session.rollback()
        RETITLE.all(wanted=event.code, new="Judul terakhir", at=now())
        db.session.commit()

    with app.test_request_context("/"):
        assert TITLE.first(code=event.code)[0] == "Judul terakhir"


def test_the_database_says_no_in_the_words_of_sqlalchemy(app, make):
    make.event()
    again = Prepared(insert(Event).from_select(["code"], select(Event.code)))

    with app.test_request_context("/", method="POST"), pytest.raises(IntegrityError) as caught:
        again.all()

    assert caught.value.params is None


def test_no_row_has_an_id_beyond_all_columns(app):
    by_id = Prepared(select(Event.id).where(Event.id == bindparam("id")))

    with app.test_request_context("/"), pytest.raises((OverflowError, SQLAlchemyError)):
        by_id.first(id=2**64)


def test_statements_can_be_counted(app, make, queries):
    event = make.event()
    before = len(queries)

    with app.test_request_context("/"):
        TITLE.first(code=event.code)

    assert [sql.split()[0] for sql in queries[before:]] == ["SELECT"]
    assert asked.receivers
