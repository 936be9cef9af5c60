"""Syskon på en gång: what is done for each child as if it were done alone, and told of each for itself.

Each child is a savepoint of its own: what stands in the way of one holds nobody else's protection or clock up, and is
told beside that one (decision 101).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.people.actions import registered, relate
from samtid.base.people.models import Person
from samtid.base.people.queries import asked
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle, refuse_if

from . import family_queries, rules, together
from .arrival import hold
from .identifying import assess_protection, identify, relate_people
from .models import Report


@dataclass(frozen=True, slots=True)
class Result:
    """Vad det blev för ett av barnen. ``obstacles`` is empty where it was done."""

    report: Report
    obstacles: tuple[Obstacle, ...] = ()


def each(report: Report, act: Callable[[], object]) -> Result:
    """Does ``act`` for one child: all of it, or nothing and why."""
    try:
        with transaction.atomic():
            act()
    except NotYet as refusal:
        return Result(report, tuple(refusal.obstacles))
    return Result(report)


@transaction.atomic
@only(rules.MAY)
def identify_together(chosen: Iterable[tuple[Report, UUID, str]], *, by: Staff, at: datetime) -> list[Result]:
    """Says of several who they are: report, ticket, and why it is the right one though something differs (``identify``)."""
    return [
        each(report, partial(identify, report, ticket, reason=why, by=by, at=at))
        for report, ticket, why in sorted(chosen, key=lambda one: one[0].pk)  # two at once wait in one order
    ]


@dataclass(frozen=True, slots=True)
class Near:
    """Någon nära barnen: a ticket, what that one is to them, which of them, and why though something differs."""

    ticket: UUID
    bond: Bond
    of: tuple[Report, ...]
    reason: str = ""


@transaction.atomic
@only(rules.MAY)
def relate_together(
    near: Iterable[Near], siblings: Iterable[Report], *, by: Staff, at: datetime
) -> list[tuple[Near, Result]]:
    """Notes each who is near in the case of each child they are near to, and the children as each other's siblings.

    What is noted already is not noted again. A sibling with protected identity is noted in no other's case.
    """
    found = [(one, each(report, partial(_relate, one, report, by, at))) for one in near for report in one.of]
    of = {one.pk: one for one in siblings if one.case is not None}
    refuse_if(together.obstacles_to_together(one.is_sealed for one in of.values()))
    protection = {pk: Protection(_person(one).protection) for pk, one in of.items()}
    for whose, other in together.sibling_pairs(protection):
        # a tie that was ended, or noted by mistake, is decided
        if not family_queries.is_noted(by, of[whose], _person(of[other]).pk, Bond.SIBLING):
            _siblings(of[whose], of[other], by, at)
    return found


def _relate(near: Near, report: Report, by: Staff, at: datetime) -> None:
    if report.case is None:
        raise NotYet([Obstacle("Skriv först vem barnet är.")])
    hold(report)  # two tabs: the second sees what the first has noted
    known = asked(by, near.ticket)
    held = (
        Protection(known.person.protection)
        if known is not None and known.person is not None
        else Protection.NONE
    )
    refuse_if(together.obstacles_to_noting(near.bond, held))
    on = swedish_day(at)
    same = family_queries.same_unnumbered(by, report, known, near.bond, on) if known is not None else None
    person = same.pk if same is not None else registered(near.ticket, by=by, at=at)
    if family_queries.is_noted(by, report, person, near.bond, on):
        return
    relate_people(
        report, same.pk if same is not None else near.ticket, near.bond, reason=near.reason, by=by, at=at
    )


def _siblings(whose: Report, other: Report, by: Staff, at: datetime) -> None:
    assert whose.case is not None, "only those whose case is opened are noted"
    relate(_person(whose), _person(other).pk, Bond.SIBLING, case_id=whose.case.pk, by=by, at=at)


def _person(report: Report) -> Person:
    assert report.case is not None, "asked of those whose case is opened"
    return report.case.dossier.person


@dataclass(frozen=True, slots=True)
class Assessed:
    """Ett barns skyddsbedömning: the answer, and what is said of this one beside what is said of all."""

    report: Report
    danger: bool | None
    own: str = ""


@transaction.atomic
@only(rules.MAY)
def assess_together(chosen: Iterable[Assessed], text: str, *, by: Staff, at: datetime) -> list[Result]:
    """Writes the immediate protection assessment of each: one answer for each child, the shared words and their own."""
    chosen = list(chosen)
    refuse_if(together.obstacles_to_together(one.report.is_sealed for one in chosen))
    return [
        each(
            one.report,
            partial(
                assess_protection, one.report, one.danger, together.with_own(text, one.own), by=by, at=at
            ),
        )
        for one in chosen
    ]
