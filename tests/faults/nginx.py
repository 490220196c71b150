"""nginx with deploy/nginx.conf as it is shipped; only names, ports and the certificate are ours."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.servers import ROOT
from tests.faults.hall import Hall, free_port, wait_until
from tests.faults.phones import BROKEN
from tests.faults.tally import CannotHere

# What Debian's own nginx.conf says around it.
AROUND = """
daemon off; pid {room}/pid; error_log {room}/error.log crit;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {room}/body; proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/1; uwsgi_temp_path {room}/2; scgi_temp_path {room}/3;
    {site}
}}
"""


@contextmanager
def behind_nginx(hall: Hall, room: Path) -> Iterator[None]:
    """Phones of this hall go through it for as long as the block lasts."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if not program or not shutil.which("openssl"):
        raise CannotHere("nginx is missing: apt-get install nginx-light openssl")
    port = free_port()
    (room / "nginx.conf").write_text(AROUND.format(room=room, site=site(hall, room, port)))
    certify(room)
    words = [program, "-e", f"{room}/error.log", "-p", str(room), "-c", f"{room}/nginx.conf"]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    hall.front, hall.secure = port, True
    try:
        wait_until(lambda: is_up(hall), patience=15)
        yield
    finally:
        process.terminate()
        process.wait(20)
        hall.front, hall.secure = hall.port, False


def is_up(hall: Hall) -> bool:
    with suppress(*BROKEN):
        return hall.visitor().get("/sehat").status == 200
    return False


def site(hall: Hall, room: Path, port: int) -> str:
    """The shipped file. Where it says something else than expected, nginx does not start."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = "\n".join(line for line in text.splitlines() if "listen [::]" not in line)
    for shipped, ours in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "listen 80 default_server;": f"listen 127.0.0.1:{free_port()};",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "127.0.0.1:8000": f"127.0.0.1:{hall.port}",
        "balai.example.go.id": "127.0.0.1",
        "/etc/letsencrypt/live/127.0.0.1": str(room),
        "/var/log/nginx": str(room),
    }.items():
        assert shipped in text, f"deploy/nginx.conf no longer says {shipped}"
        text = text.replace(shipped, ours)
    return text


def certify(room: Path) -> None:
    key, certificate = str(room / "privkey.pem"), str(room / "fullchain.pem")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run(words, check=True, capture_output=True)
