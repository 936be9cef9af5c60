"""The program's own server with both doors, in processes of its own, against a filled database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.error import URLError
from urllib.request import urlopen

SERVE = (
    "import sys; from samtid.doors.cli import place, web; place.enter(); "
    "sys.exit(web.serve('127.0.0.1', int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))"
)
STARTS_WITHIN = 60.0  # seconds


@contextmanager
def serving(port: int, open_port: int, workers: int) -> Iterator[None]:
    """Both doors answer inside the block."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port), str(open_port), str(workers)], env=os.environ.copy()
    )
    try:
        for one in (port, open_port):
            _wait(server, one)
        yield
    finally:
        server.send_signal(2)
        try:
            server.wait(40)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    last = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last:
        if server.poll() is not None:
            raise SystemExit("Servern gick inte att starta.")
        with suppress(URLError, OSError):
            urlopen(f"http://127.0.0.1:{port}/halsa/levande", timeout=5).close()
            return
        time.sleep(0.2)
    raise SystemExit(f"Servern svarade inte på {STARTS_WITHIN:.0f} sekunder.")
