"""Controller."""

from __future__ import annotations

from . import TRACES, WHY, Role

ROLE = Role("Controller", "kurt", changes=TRACES | WHY | {"economy_budget"})
