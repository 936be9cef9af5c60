"""Ledamot."""

from __future__ import annotations

from . import TRACES, Role

ROLE = Role("Ledamot", "bengt", changes=TRACES)
