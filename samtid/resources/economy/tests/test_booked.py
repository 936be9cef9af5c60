"""Bokfört bredvid året före, of the months that both have."""

from datetime import date
from decimal import Decimal

from samtid.resources.economy.rules.booked import accounts
from samtid.resources.economy.rules.ledger import Posting, summed


def booked(year, month, account, kronor):
    return date(year, month, 1), account, Decimal(kronor)


def test_only_the_months_of_both_years_are_laid_beside_each_other():
    rows = [booked(2025, month, "4511", 100) for month in range(1, 13)]
    rows += [booked(2026, month, "4511", 130) for month in (1, 2)] + [booked(2026, 2, "5010", 7)]
    found = accounts(rows)
    assert (found.period, found.before, found.after) == ("jan–feb 2026", 200, 267)
    assert [(line.account, line.moved) for line in found.lines] == [("4511", 60), ("5010", 7)]


def test_without_a_month_of_both_years_there_is_nothing():
    assert accounts([]) is None
    assert accounts([booked(2026, 1, "4511", 1)]) is None


def test_months_with_a_gap_are_listed():
    rows = [booked(year, month, "4511", 1) for year in (2025, 2026) for month in (1, 3)]
    assert accounts(rows).period == "jan, mars 2026"


def test_what_is_owned_and_owed_is_not_kept_and_what_comes_to_nothing_neither():
    def one(account, ore, day=3, centre="57"):
        return Posting(account, (("1", centre), ("6", "projekt")), ore, date(2026, 1, day))

    rows = [one("4511", 500), one("4511", 200, 30), one("1930", -700), one("6110", 9), one("6110", -9)]
    assert summed(rows) == {(date(2026, 1, 1), "4511", "57"): 700}
