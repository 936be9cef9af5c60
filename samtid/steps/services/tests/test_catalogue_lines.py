"""What the municipality says of its services stands before the program's own words."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.organisation.models import Offering, Unit
from samtid.steps.services import catalogue, queries


def line_of(on, code):
    return next(line for line in queries.catalogue_lines(on) if line.code == code)


def test_its_own_name_unit_and_price_are_shown_where_it_has_any(as_owner, at):
    on = at.date()
    with as_owner():
        unit = Unit.objects.get(name="Utredning barn och unga")
        Offering.objects.filter(code="meals").update(name="Middag på hjul", price=85, unit=unit)
    found, other = line_of(on, "meals"), line_of(on, "home_care_personal")
    assert (found.name, found.price, found.unit) == ("Middag på hjul", 85, unit.name)
    known = catalogue.entry("home_care_personal")
    assert other.name == known.name
    assert other.unit == ", ".join(kind.label for kind in known.unit_kinds)


def test_what_it_says_of_a_service_is_its_own_and_else_the_programs(as_owner, at):
    on = at.date()
    with as_owner():
        Offering.objects.filter(code="meals").update(name="", says="")
    known = catalogue.entry("meals")
    assert (line_of(on, "meals").name, line_of(on, "meals").says) == (known.name, known.says)
    with as_owner():
        Offering.objects.filter(code="meals").update(says="Varm mat varje dag.")
    assert line_of(on, "meals").says == "Varm mat varje dag."


def test_what_is_not_offered_is_not_given(as_owner, at):
    on = at.date()
    assert "meals" in {line.code for line in queries.given_on(on)}
    with as_owner():
        Offering.objects.filter(code="meals").update(valid_to=on - timedelta(days=1))
    assert "meals" not in {line.code for line in queries.given_on(on)}
    assert line_of(on, "meals").row is None, "the program knows it all the same"
