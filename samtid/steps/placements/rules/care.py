"""Vården utanför hemmet: its ground in the law of the day, what it must be followed by, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from samtid.ground.law import placements
from samtid.ground.law.acts import CARE
from samtid.ground.law.days import add_months
from samtid.ground.law.rules import Rule
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day

from ..words import Destination, Done, Ground

ALTERNATIVES = "SoL 22 kap. 1 §"
DECISION = "SoL 22 kap. 2 §"
SECRETARY = "SoL 22 kap. 12 §"
ALONE = "SoL 22 kap. 11 §"
WHERE_TO = "SoL 23 kap. 1 §"
SOME_WORDS = 10
LONG_AGO = timedelta(days=366)  # a year mistyped before it is anything else
SLIP = timedelta(days=60)  # what is old is corrected by so much at most
ADULT = 18
AT_AGE = {
    15: "egen part i sitt ärende",
    ADULT: "vården på grund av hemmet upphör, och vårdnadshavarna är det inte längre",
    20: "det som ges unga till 20 år upphör",
    21: "vården på grund av eget beteende upphör",
}
TURNS_AHEAD = timedelta(days=120)

# The same ground before and from New Year 2027 (lag 2026:1600, transitional p. 3: it takes over what is going on).
CALENDAR: dict[Ground, tuple[str, str]] = {
    Ground.CONSENT: ("SoL 11 kap. 1 §", "SoL 11 kap. 1 §"),
    Ground.CUSTODY: ("LVU 6 §", "Lag (2026:1600) 5 kap. 1 §"),
    Ground.ENVIRONMENT: ("LVU 2 §", "Lag (2026:1600) 3 kap. 2 §"),
    Ground.BEHAVIOUR: ("LVU 3 §", "Lag (2026:1600) 3 kap. 3 §"),
    Ground.ATTACHMENT: ("", "Lag (2026:1600) 3 kap. 5 §"),
}
# Whoever does not read the register of homes: their own stays would be changed without being seen.
UNSEEN = Obstacle(
    "Hemmet syns inte för dig, så placeringen kan inte ändras härifrån. Be barnets socialsekreterare på barnenheten eller "
    "familjevården.",
    DECISION,
)
# What may have been done before the child came.
BEFORE_CARE = (Done.INVESTIGATED,)
# What is written, and counted, in the track of compulsory care (docs/decisions/0102); rows of before stand.
OF_TRACK = frozenset({Done.SUBMITTED, Done.APPLIED, Done.CONSIDERED_CARE, Done.REVIEWED})
# By whose ground which clock follows the care: what is against somebody's will is followed by its track.
FOLLOWED: dict[Ground, Rule] = {Ground.CONSENT: placements.CONSIDER_CARE}
CONSIDERED_WITHIN: dict[Done, Rule] = {
    Done.CONSIDERED: placements.CONSIDER_CARE,
    Done.CUSTODY: placements.CONSIDER_CUSTODY_TRANSFER,
    Done.REVISED: placements.REVISE_CARE_PLAN,
}


def citation(ground: Ground, on: date) -> str:
    """The paragraph the care rests on, by the law of that day."""
    return CALENDAR[ground][on >= CARE.valid_from]


def grounds_on(on: date) -> list[Ground]:
    """The grounds that the law of that day has."""
    return [ground for ground in Ground if citation(ground, on)]


def follows(ground: Ground) -> Rule | None:
    """The clock that follows care on that ground; compulsory care has those of its track."""
    return FOLLOWED.get(ground)


def obstacles_to_ground(ground: Ground, starts_on: date, *, newest: date | None, on: date) -> list[Obstacle]:
    """What stands in the way of the care resting on that ground from a day."""
    if starts_on > on:
        return [
            Obstacle("Grunden kan inte ändras i förväg. Skriv den när beslutet gäller.", field="starts_on")
        ]
    if newest is not None and starts_on < newest:
        return [Obstacle(f"Den nuvarande grunden gäller från {newest}.", field="starts_on")]
    if not citation(ground, starts_on):
        return [
            Obstacle(
                f"Den grunden finns först från {CARE.valid_from}.", CALENDAR[ground][True], field="ground"
            )
        ]
    return []


def obstacles_to_beginning(
    *,
    at: datetime,
    starts_at: datetime,
    born_on: date | None,
    in_care: bool,
    is_closed: bool,
    has_decision: bool,
    ground: Ground,
    missing: str,
    alternatives: Sequence[str],
    why_not: str,
) -> list[Obstacle]:
    """What stands in the way of a child's placement beginning, beside the home's own obstacles."""
    if is_closed:
        return [Obstacle("Ärendet är avslutat. Placera barnet i ett ärende som är öppet.")]
    if in_care:
        return [Obstacle("Barnet är redan placerat. Flytta barnet i stället, så blir ingen natt dubbel.")]
    found = [
        *_moment(starts_at, at),
        *obstacles_to_ground(ground, swedish_day(starts_at), newest=None, on=swedish_day(at)),
    ]
    if born_on is not None and swedish_day(starts_at) >= _years_old(born_on, 21):
        found.append(Obstacle("Den som har fyllt 21 placeras inte som barn eller ung.", DECISION))
    if born_on is not None and swedish_day(starts_at) < born_on:
        found.append(Obstacle("Barnet var inte fött den dagen.", field="starts_at"))
    if not has_decision:
        found.append(
            Obstacle(
                "Välj beslutet som vården vilar på, eller skriv nämndens eller rättens beslut.",
                DECISION,
                field="decision_text",
            )
        )
    found += obstacles_to_resting(ground, missing, swedish_day(starts_at))
    if len(why_not.strip()) < SOME_WORDS:
        what = (
            "varför det inte räcker"
            if alternatives
            else "varför inget alternativ på hemmaplan gick att pröva"
        )
        found.append(
            Obstacle(f"Skriv {what}. Det är det som sägs till barnet sedan.", ALTERNATIVES, field="why_not")
        )
    return found


def obstacles_to_resting(ground: Ground, missing: str, on: date) -> list[Obstacle]:
    """What stands in the way of a placement against somebody's will. ``missing``: the step that its track lacks."""
    if ground is Ground.CONSENT or not missing:
        return []
    return [Obstacle(missing, citation(ground, on) or CALENDAR[ground][True], field="ground")]


def _moment(moment: datetime, at: datetime) -> list[Obstacle]:
    if moment > at:
        return [
            Obstacle(
                "Skriv när barnet är på plats, inte i förväg. Det som är planerat skrivs i journalen.",
                field="starts_at",
            )
        ]
    if moment < at - LONG_AGO:
        return [Obstacle("Det är mer än ett år sedan. Är året rätt?", field="starts_at")]
    return []


def obstacles_to_moving(
    *,
    at: datetime,
    moved_at: datetime,
    since: datetime | None,
    is_there: bool,
    same_home: bool,
    has_ended: bool,
) -> list[Obstacle]:
    """What stands in the way of the child coming to another home. ``since`` is when the last stay began, or ended."""
    if has_ended:
        return [Obstacle("Vården är avslutad.")]
    found = _moment(moved_at, at)
    if same_home:
        found.append(Obstacle("Barnet bor redan där.", field="home"))
    if since is not None and (moved_at < since or (is_there and moved_at == since)):
        found.append(
            Obstacle(
                "Flytten måste vara efter att barnet kom dit. Rätta den placeringen först.", field="starts_at"
            )
        )
    return found


def obstacles_to_leaving(*, at: datetime, left_at: datetime, since: datetime | None) -> list[Obstacle]:
    """What stands in the way of saying that a child is no longer in its home."""
    if since is None:
        return [Obstacle("Barnet är redan utan hem i listan.")]
    if left_at > at:
        return [Obstacle("Skriv när det har hänt, inte i förväg.", field="left_at")]
    if left_at < since:
        return [Obstacle("Det är innan barnet kom till hemmet.", field="left_at")]
    return []


def obstacles_to_ending(
    *,
    at: datetime,
    ended_at: datetime,
    since: datetime,
    has_ended: bool,
    destination: Destination | None,
    comment: str,
) -> list[Obstacle]:
    """What stands in the way of the care ending."""
    if has_ended:
        return [Obstacle("Vården är redan avslutad.")]
    found = []
    if destination is None:
        found.append(Obstacle("Välj vart barnet flyttar.", WHERE_TO, field="destination"))
    if destination is Destination.OTHER and len(comment.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vart barnet flyttar.", WHERE_TO, field="comment"))
    if ended_at > at:
        found.append(Obstacle("Avsluta när barnet har flyttat, inte i förväg.", field="ended_at"))
    if ended_at < since:
        found.append(Obstacle("Det är innan den sista placeringen började.", field="ended_at"))
    return found


def obstacles_to_correcting(
    *,
    at: datetime,
    starts_at: datetime,
    earlier: datetime | None,
    touches: bool,
    later: datetime | None,
    is_corrected: bool,
    same: bool,
    moves_what_ended: bool,
    was: datetime,
    why: str,
) -> list[Obstacle]:
    """What stands in the way of correcting where, or from when, a child was. ``was`` is what stood.

    ``earlier`` is when the stay before began, where that one ``touches`` this and is moved with it, else when it ended;
    ``later`` when this one ended.
    """
    if is_corrected:
        return [Obstacle("Den raden är redan rättad. Rätta den som gäller nu.")]
    found = []
    if same:
        found.append(Obstacle("Det är samma sak som redan står.", field="home"))
    if moves_what_ended:
        found.append(
            Obstacle(
                "Vården är avslutad, och när den började kan inte ändras längre. Hemmet går att rätta. "
                "Skriv den rätta tiden i journalen.",
                field="starts_at",
            )
        )
    if starts_at > at:
        found.append(Obstacle("Barnet kan inte ha kommit i framtiden.", field="starts_at"))
    if starts_at < min(was - SLIP, at - LONG_AGO):
        found.append(Obstacle("Det är långt före det som stod. Är året rätt?", field="starts_at"))
    too_early = earlier is not None and (starts_at < earlier or (touches and starts_at == earlier))
    if too_early or (later is not None and starts_at >= later):
        found.append(
            Obstacle(
                "Då skulle barnet bo i två hem samtidigt. Rätta placeringen bredvid först.", field="starts_at"
            )
        )
    if len(why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur du vet det. Det som stod sparas.", field="why"))
    return found


def turns(born_on: date | None, on: date) -> tuple[int, date] | None:
    """The age that changes what applies and is near, with its day: 15, 18, 20 or 21."""
    if born_on is None:
        return None
    for age in AT_AGE:
        day = _years_old(born_on, age)
        if on - timedelta(days=30) <= day <= on + TURNS_AHEAD:
            return age, day
    return None


def _years_old(born_on: date, age: int) -> date:
    return add_months(born_on, 12 * age)
