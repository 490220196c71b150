"""The personal link on its way to the responsible, by WhatsApp."""

from __future__ import annotations

from app import links, wib
from app.followups.models import FollowUp
from app.whatsapp import hand_off


def link_of(follow_up: FollowUp) -> str:
    """As it is handed out; "" while there is none."""
    return links.address("keeper.enter", token=follow_up.token) if follow_up.token else ""


def message(follow_up: FollowUp) -> str:
    place = f"\nWilayah: {follow_up.region.place}" if follow_up.region else ""
    return (
        f"Yth. Bapak/Ibu {follow_up.responsible},\n\n"
        f"Mohon tindak lanjut berikut:\n*{follow_up.what}*{place}\n"
        f"Batas waktu: {wib.long_date(follow_up.due_on)}\n\n"
        f"Catatan dan tanda selesai dapat dikirim di:\n{link_of(follow_up)}\n\nTerima kasih."
    )


def whatsapp(follow_up: FollowUp) -> str:
    """The address that opens WhatsApp with the message ready."""
    return hand_off(follow_up.phone, message(follow_up))
