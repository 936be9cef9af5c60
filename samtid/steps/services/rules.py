"""Vad lag och rutin säger om insatser. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.reasons import Obstacle

from .words import EndReason, GoalArea, NeedsTest, ServiceState

WITHOUT_TEST = "SoL 11 kap. 5 §"
MAY_APPLY = "SoL 11 kap. 6 §"
PLAN = "SoF 10 kap. 3 §"
CARRIED_OUT = "SoL 34 kap. 1 §"
PARTICIPATION = "SoL 10 kap. 4 §"

GIVES = Verb(
    roles.RECEIVES_CASES,
    "Den som handlägger ärendet startar och avslutar insatsen: det är beslutet som styr, inte den som utför.",
    CARRIED_OUT,
    "handläggaren",
)
MAY: dict[str, Verb] = {
    "start_service": GIVES,
    "begin_service": GIVES,
    "end_service": GIVES,
    # the unit that carries it out sets goals too, with the person
    "add_goal": Verb(
        roles.SEES_PERSONS, "Målen skriver den som arbetar med den enskilde, tillsammans med hen.", PLAN
    ),
}

# Why a goal is asked for at once: without one there is nothing to follow up (SoL 5:2).
FOLLOWED_UP = "SoL 5 kap. 2 §"


@dataclass(frozen=True, slots=True)
class GoalDetails:
    """A goal as typed: levels 0–10, None when nobody has rated the start."""

    text: str
    area: GoalArea
    start_level: int | None = None
    wanted_level: int = 10


@dataclass(frozen=True, slots=True)
class Ground:
    """The decision a service rests on, as far as starting it goes."""

    is_signed: bool
    is_granted: bool
    code: str
    valid_from: date
    valid_to: date | None


def state(*, began_on: date | None, has_ended: bool, on: date) -> ServiceState:
    """Where a service is on the day ``on``: planned until somebody has said that it began."""
    if has_ended:
        return ServiceState.ENDED
    return ServiceState.PLANNED if began_on is None or began_on > on else ServiceState.ONGOING


def obstacles_to_beginning(
    *, began_on: date | None, starts: date, has_ended: bool, valid_from: date | None, on: date
) -> list[Obstacle]:
    """What stands in the way of noting that the help has begun, on the day ``starts``."""
    if has_ended:
        return [Obstacle("Insatsen är avslutad.")]
    if began_on is not None:
        return [Obstacle(f"Det är redan antecknat att insatsen började {began_on}.")]
    found = []
    if starts > on:
        found.append(
            Obstacle("Skriv dagen när insatsen har börjat, inte i förväg.", CARRIED_OUT, field="began_on")
        )
    if valid_from is not None and starts < valid_from:
        found.append(Obstacle(f"Beslutet gäller från och med {valid_from}.", CARRIED_OUT, field="began_on"))
    return found


def obstacles_to_starting(
    *,
    test: NeedsTest,
    code: str,
    ground: Ground | None,
    unit_fits: bool,
    starts_on: date,
    ends_on: date | None,
    goals: Sequence[GoalDetails],
    told_may_apply: bool,
    follow_up_on: date | None,
    on: date,
    carried_out_by: str = "",
) -> list[Obstacle]:
    """What stands in the way of starting a service. ``on`` is the day of asking.

    ``carried_out_by`` is the unit that already carries the decision out, or has done so to the end.
    """
    if carried_out_by:
        text = f"Beslutet verkställs redan av {carried_out_by}. Ett beslut verkställs en gång."
        return [Obstacle(text, CARRIED_OUT)]
    found = (
        _without_decision(test, told_may_apply, follow_up_on, on)
        if ground is None
        else _with(ground, code, starts_on)
    )
    if not unit_fits:
        found.append(Obstacle("Den enheten utför inte den här insatsen.", field="unit"))
    if ends_on is not None and ends_on < starts_on:
        found.append(Obstacle("Insatsen kan inte sluta innan den börjar.", field="ends_on"))
    if ground is not None and ground.valid_to is not None and (ends_on or ground.valid_to) > ground.valid_to:
        found.append(Obstacle(f"Beslutet gäller till och med {ground.valid_to}.", field="ends_on"))
    return found + obstacles_to_goals(goals)


def _without_decision(test: NeedsTest, told: bool, follow_up_on: date | None, on: date) -> list[Obstacle]:
    if test is NeedsTest.ALWAYS:
        return [Obstacle("Den här insatsen får bara ges efter ett beslut.", WITHOUT_TEST, field="code")]
    if test is NeedsTest.LOCAL:
        return [
            Obstacle("Nämnden ger den här insatsen efter beslut. Inled en utredning först.", field="code")
        ]
    found = []
    if not told:
        found.append(
            Obstacle(
                "Berätta för den enskilde att det går att ansöka om insatsen och få ett beslut.",
                MAY_APPLY,
                field="told_may_apply",
            )
        )
    if follow_up_on is None:
        found.append(Obstacle("Välj en dag för uppföljning.", FOLLOWED_UP, field="follow_up_on"))
    elif follow_up_on <= on:
        found.append(Obstacle("Uppföljningen ska ligga framåt i tiden.", field="follow_up_on"))
    return found


def _with(ground: Ground, code: str, starts_on: date) -> list[Obstacle]:
    found = []
    if not ground.is_signed:
        found.append(Obstacle("Beslutet är inte undertecknat än.", "FL 31 §"))
    if not ground.is_granted:
        found.append(Obstacle("Beslutet beviljar inte insatsen."))
    if ground.code != code:
        found.append(Obstacle("Beslutet gäller en annan insats.", field="code"))
    if starts_on < ground.valid_from:
        found.append(Obstacle(f"Beslutet gäller från och med {ground.valid_from}.", field="starts_on"))
    if ground.valid_to is not None and starts_on > ground.valid_to:
        found.append(Obstacle(f"Beslutet gällde till och med {ground.valid_to}.", field="starts_on"))
    return found


def obstacles_to_goals(goals: Sequence[GoalDetails]) -> list[Obstacle]:
    """What stands in the way of these goals: at least one, in words, with levels that make sense."""
    if not goals:
        return [
            Obstacle(
                "Skriv minst ett mål. Utan mål går det inte att följa upp.",
                f"{PLAN}, {FOLLOWED_UP}",
                field="goal",
            )
        ]
    found = []
    if any(len(goal.text.strip()) < 5 for goal in goals):
        found.append(Obstacle("Skriv målet så att den enskilde känner igen det.", PLAN, field="goal"))
    for goal in goals:
        levels = (goal.wanted_level, goal.wanted_level if goal.start_level is None else goal.start_level)
        if not all(0 <= level <= 10 for level in levels):
            found.append(Obstacle("Skalan går från 0 till 10.", field="goal"))
        elif goal.start_level is not None and goal.start_level > goal.wanted_level:
            found.append(Obstacle("Det önskade läget ska inte vara lägre än läget vid start.", field="goal"))
    return list(dict.fromkeys(found))


def obstacles_to_ending(
    *, has_ended: bool, reason: EndReason | None, comment: str, starts_on: date, ended_on: date, on: date
) -> list[Obstacle]:
    """What stands in the way of ending a service on the day ``ended_on``."""
    if has_ended:
        return [Obstacle("Insatsen är redan avslutad.")]
    found = []
    if reason is None:
        found.append(Obstacle("Välj varför insatsen slutar.", field="reason"))
    if reason in (EndReason.INTERRUPTED, EndReason.NO_EFFECT) and len(comment.strip()) < 10:
        found.append(Obstacle("Skriv vad som hände och vad som görs i stället.", field="comment"))
    if ended_on > on:
        found.append(Obstacle("Avsluta när insatsen har slutat, inte i förväg.", field="ended_on"))
    if ended_on < starts_on - timedelta(days=1):
        found.append(Obstacle("Insatsen kan inte sluta innan den börjar.", field="ended_on"))
    return found


def is_within(moment: datetime, spans: Iterable[tuple[datetime, datetime | None]]) -> bool:
    """Whether a moment lies in one of the spans, each from its first moment up to but not including its last, or on and on."""
    return any(first <= moment and (last is None or moment < last) for first, last in spans)
