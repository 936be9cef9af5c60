"""Controller."""

from __future__ import annotations

from . import TRACES, Role

ROLE = Role("Controller", "kurt", changes=TRACES | {"economy_budget"})
