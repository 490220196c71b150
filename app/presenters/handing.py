"""The personal link on its way to a presenter, by WhatsApp."""

from __future__ import annotations

from app import links, wib
from app.presenters.models import Presenter
from app.whatsapp import hand_off


def link_of(presenter: Presenter) -> str:
    """As it is handed out; "" while there is none."""
    token = presenter.token
    return links.address("presenter_room.enter", token=token) if token else ""


def message(presenter: Presenter) -> str:
    event = presenter.event
    topic = f"Materi: {presenter.topic}\n" if presenter.topic else ""
    return (
        f"Yth. Bapak/Ibu {presenter.name},\n"
        f"Terima kasih atas kesediaan menjadi narasumber pada *{event.title}*.\n"
        f"Hari/tanggal: {wib.long_date(event.day)}\n"
        f"Pukul: {event.hours.removeprefix('pukul ')}\n"
        f"Tempat: {event.place}\n"
        f"{topic}\n"
        "Susunan acara, unggah materi, dan pertanyaan peserta ada di tautan pribadi ini "
        f"(mohon tidak diteruskan):\n{link_of(presenter)}\n\nTerima kasih."
    )


def whatsapp(presenter: Presenter) -> str:
    """The address that opens WhatsApp with the message ready."""
    return hand_off(presenter.phone, message(presenter))
