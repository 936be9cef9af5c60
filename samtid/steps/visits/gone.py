"""Borta: whom nobody is to come to, since when, and that help must begin again. Neither why nor where is known here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.models import Person
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.offers import Day, Seldom, Waiting
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.services.models import Away, Service
from samtid.steps.services.queries import away

from . import rules
from .models import Visit
from .words import WhyNot

BACK_SINCE = timedelta(days=30)  # so long it is told that help must begin again
TOLD_FOR = timedelta(days=1)  # the day after somebody left the morning's planner still reads it
# somebody has left, or has not, lately
LEFT = Seldom(
    "away", "exists (select from services_away a where a.changed_at > access.at() - interval '2 days')"
)
Spans = Sequence[tuple[datetime, datetime | None]]

# Of a service, in a question about it: its person is away and nobody knows until when.
OF_SERVICE = Away.objects.filter(service=OuterRef("pk"), is_void=False)
IS_AWAY = Exists(OF_SERVICE.filter(back_at=None))


def spans(viewer: Staff, service: Service) -> Spans:
    """From when until when the person of a service is away."""
    return list(away(viewer).filter(service=service).values_list("first_at", "back_at"))


def while_away(gone: Spans) -> list[Obstacle]:
    """What stands in the way of laying a plan out: nobody knows when the person comes home."""
    since = next((first for first, back in gone if back is None), None)
    if since is None:
        return []
    text = (
        f"Personen är borta från {swedish_day(since)}. Planen läggs ut när den som har ärendet har skrivit att "
        "personen kommer hem. Behövs hjälpen redan: avtala besöken för hand."
    )
    return [Obstacle(text)]


# Of an absence: what it called off, what has been agreed of the time after it, and what has been agreed since it was no more.
CALLED_OFF = Visit.objects.filter(
    service=OuterRef("service"),
    not_carried_out_reason=WhyNot.AWAY,
    not_carried_out_at__gte=OuterRef("noted_at"),
)
SINCE = Visit.objects.filter(
    service=OuterRef("service"), agreed_at__gt=OuterRef("noted_at"), planned_at__gte=OuterRef("back_at")
).exclude(not_carried_out_reason=WhyNot.AWAY)
AFTERWARDS = Visit.objects.filter(service=OuterRef("service"), agreed_at__gte=OuterRef("changed_at"))


def over(at: datetime) -> QuerySet[Away]:
    """Of a service, what is over, or never was, and whose visits nobody has laid out again."""
    back = Q(~Exists(SINCE), is_void=False, back_at__isnull=False, changed_at__gt=F("noted_at"))
    never = Q(~Exists(AFTERWARDS), is_void=True)
    return (
        Away.objects.filter(service=OuterRef("pk"), changed_at__gte=at - BACK_SINCE)
        .filter(Exists(CALLED_OFF), back | never)
        .order_by("-changed_at")
    )


def returned(at: datetime) -> dict[str, Subquery]:
    """Of services, what ``home_again`` says it by."""
    return {f"over_{name}": Subquery(over(at).values(name)[:1]) for name in ("back_at", "is_void")}


def back_on(one: Any) -> date | None:
    """The day that the help must begin again."""
    return swedish_day(one.over_back_at) if one.over_back_at else None


def home_again(one: Any) -> dict[str, Any]:
    """The words of a line about a service (annotated by ``returned``) whose visits must be laid out again."""
    plan = one.holds or one.plan
    return {
        "what": "Var inte borta: besöken avbokades av misstag"
        if one.over_is_void
        else f"Hemma från {swedish_day(one.over_back_at)}: hjälpen ska börja igen",
        "step": "Lägg ut besöken" if plan else "Planera besök",
        "address": "visits:lay_out" if plan else "visits:agree",
        "about": plan or one.pk,
        "first": one.over_is_void,
    }


def left(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    """Whom nobody is to go to from now on: today's plan is another than it was, and why is not told here."""
    since, _ = rules.bounds(day.today - TOLD_FOR)
    rows = away(day.viewer).filter(
        Q(back_at=None) | Q(back_at__gt=day.at), service__unit__in=units, changed_at__gte=since
    )
    for one in day.first(rows):
        first, service = swedish_day(one.first_at), one.service
        until = f" till {swedish_day(one.back_at)}" if one.back_at else ""
        yield Waiting(
            what=f"Borta från {first}{until}: besöken är avbokade",
            step="Se dagen",
            address="visits:plan",
            about=service.unit_id,
            part=f"?dag={max(first, day.today)}#borta",
            since=swedish_day(one.changed_at),
            **who_is(service.person, f"{service.name}, {service.unit.name}"),
        )


def who_is(person: Person, need: str) -> dict[str, Any]:
    """Whom a line is about."""
    return {"who": person.name, "need": need, "is_protected": is_sealed(Protection(person.protection))}
