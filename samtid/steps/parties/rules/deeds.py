"""Vad som hindrar: what a note about a party must say, and what waits for the parties. Values in, reasons out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from samtid.base.people.rules import SECRECY
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle

from ..words import Exempt, Kind, Role, Way
from .parties import Parties, safe_way, ways
from .standing import SPLIT, YES, Noted, Standing

COMMUNICATE = "FL 25 §"
AGAIN = "Det är redan antecknat, kanske av någon annan nyss. Läs sidan Parter, och rätta anteckningen om den är fel."
NOTIFY = "FL 33 §"
WITHHOLD = "OSL 10 kap. 3 §"
APPEALED = "FL 43–46 §§"
CONSENT = "SoL 21 kap. 1 §"
INFORM = children.INFORM_AFFECTED.citation
OF_CHILDREN = Obstacle("Skyldigheten att genast informera gäller utredningar om barn.", INFORM)
SOME_WORDS = 10
LONG_AGO = timedelta(days=365)  # a year mistyped, before it is anything else


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """En parts rad på ett blad: done at a moment in a way, or not done with a reason. ``field`` names it on the form.

    ``withheld``: which facts were left out of what was sent, and why (OSL 10 kap. 3 §), at the field that ``own`` names.
    """

    party: UUID
    field: str = ""
    at: datetime | None = None
    way: Way | None = None
    last_day: date | None = None
    exempt: Exempt | None = None
    why: str = ""
    withheld: str = ""
    own: str = ""


def _beside(line: Line, name: str) -> str:
    return f"{line.field}_{name}" if line.field else name


def _happened(line: Line, who: Parties, at: datetime) -> list[Obstacle]:
    field = _beside(line, "at")
    if line.at is not None and line.at > at:
        return [Obstacle("Det kan inte ha hänt i framtiden. Kontrollera dag och tid.", field=field)]
    if line.at is not None and line.way is None:
        return [Obstacle("Välj hur parten fick det.", field=_beside(line, "way"))]
    party = who.get(line.party)
    if line.at is not None and party and line.way not in ways(party):
        text = f"{party.name} får inte nås med vanligt brev eller på något annat sätt som röjer platsen. {safe_way(party)}"
        return [Obstacle(text, SECRECY, field=_beside(line, "way"))]
    return []


def _again(line: Line, held: Mapping[UUID, Kind] | None, was_not: Kind) -> list[Obstacle]:
    noted = (held or {}).get(line.party)
    if noted is None or (noted is was_not and line.at is not None):
        return []
    return [Obstacle(AGAIN, field=_beside(line, "done"))]


def _of_party(lines: Sequence[Line], who: Parties) -> list[Obstacle]:
    if not lines:
        return [Obstacle("Fyll i minst en part.")]
    if len({one.party for one in lines}) < len(lines):
        return [Obstacle("Samma part står två gånger.")]
    if any((party := who.get(one.party)) is None or not party.acts for one in lines):
        return [Obstacle("Någon av dem är inte part som ska få det själv. Läs sidan Parter igen.")]
    return []


def obstacles_to_informing(
    lines: Sequence[Line],
    who: Parties,
    *,
    began: datetime,
    closed_at: datetime | None,
    held: Mapping[UUID, Kind] | None = None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of noting that each knows of the investigation, or why not yet (SoL 20:4).

    ``held``: what is already noted of each. Who was not told may be told; nothing else is noted twice.
    """
    found = [] if closed_at is None else [Obstacle("Utredningen är avslutad.", INFORM)]
    found += _of_party(lines, who)
    for line in lines:
        found += _happened(line, who, at) + _again(line, held, Kind.NOT_INFORMED)
        if line.at is None and len(line.why.strip()) < SOME_WORDS:
            text = "Skriv när parten informerades, eller vilka särskilda skäl som finns att vänta."
            found.append(Obstacle(text, INFORM, field=_beside(line, "why")))
        elif line.at is not None and swedish_day(line.at) < swedish_day(began):
            text = "Parten kan inte ha informerats innan utredningen inleddes."
            found.append(Obstacle(text, INFORM, field=_beside(line, "at")))
    return found


def obstacles_to_communicating(
    lines: Sequence[Line],
    who: Parties,
    *,
    written: datetime,
    closed_at: datetime | None,
    held: Mapping[UUID, Kind] | None = None,
    telling: Collection[UUID] = (),
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of noting that each has had the material and a last day, or is exempt (FL 25 §).

    ``held``: what is already noted of each. Who was exempt may be sent it; nothing else is noted twice. ``telling``: those
    whom the whole of it would tell where somebody hidden is: to them it is sent with that left out, which is said.
    """
    found = [] if closed_at is None else [Obstacle("Utredningen är avslutad.", COMMUNICATE)]
    found += _of_party(lines, who)
    for line in lines:
        found += _happened(line, who, at) + _again(line, held, Kind.EXEMPT)
        if line.at is None:
            if line.exempt is None or len(line.why.strip()) < SOME_WORDS:
                text = (
                    "Skriv när parten fick underlaget, eller välj undantag ur lagens lista och skriv skälet."
                )
                found.append(Obstacle(text, COMMUNICATE, field=_beside(line, "why")))
            continue
        if line.at < written:
            text = "Parten kan inte ha fått underlaget innan förslaget skrevs."
            found.append(Obstacle(text, COMMUNICATE, field=_beside(line, "at")))
        if line.last_day is None or line.last_day <= swedish_day(line.at):
            text = "Skriv vilken dag parten senast ska svara, efter den dag underlaget lämnades."
            found.append(Obstacle(text, COMMUNICATE, field=_beside(line, "last_day")))
        said = len(line.withheld.strip())
        if (said or line.party in telling) and said < SOME_WORDS:
            found.append(_told(line, who) if line.party in telling else _unsaid(line))
    return found


def _told(line: Line, who: Parties) -> Obstacle:
    party = who.get(line.party)
    text = (
        f"Underlaget innehåller en adress eller ett telefonnummer som {party.name if party else 'parten'} inte får veta. Stryk "
        "det i det som lämnas, och skriv här vilka uppgifter som är utelämnade och varför."
    )
    return Obstacle(text, WITHHOLD, field=f"{line.own}_withheld" if line.own else "withheld")


def _unsaid(line: Line) -> Obstacle:
    text = "Skriv vilka uppgifter som är utelämnade, utan att återge dem, och varför."
    return Obstacle(text, WITHHOLD, field=f"{line.own}_withheld" if line.own else "withheld")


def obstacles_to_answering(
    sent: Noted, *, answered: Noted | None, came_at: datetime | None, text: str, on: date, at: datetime
) -> list[Obstacle]:
    """What stands in the way of noting what one party said, also late or once more, or (``came_at`` None) that nothing came."""
    if sent.kind is not Kind.COMMUNICATED:
        return [Obstacle("Parten har inte fått underlaget och har inget att svara på.", COMMUNICATE)]
    if came_at is None:
        if answered is not None:
            return [Obstacle("Partens svar är redan antecknat.", COMMUNICATE)]
        if sent.last_day is not None and on <= sent.last_day:
            said = f"Parten har till och med {sent.last_day} på sig att svara."
            return [Obstacle(said, COMMUNICATE, field="done")]
        return []
    found = []
    if came_at > at:
        found.append(Obstacle("Det kan inte ha hänt i framtiden.", field="at"))
    elif came_at < sent.at:
        found.append(Obstacle("Svaret kan inte ha kommit före underlaget.", field="at"))
    elif answered is not None and answered.kind is Kind.ANSWERED and answered.at == came_at:
        found.append(Obstacle("Det svaret är redan antecknat.", field="at"))
    if not text.strip():
        found.append(
            Obstacle("Skriv vad parten svarade. Hade hen inget att tillägga, skriv det.", field="text")
        )
    return found


def obstacles_to_consent(
    kind: Kind,
    party: UUID,
    who: Parties,
    *,
    last: Noted | None = None,
    taken: Noted | None = None,
    scope: str,
    at: datetime,
    said_at: datetime,
) -> list[Obstacle]:
    """What stands in the way of noting a consent: to what, by whom, when. Only what was given is withdrawn.

    ``last``: what the party said last of the same service. ``taken``: the consent in force that is taken back.
    """
    found = []
    chosen = who.get(party)
    if chosen is None:
        found.append(Obstacle("Välj vem av parterna det gäller.", CONSENT, field="party"))
    if len(scope.strip()) < SOME_WORDS:
        text = "Skriv vad samtycket gäller och hur långt det räcker."
        found.append(Obstacle(text, CONSENT, field="text"))
    if said_at > at:
        found.append(Obstacle("Det kan inte ha hänt i framtiden.", field="at"))
    elif at - said_at >= LONG_AGO:
        found.append(Obstacle("Det är mer än ett år sedan. Kontrollera året.", field="at"))
    if kind is Kind.WITHDRAWN and (taken is None or taken.kind is not Kind.CONSENTED or taken.party != party):
        text = "Välj vilket av partens egna samtycken som tas tillbaka. Finns det inget, anteckna att parten inte samtycker."
        found.append(Obstacle(text, CONSENT, field="refers"))
    elif kind is Kind.WITHDRAWN and taken is not None and said_at < taken.at:
        found.append(Obstacle("Samtycket kan inte ha tagits tillbaka innan det gavs.", field="at"))
    elif kind is not Kind.WITHDRAWN and taken is not None:
        text = "Välj ett samtycke bara när det tas tillbaka."
        found.append(Obstacle(text, CONSENT, field="refers"))
    is_guardian = chosen is not None and chosen.role is Role.GUARDIAN
    if kind is Kind.WITHOUT and is_guardian and last is not None and last.kind not in YES:
        text = "Vårdnadshavaren har sagt nej till insatsen. Det kan bara nämnden eller ett utskott besluta om ändå."
        found.append(Obstacle(text, SPLIT, field="kind"))
    return found


def obstacles_to_serving(
    lines: Sequence[Line], who: Parties, *, decided_at: datetime | None, served: Iterable[UUID], at: datetime
) -> list[Obstacle]:
    """What stands in the way of noting when each got to know the decision (FL 33 §): from there each one's time runs."""
    if decided_at is None:
        return [Obstacle("Beslutet är inte fattat än.", NOTIFY)]
    found, before = _of_party(lines, who), set(served)
    for line in lines:
        found += _happened(line, who, at)
        if line.at is None:
            found.append(
                Obstacle("Skriv när parten fick del av beslutet.", NOTIFY, field=_beside(line, "at"))
            )
        elif swedish_day(line.at) < swedish_day(decided_at):
            text = "Parten kan inte ha fått del av beslutet innan det fattades."
            found.append(Obstacle(text, NOTIFY, field=_beside(line, "at")))
        if line.party in before:
            text = "Det är redan antecknat. Rätta anteckningen om dagen är fel."
            found.append(Obstacle(text, NOTIFY, field=_beside(line, "at")))
    return found


def obstacles_to_appealing(party: UUID | None, who: Parties, *, note: str) -> list[Obstacle]:
    """What stands in the way of noting who appeals: a party of the decision, or (None) somebody else who is then named."""
    chosen = who.get(party) if party is not None else None
    if party is not None and (chosen is None or not chosen.acts):
        return [Obstacle("Välj vem av parterna som överklagar.", APPEALED, field="party")]
    if party is None and len(note.strip()) < SOME_WORDS:
        text = "Skriv vem som överklagar, och hur hen berörs. Domstolen prövar om hen får överklaga."
        return [Obstacle(text, "FL 42 §", field="note")]
    return []


def obstacles_of_several(who: Parties, said: str, law: str) -> list[Obstacle]:
    """Why the case's own sheet cannot be used where there are several: ``said`` is what is theirs, each apart."""
    return [Obstacle(f"Ärendet har flera parter. {said}", law)] if who.are_several else []


def obstacles_to_mistaking(noted: Noted, *, is_aside: bool, reason: str) -> list[Obstacle]:
    """What stands in the way of setting a note aside: what was wrong is said beside it."""
    if noted.kind is Kind.MISTAKEN or is_aside:
        return [Obstacle("Anteckningen är redan rättad.")]
    if len(reason.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad som var fel och hur ni vet det. Det som stod sparas.", field="text")]
    return []


def _left(names: Sequence[str], said: str, law: str) -> list[Obstacle]:
    if not names:
        return []
    return [
        Obstacle(
            f"Ärendet har flera parter, och var och en {said}. Kvar på sidan Parter: {', '.join(names)}.", law
        )
    ]


def obstacles_until_informed(who: Parties, found: Iterable[Standing]) -> list[Obstacle]:
    """CH-04 is met when each party knows, or there are reasons for each one who does not. Nothing where there is one."""
    left = [one.party.name for one in found if one.party.acts and one.informed is None]
    return _left(left if who.are_several else [], "informeras för sig", INFORM)


def obstacles_until_communicated(who: Parties, found: Iterable[Standing]) -> list[Obstacle]:
    """Each party has had the material, or is exempt with a reason (FL 25 §)."""
    left = [one.party.name for one in found if one.party.acts and one.communicated is None]
    return _left(left if who.are_several else [], "får underlaget och svarar för sig", COMMUNICATE)


def obstacles_until_heard(who: Parties, found: Iterable[Standing], on: date) -> list[Obstacle]:
    """What a decision waits for: each has had it, and each one's time to answer is over."""
    rows = list(found)
    late = [one for one in rows if one.party.acts and one.still_to_hear(on)]
    said = [
        Obstacle(
            f"{one.party.name} har till och med {one.communicated.last_day} på sig att svara.", COMMUNICATE
        )
        for one in late
        if one.communicated is not None
    ]
    return obstacles_until_communicated(who, rows) + (said if who.are_several else [])


def obstacles_until_served(who: Parties, found: Iterable[Standing]) -> list[Obstacle]:
    """The decision has reached all when it has reached each (FL 33 and 44 §§)."""
    left = [one.party.name for one in found if one.party.acts and one.served is None]
    return _left(left if who.are_several else [], "har sin egen dag och sin egen tid att överklaga", NOTIFY)
