"""Hur ett värde sägs. Shared by the pages of those who steer and the page for everybody."""

from __future__ import annotations

from collections.abc import Callable

from samtid.base.look.swedish import GAP, number

from .figures.shape import Indicator

# What is counted, when there is one of it.
ONE_OF = {"dagar": "dag", "timmar": "timme", "minuter": "minut", "byten": "byte", "ärenden": "ärende"}


def shown_by(one: Indicator) -> Callable[[float | None], str]:
    """How a value of the indicator is written: ``12 dagar``, ``1 dag``."""

    def shown(value: float | None) -> str:
        if value is None:
            return "–"
        said = number(value, one.decimals)
        return f"{said}{GAP}{ONE_OF.get(one.unit, one.unit) if said == '1' else one.unit}"

    return shown
