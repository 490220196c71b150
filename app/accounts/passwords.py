"""Which passwords we accept: length is what counts, and not being the first thing one guesses."""

from __future__ import annotations

SHORTEST = 10
LONGEST = 200  # letters; a limit only so that nobody posts a book
WELL_KNOWN = {
    "1234567890",
    "0123456789",
    "qwertyuiop",
    "kata sandi",
    "katasandi123",
    "password123",
    "admin12345",
    "rahasia123",
    "tanjungbalai",
    "indonesia123",
}


def weakness(password: str, username: str) -> str | None:
    """What is wrong with this password, as a sentence for people; None if nothing is."""
    plain = password.strip().casefold()
    if len(password.strip()) < SHORTEST:
        return f"Pakai paling sedikit {SHORTEST} huruf, misalnya tiga kata yang mudah diingat."
    if len(password) > LONGEST:
        return f"Paling banyak {LONGEST} huruf."
    if plain == username.casefold():
        return "Kata sandi tidak boleh sama dengan nama pengguna."
    if plain in WELL_KNOWN or len(set(plain)) < 4:
        return "Kata sandi ini mudah ditebak. Pakai beberapa kata yang hanya Anda ketahui."
    return None
