"""The program as gunicorn serves it, but with a clock whose hands the test moves.

The file named by ``SAMTID_TEST_CLOCK`` says what time it was when the file was written; from then on the clock runs.
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from samtid.config.wsgi import application
from samtid.ground import clock

__all__ = ["application"]

FILE = Path(os.environ["SAMTID_TEST_CLOCK"])


def now() -> datetime:
    """The moment in the file, and what has passed since it was written."""
    told = datetime.fromisoformat(FILE.read_text())
    return told + timedelta(seconds=max(0.0, time.time() - FILE.stat().st_mtime))


# held here, so that the clock is not given back when the block's generator is collected
HELD = clock.set_to(now)
HELD.__enter__()
