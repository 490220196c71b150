"""The asker's personal link on its way, by WhatsApp."""

from __future__ import annotations

from app import links
from app.questions.models import Question
from app.whatsapp import hand_off


def link_of(question: Question) -> str:
    """As it is handed out; "" while there is none."""
    return links.address("asker.exchange", token=question.token) if question.token else ""


def message(question: Question) -> str:
    name = f"Yth. Bapak/Ibu {question.asker}" if question.asker else "Yth. Bapak/Ibu"
    return (
        f"{name},\n\n"
        f"Terima kasih atas pertanyaan pada *{question.event.title}*:\n“{question.words}”\n\n"
        "Jawaban dan tindak lanjutnya dapat dibaca di tautan pribadi ini "
        "(mohon tidak diteruskan):\n"
        f"{link_of(question)}\n\nTerima kasih."
    )


def whatsapp(question: Question) -> str:
    """The address that opens WhatsApp with the message ready."""
    phone = question.attendance.phone if question.attendance else None
    return hand_off(phone, message(question))
