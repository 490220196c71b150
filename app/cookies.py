"""Our cookies: what they are called, what a browser may do with them, and for how long.

Over HTTPS the name of one for the whole house begins with `__Host-`. A browser takes that name from
this very host alone, so that no neighbour under the city's domain plants a log-in, a mark or the
token of a form. Plain HTTP (a laptop that serves a hall) knows no such names, and neither does a
cookie for one room (a receipt, a personal link): that one holds a secret that we look up.
"""

from __future__ import annotations

from werkzeug.wrappers import Response

from app import here

FOR_THIS_HOST = "__Host-"
HOUSE = "/"
FORM = "balai_form"  # the session cookie of Flask: tokens of forms, and words for the next page


def name_in(production: bool, name: str) -> str:
    """What browsers call a cookie for the whole house."""
    return FOR_THIS_HOST + name if production else name


def name_here(name: str) -> str:
    return name_in(here.app().config["PRODUCTION"], name)


def keep(response: Response, name: str, value: str, lives: int, path: str = HOUSE) -> None:
    """A cookie of ours, for `lives` seconds: no script and no form of another site gets it."""
    response.set_cookie(
        name_here(name) if path == HOUSE else name,
        value,
        max_age=lives,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=here.app().config["PRODUCTION"],
    )


def forget(response: Response, name: str) -> None:
    """One for the whole house."""
    secure = here.app().config["PRODUCTION"]
    response.delete_cookie(name_here(name), httponly=True, samesite="Lax", secure=secure)


def shown(name: str) -> str:
    """What this browser shows of one for the whole house; "" without it."""
    return here.asked().cookies.get(name_here(name), "")


def shown_since_before(name: str) -> str:
    """The same, else what it was given before an upgrade, when the name was plain.

    For the mark and the ticket of a device in a hall: a signature waits on a phone for up to twelve
    hours, what a kiosk holds for up to a day, and neither may be lost because the office upgrades
    meanwhile. Whoever plants such a pair has shown the code, and gives away what that opens.
    With the first version of 2028 this can go: a plain mark is worth nothing after 30 days.
    """
    return shown(name) or here.asked().cookies.get(name, "")


def in_room(name: str) -> str:
    """What this browser shows of one for a part of the house."""
    return here.asked().cookies.get(name, "")
