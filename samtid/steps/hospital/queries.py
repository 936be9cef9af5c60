"""Vilken frånvaro tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.sweden import swedish_day
from samtid.steps.services.models import Away, Service

from . import rules, words
from .models import Stay, StayStep

LONG = timedelta(days=14)  # without a word of when, somebody asks
GONE_ON = Service.objects.filter(
    ended_at=None, pk__in=Away.objects.filter(about=OuterRef(OuterRef("pk")), is_void=False).values("service")
)
# Of a stay, in a question about it.
STANDING = StayStep.objects.filter(stay=OuterRef("pk"), corrected=None, is_withdrawn=False)


def stays(viewer: Staff) -> QuerySet[Stay]:
    """Stays the viewer has a key to, the latest first, with their steps as they were written."""
    return (
        seen_by(viewer, Stay)
        .filter(case__dossier__person__given_name__isnull=False)
        .select_related("case__dossier__person", "case__caseworker", "opened_by", "annulled_by")
        .prefetch_related(
            Prefetch(
                "steps",
                seen_by(viewer, StayStep).select_related("by").order_by("happened_on", "at", "pk"),
                to_attr="written",
            )
        )
        .order_by("-first_at", "pk")
    )


def steps(viewer: Staff) -> QuerySet[StayStep]:
    """Steps the viewer has a key to."""
    return seen_by(viewer, StayStep).select_related("stay__case__dossier__person", "by")


def person_of(stay: Stay) -> Person:
    """Who is away."""
    found: Person = stay.case.dossier.person
    return found


def standing(stay: Stay) -> list[StayStep]:
    """The steps as they are known now: neither what was corrected nor what says that something never was."""
    written: list[StayStep] = stay.written  # type: ignore[attr-defined]
    over = {one.corrects_id for one in written if one.corrects_id is not None}
    return [one for one in written if one.pk not in over and not one.is_withdrawn]


def said(stay: Stay, without: StayStep | None = None) -> Iterable[rules.Said]:
    """What stands, as the rules ask for it."""
    return [one.said() for one in standing(stay) if without is None or one.pk != without.pk]


def state(stay: Stay, at: datetime, *, without: StayStep | None = None) -> rules.State:
    """Where it stands; ``without`` a step that is being corrected."""
    if stay.annulled_at is not None:
        return rules.State()
    return rules.state(words.Why(stay.why), said(stay, without), at)


def of_person(viewer: Staff, person: Person) -> QuerySet[Stay]:
    """All stays of a person that count, the latest first."""
    return stays(viewer).filter(case__dossier__person=person, annulled_at=None)


def running(viewer: Staff, person: Person) -> Stay | None:
    """Where it already stands that the person is away."""
    return of_person(viewer, person).filter(ended_on=None).first()


def told(viewer: Staff, stay: Stay) -> list[Away]:
    """The services that have been told, as far as the viewer sees them."""
    return list(
        seen_by(viewer, Away)
        .filter(about=stay.pk)
        .select_related("service__person", "service__unit")
        .order_by("pk")
    )


def clocks(viewer: Staff, stay: Stay) -> QuerySet[Clock]:
    """Running clocks of the stay."""
    return dossier.running_clocks(viewer).filter(case_id=stay.case_id, about=stay.pk)


def unsettled(viewer: Staff, on: date, at: datetime) -> QuerySet[Stay]:
    """What somebody must say more of: the planned day has passed, it is long since, or who moved still has services."""
    planned = STANDING.filter(until__lte=on, kind__in=words.BEGINS)
    gone = STANDING.filter(kind=words.Kind.MOVED)
    return stays(viewer).filter(
        Q(Exists(planned) | Q(first_at__lte=at - LONG), ended_on=None, back_at=None)
        | Q(Exists(gone), Exists(GONE_ON)),
        annulled_at=None,
    )


def case_stays(viewer: Staff, cases: Iterable[Case]) -> QuerySet[Stay]:
    """The stays that lie in some cases."""
    return stays(viewer).filter(case__in=list(cases))


def last_home(viewer: Staff, person: Person) -> datetime | None:
    """When the person last came home, as far as the viewer sees."""
    rows = of_person(viewer, person).exclude(back_at=None).order_by("-back_at")
    home: datetime | None = rows.values_list("back_at", flat=True).first()
    return home


def in_words(now: rules.State, why: str) -> str:
    """Where it stands, in a sentence."""
    if now.first_at is None or now.began is None:
        return "Gällde inte."
    first = swedish_day(now.began.on)
    if now.ended is not None:
        ends = {words.Kind.HOME: "hemma igen", words.Kind.MOVED: "flyttade", words.Kind.DIED: "avled"}
        return f"{why}: borta från {first}, {ends[now.ended.kind]} {now.ended.on}."
    if now.ready is not None:
        return f"{why}: borta från {first}, utskrivningsklar {now.ready.on}."
    home = f", planerat till {now.planned_home}" if now.planned_home else ""
    return f"{why}: borta från {first}{home}."
