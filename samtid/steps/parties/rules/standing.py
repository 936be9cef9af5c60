"""Hur långt det har kommit med var och en: what has been noted, read party by party. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samtid.ground.reasons import Obstacle

from ..words import ABOUT_DECISION, ABOUT_INVESTIGATION, CONSENTS, Kind, Role
from .parties import Parties, Party

SPLIT = "FB 6 kap. 13 a §"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """En anteckning om en part, as values. ``about`` is the investigation, proposal or decision; ``corrects`` a row set aside."""

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

    @property
    def consent(self) -> Noted | None:
        """What was said last."""
        return self.consents[-1] if self.consents else None


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

    return [
        Standing(
            party=one,
            informed=of(one, ABOUT_INVESTIGATION, investigation),
            communicated=of(one, (Kind.COMMUNICATED, Kind.EXEMPT), proposal),
            answered=of(one, (Kind.ANSWERED, Kind.SILENT), proposal),
            consents=tuple(row for row in held if row.party == one.key and row.kind in CONSENTS),
            served=of(one, ABOUT_DECISION, decision),
        )
        for one in who.found
    ]


def obstacles_of_consent(found: Iterable[Standing]) -> list[Obstacle]:
    """What stands in the way of granting on the guardians' consent: one who declines, or has taken it back."""
    no = [
        one.party.name
        for one in found
        if one.party.role is Role.GUARDIAN and one.consent and one.consent.kind is not Kind.CONSENTED
    ]
    if not no:
        return []
    text = (
        f"{' och '.join(no)} samtycker inte. En handläggare kan inte bevilja insatsen på vårdnadshavarnas samtycke. "
        "Det kan bli en fråga för nämnden eller ett utskott; läs sidan Parter."
    )
    return [Obstacle(text, SPLIT, field="consent")]


def split_consent(found: Iterable[Standing]) -> str:
    """That one guardian consents and another does not, and what may then be done; empty when they are not split."""
    said = [(one.party.name, one.consent) for one in found if one.party.role is Role.GUARDIAN and one.consent]
    yes = [name for name, row in said if row.kind is Kind.CONSENTED]
    no = [name for name, row in said if row.kind is not Kind.CONSENTED]
    if not yes or not no:
        return ""
    return (
        f"Vårdnadshavarna är inte eniga: {' och '.join(yes)} samtycker, {' och '.join(no)} gör det inte. Vid gemensam "
        "vårdnad får socialnämnden besluta att en åtgärd till stöd för barnet får vidtas ändå, om det krävs med "
        "hänsyn till barnets bästa och åtgärden gäller psykiatrisk eller psykologisk utredning eller behandling, "
        "behandling i öppna former, kontaktperson eller kontaktfamilj, eller en insats enligt 9 § 4, 5 eller 6 LSS. "
        "Beslutet fattas av nämnden eller ett utskott, inte av en handläggare."
    )
