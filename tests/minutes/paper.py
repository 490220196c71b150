"""Steps of a notula that many stories begin with."""

from __future__ import annotations

import re

from app.accounts.models import Role


def base_of(browser, event, key="pembukaan"):
    """The revision that somebody has before the eyes."""
    page = browser.get(f"/kegiatan/{event.code}/notula").text
    return re.search(rf'id="bagian-{key}".*?name="base" value="(\d+)"', page, re.DOTALL).group(1)


def write(browser, event, text, key="pembukaan", base=None, **more):
    base = base_of(browser, event, key) if base is None else base
    address = f"/kegiatan/{event.code}/notula/bagian/{key}"
    return browser.post(address, data={"text": text, "base": base} | more)


def press(browser, event, button, **fields):
    return browser.post(f"/kegiatan/{event.code}/notula/{button}", data=fields)


def approve(browser, event):
    """What is read is approved."""
    page = browser.get(f"/kegiatan/{event.code}/notula").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return press(browser, event, "setujui", seen=seen.group(1) if seen else "")


def lock(event, staff, make, log_in):
    """From draf to terkunci, by petugas and pimpinan."""
    assert press(staff, event, "periksa").status_code == 303
    lead = log_in(make.account(Role.LEAD, name="Agus Pimpinan"))
    assert approve(lead, event).status_code == 303
    assert press(staff, event, "kunci").status_code == 303
