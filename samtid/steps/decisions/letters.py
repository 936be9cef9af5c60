"""Breven om ett beslut: one for each reader, with the parts that later rooms add.

A room that has something to say in a decision's letter has a file ``letter_parts.py`` with a function
``parts(decision, reader)`` that returns ``Part``s; this room knows none of them (house.md §10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from samtid.base.access.queries import unit_of
from samtid.base.look.swedish import pnr
from samtid.base.organisation.kept import called, municipality
from samtid.base.organisation.models import Municipality, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle
from samtid.steps.investigations.words import Basis

from . import words
from .letter import ACCENT, Letter, Matter, Part, write
from .models import Decision
from .queries import subject_of
from .readers import Party, Reader, readers

WITHHELD = "Uppgiften lämnas inte ut (33 § fjärde stycket förvaltningslagen)"
# What is paid to the person, or by the person. In every other decision the amount is what it costs the municipality.
OF_THE_PERSON = frozenset({DecisionKind.ASSISTANCE, DecisionKind.FEE})
PARTIES = (str(Bond.GUARDIAN), str(Bond.LEGAL_REPRESENTATIVE))
PARTS = "letter_parts"


def letters_of(decision: Decision, on: date) -> list[tuple[Reader, Letter]]:
    """Each reader's letter as it would be now; with the mark of a draft until the decision is made."""
    # read anew: the letter must know of a protection that was set a moment ago
    person = Person.objects.get(pk=decision.case.dossier.person_id)
    return drawn(decision, person, unit_of(decision.case.compartment_id, on), on)


def drawn(decision: Decision, person: Person, unit: Unit | None, on: date) -> list[tuple[Reader, Letter]]:
    """The same where the person and the case's unit have just been read."""
    matter = _matter(decision, person, unit, on)
    found = readers_of(decision, person, on)
    return [
        (
            one,
            write(replace(matter, heading=one.heading, way=one.way, address=_posted(one))).having(
                _parts(decision, one)
            ),
        )
        for one in found
    ]


def unprintable(written: Iterable[tuple[Reader, Letter]]) -> list[Obstacle]:
    """What cannot be printed in any of the letters: said while there is time to write it in another way."""
    return list(dict.fromkeys(one for _, letter in written for one in letter.unprintable()))


def readers_of(decision: Decision, person: Person, on: date) -> list[Reader]:
    """Who is to have a letter, as the case has noted those near."""
    # asked apart: one who signs may not see a protected guardian, who is to have a letter all the same
    near = Relation.objects.on(on).filter(case_id=decision.case_id, person=person, bond__in=PARTIES)
    bonds = dict.fromkeys(near.order_by("pk").values_list("other_id", "bond"))
    seen = Person.objects.in_bulk([other for other, _ in bonds])
    by_bond: dict[str, list[Party]] = {}
    for other, bond in bonds:
        known = seen.get(other)
        by_bond.setdefault(bond, []).append(_party(known) if known else unseen(Bond(bond)))
    investigation = decision.investigation
    stopped = investigation is not None and bool(investigation.not_informed_reason)
    return readers(
        _party(person),
        born_on=person.born_on,
        guardians=by_bond.get(str(Bond.GUARDIAN), []),
        representatives=by_bond.get(str(Bond.LEGAL_REPRESENTATIVE), []),
        not_informed=stopped,
        on=on,
    )


def unseen(bond: Bond) -> Party:
    """Somebody near whom the one who asks may not see: protected, and reached only the safe way."""
    return Party(name=f"{bond.label} med skyddade personuppgifter", is_protected=True, hides_place=True)


def _party(person: Person) -> Party:
    return Party(
        name=person.name,
        address=(person.name, person.address, f"{person.postcode} {person.locality}".strip())
        if person.address
        else (),
        is_protected=Protection(person.protection) != Protection.NONE,
        hides_place=person.hides_place,
        is_dead=person.died_on is not None,
    )


def _posted(reader: Reader) -> tuple[str, ...]:
    """The rows under the heading: the reader's name is one of them, unless the heading is the name."""
    return reader.address[1:] if reader.heading == reader.name else reader.address


def _parts(decision: Decision, reader: Reader) -> Iterable[Part]:
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, PARTS):
            yield from import_module(f"{app.name}.{PARTS}").parts(decision, reader)


def _matter(decision: Decision, person: Person, unit: Unit | None, on: date) -> Matter:
    protected = Protection(person.protection) != Protection.NONE
    withheld = WITHHELD if decision.names_withheld else ""
    kind, ours = DecisionKind(decision.kind), municipality(on)
    return Matter(
        municipality=called(on),
        accent=(ours.colour if ours else "") or ACCENT,
        sent_by=sender_of(ours),
        committee=unit.committee.name if unit else "Socialnämnden",
        unit=unit.name if unit else "",
        phone=(unit.phone if unit else "") or (ours.phone if ours else ""),
        unit_address=(unit.address if unit else "") or (ours.address if ours else ""),
        number=decision.case.number,
        decided_on=decision.decided_on,
        subject=subject_of(decision),
        outcome=words.DecisionOutcome(decision.outcome),
        content=decision.content,
        reasons=decision.reasons,
        basis=Basis(decision.legal_basis),
        name=person.name,
        personnummer="" if protected else pnr(person.number),
        extent=decision.extent,
        amount=decision.amount if kind in OF_THE_PERSON else None,
        per=words.Per(decision.per) if decision.per else None,
        valid_from=decision.valid_from,
        valid_to=decision.valid_to,
        conditions=decision.conditions,
        goal=decision.goal,
        follow_up_on=decision.follow_up_on,
        decided_by=withheld or _decider(decision),
        presented_by=withheld or f"{decision.prepared_by.name}, {decision.prepared_title.lower()}",
        delegation=decision.delegation,
        dissent=decision.dissent,
        is_draft=decision.signed_at is None,
    )


def sender_of(ours: Municipality | None) -> str:
    """Who the letter is from, at the foot of each page; nothing while only the operator has named the municipality."""
    if ours is None:
        return ""
    number = f"Org.nr {ours.org_number}" if ours.org_number else ""
    return " · ".join(part for part in (ours.name, ours.address, ours.phone, ours.email, number) if part)


def _decider(decision: Decision) -> str:
    if decision.signed_by is None:
        return ""
    if decision.level != Level.DELEGATE:
        return f"{Level.label_of(decision.level)}, {decision.minute}"
    return f"{decision.signed_by.name}, {decision.signed_title.lower()}"
