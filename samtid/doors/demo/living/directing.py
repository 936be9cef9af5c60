"""Nämndens år: what was decided, followed up and planned, a goal that was reached and one that was dropped with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law.days import swedish_day
from samtid.quality.direction import actions, rules
from samtid.quality.direction.models import Activity, Goal, Meeting, Plan, Resolution
from samtid.quality.direction.words import Body, PlanKind, PointKind, Result, Rhythm, State
from samtid.quality.improvement import queries as improvement

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

LONG_AGO = timedelta(days=190)


@dataclass(frozen=True, slots=True)
class Said:
    """Ett beslut: how many days ago, its paragraph, text and ground, after how many days it is followed up, by which figure."""

    days: int
    paragraph: str
    text: str
    ground: str
    after: int
    indicator: str = ""
    body: Body = Body.COMMITTEE


FIELD = Said(
    180, "§ 14", "Fältassistenter anställs på försök i två år, för att möta unga där de är innan det har gått långt.",
    "SoL 5 kap. 1 §; kommunens budget", 90, "rereported",
)  # fmt: skip
HUNDRED = Said(
    170, "§ 21", "Hundra förbättringar ska göras på ett år: hälften för dem som arbetar här, hälften för dem vi är till för.",
    "SoL 5 kap. 2 §", 150,
)  # fmt: skip
HEARD = Said(
    150, "§ 33", "Barnets egna ord ska finnas i varje utredning om barn.", "SoL 3 kap. 2 §", 60, "child_heard"
)
INSTITUTION = Said(
    120, "§ 47", "Dygnen på institution ska bli färre: fler barn får stöd hemma eller i familjehem nära.",
    "SoL 22 kap.", 112,
)  # fmt: skip
ORGANISATION = Said(
    45,
    "§ 72",
    "Ny organisation från den 1 januari: en väg in, en enhet för barn och unga, en för vuxna.",
    "KL 6 kap. 6 §",
    75,
)
GROUP = Said(
    20, "", "Flera ledningsgrupper blir en gemensam ledningsgrupp.", "Förvaltningschefens uppdrag", 40,
    body=Body.MANAGEMENT,
)  # fmt: skip


class Committee:
    """De som svarar för besluten: the head, two managers and the quality developer, the same all year."""

    def __init__(self, staffing: Staffing, until: datetime) -> None:
        first, on = swedish_day(until - LONG_AGO), swedish_day(until)
        steady = [post for post in staffing.posts if post.holds_on(first) and post.holds_on(on)]
        managers = [post for post in steady if post.role == Role.MANAGER]
        heads = [post.staff for post in managers if post.unit.kind == UnitKind.DEPARTMENT]
        of_children = [post.staff for post in managers if post.unit.kind == UnitKind.CHILD_INVESTIGATION]
        others = [post.staff for post in managers if post.staff not in (*heads, *of_children)]
        self.quality = next((post.staff for post in steady if post.role == Role.QUALITY), None)
        everyone = [*heads, *of_children, *others]
        self.head = next(iter(heads or everyone), None)
        self.children = next(iter(of_children or everyone), None)
        self.other = next(iter(others or everyone), None)


def direction(staffing: Staffing, until: datetime) -> None:
    """The committee's year, the management group's meetings and two plans."""
    who = Committee(staffing, until)
    if who.quality is None or who.head is None or who.children is None or who.other is None:
        return
    vera, head, children, other = who.quality, who.head, who.children, who.other
    field = _entered(FIELD, other, vera, until)
    hundred = _entered(HUNDRED, vera, vera, until)
    heard = _entered(HEARD, children, vera, until)
    _entered(INSTITUTION, children, vera, until)  # its day has passed, and it is on the manager's day
    organisation = _entered(ORGANISATION, head, vera, until)
    _entered(GROUP, head, vera, until)
    _followed(
        field,
        Result.PARTLY,
        "Två är anställda. De har mött unga i centrum sedan i somras.",
        100,
        40,
        other,
        until,
    )
    _followed(
        heard,
        Result.DONE,
        "Mallen frågar efter barnets ord. Om det syns i siffran får vi se.",
        90,
        95,
        children,
        until,
    )
    _followed(
        hundred, Result.DONE, "Programmet är beslutat och listan är öppen för alla.", 25, None, vera, until
    )
    _met(head, children, other, until)
    year = swedish_day(until).year + 1
    _operational(year, organisation, field, heard, head, children, other, until)
    _development(year, vera, other, until)


def _at(until: datetime, days: int) -> datetime:
    return whole(until - timedelta(days=days))


def _entered(said: Said, owner: Staff, by: Staff, until: datetime) -> Resolution:
    at = _at(until, said.days)
    on = swedish_day(at)
    entered = rules.Entered(
        said.body,
        on,
        said.paragraph,
        said.text,
        said.ground,
        owner.pk,
        on + timedelta(days=said.after),
        said.indicator,
    )
    with as_one(by, at):
        return actions.enter_decision(entered, True, by=by, at=at)


def _followed(
    one: Resolution, result: Result, said: str, days: int, again: int | None, by: Staff, until: datetime
) -> None:
    at = _at(until, days)
    next_on = swedish_day(at) + timedelta(days=again) if again is not None else None
    with as_one(by, at):
        actions.follow_up(one, result, said, next_on, True, by=by, at=at)


def _met(head: Staff, children: Staff, other: Staff, until: datetime) -> None:
    for days in (35, 14):
        at = _at(until, days)
        with as_one(head, at):
            meeting = actions.hold_meeting(swedish_day(at), by=head, at=at)
            for kind, text, owner, ahead in POINTS[days]:
                _raised(meeting, kind, text, (head, children, other)[owner], ahead, head, at)
            if days == 35:
                done = actions.raise_point(
                    meeting, PointKind.TASK, "Boka en dag för alla chefer om den nya organisationen", head.pk,
                    swedish_day(at) + timedelta(days=10), True, by=head, at=at,
                )  # fmt: skip
                later = _at(until, 20)
    with as_one(head, later):
        actions.end_point(done, State.DONE, "Dagen är bokad och alla är kallade.", True, by=head, at=later)


POINTS: dict[int, tuple[tuple[PointKind, str, int, int], ...]] = {
    35: (
        (PointKind.TOPIC, "Lokaler för den nya enheten för vuxna", 2, 60),
        (PointKind.TASK, "Skriv hur arbetet fördelas den första veckan i januari", 1, 38),
    ),
    14: (
        (PointKind.TOPIC, "Vad medarbetarna säger om den nya organisationen", 0, 40),
        (PointKind.TASK, "Räkna vad ett dygn på institution kostar mot stöd hemma", 2, 30),
    ),
}


def _raised(
    meeting: Meeting, kind: PointKind, text: str, owner: Staff, ahead: int, by: Staff, at: datetime
) -> None:
    next_on = swedish_day(at) + timedelta(days=ahead)
    actions.raise_point(meeting, kind, text, owner.pk, next_on, True, by=by, at=at)


def _operational(
    year: int, organisation: Resolution, field: Resolution, heard: Resolution, head: Staff, children: Staff, other: Staff,
    until: datetime,
) -> None:  # fmt: skip
    at = _at(until, 40)
    today = swedish_day(at)
    with as_one(head, at):
        plan = actions.begin_plan(
            rules.NewPlan(
                PlanKind.OPERATIONAL, f"Verksamhetsplan {year}–{year + 2}",
                "Den som behöver stöd får det i tid, nära och begripligt, av någon som har tid att lyssna.",
                year, year + 2, Rhythm.TERTIAL, head.pk,
            ),
            True, by=head, at=at,
        )  # fmt: skip
        actions.set_theme(plan, year, "Organisationens år", True, by=head, at=at)
        actions.set_theme(plan, year + 1, "Verksamhetens år", True, by=head, at=at)
        voice = _goal(
            plan,
            "Varje barn hörs i sin utredning",
            "child_heard",
            "Minst 95 procent i två tertial",
            children,
            at,
        )
        early = _goal(
            plan, "Färre barn anmäls på nytt inom ett år", "rereported", "Under tio procent", other, at
        )
        ready = _goal(
            plan,
            "Den nya organisationen är på plats",
            "",
            "Alla har en chef och en arbetsplats den 1 januari",
            head,
            at,
        )
        group = _goal(plan, "En gemensam ledningsgrupp", "", "Gruppen har haft sitt första möte", head, at)
        _activity(
            voice, "Samtalsrum som barn väljer själva, och mall som frågar efter barnets egna ord", children, today, 150, 120_000,
            "Rummen står tomma om ingen har tid.", at, resolution=heard,
        )  # fmt: skip
        outdoors = _activity(
            early, "Fältassistenter i centrum och på skolorna, kvällar och helger", other, today, 300, 1_450_000,
            "De som behöver det mest syns inte på torget.", at, indicator="rereported", resolution=field,
        )  # fmt: skip
        moving = _activity(
            ready, "Bemanna den nya organisationen", head, today, 55, None, "Den som inte vet var hon ska sitta slutar.", at,
            resolution=organisation,
        )  # fmt: skip
    _stone(outdoors, "Första terminen är utvärderad med de unga", today, 90, at)
    _stone(moving, "Alla enheter har en chef", today, 35, at)
    _stone(moving, "Alla vet var de ska sitta", today, 48, at)
    later = _at(until, 12)
    with as_one(head, later):
        actions.end_goal(
            group,
            State.REACHED,
            "Första mötet är hållet, med en dagordning för alla.",
            True,
            by=head,
            at=later,
        )
        first = moving.milestones.order_by("due_on").first()
        assert first is not None
        actions.reach_milestone(first, by=head, at=later)


def _development(year: int, vera: Staff, other: Staff, until: datetime) -> None:
    at = _at(until, 30)
    today = swedish_day(at)
    with as_one(vera, at):
        plan = actions.begin_plan(
            rules.NewPlan(
                PlanKind.DEVELOPMENT, f"Utvecklingsplan {year}–{year + 1}",
                "Det som är svårt i vardagen blir lättare varje vecka, för dem vi är till för och för dem som arbetar här.",
                year, year + 1, Rhythm.MONTH, vera.pk,
            ),
            True, by=vera, at=at,
        )  # fmt: skip
        hundred = _goal(
            plan, "Hundra förbättringar på ett år", "", "Femtio för var grupp, med gruppens eget ja", vera, at
        )
        week = _goal(plan, "Kortare arbetsvecka i hemtjänsten", "", "Alla lag har provat i ett år", other, at)
        plain = _activity(
            hundred, "Brev på vanlig svenska", vera, today, 120, 60_000, "Lagen blir otydlig.", at
        )
        idea = improvement.ideas(vera).filter(title="Beslut på vanlig svenska").first()
        if idea is not None:
            actions.tie(plain, None, idea, by=vera, at=at)
    _stone(plain, "Brukarrådet har läst alla brev", today, 60, at)
    later = _at(until, 8)
    with as_one(vera, later):
        why = "Pengarna räckte inte till fler tjänster. Lagen provar i stället egna scheman."
        actions.end_goal(week, State.DROPPED, why, True, by=vera, at=later)
        actions.follow_goal(hundred, "Fyra är införda och två har fått gruppens ja.", True, by=vera, at=later)


def _goal(plan: Plan, title: str, indicator: str, target: str, owner: Staff, at: datetime) -> Goal:
    by = plan.by
    return actions.add_goal(plan, rules.NewGoal(title, "", owner.pk, indicator, target), True, by=by, at=at)


def _activity(
    goal: Goal, text: str, owner: Staff, today: date, days: int, budget: int | None, risk: str, at: datetime, *,
    indicator: str = "", resolution: Resolution | None = None,
) -> Activity:  # fmt: skip
    return actions.add_activity(
        goal, text=text, owner=owner, begins_on=today, next_on=today + timedelta(days=days), budget=budget, risk=risk,
        indicator=indicator, resolution=resolution, insists=True, by=goal.by, at=at,
    )  # fmt: skip


def _stone(activity: Activity, text: str, today: date, days: int, at: datetime) -> None:
    by = activity.owner
    with as_one(by, at):
        actions.add_milestone(activity, text, today + timedelta(days=days), True, by=by, at=at)
