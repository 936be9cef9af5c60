"""Vad som håller ett förslag enligt LSS: the group is not assessed, or the measure not weighed on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from samtid.base.organisation.models import Staff
from samtid.ground.law.delegation import Level
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions.held_up import Hold, Said
from samtid.steps.decisions.models import Decision

from . import queries, rules
from .rules import MEASURES


def may_hold() -> Q:
    """A draft by LSS: by its service, or by what it rests on."""
    return Q(legal_basis=queries.LSS) | Q(service_code__in=list(MEASURES))


def holds(viewer: Staff, decision: Decision, said: Said) -> Iterable[Hold]:
    """Each thing that stands in the way, with where it is written. The text of the draft may be changed all the while."""
    on = said.decided_on or swedish_day(said.at)
    draft = queries.drafted(decision, on)
    if not rules.is_ours(draft.code, draft.basis):
        return
    newest = queries.assessments(viewer, decision.case).first()
    weighed = queries.weighed(viewer, decision, newest)
    found = rules.obstacles_to_deciding(
        draft,
        newest.said() if newest else None,
        weighed.said() if weighed else None,
        by_board=said.level is not Level.DELEGATE,
    )
    if newest is not None and weighed is not None:
        # asked again: somebody may have been protected since it was written, and it stands in the letter
        found += queries.of_place(viewer, decision.case, newest.reason, *weighed.texts)
    for obstacle in found:
        yield Hold(
            obstacle=obstacle,
            step="Pröva enligt LSS",
            address="lss:case",
            about=decision.case_id,
            title="Återstår enligt LSS",
        )
