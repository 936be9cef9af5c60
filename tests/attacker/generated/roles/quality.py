"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import Role, TRACES

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES)
