"""Controller."""

from __future__ import annotations

from . import TRACES, TRIALS, WHY, Role

ROLE = Role("Controller", "kurt", changes=TRACES | WHY | TRIALS | {"economy_budget"})
