"""Loggranskare."""

from __future__ import annotations

from . import QUEUE, Role, TRACES

ROLE = Role("Loggranskare", "liv", changes=TRACES | QUEUE | {"access_review"}, reads_log=True)
