"""Vad som hindrar ett steg: each refusal with its paragraph, at its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from samtid.ground.law import lvu
from samtid.ground.law.days import add_months
from samtid.ground.law.delegation import floor_for
from samtid.ground.law.rules import NotInForce
from samtid.ground.reasons import Obstacle

from ..words import Content, Decider, EndReason, Ground, Kind
from .kinds import LEVELS, SPECS, ending_citation, ends_a_custody, ground_citation
from .shape import Said, State

SOME_WORDS = 10
A_YEAR = timedelta(days=366)  # a year mistyped before it is anything else
LONGEST = 21  # years: care is over then, so no step is older where the day of birth is not known
FAR = timedelta(days=120)
COURTS = "Skriv domstolen och målnumret."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Ett steg som det skrivs."""

    kind: Kind
    on: date
    decider: str = ""
    ref: str = ""
    who: str = ""
    ground: str = ""
    until: date | None = None
    reason: str = ""
    text: str = ""
    content: Mapping[str, str] = field(default_factory=dict)
    plan_on: date | None = None

    def said(self, at: datetime) -> Said:
        """The step as it would stand. Raises: ValueError for a ground that is none."""
        return Said(self.kind, self.on, at, self.decider, self.ground, self.until)


def why_not(kind: Kind, now: State) -> str:
    """Why a step can not be written as the track stands; empty when it can."""
    custody, care = now.custody_on is not None, now.judged_on is not None
    needs_custody = "" if custody else "Inget omedelbart omhändertagande gäller här."
    needs_care = "" if now.in_care else "Rätten har inte beslutat om vård som gäller."
    needs_either = "" if now.stands else "Ingenting gäller här som det kan beslutas i."
    match kind:
        case Kind.CUSTODY:
            if now.in_care:
                return "Rättens beslut om vård gäller. Behövs en annan grund skrivs en ansökan."
            return "Ett omhändertagande gäller redan. Rätta det i stället." if now.in_custody else ""
        case Kind.REPORTED:
            return "" if now.chair_on else "Inget beslut av ordföranden väntar på att anmälas."
        case Kind.SUBMITTED:
            return needs_custody or ("Det är redan lämnat till rätten." if now.submitted_on else "")
        case Kind.CONFIRMED:
            if custody and now.submitted_on is None:
                return "Skriv först vilken dag det lämnades till rätten."
            return needs_custody or ("Rätten har redan fastställt det." if now.confirmed_on else "")
        case Kind.REPEALED:
            return needs_custody
        case Kind.BEGUN:
            if now.begun_on is not None:
                return f"Vården är redan påbörjad, {now.begun_on}."
            return "" if custody or care else "Varken omhändertagande eller vård är beslutat."
        case Kind.EXTENSION_ASKED:
            if now.asked_on is not None:
                return f"Det är redan begärt, {now.asked_on}."
            return needs_custody or ("Ansökan är redan lämnad." if now.applied_on else "")
        case Kind.EXTENSION_REFUSED:
            return "" if now.asked_on else "Ingen längre tid är begärd."
        case Kind.EXTENDED:
            return needs_custody or ("Ansökan är redan lämnad." if now.applied_on else "")
        case Kind.APPLIED:
            return "En ansökan är redan hos rätten." if now.waits_for_court else ""
        case Kind.JUDGED:
            return "" if now.waits_for_court or now.refused_on else "Ingen ansökan är hos rätten."
        case Kind.REFUSED:
            return "" if now.waits_for_court else "Ingen ansökan är hos rätten."
        case Kind.FINAL:
            return (
                "Rätten har inte beslutat om vård."
                if not care
                else ("Det är redan skrivet." if now.final_on else "")
            )
        case Kind.CONSIDERED | Kind.REVIEWED:
            of = now.ground is not None and (
                now.ground.of_home if kind is Kind.CONSIDERED else now.ground.of_behaviour
            )
            return needs_care or ("" if of else "Vården vilar inte på den grunden.")
        case Kind.CONTACT:
            return needs_either or (
                "Umgänget är redan begränsat. Häv det först, eller rätta." if now.contact_on else ""
            )
        case Kind.SECRET:
            return needs_either or (
                "Det är redan beslutat. Häv det först, eller rätta." if now.secret_on else ""
            )
        case Kind.CONTACT_CONSIDERED | Kind.CONTACT_LIFTED:
            return "" if now.contact_on else "Umgänget är inte begränsat."
        case Kind.SECRET_CONSIDERED | Kind.SECRET_LIFTED:
            return "" if now.secret_on else "Det är inte beslutat att vistelseorten är hemlig."
        case Kind.AT_HOME:
            return needs_care
        case Kind.ENDED:
            return "" if custody or care or now.waits_for_court else "Ingenting gäller som kan upphöra."
        case Kind.LAPSE_SEEN:
            return "" if now.lapse else "Ingenting har upphört av sig självt."
        case Kind.FOLLOWING:
            if custody or care:
                return "Vården har inte upphört."
            if now.grown:
                return "Den som har fyllt 18 följs inte upp enligt den här bestämmelsen."
            return (
                "Uppföljningen är redan inledd."
                if now.following_on
                else ("" if now.ended_on else "Ingen vård har upphört.")
            )
        case Kind.FOLLOWED:
            return "" if now.following_on else "Ingen uppföljning är inledd."


def offered(now: State) -> list[Kind]:
    """The steps that can be written as it stands, what is next in order."""
    if now.lapse is not None:
        first = [Kind.LAPSE_SEEN]
        return [*first, *(one for one in Kind if one not in first and not why_not(one, now))]
    return [one for one in Kind if not why_not(one, now)]


def obstacles_to_step(
    said: Written,
    now: State,
    *,
    today: date,
    born_on: date | None,
    applied_on: date | None,
    was_on: date | None = None,
    others: Iterable[Said] = (),
) -> list[Obstacle]:
    """What stands in the way of a step. ``now``: the track as it stood that day without it. ``applied_on``: of the last application.

    ``was_on``: the day that is being corrected; one that is not changed is not asked of again. ``others``: the steps that stand.
    """
    spec, law = SPECS[said.kind], ending_citation(said.kind, now, said.on)
    found = []
    if said.on != was_on:
        why = why_not(said.kind, now) or _already(said, others)
        found += [Obstacle(why, law, field="on" if was_on else "kind")] if why else []
        found += _day(said, today, born_on, law)
    found += _decider(said, now, law)
    if spec.ground:
        found += _ground(said, applied_on, born_on, law)
    if said.kind is Kind.APPLIED:
        found += _content(said, law)
    if said.kind is Kind.ENDED and said.reason not in {str(one) for one in EndReason}:
        found.append(Obstacle("Välj varför det upphör.", law, field="reason"))
    if spec.text and len(said.text.strip()) < SOME_WORDS:
        found.append(Obstacle(spec.text, law, field="text"))
    if spec.until and (said.until is None or said.until < said.on):
        found.append(Obstacle("Skriv till vilken dag rätten har gett längre tid.", law, field="until"))
    if spec.until and said.until is not None and said.until > said.on + A_YEAR:
        found.append(Obstacle("Det är mer än ett år fram. Är året rätt?", law, field="until"))
    return found


NEXT = (Kind.CUSTODY, Kind.REPEALED, Kind.REFUSED, Kind.ENDED, Kind.LAPSE_SEEN)
ONCE = (Kind.CUSTODY, Kind.SUBMITTED, Kind.CONFIRMED, Kind.BEGUN, Kind.FINAL)


def _already(said: Written, others: Iterable[Said]) -> str:
    """What happens once in a round and is noted with a later day: that row is the one to correct."""
    for one in sorted(others, key=lambda one: one.on):
        if one.on > said.on and one.kind is said.kind and said.kind in ONCE:
            return f"Det står redan, {one.on}. Rätta det i stället."
        if one.on > said.on and one.kind in NEXT:
            break
    return ""


def _day(said: Written, today: date, born_on: date | None, law: str) -> list[Obstacle]:
    if said.on > today:
        return [Obstacle("Skriv det när det är gjort, inte i förväg.", law, field="on")]
    if born_on is not None and said.on < born_on:
        return [Obstacle("Barnet var inte fött den dagen.", law, field="on")]
    if said.on < add_months(today, -12 * LONGEST):
        return [Obstacle(f"Det är mer än {LONGEST} år sedan. Är året rätt?", law, field="on")]
    return []


def _decider(said: Written, now: State, law: str) -> list[Obstacle]:
    spec = SPECS[said.kind]
    if not spec.deciders:
        return []
    if said.decider == Decider.COURT and Decider.COURT in spec.deciders:
        return [] if said.ref.strip() else [Obstacle(COURTS, law, field="ref")]
    if not said.decider:
        return [Obstacle("Välj vem som har beslutat.", law, field="decider")]
    if spec.floors is None:
        return [Obstacle("Det beslutar rätten.", law, field="decider")]
    try:
        floor = floor_for(spec.floor(said.on), on=said.on)
    except NotInForce:
        floor = None  # older than the rules that are kept: who decided is written as it was
    if said.kind is Kind.ENDED and ends_a_custody(now):
        floor = None
    chair = said.decider == Decider.CHAIR
    level = LEVELS.get(Decider(said.decider))
    if floor is not None and (
        not floor.chair_if_urgent if chair else level is None or not level.reaches(floor.level)
    ):
        return [Obstacle(floor.in_words(), floor.citation, field="decider")]
    if said.decider == Decider.DELEGATE:
        text = "Skriv vem som beslutade, med befattning."
        return [] if said.who.strip() else [Obstacle(text, law, field="who")]
    found = []
    if chair and not said.who.strip():
        found.append(Obstacle("Skriv vem som beslutade.", law, field="who"))
    if chair and said.kind is Kind.CUSTODY:
        law = lvu.CHAIR_DECISION_REPORTED.at(said.on).citation
        if said.until is None or said.until < said.on:
            text = "Skriv vilken dag nämnden sammanträder nästa gång: då anmäls beslutet."
            found.append(Obstacle(text, law, field="until"))
        elif said.until > said.on + FAR:
            found.append(Obstacle("Det är mer än fyra månader fram. Är dagen rätt?", law, field="until"))
    if not chair and not said.ref.strip():
        text = "Skriv protokollets beteckning, till exempel SN AU 2026-11-18 § 212."
        found.append(Obstacle(text, law, field="ref"))
    return found


def _ground(said: Written, applied_on: date | None, born_on: date | None, law: str) -> list[Obstacle]:
    if said.ground not in {str(one) for one in Ground}:
        return [Obstacle("Välj grunden.", law, field="ground")]
    ground = Ground(said.ground)
    reached = applied_on if said.kind is Kind.JUDGED else None
    if not ground_citation(ground, said.on, reached):
        text = "Den grunden finns först i lag (2026:1600), från 2027-01-01."
        if reached is not None and said.on.year > reached.year:
            text = "Ansökan kom till rätten före 2027: då gäller LVU 2 och 3 §§."
        return [Obstacle(text, "Lag (2026:1600) 3 kap. 5 §", field="ground")]
    # care lasts to 21 at most, and is decided on before 20 (LVU 1 § third paragraph; 3:1 second)
    age = 20 if ground is Ground.BEHAVIOUR else 18
    if born_on is not None and _turns(born_on, age) <= said.on:
        return [Obstacle(f"Den som har fyllt {age} ges inte vård på den grunden.", law, field="ground")]
    return []


def _turns(born_on: date, age: int) -> date:
    return add_months(born_on, 12 * age)


def _content(said: Written, law: str) -> list[Obstacle]:
    """What the application lacks, each said at its field."""
    found = [
        Obstacle(f"{one.label} saknas i ansökan.", law, field=str(one))
        for one in Content
        if len(said.content.get(str(one), "").strip()) < SOME_WORDS
    ]
    if said.plan_on is None:
        found.append(
            Obstacle("Vårdplanen ska följa med. Skriv vilken dag den är från.", law, field="plan_on")
        )
    elif said.plan_on > said.on:
        found.append(
            Obstacle("Vårdplanen kan inte vara från en senare dag än ansökan.", law, field="plan_on")
        )
    return found


def obstacles_to_correcting(*, is_standing: bool, why: str) -> list[Obstacle]:
    """What stands in the way of saying that a step was wrong."""
    if not is_standing:
        return [Obstacle("Den raden räknas redan inte. Rätta den som gäller nu.", field="why")]
    if len(why.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad som var fel och hur du vet det. Det som stod sparas.", field="why")]
    return []
