"""Vilka beställningar tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samtid.base.access.queries import unit_of
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.queries import colleagues
from samtid.base.people.queries import WITHHELD, relations, shown_near
from samtid.base.people.words import Bond
from samtid.steps.services.models import Service
from samtid.steps.services.queries import providers

from .models import Order, OrderAnswer
from .rules import ANSWERS
from .words import Answer, State

CONTACTS = roles.RECEIVES_CASES
WORKERS = roles.SEES_PERSONS


def carried_out_by(about: Service | Order, *_: object) -> Unit:
    """The unit that answers."""
    return about.unit if isinstance(about, Service) else about.service.unit


def orders(viewer: Staff) -> QuerySet[Order]:
    """Orders the viewer has a key to, of persons that may be seen."""
    return (
        seen_by(viewer, Order)
        .filter(service__person__given_name__isnull=False)
        .select_related("service__person", "service__unit", "sent_by", "contact")
        .order_by("sent_at", "pk")
    )


def of_service(viewer: Staff, service: Service) -> Order | None:
    """The order of a service, if it has been sent."""
    return orders(viewer).filter(service=service).first()


def answers(viewer: Staff, order: Order) -> list[OrderAnswer]:
    """What has been answered, in order."""
    return list(
        seen_by(viewer, OrderAnswer).filter(order=order).select_related("by", "worker").order_by("number")
    )


def worker(said: Sequence[OrderAnswer]) -> Staff | None:
    """Who is named: of an order that has been declined since, nobody."""
    found = None
    for one in said:
        found = None if one.answer == Answer.DECLINED else one.worker or found
    return found


def works_there(unit: Unit, on: date) -> QuerySet[Staff]:
    """Those who can be named in a unit: they work there on the day, in a role that meets people."""
    return colleagues(unit, on, *WORKERS)


def contacts(case: Case, on: date) -> QuerySet[Staff]:
    """Those who can answer the unit's questions: they work with cases where this one lies."""
    unit = unit_of(case.compartment_id, on)  # type: ignore[attr-defined]
    return colleagues(unit, on, *CONTACTS) if unit else Staff.objects.none()


def others(viewer: Staff, service: Service, on: date) -> QuerySet[Unit]:
    """Other units that may carry the same service out."""
    return providers(viewer, service.kind, on).exclude(pk=service.unit_id)


def guardians(viewer: Staff, case: Case, on: date) -> str:
    """Whom one rings about a child, as far as it may be told: a first word in the form."""
    found = []
    for one in relations(viewer, case.dossier.person, on).filter(bond=Bond.GUARDIAN):
        phone = shown_near(one, "phone")
        if phone and phone != WITHHELD:
            found.append(f"{one.other.name} {phone}")
    return ", ".join(found)


def is_withheld(order: Order) -> bool:
    """Whether the text was written before the person, or somebody at home, was protected: it was not looked through for that."""
    return order.service.person.hides_place and not order.was_hidden


# Of an order, in a question about it: what was said last, by whom it is to be done, and who there can answer.
LAST = OrderAnswer.objects.filter(order=OuterRef("pk")).order_by("-number")
STANDS = LAST.exclude(answer=Answer.NAMED)
NAMES = LAST.exclude(worker=None)


def unsettled(viewer: Staff, on: date) -> QuerySet[Order]:
    """Orders of services that go on and that somebody has something to do about, the oldest first.

    Each knows ``stands`` (the last answer, None when there is none), ``why``, ``has_left`` (the one who was named) and whether
    its unit ``has_planner`` or anybody who answers (``has_any``).
    """
    there = Membership.objects.on(on).filter(unit=OuterRef("service__unit"))
    return (
        orders(viewer)
        .filter(service__ended_at=None)
        .annotate(
            stands=Subquery(STANDS.values("answer")[:1]),
            why=Subquery(STANDS.values("reason")[:1]),
            named=Subquery(NAMES.values("worker")[:1]),
            has_planner=Exists(there.filter(role="planner")),
            has_any=Exists(there.filter(role__in=[str(role) for role in ANSWERS.there])),
        )
        .annotate(has_left=Q(named__isnull=False) & ~Exists(there.filter(staff=OuterRef("named"))))
        .filter(~Q(stands=State.ACCEPTED) | Q(stands=None) | Q(has_left=True))
    )
