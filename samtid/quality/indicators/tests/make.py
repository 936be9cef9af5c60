"""En påhittad stad, år efter år: rows as they would have been left, made at once and behind the walls.

Many cases over many months are too slow to play through the actions; what the actions refuse is no matter here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from samtid.base.access.models import Holding
from samtid.base.dossier.models import Case, Clock, Dossier, Event
from samtid.base.dossier.words import Event as Happened
from samtid.base.dossier.words import LocalClock, Need
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.law import children, quality
from samtid.ground.sweden import swedish_day
from samtid.quality.followup.models import Feedback, FollowUp, GoalResult
from samtid.steps.decisions.models import Decision
from samtid.steps.intake.models import Report
from samtid.steps.investigations.models import ChildVoice, Investigation
from samtid.steps.services.models import Goal, Service
from samtid.steps.visits.models import Visit
from tests.log_in import stepped_out

UNITS = ("Mottagning", "Utredning barn och unga", "Öppenvård", "Ekonomiskt bistånd", "Biståndsbedömning")
FIRST = date(2024, 1, 1)
RULES = (children.PROTECTION_ASSESSMENT.id, children.PRELIMINARY_ASSESSMENT.id, children.INVESTIGATION.id)


@contextmanager
def behind() -> Iterator[None]:
    """As the administrator, without triggers."""
    with stepped_out("default"), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("set local session_replication_role = origin")


def a_town(seed: int, *, cases: int = 200, months: int = 30, returns: float = 0.3) -> None:
    """``cases`` matters in ``months`` months, unevenly over the units; some persons come back."""
    with behind():
        _Town(seed, cases, months, returns).fill()


class _Town:
    def __init__(self, seed: int, cases: int, months: int, returns: float) -> None:
        self.chance, self.seed = Random(seed), seed
        self.cases, self.months, self.returns = cases, months, returns
        held = {one.unit.name: one.compartment_id for one in Holding.objects.select_related("unit")}  # type: ignore[attr-defined]
        self.places = [held[name] for name in UNITS]
        self.staff = Staff.objects.get(username="bo")
        self.rows: dict[type[Any], list[Any]] = {}

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def moment(self) -> datetime:
        day = FIRST + timedelta(days=self.chance.randrange(self.months * 30))
        # some in the hour that belongs to another day in Sweden than in UTC
        return datetime(day.year, day.month, day.day, self.chance.choice((8, 12, 22, 23)), 40, tzinfo=UTC)

    def later(self, moment: datetime, most: int) -> datetime:
        return moment + timedelta(days=self.chance.randrange(most), hours=self.chance.randrange(1, 9))

    def add(self, model: type[Any], **said: Any) -> Any:
        made = model(id=self.id(), **said)
        self.rows.setdefault(model, []).append(made)
        return made

    def fill(self) -> None:
        dossiers: list[Dossier] = []
        for number in range(self.cases):
            if not dossiers or self.chance.random() > self.returns:
                person = self.add(
                    Person,
                    given_name="Någon",
                    family_name=f"Nummer {number}",
                    born_on=date(self.chance.randrange(1935, 2023), self.chance.randrange(1, 13), 5),
                    sex=self.chance.choice(("woman", "man")),
                )
                dossiers.append(self.add(Dossier, person=person, opened_at=self.moment()))
            self.case(self.chance.choice(dossiers), number)
        self.helped_at_home(dossiers[:8])
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute(
                "analyze"
            )  # as the night's own does: without it a count may take minutes instead of a second

    def case(self, dossier: Dossier, number: int) -> None:
        chance, at = self.chance, self.moment()
        place = self.places[min(int(chance.expovariate(0.7)), len(self.places) - 1)]
        is_over = chance.random() < 0.7
        case = self.add(
            Case,
            number=f"{self.seed:02}-{number:06}",
            dossier=dossier,
            need=Need.CHILD,
            compartment_id=place,
            caseworker=self.staff,
            opened_at=at,
            closed_at=self.later(at, 300) if is_over else None,
        )
        here = {"case": case, "compartment_id": place}
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            verb = chance.choice((Happened.CASE_TRANSFERRED, Happened.CASE_ASSIGNED))
            self.add(Event, **here, verb=verb, said=verb.label, at=self.later(at, 140))
        self.report(here, at)
        self.inquiry(here, at, dossier)
        for rule in (
            *RULES,
            quality.NOT_CARRIED_OUT.id,
            LocalClock.FOLLOW_UP,
            children.FEEDBACK_TO_REPORTER.id,
        ):
            due = swedish_day(at) + timedelta(days=chance.randrange(1, 120))
            stopped = datetime(due.year, due.month, due.day, 12, tzinfo=UTC) + timedelta(
                days=chance.randrange(-9, 4), hours=chance.randrange(24)
            )
            self.add(
                Clock,
                **here,
                rule=str(rule),
                started_at=at,
                legal_on=due,
                rolled_on=due,
                due_on=due,
                stopped_at=stopped if chance.random() < 0.9 else None,
            )

    def helped_at_home(self, dossiers: list[Dossier]) -> None:
        """Two or three visits a day for fourteen days in the first months, at some by two; one day of one is missing."""
        many = list(Staff.objects.order_by("pk")[:9])
        for turn, dossier in enumerate(dossiers):
            dossier.person.born_on = date(1940, 1, 1 + turn)
            for number, hour in product(range(14), (7, 12, 19)[: 2 + turn % 2]):
                if (turn, number, hour) == (3, 6, 12):
                    continue
                one, two = self.chance.sample(many, 2)
                planned = datetime(2025, 1 + turn % 3, 1 + number, hour, 10, tzinfo=UTC)
                self.add(
                    Visit,
                    case=self.rows[Case][0],
                    compartment_id=self.places[4],
                    provider_id=self.places[4],
                    service_id=self.rows[Service][0].pk,
                    person_id=dossier.person_id,  # type: ignore[attr-defined]
                    planned_at=planned,
                    minutes=20,
                    what="Hjälp",
                    staff=one,
                    second=two if self.chance.random() < 0.2 else None,
                    agreed_at=planned,
                    agreed_by=self.staff,
                    carried_out_at=planned,
                    minutes_done=20,
                )

    def report(self, here: dict[str, Any], at: datetime) -> None:
        closed = self.later(at, 20) if self.chance.random() < 0.9 else None
        self.add(
            Report,
            **here,
            receipt=f"{self.chance.randrange(10**8)}",
            need=Need.CHILD,
            kind=self.chance.choice(("report", "report", "application", "question")),
            channel="phone",
            received_at=at,
            registered_at=at,
            reporter_category="school",
            protection_assessed_at=self.later(at, 2) if self.chance.random() < 0.9 else None,
            protection_danger=False,
            protection_text="Inget.",
            outcome="investigate" if closed else "",
            closed_at=closed,
            feedback_sent_at=self.later(at, 30) if self.chance.random() < 0.5 else None,
        )

    def inquiry(self, here: dict[str, Any], at: datetime, dossier: Dossier) -> None:
        chance = self.chance
        closed = self.later(at, 150) if chance.random() < 0.8 else None
        inquiry = self.add(
            Investigation,
            **here,
            opened_at=at,
            opened_by=self.staff,
            method="bbic",
            reason="Något.",
            concerns_child=chance.random() < 0.7,
            closed_at=closed,
            outcome="service" if closed else "",
        )
        if chance.random() < 0.6:
            self.add(
                ChildVoice,
                **here,
                investigation=inquiry,
                heard_at=self.later(at, 60),
                minutes=chance.choice((None, 15, 40)),
                text="Något.",
                by=self.staff,
                by_title="Handläggare",
                at=at,
            )
        if closed is None:
            return
        decision = self.add(
            Decision,
            **here,
            investigation=inquiry,
            kind="open_care",
            outcome="granted",
            content="Något.",
            reasons="Något.",
            legal_basis="SoL 11:1",
            prepared_by=self.staff,
            prepared_title="Handläggare",
            prepared_at=closed,
            decided_on=swedish_day(closed),
            follow_up_on=swedish_day(closed) + timedelta(days=90),
        )
        service = self.add(
            Service,
            **here,
            provider_id=self.places[2],
            person_id=dossier.person_id,  # type: ignore[attr-defined]
            decision=decision,
            code="family_treatment",
            unit_id=1,
            starts_on=swedish_day(closed),
            started_at=closed,
            started_by=self.staff,
        )
        for turn in range(chance.randrange(5)):
            planned = closed + timedelta(days=turn * 9, hours=1)
            done, said = chance.random() < 0.8, chance.random() < 0.9
            self.add(
                Visit,
                **here,
                provider_id=self.places[2],
                service=service,
                person_id=dossier.person_id,  # type: ignore[attr-defined]
                planned_at=planned,
                minutes=chance.choice((30, 60)),
                what="Samtal",
                staff=self.staff,
                agreed_at=closed,
                agreed_by=self.staff,
                carried_out_at=planned if said and done else None,
                minutes_done=chance.choice((25, 60, 75)) if said and done else None,
                not_carried_out_at=planned if said and not done else None,
                not_carried_out_reason="away" if said and not done else "",
            )
        if chance.random() < 0.7:
            self.follow_up(here, service, self.later(closed, 120))

    def follow_up(self, here: dict[str, Any], service: Service, at: datetime) -> None:
        chance = self.chance
        made = self.add(
            FollowUp, **here, service=service, at=at, by=self.staff, summary="Något.", next_step="end"
        )
        for _ in range(chance.choice((1, 2))):
            goal = self.add(Goal, **here, service=service, text="Något", area="everyday")
            self.add(
                GoalResult,
                **here,
                follow_up=made,
                goal=goal,
                person_level=chance.choice((None, 1, 2, 3, 4)),
                staff_level=chance.randrange(5),
            )
        if chance.random() < 0.7:
            self.add(
                Feedback,
                **here,
                follow_up=made,
                text="Något.",
                how="talk",
                at=self.later(at, 50),
                by=self.staff,
            )
