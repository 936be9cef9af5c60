"""Föräldern: a child that ends when the one who started it does, however that ended.

Nobody gets to tidy up after SIGKILL or a lost power cord, so the child sees to it itself: on Linux the kernel tells it,
elsewhere it looks once a second.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

# The process number of the one to end with; a child of ours takes it out again, for its own children have it as parent.
VARIABLE = "SAMTID_ENDS_WITH"
LOOKS = 1.0  # seconds between looks
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Called first thing by a child that was started with ``VARIABLE``; does nothing in others."""
    said = os.environ.pop(VARIABLE, "")
    if said.isdigit():
        end_with(int(said))


def end_with(parent: int) -> None:
    """This process gets SIGTERM when ``parent``, which started it, is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before we had said so
            os.kill(os.getpid(), signal.SIGTERM)
        return
    threading.Thread(target=_look, args=(parent,), daemon=True).start()


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
