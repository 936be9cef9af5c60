"""Avgiften räknad: the worked cases of the field, and what always holds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.law import fees
from samtid.ground.law.fees import Rounding, holds_from, price_base
from samtid.ground.law.rules import Confidence
from samtid.ground.reasons import NotYet
from samtid.steps.fees.rules import (
    Adjustment,
    Facts,
    IncomeFact,
    Tariff,
    Terms,
    count,
    obstacles_to_facts,
)
from samtid.steps.fees.words import (
    Household,
    Income,
    Part,
    Per,
    Source,
    Step,
    Supplement,
    Turn,
    Unstated,
    Whose,
)

DAY = date(2026, 1, 15)
NOTE = "Makan har egen pension som räcker."


def income(amount, kind=Income.PENSION, whose=Whose.OWN, per=Per.MONTH):
    return IncomeFact(whose, kind, Fraction(amount), per, Source.PERSON, DAY)


def care(amount):
    return Tariff("Hemtjänst", Part.CARE, Fraction(amount))


def facts(amount, housing, tariff, household=Household.SINGLE, *changes, **more):
    incomes = (income(amount),)
    if household.is_married:
        incomes = (income(amount), income(0, whose=Whose.PARTNER))
    return Facts(
        household=household,
        incomes=incomes,
        housing=Fraction(housing),
        adjustments=changes,
        tariffs=(care(tariff),),
        partner_note=NOTE if household.has_partner else "",
        **more,
    )


def terms(year=2026, **more):
    return Terms(base=price_base(year), **more)


def raised(amount):
    return Adjustment(Turn.RAISE, Fraction(amount), "Fördyrad kost enligt intyg")


def lowered(amount):
    return Adjustment(Turn.LOWER, Fraction(amount), "Maten ingår i avgiften")


CASES = {
    "FE-1": (facts(16_400, 6_100, 3_900), 3_004, 2_660),
    "FE-2": (facts(13_200, 5_600, 1_450), 304, 304),
    "FE-4": (facts(31_000, 7_800, 2_300, Household.MARRIED), 5_647, 2_300),
    "FE-6": (facts(15_200, 5_800, 2_100, Household.SINGLE, raised(900)), 1_204, 1_204),
    "FE-7": (facts(14_000, 0, 2_600, Household.SINGLE, lowered(2_000)), 8_704, 2_600),
}


@pytest.mark.parametrize("case", CASES)
def test_the_worked_cases_of_2026(case):
    given_facts, room, fee = CASES[case]
    made = count(given_facts, terms())
    assert made.fee == fee
    assert [line.amount for line in made.lines if line.step is Step.FEE] == [room, fee]


def test_fe_10_at_new_year_the_same_facts_are_counted_by_the_new_price_base():
    given_facts, _, _ = CASES["FE-1"]
    assert (terms(2026).highest_care, terms(2027).highest_care) == (2_660, 2_678)
    assert (terms(2026).minimum(Household.SINGLE), terms(2027).minimum(Household.SINGLE)) == (7_296, 7_346)
    assert count(given_facts, terms(2027)).fee == 2_678


def test_fe_11_spouses_in_two_homes_halve_their_income_and_each_keeps_its_own_home():
    made = count(facts(31_000, 7_800, 2_300, Household.APART), terms())
    reserved = next(line for line in made.lines if line.step is Step.RESERVED and line.is_sum)
    base = next(line for line in made.lines if line.step is Step.INCOME and line.is_sum)
    assert (base.amount, reserved.amount) == (15_500, 7_296 + 7_800)
    assert made.fee == 404
    assert "praxis, inte lagtext" in [line.note for line in made.lines], (
        "what is practice is never shown as law"
    )


@pytest.mark.parametrize(
    ("year", "care_most", "housing_most", "single", "couple"),
    [
        (2024, "2574.68", "2644.8725", "7061.7475", "5761.515"),
        (2025, "2642.08", "2714.11", "7246.61", "5912.34"),
        (2026, "2660.0533", "2732.5733", "7295.9067", "5952.56"),
        (2027, "2678.0267", "2751.0367", "7345.2033", "5992.78"),
    ],
)
def test_the_exact_amounts_of_the_published_years(year, care_most, housing_most, single, couple):
    shares = (fees.CARE_SHARE, fees.HOUSING_SHARE, fees.SINGLE_SHARE, fees.COUPLE_SHARE)
    exact = [fees.monthly(price_base(year), share) for share in shares]
    for amount, said in zip(exact, (care_most, housing_most, single, couple), strict=True):
        assert abs(amount - Fraction(said)) < Fraction(1, 10_000)


def test_the_highest_is_rounded_down_and_the_lowest_up_unless_the_municipality_has_chosen_otherwise():
    assert (terms(2024).highest_care, terms(2024).minimum(Household.SINGLE)) == (2_574, 7_062)
    near = terms(2024, rounding=Rounding.NEAREST)
    assert (near.highest_care, near.minimum(Household.MARRIED)) == (2_575, 5_762)


def test_a_year_without_a_price_base_is_refused_until_the_municipality_has_written_it_in():
    with pytest.raises(NotYet, match="Prisbasbeloppet för 2028 är inte inlagt"):
        price_base(2028)
    assert price_base(2028, 60_100).confidence is Confidence.UNCERTAIN
    assert price_base(2026, 1).kronor == 59_200, "what was read is not overwritten"
    assert price_base(2027).kronor == 59_600
    assert price_base(2027, 59_700).kronor == 59_700, (
        "what was only read elsewhere is the municipality's to correct"
    )


@pytest.mark.parametrize(
    ("arose", "month"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 12, 24), date(2027, 1, 1)),
    ],
)
def test_a_change_is_counted_from_the_month_after_unless_it_holds_the_whole_month(arose, month):
    assert holds_from(arose) == month


def test_a_cohabitant_pays_by_the_own_income_with_half_the_home():
    made = count(facts(15_000, 7_800, 9_000, Household.COHABITING), terms())
    assert made.fee == 2_660
    assert next(line.amount for line in made.lines if line.step is Step.FEE) == 15_000 - 5_953 - 3_900


def test_what_is_paid_by_the_year_is_a_twelfth_of_it():
    given_facts = Facts(
        household=Household.SINGLE,
        incomes=(income(158_401, per=Per.YEAR),),
        housing=Fraction(5_600),
        tariffs=(care(1_450),),
    )
    made = count(given_facts, terms())
    assert made.fee == 304
    assert made.lines[-2].amount == Fraction("304.08")


def test_housing_in_the_fee_is_not_kept_beside_it_and_both_parts_stay_within_the_room():
    housing = Tariff("Bostad", Part.HOUSING, Fraction(4_000))
    given_facts = Facts(
        household=Household.SINGLE,
        incomes=(income(11_000),),
        housing=Fraction(3_000),
        tariffs=(care(3_000), housing),
    )
    made = count(given_facts, terms())
    assert made.fee == 11_000 - 7_296
    assert terms().highest_housing == 2_732


def test_ordinary_housing_supplement_is_refused_until_the_municipality_has_said_how_it_counts():
    given_facts = Facts(
        household=Household.SINGLE,
        incomes=(income(11_000), income(3_000, Income.SUPPLEMENT)),
        housing=Fraction(6_000),
        tariffs=(care(2_000),),
    )
    with pytest.raises(NotYet, match="Så räknas bostadstillägg"):
        count(given_facts, terms())
    assert count(given_facts, terms(supplement=Supplement.INCOME)).fee == 14_000 - 7_296 - 6_000
    made = count(given_facts, terms(supplement=Supplement.HOUSING))
    assert made.fee == 11_000 - 7_296 - 3_000
    assert "kommunens egen regel" in [line.note for line in made.lines]


def test_an_income_that_nobody_tells_is_refused_until_the_municipality_has_a_rule():
    given_facts = Facts(household=Household.SINGLE, tariffs=(care(3_900),), unstated=True)
    with pytest.raises(NotYet, match="Avgift när inkomsten inte är känd"):
        count(given_facts, terms())
    assert count(given_facts, terms(unstated=Unstated.FULL)).fee == 2_660
    assert count(given_facts, terms(unstated=Unstated.NONE)).fee == 0


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"incomes": ()}, "income_1_amount", "Skriv minst en inkomst"),
        ({"housing": None}, "housing", "Skriv boendekostnaden"),
        ({"household": Household.MARRIED, "partner_note": NOTE}, "household", "makens eller makans inkomst"),
        ({"household": Household.COHABITING}, "partner_note", "oskäligt sämre"),
        ({"adjustments": (Adjustment(Turn.RAISE, Fraction(900), "kost"),)}, "adjustment_1_reason", "varför"),
        ({"adjustments": (lowered(9_000),)}, "adjustment_1_amount", "mindre än ingenting"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(changed, field, said):
    whole = {
        "household": Household.SINGLE,
        "incomes": (income(12_000),),
        "housing": Fraction(5_000),
        "tariffs": (care(1_000),),
    }
    found = obstacles_to_facts(Facts(**whole | changed), terms())
    assert [one.field for one in found] == [field]
    assert said in found[0].text


MONEY = st.integers(0, 6_000_000).map(lambda ore: Fraction(ore, 100))
ANY = st.builds(
    lambda own, other, housing, tariff, household, year: (
        Facts(
            household=household,
            incomes=(income(own),) + ((income(other, whose=Whose.PARTNER),) if household.is_married else ()),
            housing=housing,
            tariffs=(care(tariff),),
            partner_note=NOTE,
        ),
        terms(year),
    ),
    MONEY,
    MONEY,
    MONEY,
    MONEY,
    st.sampled_from(Household),
    st.sampled_from((2024, 2025, 2026, 2027)),
)


@given(ANY)
def test_a_fee_is_never_negative_nor_above_the_tariff_the_highest_or_the_room(drawn):
    given_facts, given_terms = drawn
    made = count(given_facts, given_terms)
    room = next(line for line in made.lines if line.step is Step.FEE and not line.is_sum).amount
    exact = fees.monthly(given_terms.base, fees.CARE_SHARE)
    assert 0 <= made.fee <= min(given_facts.tariffs[0].amount, exact, room)


@given(ANY, st.integers(1, 100_000))
def test_a_higher_income_never_lowers_the_fee(drawn, ore):
    given_facts, given_terms = drawn
    first, *rest = given_facts.incomes
    more = Facts(
        household=given_facts.household,
        incomes=(income(first.amount + Fraction(ore, 100)), *rest),
        housing=given_facts.housing,
        tariffs=given_facts.tariffs,
        partner_note=NOTE,
    )
    assert count(more, given_terms).fee >= count(given_facts, given_terms).fee


@given(MONEY, MONEY, MONEY)
def test_spouses_have_half_each_whoever_earns_it(one, other, housing):
    def of(mine, theirs):
        pair = (income(mine), income(theirs, whose=Whose.PARTNER))
        return Facts(
            household=Household.MARRIED,
            incomes=pair,
            housing=housing,
            tariffs=(care(5_000),),
            partner_note=NOTE,
        )

    assert count(of(one, other), terms()).fee == count(of(other, one), terms()).fee


@given(ANY)
def test_the_lines_add_up_to_the_öre(drawn):
    given_facts, given_terms = drawn
    lines = count(given_facts, given_terms).lines
    assert all((line.amount * 100).denominator == 1 for line in lines)
    reserved = [line for line in lines if line.step is Step.RESERVED]
    assert sum(line.amount for line in reserved if not line.is_sum) == reserved[-1].amount


def test_a_tariff_above_what_the_service_costs_the_municipality_is_refused():
    dear = Tariff("Trygghetslarm", Part.CARE, Fraction(301), "safety_alarm", 300)
    found = obstacles_to_facts(Facts(household=Household.SINGLE, tariffs=(dear,)), terms())
    assert next(one.field for one in found) == "tariff_safety_alarm_care"
    assert "300 kronor" in found[0].text and found[0].law == fees.FEES


def test_a_home_that_is_rented_in_special_housing_is_kept_like_any_other():
    """Under 12 kap. jordabalken the rent is the home's cost, and 32:6 p. 2 is not of it."""
    rented = Tariff("Bostad", Part.HOUSING, Fraction(0))
    given_facts = Facts(
        household=Household.SINGLE,
        incomes=(income(16_400),),
        housing=Fraction(6_100),
        tariffs=(care(3_900), rented),
    )
    made = count(given_facts, terms())
    assert made.lines[-2].amount == 3_004
