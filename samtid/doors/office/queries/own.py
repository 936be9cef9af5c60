"""Kommunens eget: its values, catalogue and name, as they are and are to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samtid.base.organisation.models import (
    Municipality,
    Offering,
    OwnNumber,
)
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Own, OwnValue

from ..models import Proposal
from ..words import Outcome, Subject

# what tells one of them from another of its kind
NAMED = {Subject.VALUE: "key", Subject.OFFERING: "code", Subject.MUNICIPALITY: ""}
MODELS: dict[str, type[Any]] = {
    Subject.VALUE: OwnNumber,
    Subject.OFFERING: Offering,
    Subject.MUNICIPALITY: Municipality,
}


def in_force(subject: Subject, given: Mapping[str, str], today: date) -> dict[str, Any]:
    """What the form of a new wording begins with: the row that it would take the place of."""
    if subject not in NAMED or (NAMED[subject] and NAMED[subject] not in given):
        return {}
    rows = MODELS[subject].objects.on(today).order_by("-valid_from")
    if NAMED[subject]:
        rows = rows.filter(**{NAMED[subject]: given[NAMED[subject]]})
    row = rows.values().first() or {}
    return {
        ("unit" if name == "unit_id" else name): value
        for name, value in row.items()
        if not name.startswith("valid")
    }


def numbers_on(day: date) -> dict[Own, int]:
    """The municipality's own values in force on a day."""
    return {Own(row.key): row.number for row in OwnNumber.objects.on(day).order_by("valid_from")}


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Ett värde på sidan: what is in force, what comes, and whether anybody has decided it."""

    own: Own
    known: OwnValue
    now: OwnNumber | None
    coming: list[OwnNumber]
    is_decided: bool

    @property
    def in_words(self) -> str:
        return self.known.in_words(self.now.number) if self.now is not None else ""


def own_lines(today: date) -> list[OwnLine]:
    """Every value that law leaves to the municipality."""
    rows: dict[str, list[OwnNumber]] = {}
    for row in OwnNumber.objects.exclude(valid_to__lt=today).order_by("valid_from"):
        rows.setdefault(row.key, []).append(row)
    decided = set(
        Proposal.objects.filter(subject=Subject.VALUE, outcome=Outcome.APPROVED).values_list(
            "name", flat=True
        )
    )
    return [
        OwnLine(
            own,
            known,
            next((row for row in rows.get(own, []) if row.holds_on(today)), None),
            [row for row in rows.get(own, []) if row.valid_from > today],
            str(own) in decided,
        )
        for own, known in OWN.items()
    ]
