"""Formen: what an indicator is. A declared value, with its definition in Swedish and its rows in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samtid.base.organisation.words import Role

from ..words import About, Area, Better, Kind, Period

REVIEWED = date(2029, 12, 31)


@dataclass(frozen=True, slots=True)
class Indicator:
    """Indikator.

    ``rows`` is a question that gives what is counted between the days ``begins`` and ``ends`` (the moments ``since``
    and ``before``, ``ends`` not included): compartment, person, day, hit, base, amount. A share is the sum of hit by
    the number of rows (hit is 1 or 0), a rate the sum of hit by the sum of base, a median that of amount.
    It asks for nothing that can become another when the day and the months of ``lag`` have passed.

    ``minutes`` is what the figure costs the staff in a month; ``sunset`` the last day that it is counted without
    somebody having said that it is still used. A change of what is counted is a new ``version``.
    """

    key: str
    name: str
    says: str
    counted: str
    numerator: str
    denominator: str
    area: Area
    kind: Kind
    unit: str
    rooms: Sequence[str]
    rows: str
    order: int = 50
    about: About = About.OFFICE
    better: Better = Better.NEITHER
    period: Period = Period.MONTH
    lag: int = 0  # whole months after the period before it is counted
    decimals: int = 0
    law: str = ""
    owner: Role = Role.QUALITY
    minutes: int = 0
    sunset: date = REVIEWED
    version: int = 1
    kolada: Sequence[str] = ()
    # shown to everybody, for the municipality as a whole (Öppet): how the office does, never how it went for persons
    is_open: bool = False

    def __post_init__(self) -> None:
        assert not self.is_open or self.about is About.OFFICE, f"{self.key} säger något om personer"

    @property
    def most(self) -> float | None:
        """The highest that it can be: for a share that of all."""
        return 100.0 if self.kind is Kind.SHARE else None


def day(moment: str) -> str:
    """The Swedish day of a moment."""
    return f"({moment} at time zone 'Europe/Stockholm')::date"


def kept_clocks(rule: str) -> str:
    """Each time limit of a rule by the day it was due: whether it was met in time.

    One that has been extended is due on the extended day. One that is still running after its day was not met.
    """
    return f"""
      select c.compartment_id, d.person_id, c.due_on,
        case when {day("c.stopped_at")} <= c.due_on then 1 else 0 end::numeric, 1::numeric, null::numeric
      from dossier_clock c
        join dossier_case k on k.id = c.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where c.rule = '{rule}' and c.due_on >= begins and c.due_on < ends"""


def month_ends(columns: str, rows: str) -> str:
    """What stood open on the last day of each month. ``rows`` may ask for ``e.night``, when that day ends."""
    return f"""
      select {columns}
      from (select (m + interval '1 month' - interval '1 day')::date as day,
          (m + interval '1 month') at time zone 'Europe/Stockholm' as night
        from generate_series(begins::timestamp, (ends - 1)::timestamp, interval '1 month') m) e
        cross join lateral ({rows}) r"""
