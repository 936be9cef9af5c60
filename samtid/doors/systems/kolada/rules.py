"""Jämförelsen: pure arithmetic on values that somebody has published. Missing is missing, never zero.

``series`` is municipality → year → value; the code ``0000`` is the nation. A place is counted from the lowest value,
for what is good is not for the arithmetic to say.

How sure a place is: each municipality's value is given an interval as wide as its values usually move between two
years (robust standard deviation of the yearly differences, no difference taken over a break in the series), and the
place is the range that those intervals leave open. The range follows Klein, Wright & Wieczorek, *A joint confidence
region for an overall ranking of populations*, J. R. Stat. Soc. C 69 (2020) 589–606. The intervals here are 90 % for
each municipality by itself and not for all at once, and the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import NormalDist, median, quantiles

NATION = "0000"
SURE = 0.90
WIDTH = NormalDist().inv_cdf((1 + SURE) / 2)  # how many standard deviations on each side
WINDOW = 10  # years, in which a movement is looked for
FEWEST_MOVES = 4  # yearly differences of one's own, else the middle of everybody's
FEWEST_YEARS = 4  # values, for a direction to be spoken of
UNLIKELY = 0.05  # a direction that chance would give more often than this is not told

Years = Mapping[int, float]
Series = Mapping[str, Years]


@dataclass(frozen=True, slots=True)
class Place:
    """Plats, 1 for the lowest value. ``alike`` others have the very same value and so the same place.

    ``lowest`` and ``highest`` are how far the place goes when values move as they usually do.
    """

    number: int
    of: int
    alike: int
    lowest: int
    highest: int

    @property
    def from_top(self) -> int:
        """The same place counted from the highest value; ties share the better number there too."""
        return self.of - self.number - self.alike + 1


@dataclass(frozen=True, slots=True)
class Spread:
    """Fördelning: a quarter of the municipalities lie between each of the five."""

    least: float
    lower: float
    middle: float
    upper: float
    most: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Riktning: Theil–Sen's slope a year, and how often chance alone would give so clear an order (Kendall, exact)."""

    slope: float
    first: int
    last: int
    values: int
    chance: float

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 when none can be told from chance."""
        if self.chance > UNLIKELY or self.slope == 0:
            return 0
        return 1 if self.slope > 0 else -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Jämförelse av en kommun ett år. ``like`` and ``chosen`` keep those without a value as ``None``."""

    code: str
    year: int
    value: float | None
    nation: float | None
    like: Mapping[str, float | None]
    like_median: float | None
    chosen: Mapping[str, float | None]
    values: Mapping[str, float]
    spread: Spread | None
    place: Place | None
    trend: Trend | None

    @property
    def like_with_value(self) -> int:
        """How many of the comparison group have a value."""
        return sum(value is not None for value in self.like.values())


def compare(
    series: Series,
    code: str,
    year: int,
    *,
    like: Collection[str] = (),
    chosen: Collection[str] = (),
    breaks: Collection[int] = (),
) -> Comparison:
    """One municipality among all others in one year."""
    values = at(series, year)
    own = values.get(code)
    in_group = {one: values.get(one) for one in like}
    return Comparison(
        code=code,
        year=year,
        value=own,
        nation=series.get(NATION, {}).get(year),
        like=in_group,
        like_median=middle(in_group.values()),
        chosen={one: values.get(one) for one in chosen},
        values=values,
        spread=spread(values.values()),
        place=None if own is None else place(values, code, noise_of_all(series, values, year, breaks)),
        trend=trend(series.get(code, {}), year, breaks),
    )


def at(series: Series, year: int) -> dict[str, float]:
    """The municipalities that have a value in a year. The nation is none of them."""
    return {code: years[year] for code, years in series.items() if code != NATION and year in years}


def middle(values: Iterable[float | None]) -> float | None:
    """The median of those that have a value, each weighing the same."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def spread(values: Collection[float]) -> Spread | None:
    """The quartiles, with straight lines between the values; nothing from fewer than four."""
    if len(values) < 4:
        return None
    lower, half, upper = quantiles(values, n=4, method="inclusive")
    return Spread(min(values), lower, half, upper, max(values))


def place(values: Mapping[str, float], code: str, noises: Mapping[str, float]) -> Place:
    """Where a municipality stands, counted from the lowest. ``noises`` are standard deviations; none is zero."""
    own = values[code]
    low, high = _around(own, noises.get(code, 0.0))
    below = alike = surely_below = surely_above = 0
    for other, value in values.items():
        if other == code:
            continue
        least, most = _around(value, noises.get(other, 0.0))
        below += value < own
        alike += value == own
        surely_below += most < low
        surely_above += least > high
    return Place(below + 1, len(values), alike, surely_below + 1, len(values) - surely_above)


def _around(value: float, noise: float) -> tuple[float, float]:
    return value - WIDTH * noise, value + WIDTH * noise


def noise_of_all(
    series: Series, values: Mapping[str, float], year: int, breaks: Collection[int]
) -> dict[str, float]:
    """How much each one's value moves by itself. Who has too few years to tell gets the middle of the others'."""
    own = {code: noise(moves(series[code], year, breaks)) for code in values}
    usual = middle(own.values()) or 0.0
    return {code: usual if known is None else known for code, known in own.items()}


def moves(years: Years, until: int, breaks: Collection[int]) -> list[float]:
    """The differences between years that follow each other, none over a break."""
    return [
        years[year] - years[year - 1]
        for year in range(until - WINDOW + 1, until + 1)
        if year in years and year - 1 in years and year not in breaks
    ]


def noise(differences: Sequence[float]) -> float | None:
    """The standard deviation of one year's value, from how it differs from the next; an odd year does not rule it.

    1.4826 makes the median of absolute values a standard deviation, and a difference holds the noise of two years.
    """
    if len(differences) < FEWEST_MOVES:
        return None
    return 1.4826 * median(abs(one) for one in differences) / math.sqrt(2)


def since(years: Years, until: int, breaks: Collection[int]) -> dict[int, float]:
    """The values of the window that mean the same thing: none from before the latest break."""
    first = max([until - WINDOW + 1, *(year for year in breaks if year <= until)])
    return {year: years[year] for year in sorted(years) if first <= year <= until}


def trend(years: Years, until: int, breaks: Collection[int] = ()) -> Trend | None:
    """Where a municipality's own values are going; nothing from too few."""
    known = since(years, until, breaks)
    if len(known) < FEWEST_YEARS:
        return None
    pairs = list(combinations(known.items(), 2))
    slope = median((later - earlier) / (after - before) for (before, earlier), (after, later) in pairs)
    order = sum((later > earlier) - (later < earlier) for (_, earlier), (_, later) in pairs)
    return Trend(slope, min(known), max(known), len(known), chance_of_order(len(known), abs(order)))


def chance_of_order(count: int, order: int) -> float:
    """How often ``count`` values in random order are at least so ordered, up or down: Kendall's S, exactly.

    With ties the order is weaker than the table thinks, so that chance is told as larger than it is, never smaller.
    """
    ways = _inversions(count)
    pairs = count * (count - 1) // 2
    far = sum(number for turned, number in enumerate(ways) if abs(pairs - 2 * turned) >= order)
    return far / math.factorial(count)


@lru_cache(maxsize=WINDOW + 1)
def _inversions(count: int) -> tuple[int, ...]:
    """How many orders of ``count`` things have 0, 1, 2 … pairs turned round."""
    ways = [1]
    for size in range(2, count + 1):
        longer = [0] * (len(ways) + size - 1)
        for turned, number in enumerate(ways):
            for more in range(size):
                longer[turned + more] += number
        ways = longer
    return tuple(ways)
