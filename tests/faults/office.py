"""A petugas who brings files in, in parts as the page does it."""

from __future__ import annotations

import os
import re
import secrets
from unittest.mock import patch

from app import create_app
from app.access import COOKIE
from app.accounts.models import LoginSession, hash_token, new_token
from app.extensions import db
from app.materials.uploading import PART
from tests.factories import Factory
from tests.faults.hall import Hall
from tests.faults.phones import Answer

BYTES = {"Content-Type": "application/octet-stream"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Office:
    def __init__(self, hall: Hall) -> None:
        self.visitor, self.room = hall.visitor(), f"/kegiatan/{hall.event.code}/materi"
        self.data = hall.data
        with patch.dict(os.environ, hall.settings):
            app = create_app()
            account, token = Factory(app).account(), new_token()
            with app.app_context():
                row = LoginSession(token_hash=hash_token(token), account_id=account.id)
                db.session.add(row)
                db.session.commit()
                db.engine.dispose()
        self.visitor.cookies[COOKIE] = token

    def begin(self, content: bytes) -> str:
        """The address of an upload that has begun."""
        page = self.visitor.get(self.room)
        assert page.status == 200, page
        self.visitor.more = {"X-CSRFToken": TOKEN.search(page.text)[1]}
        address = f"{self.room}/unggahan/{secrets.token_hex(16)}"
        begun = self.visitor.post(address, {"nama": "paparan.pdf", "ukuran": str(len(content))})
        assert begun.status == 200, begun
        return address

    def part(self, address: str, content: bytes, start: int) -> Answer:
        path, piece = f"{address}/bagian?mulai={start}", content[start : start + PART]
        return self.visitor.ask("POST", path, piece, BYTES)

    def finish(self, address: str) -> Answer:
        return self.visitor.post(f"{address}/selesai", {})

    def upload(self, content: bytes) -> Answer:
        return self.send(self.begin(content), content)

    def send(self, address: str, content: bytes) -> Answer:
        """The parts and the end, up to the first of them that is refused."""
        for start in range(0, len(content), PART):
            answer = self.part(address, content, start)
            if answer.status != 200:
                return answer
        return self.finish(address)

    def half_files(self) -> list[str]:
        """What no interrupted upload may leave behind."""
        return [path.name for path in self.data.rglob("*.part")] + [
            path.name for path in self.data.glob("scratch/*")
        ]
