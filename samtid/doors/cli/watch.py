"""Vakten: stops the demonstration's database server when the demonstration ended without saying so.

The server is no child of ours (it is made to outlive commands), so a small process of its own session waits on a
pipe that only the demonstration holds: at its end, whatever the reason, the server is stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from samtid.doors.cli.cluster import Cluster

DONE = b"klart"
PROGRAM = "import sys; from samtid.doors.cli.watch import main; main(sys.argv[1])"


@contextmanager
def over(folder: Path) -> Iterator[None]:
    """Watches over the server in ``folder`` for as long as the block runs."""
    reading, writing = os.pipe()
    try:
        watcher = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder)],
            stdin=reading,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # neither Ctrl-C nor a closed terminal is for it
        )
    finally:
        os.close(reading)
    try:
        yield
    finally:
        with suppress(OSError):
            os.write(writing, DONE)
        os.close(writing)
        watcher.wait()


def main(folder: str) -> None:
    """Waits for the end, and sees whether it was a good one."""
    if os.read(0, len(DONE)) != DONE:
        Cluster(Path(folder)).stop()
