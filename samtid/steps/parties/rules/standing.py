"""Hur långt det har kommit med var och en: what has been noted, read party by party. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samtid.ground.reasons import Obstacle

from ..words import ABOUT_DECISION, ABOUT_INVESTIGATION, ANSWERS, CONSENTS, Kind, Role
from .parties import Parties, Party

SPLIT = "FB 6 kap. 13 a §"
JOINT = "FB 6 kap. 11 och 13 §§"
YES = (Kind.CONSENTED, Kind.WITHOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """En anteckning om en part, as values. ``about`` is the investigation, proposal or decision; ``corrects`` a row set aside.

    ``refers``: the sending that is answered, or the consent that is taken back. ``subject``: the service consented to.
    """

    pk: UUID
    party: UUID
    kind: Kind
    at: datetime
    noted_at: datetime
    how: str = ""
    text: str = ""
    exempt: str = ""
    last_day: date | None = None
    about: UUID | None = None
    corrects: UUID | None = None
    refers: UUID | None = None
    subject: str = ""


def in_force(rows: Iterable[Noted]) -> list[Noted]:
    """Those not set aside as mistaken, in the order they were noted."""
    every = list(rows)
    wrong = {one.corrects for one in every if one.kind is Kind.MISTAKEN}
    kept = [one for one in every if one.kind is not Kind.MISTAKEN and one.pk not in wrong]
    return sorted(kept, key=lambda one: (one.noted_at, one.at))


def newest(
    rows: Iterable[Noted], party: UUID, kinds: Collection[Kind], about: UUID | None = None
) -> Noted | None:
    """The latest of these kinds about one party; of one investigation, proposal or decision where that is said."""
    found = [
        one
        for one in rows
        if one.party == party and one.kind in kinds and (about is None or one.about == about)
    ]
    return found[-1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Läget för en part: the latest of each that still holds."""

    party: Party
    informed: Noted | None = None
    communicated: Noted | None = None
    answered: Noted | None = None
    consents: tuple[Noted, ...] = ()
    served: Noted | None = None

    def still_to_hear(self, on: date) -> bool:
        """Whether this one's time to answer is not over."""
        sent = self.communicated
        return (
            self.answered is None and sent is not None and sent.last_day is not None and on <= sent.last_day
        )

    def consent_to(self, subject: str) -> Noted | None:
        """What was said last of one service, or (empty) of anything else."""
        found = [one for one in self.consents if one.subject == subject]
        return found[-1] if found else None

    @property
    def said(self) -> tuple[Noted, ...]:
        """What was said last of each service, and all that was said of anything else and not taken back."""
        back = {one.refers for one in self.consents}
        last = {one.subject: one for one in self.consents if one.subject}
        return tuple(
            one for one in self.consents if (last[one.subject] is one if one.subject else one.pk not in back)
        )


def standings(
    who: Parties,
    rows: Iterable[Noted],
    *,
    investigation: UUID | None = None,
    proposal: UUID | None = None,
    decision: UUID | None = None,
) -> list[Standing]:
    """How far it has come with each. What is asked about nothing is not read: a new proposal is communicated anew."""
    held = in_force(rows)

    def of(party: Party, kinds: Collection[Kind], about: UUID | None) -> Noted | None:
        return newest(held, party.key, kinds, about) if about is not None else None

    def answer(sent: Noted | None) -> Noted | None:
        """Only what was said of this sending: what was sent anew has not been answered."""
        said = [one for one in held if sent is not None and one.kind in ANSWERS and one.refers == sent.pk]
        return said[-1] if said else None

    found = []
    for one in who.found:
        sent = of(one, (Kind.COMMUNICATED, Kind.EXEMPT), proposal)
        found.append(
            Standing(
                party=one,
                informed=of(one, ABOUT_INVESTIGATION, investigation),
                communicated=sent,
                answered=answer(sent),
                consents=tuple(row for row in held if row.party == one.key and row.kind in CONSENTS),
                served=of(one, ABOUT_DECISION, decision),
            )
        )
    return found


def obstacles_of_consent(
    found: Iterable[Standing], subject: str, what: str, *, of_guardians: bool = True
) -> list[Obstacle]:
    """What stands in the way of granting ``subject`` on a consent: one who says no, or who of several has not been asked.

    ``what`` names the service. ``of_guardians``: it is granted on the guardians' consent; else on the child's own.
    """
    rows = list(found)
    guardians = [one for one in rows if one.party.role is Role.GUARDIAN] if of_guardians else []
    young = [one for one in rows if one.party.role is Role.YOUNG]
    no = [one.party.name for one in guardians if (said := one.consent_to(subject)) and said.kind not in YES]
    own = [one.party.name for one in young if (said := one.consent_to(subject)) and said.kind not in YES]
    silent = [one.party.name for one in guardians if one.consent_to(subject) is None]
    obstacles = []
    if no:
        text = (
            f"{' och '.join(no)} samtycker inte till {what}. En handläggare kan inte bevilja insatsen på vårdnadshavarnas "
            "samtycke. Det kan bli en fråga för nämnden eller ett utskott; läs sidan Parter."
        )
        obstacles.append(Obstacle(text, SPLIT, field="consent"))
    if own:
        text = (
            f"{' och '.join(own)} har fyllt 15 år och samtycker inte till {what}. Vägs det upp av något, "
            "anteckna det med skäl på sidan Parter."
        )
        obstacles.append(Obstacle(text, field="consent"))
    if silent and len(guardians) > 1:
        text = (
            f"Det står inte vad {' och '.join(silent)} säger om {what}. Anteckna samtycket på sidan Parter, "
            "eller varför det inte behövs."
        )
        obstacles.append(Obstacle(text, JOINT, field="consent"))
    return obstacles


def split_consent(found: Iterable[Standing], what: Callable[[str], str] = str) -> list[str]:
    """Each matter where one guardian consents and another does not, and what may then be done. ``what`` names a service."""
    rows = [one for one in found if one.party.role is Role.GUARDIAN]
    subjects = dict.fromkeys(row.subject for one in rows for row in one.consents)
    return [text for subject in subjects if (text := _split(rows, subject, what(subject)))]


def _split(rows: list[Standing], subject: str, what: str) -> str:
    said = [(one.party.name, row) for one in rows if (row := one.consent_to(subject))]
    yes = [name for name, row in said if row.kind is Kind.CONSENTED]
    no = [name for name, row in said if row.kind not in YES]
    if not yes or not no:
        return ""
    return (
        f"Vårdnadshavarna är inte eniga om {what}: {' och '.join(yes)} samtycker, {' och '.join(no)} gör det inte. "
        "Vid gemensam vårdnad får socialnämnden besluta att en åtgärd till stöd för barnet får vidtas ändå, om det krävs med "
        "hänsyn till barnets bästa och åtgärden gäller psykiatrisk eller psykologisk utredning eller behandling, "
        "behandling i öppna former, kontaktperson eller kontaktfamilj, eller en insats enligt 9 § 4, 5 eller 6 LSS. "
        "Beslutet fattas av nämnden eller ett utskott, inte av en handläggare."
    )
