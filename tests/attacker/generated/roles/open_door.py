"""Den öppna ingången."""

from __future__ import annotations

from samtid.base.access.words import Purpose

from . import TRACES, Role

ROLE = Role("Öppen ingång", purpose=Purpose.PORTAL, changes=TRACES | {"access.spent_token"})
