"""Loggranskare."""

from __future__ import annotations

from . import QUEUE, TRACES, Role

ROLE = Role("Loggranskare", "liv", changes=TRACES | QUEUE | {"access_review"}, reads_log=True)
