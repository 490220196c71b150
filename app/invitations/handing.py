"""The personal link on its way to an invited person: the words, ready to be sent."""

from __future__ import annotations

from app import links, wib
from app.directory.models import Level, Person
from app.events.models import Event, Status
from app.invitations.models import Invitation
from app.whatsapp import hand_off


def link_of(invitation: Invitation) -> str:
    """As it is handed out; "" while there is none."""
    return links.address("invitee.enter", token=invitation.token) if invitation.token else ""


def addressee(person: Person) -> str:
    """`Lurah Perwira`, `Camat Tanjungbalai Selatan`; the name where a post needs no place."""
    region = person.region
    if region is None:
        return person.full_name
    place = region.name if region.level is Level.DISTRICT else region.place
    return f"{person.position_label} {place}"


def subject(invitation: Invitation) -> str:
    """What it is about, in a few words: depends on what has been told and answered."""
    return f"{_occasion(invitation)}: {invitation.event.title}"


def message(invitation: Invitation) -> str:
    """The words of the moment: the invitation, a reminder, a change, or that it is called off."""
    event, to = invitation.event, f"Yth. Bapak/Ibu {addressee(invitation.person)},\n"
    if event.status is Status.CANCELLED:
        return f"{to}{_cancellation(event)}"
    begins = {
        "Undangan": "Mengundang hadir pada",
        "Pengingat": "Mengingatkan undangan kami pada",
        "Perubahan jadwal": "Jadwal atau tempat berubah untuk",
    }[_occasion(invitation)]
    return (
        f"{to}{begins} {_bold(event.title)}\n{_facts(event)}"
        f"Konfirmasi dan materi: {link_of(invitation)}\nTerima kasih."
    )


def group_message(event: Event) -> str:
    """One for all, without anybody's link."""
    if event.status is Status.CANCELLED:
        return f"Yth. Bapak/Ibu undangan,\n{_cancellation(event)}"
    return (
        f"Yth. Bapak/Ibu undangan,\nMengundang hadir pada {_bold(event.title)}\n{_facts(event)}"
        "Tautan pribadi untuk konfirmasi kami kirim kepada Bapak/Ibu masing-masing.\nTerima kasih."
    )


def group_address(event: Event) -> str:
    """The address that opens WhatsApp to choose a group for it."""
    return hand_off(None, group_message(event))


def whatsapp(invitation: Invitation) -> str:
    """The address that opens WhatsApp with the message ready."""
    return hand_off(invitation.person.phone, message(invitation))


def is_reminder(invitation: Invitation) -> bool:
    """Whether handing it over now reminds somebody who has been told already."""
    return _occasion(invitation) == "Pengingat"


def _occasion(invitation: Invitation) -> str:
    if invitation.event.status is Status.CANCELLED:
        return "Pembatalan"
    if invitation.has_moved:
        return "Perubahan jadwal"
    return "Pengingat" if invitation.sent_at and invitation.reply is None else "Undangan"


def _cancellation(event: Event) -> str:
    return (
        f"Dengan hormat kami beritahukan bahwa {_bold(event.title)} pada "
        f"{wib.long_date(event.day)}, {event.hours}, di {event.place} *dibatalkan*.\n"
        f"Alasan: {event.cancel_reason}\nMohon maaf dan terima kasih."
    )


def _facts(event: Event) -> str:
    return (
        f"Hari/tanggal: {wib.long_date(event.day)}\n"
        f"Pukul: {event.hours.removeprefix('pukul ')}\nTempat: {event.place}\n"
    )


def _bold(title: str) -> str:
    """As WhatsApp understands it: a star inside would end it too early."""
    return f"*{title.replace('*', '')}*"
