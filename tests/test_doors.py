"""Every route for every role: who is let in, who is sent to the log-in, who is refused.

The doors say what to expect, so a new route is covered the moment it exists.
"""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.routing import Rule

from app.accounts.models import Role

ROLES: dict[str, set[Role]] = {
    "account": {Role.ADMIN, Role.STAFF, Role.LEAD},
    "staff": {Role.ADMIN, Role.STAFF},
    "lead": {Role.ADMIN, Role.LEAD},
    "admin": {Role.ADMIN},
}
# Doors that open by what a browser holds, a ticket or a personal link; an account does not help.
TICKET = {"guest", "participant", "presenter", "asker", "keeper", "invitee"}
EXAMPLES = {
    "IntegerConverter": 1,
    "FloatConverter": 1.0,
    "UUIDConverter": UUID(int=1),
    "PathConverter": "tidak/ada",
}


def routes(app):
    """Each route and method once, with its door."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        door = app.view_functions[rule.endpoint].access
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield door, method, address_of(app, rule)


def address_of(app, rule: Rule) -> str:
    """An address that fits the rule and names nothing that exists."""
    values = {
        name: EXAMPLES.get(type(converter).__name__, "tidakada")
        for name, converter in rule._converters.items()
        if name not in (rule.defaults or {})
    }
    for name, converter in rule._converters.items():
        if type(converter).__name__ == "AnyConverter":
            values[name] = sorted(converter.items)[0]
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=None)


def ask(browser, method, address, **more):
    return browser.open(
        address, method=method, headers={"X-CSRFToken": browser._csrf_token()} | more
    )


def is_sent_to_the_log_in(answer) -> bool:
    return answer.status_code == 303 and answer.location.startswith("/masuk")


def test_every_door_is_known(app):
    doors = {door for door, _method, _address in routes(app)}

    assert doors <= {"public", *ROLES, *TICKET}


def test_a_visitor_is_sent_to_the_log_in_and_comes_back_to_where_he_wanted(app):
    wrong = []
    for door, method, address in routes(app):
        answer = ask(app.test_client(), method, address)
        if door in ROLES:
            right = answer.location == (f"/masuk?next={address}" if method == "GET" else "/masuk")
            wrong += [] if right and answer.status_code == 303 else [(method, address, answer)]
        elif door in TICKET and not 303 <= answer.status_code < 500:
            wrong.append((method, address, answer))

    assert wrong == []


def test_a_part_of_a_page_sends_a_visitor_to_the_log_in_too(app):
    for door, method, address in routes(app):
        if door in ROLES:
            answer = ask(app.test_client(), method, address, **{"HX-Request": "true"})

            assert answer.status_code == 204, (method, address)
            assert answer.headers["HX-Redirect"].startswith("/masuk"), (method, address)


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_doors_and_no_others(app, make, log_in, role):
    wrong = []
    for door, method, address in routes(app):
        if door not in ROLES:
            continue
        answer = ask(log_in(make.account(role)), method, address)
        if role in ROLES[door]:
            right = answer.status_code not in {401, 403} and not is_sent_to_the_log_in(answer)
            right |= address in LEAVING and is_sent_to_the_log_in(answer)
        else:
            right = answer.status_code == 403
        if not right or answer.status_code >= 500:
            wrong.append((door, method, address, answer.status_code))

    assert wrong == []


LEAVING = {"/keluar", "/akun/perangkat/semua"}


@pytest.mark.parametrize("role", Role)
def test_an_account_is_no_ticket_to_the_hall(app, make, log_in, role):
    for door, method, address in routes(app):
        if door in TICKET:
            answer = ask(log_in(make.account(role)), method, address)

            assert 303 <= answer.status_code < 500, (method, address)


def test_nobody_with_a_temporary_password_gets_past_changing_it(app, make, log_in):
    for door, method, address in routes(app):
        if door in ROLES and address not in {"/keluar", "/akun/kata-sandi"}:
            browser = log_in(make.account(Role.ADMIN, must_change_password=True))

            answer = ask(browser, method, address)

            assert answer.location == "/akun/kata-sandi", (method, address)


def test_a_pimpinan_reads_and_writes_nothing(app):
    """Whatever changes something stands behind staff or admin; the own account apart.

    A list that leaves the house is a POST because it leaves an audit entry, and nothing else.
    """
    rooms = ("hadir/", "pertanyaan/unduh.", "dokumen/")
    lists = tuple(f"/kegiatan/tidakada/{room}" for room in rooms)
    own = ("/akun/", "/keluar", *lists, "/tindak-lanjut/unduh.")
    behind_account = [
        address
        for door, method, address in routes(app)
        if door == "account" and method != "GET" and not address.startswith(own)
    ]

    assert behind_account == []


def test_the_role_of_the_moment_counts_not_that_of_the_log_in(app, make, log_in):
    from app.accounts.models import Account
    from app.extensions import db

    ani = make.account(Role.ADMIN)
    browser = log_in(ani)
    with app.app_context():
        db.session.get(Account, ani.id).role = Role.STAFF
        db.session.commit()

    assert browser.get("/pengaturan/akun").status_code == 403


@pytest.mark.parametrize(
    "number", [2**31, 2**63, 10**30, "-1", "0x10", "1.5", "%00", "' OR 1=1 --", "١"]
)
def test_ids_that_nothing_can_have_are_not_found(app, make, log_in, number):
    admin = log_in(make.account(Role.ADMIN))
    wrong = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or not rule.arguments:
            continue
        parts = [str(number) if is_argument else text for is_argument, text in rule._trace]
        address = "".join(parts).replace("|", "", 1)
        method = "GET" if "GET" in rule.methods else "POST"
        answer = ask(admin, method, address)
        if not 300 <= answer.status_code < 500:
            wrong.append((method, address, answer.status_code))

    assert wrong == []
