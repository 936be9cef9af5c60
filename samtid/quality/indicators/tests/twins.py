"""Tvillingarna: each indicator's rows counted slowly, one at a time, from what the tables hold.

Read as the owner. Each gives (compartment, person, day, hit, base, amount), as ``access.indicator_facts`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from samtid.base.access.models import Holding
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.organisation.models import Membership
from samtid.quality.followup.models import Feedback, FollowUp, GoalResult
from samtid.steps.intake.models import Report
from samtid.steps.investigations.models import ChildVoice, Investigation
from samtid.steps.visits.models import Visit

SWEDEN = ZoneInfo("Europe/Stockholm")
Row = tuple[Any, ...]
Twin = Callable[[date, date], list[Row]]
OF = "case__dossier__person"


def of(one: Any, on: date | None, hit: Any, base: Any, amount: Any) -> Row:
    """A row of what lies in a case."""
    return one.compartment_id, one.case.dossier.person_id, on, hit, base, amount


def day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(SWEDEN).date()


def within(value: date | None, begins: date, ends: date) -> bool:
    return value is not None and begins <= value < ends


def nights(begins: date, ends: date) -> Iterator[tuple[date, datetime]]:
    """The last day of each month, and the moment it is over."""
    first = begins
    while first < ends:
        after = first + relativedelta(months=1)
        yield after - timedelta(days=1), datetime.combine(after, time(), SWEDEN)
        first = after


def clocks(rule: str) -> Twin:
    def twin(begins: date, ends: date) -> list[Row]:
        found = []
        for one in Clock.objects.select_related(OF).filter(rule=rule):
            if within(one.due_on, begins, ends):
                stopped = day(one.stopped_at)
                met = stopped is not None and stopped <= one.due_on
                found.append(of(one, one.due_on, int(met), 1, None))
        return found

    return twin


def reports(
    kinds: tuple[str, ...], ended: Callable[[Report], datetime | None], amount: Callable[[Report], float]
) -> Twin:
    def twin(begins: date, ends: date) -> list[Row]:
        found = []
        for one in Report.objects.select_related(OF).exclude(case=None):
            if one.kind in kinds and within(day(ended(one)), begins, ends):
                found.append(of(one, day(ended(one)), None, None, amount(one)))
        return found

    return twin


def first_word(one: Report) -> datetime | None:
    said = [moment for moment in (one.closed_at, one.feedback_sent_at) if moment is not None]
    return min(said) if said else None


def days(later: datetime | None, earlier: datetime) -> float:
    return (day(later) - day(earlier)).days  # type: ignore[operator]


def closed_inquiries(begins: date, ends: date, *, children: bool) -> list[Investigation]:
    rows = Investigation.objects.select_related(OF)
    return [
        one
        for one in rows
        if within(day(one.closed_at), begins, ends) and (one.concerns_child or not children)
    ]


def investigation_days(begins: date, ends: date) -> list[Row]:
    return [
        of(
            one,
            day(one.closed_at),
            None,
            None,
            days(one.closed_at, one.opened_at),
        )
        for one in closed_inquiries(begins, ends, children=False)
    ]


def _talks(one: Investigation) -> list[ChildVoice]:
    return [
        talk
        for talk in ChildVoice.objects.filter(investigation=one)
        if talk.heard_at is not None and talk.heard_at <= one.closed_at
    ]


def child_heard(begins: date, ends: date) -> list[Row]:
    return [
        of(one, day(one.closed_at), int(bool(_talks(one))), 1, None)
        for one in closed_inquiries(begins, ends, children=True)
    ]


def child_minutes(begins: date, ends: date) -> list[Row]:
    return [
        of(one, day(one.closed_at), sum(talk.minutes or 0 for talk in _talks(one)), 1, None)
        for one in closed_inquiries(begins, ends, children=True)
    ]


def first_visit_days(begins: date, ends: date) -> list[Row]:
    first: dict[Any, Visit] = {}
    rows = Visit.objects.exclude(carried_out_at=None).exclude(service__decision=None)
    for one in rows.select_related("service__decision").order_by("planned_at", "pk"):
        first.setdefault(one.service_id, one)
    return [
        (
            one.service.compartment_id,
            one.service.person_id,
            day(one.planned_at),
            None,
            None,
            max((day(one.planned_at) - one.service.decision.decided_on).days, 0),
        )
        for one in first.values()
        if within(day(one.planned_at), begins, ends)
    ]


def visits_done(begins: date, ends: date) -> list[Row]:
    return [
        (
            one.provider_id or one.compartment_id,
            one.person_id,
            day(one.planned_at),
            int(one.carried_out_at is not None),
            1,
            None,
        )
        for one in Visit.objects.filter(is_sealed=False)
        if within(day(one.planned_at), begins, ends)
    ]


def minutes_done(begins: date, ends: date) -> list[Row]:
    found = []
    for one in Visit.objects.filter(is_sealed=False):
        if not within(day(one.planned_at), begins, ends) or not one.is_reported:
            continue
        took = (
            0 if one.carried_out_at is None else one.minutes if one.minutes_done is None else one.minutes_done
        )
        place = one.provider_id or one.compartment_id
        found.append((place, one.person_id, day(one.planned_at), 100 * took, one.minutes, None))
    return found


def continuity(begins: date, ends: date) -> list[Row]:
    seen: dict[tuple[Any, date], list[Visit]] = {}
    for one in Visit.objects.exclude(carried_out_at=None).select_related("person"):
        moment = one.planned_at.astimezone(SWEDEN)
        month = moment.date().replace(day=1)
        if not within(moment.date(), begins, ends) or moment.day > 14 or not 7 <= moment.hour < 22:
            continue
        born = one.person.born_on
        if born is not None and born <= month - relativedelta(years=65):
            seen.setdefault((one.person_id, month), []).append(one)
    found = []
    for (person, month), visits in seen.items():
        each = [sum(day(one.planned_at).day == number for one in visits) for number in range(1, 15)]
        if min(each) >= 2:
            met = {who for one in visits for who in (one.staff_id, one.second_id) if who is not None}
            place = min(one.provider_id or one.compartment_id for one in visits)
            found.append((place, person, month, len(met), 1, None))
    return found


def not_executed(begins: date, ends: date) -> list[Row]:
    return [
        of(one, last, None, None, None)
        for last, night in nights(begins, ends)
        for one in Clock.objects.select_related(OF).filter(rule="NX-01")
        if one.due_on < last and (one.stopped_at is None or one.stopped_at >= night)
    ]


def queue_days(begins: date, ends: date) -> list[Row]:
    return [
        of(one, last, None, None, (last - day(one.received_at)).days)
        for last, night in nights(begins, ends)
        for one in Report.objects.select_related(OF).exclude(case=None)
        if one.received_at < night and (one.closed_at is None or one.closed_at >= night)
    ]


def load(begins: date, ends: date) -> list[Row]:
    found = []
    for last, night in nights(begins, ends):
        opened = [
            one
            for one in Case.objects.select_related("dossier")
            if one.opened_at < night and (one.closed_at is None or one.closed_at >= night)
        ]
        for one in opened:
            units = [row.unit_id for row in Holding.objects.on(last).filter(compartment=one.compartment_id)]
            rows = Membership.objects.on(last).filter(unit__in=units, role__in=("caseworker", "senior"))
            many = len({row.staff_id for row in rows})
            share = sum(other.compartment_id == one.compartment_id for other in opened)
            if many:
                found.append((one.compartment_id, one.dossier.person_id, last, 1, many / share, None))
    return found


def returned(
    model: Any, began: str, same: Callable[[Any, Any], bool], rows: Callable[[date, date], list[Any]]
) -> Twin:
    """Whether the same person came back within a year after ``closed_at``."""

    def twin(begins: date, ends: date) -> list[Row]:
        every = list(model.objects.select_related(OF).exclude(case=None))
        found = []
        for one in rows(begins, ends):
            until = one.closed_at + relativedelta(months=12)
            back = any(
                other.pk != one.pk
                and same(one, other)
                and other.case.dossier_id == one.case.dossier_id
                and one.closed_at < getattr(other, began) < until
                for other in every
            )
            found.append(of(one, day(one.closed_at), int(back), 1, None))
        return found

    return twin


def closed_reports(begins: date, ends: date) -> list[Report]:
    rows = Report.objects.select_related(OF).filter(kind="report").exclude(case=None)
    return [one for one in rows if within(day(one.closed_at), begins, ends)]


def goals_reached(begins: date, ends: date) -> list[Row]:
    return [
        (
            one.follow_up.compartment_id,
            one.follow_up.case.dossier.person_id,
            day(one.follow_up.at),
            int(one.attained >= 3),
            1,
            None,
        )
        for one in GoalResult.objects.select_related("follow_up__case__dossier")
        if within(day(one.follow_up.at), begins, ends)
    ]


def told_back(begins: date, ends: date) -> list[Row]:
    return [
        of(
            one,
            day(one.at),
            int(
                any(
                    said.at < one.at + relativedelta(months=1)
                    for said in Feedback.objects.filter(follow_up=one)
                )
            ),
            1,
            None,
        )
        for one in FollowUp.objects.select_related(OF)
        if within(day(one.at), begins, ends)
    ]


def hand_overs(begins: date, ends: date) -> list[Row]:
    found = []
    for one in Case.objects.select_related("dossier"):
        if within(day(one.opened_at), begins, ends):
            until = one.opened_at + relativedelta(months=3)
            moved = Event.objects.filter(
                case=one, verb__in=("case_transferred", "case_assigned"), at__lt=until
            )
            found.append(
                (one.compartment_id, one.dossier.person_id, day(one.opened_at), moved.count(), 1, None)
            )
    return found


TWINS: dict[str, Twin] = {
    "protection_in_time": clocks("CH-01"),
    "preliminary_in_time": clocks("CH-02"),
    "investigation_in_time": clocks("CH-05"),
    "feedback_in_time": clocks("CH-06"),
    "executed_in_time": clocks("NX-01"),
    "followed_up": clocks("UPPFOLJNING"),
    "protection_hours": reports(
        ("report",),
        lambda one: one.protection_assessed_at,
        lambda one: (one.protection_assessed_at - one.received_at).total_seconds() / 3600,  # type: ignore[operator]
    ),
    "preliminary_days": reports(
        ("report",), lambda one: one.closed_at, lambda one: days(one.closed_at, one.received_at)
    ),
    "answer_days": reports(
        ("application", "question"), first_word, lambda one: days(first_word(one), one.received_at)
    ),
    "investigation_days": investigation_days,
    "child_heard": child_heard,
    "child_minutes": child_minutes,
    "first_visit_days": first_visit_days,
    "visits_done": visits_done,
    "minutes_done": minutes_done,
    "continuity": continuity,
    "not_executed": not_executed,
    "queue_days": queue_days,
    "load": load,
    "rereported": returned(Report, "received_at", lambda one, other: one.kind == other.kind, closed_reports),
    "reinvestigated": returned(
        Investigation,
        "opened_at",
        lambda one, other: True,
        lambda begins, ends: closed_inquiries(begins, ends, children=True),
    ),
    "goals_reached": goals_reached,
    "told_back": told_back,
    "hand_overs": hand_overs,
}
