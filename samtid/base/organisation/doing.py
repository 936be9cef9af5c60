"""Att göra: an action asks first whether somebody in this role does it (``verbs.py``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .models import Staff, Unit
from .queries import posts
from .verbs import Verb

P = ParamSpec("P")
T = TypeVar("T")


def hindered(verb: Verb, by: Staff, at: datetime, unit: Unit | None = None) -> list[Obstacle]:
    """What stands in the way of ``by`` doing it: the page shows what the action will say."""
    return verb.obstacles(posts(by, swedish_day(at)), unit)


def only(
    may: Mapping[str, Verb], unit: Callable[..., Unit | None] | None = None
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Refuses the action to those whose role does not do it. ``unit`` finds who carries out, in what it is done to.

    ``by`` is nobody for what comes in by the web: there is no member of staff to ask about.
    """

    def decorated(action: Callable[P, T]) -> Callable[P, T]:
        verb = may[action.__name__]

        @wraps(action)
        def asked(*args: P.args, **said: P.kwargs) -> T:
            by: Any = said["by"]
            at: Any = said["at"]
            if by is not None:
                refuse_if(hindered(verb, by, at, unit(*args) if unit else None))
            return action(*args, **said)

        asked.verb = verb  # type: ignore[attr-defined]
        return asked

    return decorated
