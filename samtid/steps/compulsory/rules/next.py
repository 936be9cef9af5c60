"""Vad som gäller och vad som är näst, i ord."""

from __future__ import annotations

from ..words import Ground, Kind
from .obstacles import why_not
from .shape import State

CARE = {
    Ground.ENVIRONMENT: "Vård på grund av hemmet",
    Ground.BEHAVIOUR: "Vård på grund av eget beteende",
    Ground.BOTH: "Vård på grund av hemmet och eget beteende",
    Ground.ATTACHMENT: "Vård på grund av anknytning till familjehemmet",
}


def next_steps(now: State) -> list[Kind]:
    """What is to be written next, the most urgent first."""
    found: list[Kind] = []
    if now.lapse is not None:
        found = [Kind.LAPSE_SEEN]
    elif now.custody_on is not None:
        found = [Kind.SUBMITTED, Kind.BEGUN, Kind.CONFIRMED, Kind.APPLIED, Kind.JUDGED, Kind.REFUSED]
        found += [Kind.REPEALED] if now.submitted_on and not now.confirmed_on else []
    elif now.judged_on is not None:
        found = [Kind.CONSIDERED, Kind.REVIEWED] if now.begun_on else [Kind.BEGUN, Kind.FINAL]
        found += [Kind.JUDGED, Kind.REFUSED]
    elif now.waits_for_court:
        found = [Kind.JUDGED, Kind.REFUSED]
    elif now.first_on is None:
        found = [Kind.CUSTODY, Kind.APPLIED]
    elif now.following_on is not None:
        found = [Kind.FOLLOWED]
    else:
        found = [Kind.FOLLOWING]
    if now.chair_on is not None:
        found.append(Kind.REPORTED)
    if now.contact_on is not None:
        found.append(Kind.CONTACT_CONSIDERED)
    if now.secret_on is not None:
        found.append(Kind.SECRET_CONSIDERED)
    return [one for one in found if not why_not(one, now)]


def in_words(now: State) -> str:
    """Where the track stands, in one sentence."""
    if now.lapse is not None:
        return now.lapse.in_words()
    if now.judged_on is not None:
        care = CARE[now.ground] if now.ground else "Vård"
        begun = f"påbörjad {now.begun_on}" if now.begun_on else "inte påbörjad än"
        home = f". Barnet bor hemma sedan {now.at_home_on}" if now.at_home_on else ""
        return f"{care}, beslutad {now.judged_on}, {begun}{home}."
    if now.custody_on is not None:
        begun = f"vården påbörjad {now.begun_on}" if now.begun_on else "inte verkställt än"
        court = f"fastställt av rätten {now.confirmed_on}" if now.confirmed_on else "väntar på rätten"
        return f"Omedelbart omhändertagen sedan {now.custody_on}, {begun}, {court}."
    if now.waits_for_court:
        return f"Ansökan är hos rätten sedan {now.applied_on}. Ingenting gäller förrän rätten har beslutat."
    if now.ended_on is not None:
        follow = f" Följs upp sedan {now.following_on}." if now.following_on else ""
        return f"Upphörde {now.ended_on}.{follow}"
    return "Inget steg är skrivet än."
