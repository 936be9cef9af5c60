"""Vem väntar på mig? Everything that stands on *Min dag*, read in few queries through the walls.

A line comes from a running clock, or from a room that says what else waits (``waits`` of its offers): what came
in and is nobody's yet, and duties that the law sets no day for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import check
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.rules import words_of
from samtid.base.dossier.words import Need
from samtid.base.look import house
from samtid.base.organisation import roles as roles_that
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role
from samtid.base.people.models import Person
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import MOST, Card, Day, OnClock, Waiting

from . import rules

STILL = timedelta(days=366)  # how long a closed case is still looked in for what has no clock
OF_THE_UNIT = roles_that.OPENS_UNIT  # who also see what is nobody's


def day_of(
    viewer: Staff, at: datetime, roles: set[Role], posts: Sequence[Membership] = (), most: int = MOST
) -> Day:
    """What the rooms are told when they are asked what waits for the viewer. ``most`` of each kind."""
    is_units = bool(roles & OF_THE_UNIT)
    holds_cases = bool(roles & roles_that.RECEIVES_CASES)
    whose = _and_nobodys if is_units else _own
    there = seldom_there(viewer)
    day = Day(viewer, at, swedish_day(at), roles, at - STILL, whose, posts=posts, most=most, there=there)
    if not holds_cases:
        return day
    return replace(day, clocks=day.first(CLOCKS(viewer, is_units, tuple(house.not_ours()))))


def seldom_there(viewer: Staff) -> frozenset[str]:
    """Which of the seldom things there are for the viewer: one question for them all."""
    check(viewer)
    asked = house.seldom()
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"({one.condition})" for one in asked))
        return frozenset(one.name for one, is_there in zip(asked, cursor.fetchone(), strict=True) if is_there)


def _whose_case(viewer: Staff, is_units: bool) -> Q:
    own = Q(case__caseworker=viewer)
    return own | ~Q(case=None) & Q(case__caseworker=None) if is_units else own


def _lately(whose: Q, since: datetime) -> Q:
    """Of all one's years of cases those of this one are found by an index."""
    return whose & Q(case__closed_at=None) | whose & Q(case__closed_at__gte=since)


def _own(viewer: Staff, since: datetime) -> Q:
    return _lately(_whose_case(viewer, is_units=False), since)


def _and_nobodys(viewer: Staff, since: datetime) -> Q:
    return _lately(_whose_case(viewer, is_units=True), since)


def _clocks(viewer: Staff, is_units: bool, not_ours: tuple[str, ...]) -> QuerySet[Clock]:
    """What has a clock is found however old the case is: a duty may come after the closing (an appeal)."""
    running = dossier.running_clocks(viewer).filter(_whose_case(viewer, is_units))
    return running.exclude(rule__in=not_ours).select_related(None).select_related("case")


CLOCKS = Asked(_clocks)


def lines_of(day: Day) -> list[Waiting]:
    """What the viewer has before them, sorted by what the waiting person needs first."""
    known = house.clocks()
    lines = [_of_clock(clock, known.get(clock.rule), day.today) for clock in day.clocks]
    for room in house.rooms():
        if room.arrange:
            lines = room.arrange(day, lines)
    for room in house.rooms():
        if room.waits and (room.waits_for is None or room.waits_for & set(day.roles)):
            lines += room.waits(day)
    # persons are fetched once for the lines shown, not for every case one has ever had
    # (docs/explanation/matningar.md)
    cases = {line.case.dossier_id for line in lines if line.case is not None}
    persons = {one.pk: one.person for one in dossier.dossiers(day.viewer).filter(pk__in=cases)}
    return sorted((_whose(line, persons) for line in lines), key=rules.urgency)


def cards_of(day: Day) -> list[Card]:
    """What waits for the viewer and for nobody else."""
    found = (
        room.card(day)
        for room in house.rooms()
        if room.card and (room.waits_for is None or room.waits_for & set(day.roles))
    )
    return [card for card in found if card is not None]


def _of_clock(clock: Clock, known: OnClock | None, on: date) -> Waiting:
    words, told = words_of(clock.rule, on), known or OnClock(clock.rule)
    has_page = clock.about is not None and told.address
    return Waiting(
        what=told.called or words.name,
        law=words.citation,
        rule=clock.rule,
        due_on=None if words.promptly else clock.due_on,
        promptly=words.promptly,
        since=swedish_day(clock.started_at) if words.promptly else None,
        step=told.step,
        address=told.address if has_page else "desk:dossier",
        about=clock.about if has_page and clock.about else clock.case.dossier_id,
        part=told.part if has_page else "",
        first=told.first,
        case=clock.case,
    )


def _whose(line: Waiting, persons: dict[UUID, Person]) -> Waiting:
    """The line with who waits: the person and the case, as words. What is nobody's case says that itself."""
    if line.case is None:
        return line
    case: Case = line.case
    person = persons[case.dossier_id]
    return replace(
        line,
        who=person.name,
        need=line.need or Need.label_of(case.need),
        case_number=case.number,
        is_nobodys=case.caseworker_id is None,
        is_protected=is_sealed(Protection(person.protection)),
        dossier=case.dossier_id,
    )
