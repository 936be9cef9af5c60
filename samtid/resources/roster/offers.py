"""Vad schemat berättar: where it is, and which visits have lost whom they were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from samtid.base.organisation import roles
from samtid.ground.offers import Day, LogWords, Menu, Offers, UnitLink, Waiting
from samtid.ground.sweden import swedish_day
from samtid.steps.visits.waits import CARRIES_OUT

from . import queries, rules
from .walls import LAYS

READ = 500  # visits: more than anybody sorts out in a day


def waits(day: Day) -> Iterable[Waiting]:
    """Visits of today and tomorrow whose staff is away, or whose shift has been called off; what has been missed too."""
    units = {pk: unit for pk, unit in day.units(*LAYS).items() if unit.kind in CARRIES_OUT}
    if not units:
        return
    count: Counter[tuple[int, date]] = Counter()
    since, until = day.at - rules.MISSED, rules.bounds(day.today + rules.DAY)[1]
    for one in queries.lost(day.viewer, units, since, until)[:READ]:
        count[one.service.unit_id, swedish_day(one.planned_at)] += 1
    for (pk, on), many in sorted(count.items(), key=lambda row: (row[0][1], row[0][0])):
        when = "i går" if on < day.today else "i dag" if on == day.today else "i morgon"
        yield Waiting(
            what=f"{many} besök {when}: den som skulle gå är borta",
            step="Se vilka",
            address="roster:lost",
            about=pk,
            due_on=on,
            first=on <= day.today,
            who=units[pk].name,
            need="Schemat",
        )


OFFERS = Offers(
    menu=[Menu("Schema", "roster:own", 32, {str(role) for role in roles.SEES_PERSONS})],
    log=[LogWords("roster", "Schemat", "För att ersätta någon som är borta")],
    unit_links=[UnitLink("Schemat", "roster:week", is_about_unit=True)],
    waits=waits,
    waits_for=frozenset({str(role) for role in LAYS}),
)
