"""Bokfört bredvid året före, of the quarters that both have."""

from datetime import date
from decimal import Decimal

import pytest

from samtid.resources.economy.rules.booked import accounts
from samtid.resources.economy.rules.ledger import Posting, as_objects, as_ore, read_csv, summed


def booked(year, quarter, account, kronor):
    return date(year, 3 * quarter - 2, 1), account, Decimal(kronor)


def test_only_the_quarters_of_both_years_are_laid_beside_each_other():
    rows = [booked(2025, quarter, "45", 100) for quarter in range(1, 5)]
    rows += [booked(2026, quarter, "45", 130) for quarter in (1, 2)] + [booked(2026, 2, "50", 7)]
    found = accounts(rows)
    assert (found.period, found.before, found.after) == ("kvartal 1–2 2026", 200, 267)
    assert [(line.account, line.moved) for line in found.lines] == [("45", 60), ("50", 7)]


def test_without_a_quarter_of_both_years_there_is_nothing():
    assert accounts([]) is None
    assert accounts([booked(2026, 1, "45", 1)]) is None


def test_quarters_with_a_gap_are_listed():
    rows = [booked(year, quarter, "45", 1) for year in (2025, 2026) for quarter in (1, 3)]
    assert accounts(rows).period == "kvartal 1, 3 2026"


def one(account, ore, month=1, centre="57"):
    return Posting(account, (("1", centre),), ore, date(2026, month, 3))


def test_neither_month_account_nor_cost_centre_is_kept_nor_what_is_owned_and_owed():
    rows = [one("4511", 500), one("4532", 200, 2, "58"), one("1930", -700), one("4511", 9, 3)]
    assert summed(rows) == {(date(2026, 1, 1), "45"): 709}


def test_of_a_part_of_a_quarter_nothing_is_summed():
    assert summed([one("4511", 500), one("4511", 200, 2)]) == {}


@pytest.mark.parametrize(
    ("said", "ore"), [("1 250,50", 125050), ("-12.5", -1250), ("\u22121250", -125000), ("1\u00a0000", 100000)]
)
def test_an_amount_is_read_as_it_is_written(said, ore):
    assert as_ore(said) == ore


@pytest.mark.parametrize(
    "said", ["1,250.00", "1.250,00", "1,250", "12.500", "1_000", "1e3", "1e1000000", "12 50", "", "NaN", "٣"]
)
def test_an_amount_that_can_be_two_is_refused(said):
    with pytest.raises(ValueError, match="högst två decimaler"):
        as_ore(said)


def test_a_comma_in_an_amount_of_a_comma_file_is_refused_by_its_row():
    found = read_csv(b"datum,konto,belopp\n2026-01-05,4531,1250,50\n")
    assert [one.line for one in found.refused] == [2]


def test_objects_that_are_not_kept_are_not_looked_at_and_a_long_number_is_no_persons():
    assert as_objects([("6", "120314-2384"), ("2", "x" * 50), ("1", "95701150012345")]) == (
        ("1", "95701150012345"),
    )
    with pytest.raises(ValueError, match="personnummer"):
        as_objects([("1", "20120314-2384")])
