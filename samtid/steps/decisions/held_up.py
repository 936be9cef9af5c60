"""Det som håller ett förslag: a later room where the draft lies says that nobody decides or changes it meanwhile.

A room that a draft can lie before has a file ``draft_holds.py`` with a function ``holds(viewer, decision, said)`` that
returns ``Hold``s, and ``may_hold()``, a condition on a decision where there may be one; this room knows none of them (as ``letters.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Case, QuerySet, Value, When
from django.utils.module_loading import module_has_submodule

from samtid.base.organisation.models import Staff
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle

from .models import Decision

HOLDS = "draft_holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Vad som är på väg att göras: ``at``, and the minute that is to be registered where one is."""

    at: datetime
    level: Level = Level.DELEGATE
    decided_on: date | None = None
    minute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Varför det inte beslutas här: in words, and where it is done instead. ``stops_change``: nor is its text changed.

    ``title`` is the heading it stands under.
    """

    obstacle: Obstacle
    step: str
    address: str
    about: UUID
    stops_change: bool = False
    title: str = "Hos nämnden"


def marked(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """With ``may_be_held``, asked in the same question: almost no draft is held, and then nothing more is asked."""
    held: Any = Value(False)
    for room in _rooms():
        held = Case(When(room.may_hold(), then=Value(True)), default=held)
    return found.annotate(may_be_held=held)


def hold_of(viewer: Staff, decision: Decision, said: Said) -> Hold | None:
    """What holds the draft; None where nothing does, or where ``marked`` has said so."""
    if not getattr(decision, "may_be_held", True):
        return None
    return next(iter(_holds(viewer, decision, said)), None)


def obstacles(viewer: Staff, decision: Decision, said: Said, *, to_change: bool = False) -> list[Obstacle]:
    """The same as what stands in the way of deciding it, or of changing its text."""
    return [one.obstacle for one in _holds(viewer, decision, said) if one.stops_change or not to_change]


def _holds(viewer: Staff, decision: Decision, said: Said) -> Iterable[Hold]:
    if decision.signed_at is not None:
        return
    for room in _rooms():
        yield from room.holds(viewer, decision, said)


def _rooms() -> Iterable[Any]:
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, HOLDS):
            yield import_module(f"{app.name}.{HOLDS}")
