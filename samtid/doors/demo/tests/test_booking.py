"""Demons pengar: the ledger is read in as any other file, and shows that institutions are why the money is not enough."""

from __future__ import annotations

from datetime import UTC, datetime

from samtid.base.organisation.models import Offering
from samtid.doors.demo.living import booking, pricing
from samtid.doors.demo.living.filling import Wanted
from samtid.doors.demo.volumes import Size
from samtid.resources.economy.models import Booked
from samtid.resources.economy.rules.booked import accounts


def test_the_demos_ledger_and_prices_are_there(db, as_owner):
    wanted = Wanted("2581", 1, Size.SMALL, datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    with as_owner():
        booking.book(wanted, "default")
        pricing.price("default")
        rows = list(Booked.objects.order_by("first_on").values_list("first_on", "account", "kronor"))
        priced = (
            Offering.objects.filter(price__isnull=False, code__in=pricing.PRICES)
            .values("code")
            .distinct()
            .count()
        )
    found = accounts(rows)
    assert (found.year, found.period) == (2026, "kvartal 1–3 2026")
    assert max(found.lines, key=lambda line: line.moved).account in ("45", "50")
    assert {first.year for first, _, _ in rows} == {2024, 2025, 2026}
    assert priced == len(pricing.PRICES)
