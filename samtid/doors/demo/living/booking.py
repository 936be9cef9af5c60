"""Redovisningen i demon: a ledger as the economy system would have written it, read in as any other file."""

from __future__ import annotations

from datetime import date
from random import Random

from samtid.ground.law.days import add_months
from samtid.resources.economy import bringing
from samtid.resources.economy.rules import sie
from samtid.resources.economy.rules.ledger import Posting

from .filling import Wanted
from .scene import day

# Account, cost centre, kronor in a month of the first year, and times that for each year: invented, of a usual size.
ACCOUNTS = (
    ("3110", "5700", -310_000, 1.02),
    ("4531", "5720", 1_450_000, 1.14),
    ("4532", "5720", 2_900_000, 1.03),
    ("4591", "5730", 420_000, 1.02),
    ("5010", "5700", 6_100_000, 1.03),
    ("6110", "5700", 260_000, 1.01),
)
BALANCE = "1930"
YEARS = 2  # whole years before this one


def book(wanted: Wanted, using: str) -> None:
    """Two years and what has been of this one, a voucher a month, by our own writer and reader of SIE."""
    chance = Random(f"{wanted.label}/ledger")
    today = day(wanted.until)
    month, vouchers = date(today.year - YEARS, 1, 1), []
    while month < today.replace(day=1):
        rows = []
        for account, centre, kronor, times in ACCOUNTS:
            amount = kronor * times ** (month.year - today.year + YEARS) * chance.uniform(0.94, 1.06)
            rows.append(Posting(account, (("1", centre),), round(amount) * 100, month))
        rows.append(Posting(BALANCE, (), -sum(row.ore for row in rows), month))
        vouchers.append(sie.Voucher(month, "Månadens bokföring", tuple(rows)))
        month = add_months(month, 1)
    content = sie.write(vouchers, company="Påhittad kommun", on=today, version="demo")
    bringing.bring_in(content, using=using, at=wanted.until)
