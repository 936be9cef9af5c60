"""Two who are a couple: whose home it is, and what the letter may say where somebody is protected."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from samtid.ground.law import fees
from samtid.ground.law.fees import Rounding
from samtid.steps.fees import rules
from samtid.steps.fees.rules import IncomeFact
from samtid.steps.fees.tests.make import facts
from samtid.steps.fees.words import Household, Income, Per, Source, Step, Supplement, Whose


def test_in_two_homes_the_others_supplement_does_not_lower_this_home():
    def with_supplement(whose):
        one = IncomeFact(
            whose, Income.SUPPLEMENT, Fraction(3_000), Per.MONTH, Source.PERSON, date(2026, 11, 1)
        )
        own = IncomeFact(
            Whose.OWN, Income.PENSION, Fraction(14_000), Per.MONTH, Source.PERSON, date(2026, 11, 1)
        )
        partners = IncomeFact(
            Whose.PARTNER, Income.PENSION, Fraction(14_000), Per.MONTH, Source.PERSON, date(2026, 11, 1)
        )
        said = facts(
            household=Household.APART, incomes=(own, partners, one), partner_note="Båda har sitt hem kvar."
        )
        terms = rules.Terms(
            base=fees.KNOWN[2026], rounding=Rounding.STRICT, supplement=Supplement.HOUSING, unstated=None
        )
        return {one.text: one.amount for one in rules.count(said, terms).lines}

    assert with_supplement(Whose.PARTNER)["Boendekostnad"] == 6_100
    assert with_supplement(Whose.OWN)["Boendekostnad efter bostadstillägg"] == 3_100


def test_where_somebody_is_protected_the_letter_says_only_what_a_couple_has_together():
    own, partners = (
        IncomeFact(whose, Income.PENSION, Fraction(amount), Per.MONTH, Source.PERSON, date(2026, 11, 1))
        for whose, amount in ((Whose.OWN, 11_000), (Whose.PARTNER, 11_500))
    )
    said = facts(household=Household.MARRIED, incomes=(own, partners), partner_note="Delar lika på allt.")
    terms = rules.Terms(base=fees.KNOWN[2026], rounding=Rounding.STRICT, supplement=None, unstated=None)
    counted = rules.count(said, terms).lines
    lines = rules.without_partner(counted)
    assert not any("maken eller makan" in one.text or one.amount in (11_000, 11_500) for one in lines)
    assert any(one.amount == 22_500 for one in lines), "the joint sum"


def test_a_partner_whose_only_income_is_for_the_home_is_a_partner_all_the_same():
    own, partners = (
        IncomeFact(whose, kind, Fraction(amount), Per.MONTH, Source.PERSON, date(2026, 11, 1))
        for whose, kind, amount in (
            (Whose.OWN, Income.PENSION, 90_000),
            (Whose.PARTNER, Income.SUPPLEMENT, 2_700),
        )
    )
    said = facts(household=Household.MARRIED, incomes=(own, partners), partner_note="Delar lika på allt.")
    terms = rules.Terms(
        base=fees.KNOWN[2026], rounding=Rounding.STRICT, supplement=Supplement.HOUSING, unstated=None
    )
    lines = rules.without_partner(rules.count(said, terms).lines)
    assert not any("Boendekostnad" in one.text or one.step is Step.INCOME for one in lines)


def test_where_the_tariff_decides_the_letter_tells_no_sum_that_the_others_income_can_be_reckoned_from():
    def letter(*supplements: tuple[Whose, int]) -> tuple[rules.Count, tuple[rules.Line, ...]]:
        incomes = tuple(
            IncomeFact(whose, kind, Fraction(amount), Per.MONTH, Source.PERSON, date(2026, 11, 1))
            for kind, had in (
                (Income.PENSION, ((Whose.OWN, 14_000), (Whose.PARTNER, 65_500))),
                (Income.SUPPLEMENT, supplements),
            )
            for whose, amount in had
        )
        said = facts(household=Household.MARRIED, incomes=incomes, partner_note="Delar lika på allt.")
        terms = rules.Terms(
            base=fees.KNOWN[2026], rounding=Rounding.STRICT, supplement=Supplement.HOUSING, unstated=None
        )
        counted = rules.count(said, terms)
        return counted, rules.without_partner(counted.lines)

    counted, lines = letter()
    whole = next(one.amount for one in counted.lines if one.step is Step.RESERVED and one.is_sum)
    own_and_joint = {Fraction(14_000), Fraction(65_500), Fraction(79_500), Fraction(39_750)}
    known = {one.amount for one in lines}
    assert not known & own_and_joint and not known & {one - whole for one in own_and_joint}
    assert lines == letter((Whose.PARTNER, 2_700))[1], "nor what the other has for the home"
    assert lines == letter((Whose.OWN, 700), (Whose.PARTNER, 2_700))[1]
    assert any(one.step is Step.RESERVED for one in lines), "the least to live on is the same for all"
    assert lines[-1].amount == counted.fee and "lämnas inte ut" in lines[-1].note
    assert lines[-1].text == counted.lines[-1].text, "what decides is still said"
