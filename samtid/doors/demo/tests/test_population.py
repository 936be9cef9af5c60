"""Invented people with official numbers, in families that could be."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from personnummer import personnummer

from samtid.doors.demo.population import Living, Protection
from samtid.doors.demo.population_numbers import NumberKind, official
from samtid.doors.demo.volumes import Size

from .make import NOW, needs, people

SIZES = [Size.SMALL, Size.FULL]
FICTION = re.compile(r"^(070-174 06 \d\d|0980-31 92 \d\d)$")


@pytest.mark.parametrize("size", SIZES)
def test_every_number_is_official_and_used_once(size: Size) -> None:
    known = {
        identity.number
        for kind in (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER)
        for identity in official(kind)
    }
    everyone = list(people(needs(size=size)))
    numbers = [person.identity.number for person in everyone]

    assert len(numbers) == len(set(numbers))
    for person in everyone:
        if person.identity.kind is NumberKind.RESERVE:
            assert not re.search(r"\d{12}", person.identity.number)
        else:
            assert person.identity.number in known
            assert personnummer.valid(person.identity.number)


@pytest.mark.parametrize("size", SIZES)
def test_guardians_are_at_least_sixteen_years_older_than_their_children(size: Size) -> None:
    for need in needs(size=size):
        for child in need.household.children:
            for adult in need.household.adults:
                assert child.born_on.year - adult.born_on.year >= 16


@pytest.mark.parametrize("size", SIZES)
def test_nobody_is_reported_before_birth_and_children_are_minors(size: Size) -> None:
    for need in needs(size=size):
        age = need.person.age(need.received_at.date())
        assert age >= 0
        if need.kind == "child":
            assert age < 18
        if need.kind == "elderly":
            assert need.person.age(NOW.date()) >= 65


def test_phones_ring_nowhere_and_addresses_are_in_the_municipality() -> None:
    found = needs()
    for person in people(found):
        assert not person.phone or FICTION.match(person.phone)
        assert person.address.postal_code[:2] in ("94", "93")


def test_separated_guardians_have_an_address_each() -> None:
    separated = [need.household for need in needs() if need.household.living is Living.SEPARATED]

    assert separated
    for household in separated:
        one, other = household.adults
        assert one.address != other.address
        assert all(child.address == one.address for child in household.children)


def test_all_levels_of_protection_and_kinds_of_number_are_there() -> None:
    everyone = list(people(needs()))
    levels = Counter(person.protection for person in everyone)
    kinds = Counter(person.identity.kind for person in everyone)

    assert all(levels[level] for level in Protection)
    assert all(kinds[kind] for kind in NumberKind)
    assert {person.language for person in everyone} >= {"ukrainska", "somaliska"}
