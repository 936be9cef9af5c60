"""Indikatorerna: one file each, all of one shape. A new one is a new file here, and a twin in the tests."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from ..words import Area
from .shape import Indicator


@lru_cache(maxsize=1)
def all_indicators() -> dict[str, Indicator]:
    """Every indicator by its key, in the order of the way and then by name."""
    found = []
    for module in iter_modules(__path__):
        one = getattr(import_module(f"{__name__}.{module.name}"), "INDICATOR", None)
        if one is not None:
            assert one.key == module.name, f"{module.name} kallar sig {one.key}"
            found.append(one)
    order = list(Area)
    return {
        one.key: one for one in sorted(found, key=lambda one: (order.index(one.area), one.order, one.key))
    }
