"""Vad skrivbordet läser. Every read goes through the walls; nothing is filtered here for secrecy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samtid.base.access import queries as access
from samtid.base.access.models import Compartment
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock, Draft
from samtid.base.dossier.rules import came_in_late
from samtid.base.dossier.words import LocalClock, Need
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role
from samtid.base.people.queries import people
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law import children
from samtid.steps.decisions import queries as decisions
from samtid.steps.decisions.models import Decision
from samtid.steps.intake import queries as intake
from samtid.steps.services import queries as services

from . import rules

MOST = 100  # lines of a day: more than anyone can do, and a bound on the page


def day(viewer: Staff, at: datetime, roles: set[Role]) -> list[rules.Waiting]:
    """What the viewer has before them, sorted by what the waiting person needs first."""
    mine = Q(case__caseworker=viewer)
    if roles & {Role.RECEPTION, Role.MANAGER, Role.SENIOR}:
        mine |= Q(case__caseworker=None)
    # persons are fetched for the lines shown, not for every case one has ever had (docs/explanation/matningar.md)
    persons = Prefetch("case__dossier", queryset=dossier.dossiers(viewer))
    running = dossier.running_clocks(viewer).filter(mine).exclude(rule__in=rules.NOT_OURS)
    running = running.select_related(None).select_related("case__caseworker").prefetch_related(persons)
    clocks = list(running[:MOST])
    # a day of follow-up is about the decision until its service has begun
    begun = set(services.services(viewer).filter(pk__in=_followed(clocks)).values_list("pk", flat=True))
    lines = [_of_clock(clock, begun) for clock in clocks]
    if Role.RECEPTION in roles or Role.MANAGER in roles:
        lines += [_of_report(report, at) for report in intake.waiting(viewer).filter(case=None)[:MOST]]
    return sorted(lines, key=rules.urgency)


def to_sign(viewer: Staff) -> list[Decision]:
    """Decisions that a colleague has laid before the viewer to sign, the longest waiting first."""
    return list(decisions.to_sign(viewer)[:MOST])


def _followed(clocks: list[Clock]) -> list[UUID]:
    return [clock.about for clock in clocks if clock.rule == LocalClock.FOLLOW_UP and clock.about]


def _of_clock(clock: Clock, begun: set[UUID]) -> rules.Waiting:
    words = rules.words_of(clock.rule)
    step, address = rules.NEXT.get(clock.rule, ("Öppna akten", "desk:dossier"))
    if clock.rule == LocalClock.FOLLOW_UP and clock.about not in begun:
        step, address = "Starta insatsen", "services:start"
    person = clock.case.dossier.person
    about = clock.case.dossier_id if address == "desk:dossier" or clock.about is None else clock.about
    return rules.Waiting(
        who=person.name,
        what=words.name,
        law=words.citation,
        rule=clock.rule,
        due_on=clock.due_on,
        step=step,
        address=address if clock.about is not None else "desk:dossier",
        about=about,
        need=Need.label_of(clock.case.need),
        case_number=clock.case.number,
        caseworker=clock.case.caseworker.name if clock.case.caseworker else "",
        is_protected=is_sealed(Protection(person.protection)),
        dossier=clock.case.dossier_id,
    )


def _of_report(report, at: datetime) -> rules.Waiting:  # type: ignore[no-untyped-def]
    """Something that came in and is not yet anybody's: the child's clock runs from its first minute."""
    is_child = report.need == Need.CHILD
    due = children.PROTECTION_ASSESSMENT.due(report.received_at) if is_child else None
    return rules.Waiting(
        who=report.about_name or "Inte identifierad",
        what="Skyddsbedömning" if is_child else report.get_kind_display(),
        law=children.PROTECTION_ASSESSMENT.citation if is_child else "",
        rule="CH-01" if is_child else "",
        due_on=(due.outer if came_in_late(report.received_at) else due.legal) if due else None,
        step="Ta emot",
        address="intake:report",
        about=report.pk,
        need=Need.label_of(report.need),
        case_number="",
        caseworker="",
    )


def drafts(viewer: Staff) -> QuerySet[Draft]:
    """What the viewer has begun to write and not sent, newest first."""
    return Draft.objects.filter(staff=viewer).defer("fields").order_by("-saved_at")


def led_units(viewer: Staff, on: date) -> QuerySet[Unit]:
    """Units the viewer is manager of."""
    return organisation.units(on).filter(
        pk__in=organisation.memberships(viewer, on).filter(role=Role.MANAGER).values("unit")
    )


def unit_cases(viewer: Staff, unit: Unit, on: date) -> QuerySet[Case]:
    """Open cases in the compartments that ``unit`` holds on ``on``, the longest open first."""
    held = Compartment.objects.filter(holdings__in=unit.holdings.on(on)).values("pk")  # type: ignore[attr-defined]
    return dossier.cases(viewer).filter(compartment__in=held, closed_at=None).order_by("opened_at", "pk")


def loads(
    viewer: Staff, unit: Unit, staff: Iterable[Staff], today: date
) -> tuple[rules.Load, list[rules.Load]]:
    """The load of the unit and of each of its ``staff``: open cases, late and soon late clocks."""
    open_by = Counter(unit_cases(viewer, unit, today).values_list("caseworker", flat=True))
    due: dict[int | None, list[date]] = {}
    clocks = (
        dossier.running_clocks(viewer)
        .filter(case__in=unit_cases(viewer, unit, today), due_on__lte=today + timedelta(days=rules.SOON))
        .exclude(rule__in=rules.NOT_OURS)
        .values_list("case__caseworker", "due_on")
    )
    for caseworker, day_due in clocks:
        due.setdefault(caseworker, []).append(day_due)

    def load(name: str, pk: int | None, count: int, days: list[date]) -> rules.Load:
        late, soon = rules.late_and_soon(days, today)
        return rules.Load(name=name, open=count, late=late, soon=soon, staff=pk)

    everyone = [load(one.name, one.pk, open_by[one.pk], due.get(one.pk, [])) for one in staff]
    total = load(
        unit.name, None, sum(open_by.values()), [day_due for days in due.values() for day_due in days]
    )
    return total, everyone


def receivers(unit: Unit, on: date) -> QuerySet[Staff]:
    """Those in ``unit`` who can hold a case."""
    return organisation.colleagues(unit, on, Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION)


def unit_and_compartment(unit_pk: int, on: date) -> tuple[Unit, Compartment]:
    """A unit by its number, and the compartment it keeps its cases in."""
    unit = organisation.units(on).get(pk=unit_pk)
    return unit, access.compartment_of(unit, on)


def found(viewer: Staff, words: str) -> list[tuple[UUID | None, object]]:
    """Persons and their dossiers, as far as the viewer has keys; a case number finds its own."""
    number = words.strip().upper()
    if rules.CASE_NUMBER.fullmatch(number):
        case = dossier.case_numbered(viewer, number)
        return [(case.dossier_id, case.dossier.person)] if case else []
    ids = dossier.search(viewer, words)
    persons = list(people(viewer).filter(pk__in=ids))
    files = dict(dossier.dossiers(viewer).filter(person__in=ids).values_list("person", "pk"))
    return [(files.get(person.pk), person) for person in persons]
