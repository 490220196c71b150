"""The page from which links are handed over, around whatever has just happened on it."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.wrappers import Response

from app import mailing
from app.events.models import Event
from app.invitations import dispatch, handing
from app.invitations.dispatch import About, Show
from app.invitations.replying import count_replies
from app.web import render


def shown(values: Mapping[str, str]) -> Show:
    word = values.get("tampil", "")
    return Show(word) if word in set(Show) else Show.ALL


def way_back(values: Mapping[str, str]) -> dict[str, str]:
    """The filter, as part of an address."""
    show = shown(values)
    return {} if show is Show.ALL else {"tampil": show.value}


def whole_page(event: Event, show: Show, status: int = 200, trouble: str = "") -> Response:
    closed = dispatch.why_no_sending(event)
    return render(
        "invitations/sending.html",
        status=status,
        event=event,
        show=show,
        shows=dispatch.count_shown(event),
        invitations=dispatch.to_hand_over(event, show),
        replies=count_replies(event),
        without_link=0 if closed else len(dispatch.without_link(event)),
        closed=closed,
        trouble=trouble,
        handing=handing,
        mails=dispatch.mails_of(event),
        to_mail={} if closed else {one: len(dispatch.to_mail(event, one)) for one in About},
        has_mail=mailing.is_configured(),
    )
