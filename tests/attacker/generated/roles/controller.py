"""Controller."""

from __future__ import annotations

from . import Role, TRACES

ROLE = Role("Controller", "kurt", changes=TRACES)
