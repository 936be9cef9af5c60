"""Ledamot."""

from __future__ import annotations

from . import Role, TRACES

ROLE = Role("Ledamot", "bengt", changes=TRACES)
