"""Att ta reda på: informing, planning, findings and the child's own words."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.ground.law import children
from samtid.ground.reasons import Obstacle

from ..words import Area, Method, WhyNotHeard, areas_of

SOURCE = "FL 27 §"
VOICE = "SoL 3 kap. 2 §"
# A reason shorter than this says nothing that can be examined afterwards.
SOME_WORDS = 10
LONG_AGO = timedelta(days=365)  # a year mistyped, before it is anything else


def closed(closed_at: datetime | None) -> list[Obstacle]:
    """A closed investigation stands."""
    return [] if closed_at is None else [Obstacle("Utredningen är avslutad och kan inte ändras.")]


def future(moment: datetime | None, at: datetime, field: str) -> list[Obstacle]:
    """What has happened cannot lie ahead."""
    if moment is not None and moment > at:
        return [Obstacle("Det kan inte ha hänt i framtiden. Kontrollera dag och tid.", field=field)]
    return []


def happened(moment: datetime | None, at: datetime, field: str) -> list[Obstacle]:
    """What was done in an investigation lies neither ahead nor so long ago that the year must be mistyped."""
    if moment is not None and at - moment >= LONG_AGO:
        return [Obstacle("Det är mer än ett år sedan. Kontrollera året.", field=field)]
    return future(moment, at, field)


def obstacles_to_planning(*, plan: str, closed_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of writing the plan."""
    found = closed(closed_at)
    if len(plan.strip()) < SOME_WORDS:
        found.append(
            Obstacle("Skriv vad du ska ta reda på, hur och med vilka.", "SoL 20 kap. 5 §", field="plan")
        )
    return found


def obstacles_to_informing_again(*, noted: datetime | None, informed_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of noting it once more: a time that is noted is not written over by another."""
    if noted is not None and noted != informed_at:
        return [Obstacle("Det är redan antecknat när de informerades.", children.INFORM_AFFECTED.citation)]
    return []


def reasons_to_wait(before: str, now: str) -> str:
    """The special reasons for waiting, the earlier ones first: none is written over by a later one."""
    said = now.strip()
    return before if not said or said in before else f"{before}\n\n{said}".strip()


def obstacles_to_informing(
    *,
    informed_at: datetime | None,
    how: str,
    not_informed_reason: str,
    closed_at: datetime | None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of noting that those affected know, or why they do not yet (SoL 20:4)."""
    law = children.INFORM_AFFECTED.citation
    found = closed(closed_at) + happened(informed_at, at, "informed_at")
    if informed_at is None and len(not_informed_reason.strip()) < SOME_WORDS:
        text = "Skriv när ni informerade, eller vilka särskilda skäl som finns att vänta."
        found.append(Obstacle(text, law, field="informed_at"))
    if informed_at is not None and not how:
        found.append(Obstacle("Välj hur de fick veta det.", law, field="how"))
    return found


def obstacles_to_correcting_informed(
    *,
    was: datetime | None,
    how_was: str,
    became: datetime | None,
    how: str,
    reason: str,
    closed_at: datetime | None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of correcting when those affected were told. ``became`` None: they were not."""
    law = children.INFORM_AFFECTED.citation
    found = closed(closed_at) + happened(became, at, "informed_at")
    if was is None:
        found.append(
            Obstacle("Det är inte antecknat att de är informerade, så det finns inget att rätta.", law)
        )
    elif (became, how) == (was, how_was):
        found.append(Obstacle("Det är samma som redan står.", field="informed_at"))
    if became is not None and not how:
        found.append(Obstacle("Välj hur de fick veta det.", law, field="how"))
    if len(reason.strip()) < SOME_WORDS:
        text = "Skriv vad som var fel och hur ni vet det. Det som stod sparas."
        found.append(Obstacle(text, field="reason"))
    return found


def obstacles_to_finding(
    *,
    method: Method,
    area: Area,
    text: str,
    source: str,
    obtained_at: datetime,
    closed_at: datetime | None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of adding a finding: it needs a source and a time (FL 27 §)."""
    found = closed(closed_at) + future(obtained_at, at, "obtained_at")
    if not text.strip():
        found.append(Obstacle("Skriv uppgiften: vad som har sagts, setts eller lästs.", SOURCE, field="text"))
    if not source.strip():
        found.append(Obstacle("Skriv vem uppgiften kommer från.", SOURCE, field="source"))
    if area not in areas_of(method):
        found.append(Obstacle("Området hör inte till metoden.", field="area"))
    return found


def obstacles_to_correcting(*, same_investigation: bool) -> list[Obstacle]:
    """What stands in the way of correcting a finding."""
    return [] if same_investigation else [Obstacle("Uppgiften hör till en annan utredning.")]


def obstacles_to_hearing(
    *,
    concerns_child: bool,
    heard_at: datetime | None,
    text: str,
    why_not: WhyNotHeard | None,
    not_heard_reason: str,
    closed_at: datetime | None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of writing down what the child said, or why the child has not been heard."""
    found = closed(closed_at) + happened(heard_at, at, "heard_at")
    if not concerns_child:
        found.append(Obstacle("Utredningen gäller en vuxen."))
    if heard_at is not None:
        if not text.strip():
            found.append(Obstacle("Skriv vad barnet berättade, med barnets egna ord.", VOICE, field="text"))
        if why_not is not None:
            found.append(
                Obstacle("Välj antingen vad barnet sade eller varför barnet inte har hörts.", field="why_not")
            )
        return found
    if why_not is None:
        text = "Skriv när barnet berättade, eller välj varför barnet inte har hörts."
        found.append(Obstacle(text, VOICE, field="heard_at"))
    elif len(not_heard_reason.strip()) < SOME_WORDS:
        text = "Skriv hur ni har försökt, och vad bedömningen bygger på."
        found.append(Obstacle(text, VOICE, field="not_heard_reason"))
    return found
