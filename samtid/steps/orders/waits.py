"""Vad som väntar: an order that nobody has seen, taken or can do is a line in somebody's day, until it is not so any more.

First the planner of the unit that carries out (its manager where there is none), then its manager, then the one who ordered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from samtid.base.organisation import kept
from samtid.base.organisation.words import Role
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law.own import Own
from samtid.ground.offers import Day, Seldom, Waiting
from samtid.ground.sweden import swedish_day

from . import queries, rules
from .words import State

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
# an order of a service that goes on which has not been taken, or whose named worker has gone
UNSETTLED = Seldom(
    "orders",
    "exists (select from orders_order o join services_service s on s.id = o.service_id where s.ended_at is null "
    "and ((select a.answer from orders_orderanswer a where a.order_id = o.id and a.answer <> 'named' "
    "order by a.number desc limit 1) is distinct from 'accepted' "
    "or not exists (select from organisation_membership m where m.unit_id = s.unit_id "
    f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}) and m.staff_id = coalesce("
    "(select a.worker_id from orders_orderanswer a where a.order_id = o.id and a.worker_id is not null "
    "order by a.number desc limit 1), m.staff_id))))",
)


def waits(day: Day) -> Iterable[Waiting]:
    """Everything, for whoever the viewer is."""
    if not day.has(UNSETTLED):
        return
    days = kept.number_if_any(Own.ORDER_SEEN, day.today)
    plans, leads = set(day.units(Role.PLANNER)), set(day.units(Role.MANAGER))
    rows = queries.unsettled(day.viewer, day.today)
    # with their cases, which the carrying-out unit does not see
    found = day.first(rows)
    held = rows.filter(day.mine, pk__in=[one.pk for one in found]).select_related("case")
    mine = {one.pk: one.case for one in held}
    for one in found:
        unit = one.service.unit_id
        sent = swedish_day(one.sent_at)
        unseen = one.stands is None and rules.is_unseen(sent, days, day.today)
        theirs = unit in plans or (unit in leads and (unseen or not one.has_planner))
        if theirs and one.stands != State.DECLINED:
            yield from _to_answer(one, unseen, days)
        elif one.pk in mine:
            yield from _to_settle(one, mine[one.pk], days, day)


def _to_answer(one: Any, unseen: bool, days: int | None) -> Iterator[Waiting]:
    """For the unit that carries out."""
    what, step = "Ny beställning", "Svara på beställningen"
    if one.stands == State.ACCEPTED:
        what, step = "Fast kontakt har slutat hos er", "Utse en ny"
    elif one.stands == State.SEEN:
        what = "Beställning som väntar på besked"
    elif unseen:
        what = f"Beställning som ingen har sett på {days} dagar"
    person = one.service.person
    yield Waiting(
        what=what,
        step=step,
        address="orders:order",
        about=one.pk,
        law=rules.CARRIED_OUT,
        due_on=one.wished_on if one.stands != State.ACCEPTED else None,
        since=swedish_day(one.sent_at),
        who=person.name,
        need=f"{one.service.name}, {one.service.unit.name}",
        is_protected=is_sealed(Protection(person.protection)),
    )


def _to_settle(one: Any, case: Any, days: int | None, day: Day) -> Iterator[Waiting]:
    """For the one who holds the case: what was declined, and what has been unseen for twice the days or has nobody to see it."""
    unit = one.service.unit
    ring = f", ring {unit.phone}" if unit.phone else ""
    sent = swedish_day(one.sent_at)
    if one.stands == State.DECLINED:
        what = f"{unit.name} kan inte: {one.why}"
    elif one.stands is None and not one.has_any:
        what = f"Ingen planerar eller leder hos {unit.name}: beställningen ses av ingen{ring}"
    elif one.stands is None and rules.is_unseen(sent, days, day.today, times=2):
        what = f"Ingen hos {unit.name} har sett beställningen{ring}"
    else:
        return
    yield Waiting(
        what=what,
        step="Låt en annan enhet utföra" if one.stands == State.DECLINED else "Visa beställningen",
        address="orders:order",
        about=one.pk,
        law=rules.CARRIED_OUT,
        since=sent,
        case=case,
    )
