"""``samtid web`` is the server itself: what ends it leaves nobody on the port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from samtid.doors.cli.cluster.process import free_port
from tests.elsewhere import app_url

SAMTID = "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 60.0  # seconds; a bound and not a promise, for the machine may be loaded


def webs_own() -> dict[str, str]:
    """The environment of a demonstration's web: its own log-in and nobody else's."""
    left_out = ("SAMTID_ADMIN_URL", "SAMTID_AUDIT_KEY")
    known = {name: said for name, said in os.environ.items() if name not in left_out}
    return known | {"SAMTID_DATABASE_URL": app_url(os.environ["SAMTID_ADMIN_URL"])}


def until(true: Callable[[], bool]) -> bool:
    """Whether it came true in time."""
    last = time.monotonic() + PATIENCE
    while not (is_true := true()) and time.monotonic() < last:
        time.sleep(0.1)
    return is_true


def is_taken(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(("word", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_what_ends_the_command_frees_the_port(word, code):
    port = free_port()
    web = subprocess.Popen(
        [sys.executable, "-c", SAMTID, "web", "--port", str(port), "--workers", "1"],
        start_new_session=True,
        env=webs_own(),
    )
    try:
        assert until(lambda: is_taken(port))

        web.send_signal(word)

        assert web.wait(PATIENCE) == code
        assert until(lambda: not is_taken(port))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(web.pid, signal.SIGKILL)
