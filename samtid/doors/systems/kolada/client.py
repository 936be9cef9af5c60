"""Kolada v3 över nätet: pages by ``next_url``, at most 25 keys a call, five calls a second, and patience with limits.

What Kolada answers is read strictly into values of our own, and what is not understood is refused: a row with a letter
for a number is no row. Missing is not zero: a value that is not there is ``None`` and says why. No page calls this.
Retries and back-off are urllib3's own (``Retry``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from .words import Gender, Missing

BASE = "https://api.kolada.se/v3"
MOST_KEYS = 25  # in one part of an address; more are asked for in several calls
SECONDS_BETWEEN = 0.2  # five calls a second
MOST_PAGES = 500  # of one question: far more than all municipalities, all years
TIMEOUT = (5.0, 30.0)  # seconds to be let in, and between two pieces of an answer
LONGEST_WAIT = 30  # seconds that we let Kolada ask us to wait
AGAIN = Retry(
    total=4,
    backoff_factor=0.5,
    backoff_jitter=0.25,
    backoff_max=LONGEST_WAIT,
    retry_after_max=LONGEST_WAIT,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods={"GET"},
    redirect=0,
    raise_on_status=False,
)


class Unreachable(Exception):
    """Kolada does not answer, or says no. The words are for the one who asked."""


class NotUnderstood(Unreachable):
    """What came is not what Kolada's description says."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Ett värde som Kolada lämnar det: which indicator, where, when, for whom."""

    kpi: str
    period: int
    municipality: str
    gender: Gender
    value: float | None
    count: int | None
    status: str
    is_deleted: bool

    @property
    def missing(self) -> Missing | None:
        """Why there is no value to show. What is deleted is not shown, whatever number it still carries."""
        if self.is_deleted:
            return Missing.DELETED
        return Missing.NOT_REPORTED if self.value is None else None


@dataclass(frozen=True, slots=True)
class Told:
    """Vad Kolada säger om ett nyckeltal."""

    id: str
    title: str
    description: str
    is_divided_by_gender: bool
    municipality_type: str
    operating_area: str
    publication_date: str
    publ_period: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """Kommun (K) eller region (L)."""

    id: str
    title: str
    type: str


@dataclass(frozen=True, slots=True)
class MunicipalityGroup:
    """En grupp kommuner: with the keys of those that are in it."""

    id: str
    title: str
    members: tuple[str, ...]


class Kolada:
    """Samtalet med Kolada. ``retry``, ``sleep`` and ``clock`` are given by those who cannot wait."""

    def __init__(
        self,
        base: str = BASE,
        *,
        retry: Retry = AGAIN,
        timeout: tuple[float, float] = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = base.rstrip("/")
        self._timeout, self._sleep, self._clock = timeout, sleep, clock
        self._may_ask_at = -math.inf
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def __enter__(self) -> Kolada:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def indicators(self, kpis: Sequence[str]) -> Iterator[Told]:
        """What Kolada says of each indicator. One that is not there is left out, as Kolada does."""
        for some in _parts(kpis):
            yield from map(_told, self._rows(f"/kpi/{_joined(some)}"))

    def municipalities(self) -> Iterator[Municipality]:
        """All municipalities, regions and the nation."""
        for row in self._rows("/municipality"):
            yield Municipality(_text(row, "id"), _text(row, "title"), _text(row, "type"))

    def groups(self, title: str) -> Iterator[MunicipalityGroup]:
        """The groups whose title holds some words. Kolada ignores a filter it does not know, so we look too."""
        for row in self._rows(f"/municipality_groups?title={quote(title)}"):
            members = _list(row, "members")
            group = MunicipalityGroup(
                _text(row, "id"), _text(row, "title"), tuple(_text(one, "member_id") for one in members)
            )
            if title.casefold() in group.title.casefold():
                yield group

    def readings(
        self, kpis: Sequence[str], *, municipalities: Sequence[str] = (), years: Sequence[int] = ()
    ) -> Iterator[Reading]:
        """Values of some indicators: of some municipalities, of some years, or both. Without years, all there are."""
        if not kpis or not (municipalities or years):
            raise ValueError("Kolada wants two of indicator, municipality and year")
        named = (("kpi", kpis), ("municipality", municipalities), ("year", [str(year) for year in years]))
        parts = [[(name, some) for some in _parts(keys)] for name, keys in named if keys]
        for chosen in product(*parts):
            address = "/data" + "".join(f"/{name}/{_joined(some)}" for name, some in chosen)
            for row in self._rows(address):
                yield from _readings(row)

    def _rows(self, address: str) -> Iterator[dict[str, Any]]:
        """The rows of every page."""
        page: str | None = self._base + address
        seen: set[str] = set()
        while page:
            if page in seen or len(seen) >= MOST_PAGES:
                raise NotUnderstood("Kolada hänvisar runt i en ring. Inget har hämtats.")
            seen.add(page)
            said = self._ask(page)
            yield from _list(said, "values")
            page = self._next(said)

    def _next(self, said: dict[str, Any]) -> str | None:
        """The next page, which must be Kolada's own: an answer does not send us elsewhere."""
        following = said.get("next_url")
        if following is None:
            return None
        if not isinstance(following, str):
            raise NotUnderstood("Kolada säger inte var nästa sida finns.")
        ours, theirs = urlsplit(self._base), urlsplit(following)
        if (theirs.scheme, theirs.netloc) != (ours.scheme, ours.netloc) or not theirs.path.startswith(
            ours.path
        ):
            raise NotUnderstood("Kolada hänvisar till en annan adress än sin egen.")
        return following

    def _ask(self, address: str) -> dict[str, Any]:
        wait = self._may_ask_at - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._may_ask_at = self._clock() + SECONDS_BETWEEN
        try:
            answer = self._session.get(address, timeout=self._timeout, allow_redirects=False)
        except requests.RequestException as error:
            raise Unreachable("Kolada svarar inte. Försök igen om en stund.") from error
        asked = 1 + len(answer.raw.retries.history)  # what was asked again counts too
        if asked > 1:
            self._may_ask_at = self._clock() + SECONDS_BETWEEN * asked
        if answer.status_code != 200:
            raise Unreachable(f"Kolada svarade {answer.status_code}. Försök igen om en stund.")
        try:
            said = answer.json()
        except ValueError as error:
            raise NotUnderstood("Svaret från Kolada går inte att läsa.") from error
        if not isinstance(said, dict):
            raise NotUnderstood("Svaret från Kolada ser inte ut som det ska.")
        return said


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), MOST_KEYS):
        yield keys[start : start + MOST_KEYS]


def _joined(keys: Sequence[str]) -> str:
    return ",".join(quote(key, safe="") for key in keys)


def _readings(row: dict[str, Any]) -> Iterator[Reading]:
    """The values of a row by gender. They come in no fixed order and are told apart by their letter."""
    kpi, period, where = _text(row, "kpi"), _number(row, "period"), _text(row, "municipality")
    for one in _list(row, "values"):
        yield Reading(
            kpi=kpi,
            period=period,
            municipality=where,
            gender=_gender(one),
            value=_value(one),
            count=None if one.get("count") is None else _number(one, "count"),
            status="" if one.get("status") is None else _text(one, "status"),
            is_deleted=_yes_or_no(one, "isdeleted"),
        )


def _told(row: dict[str, Any]) -> Told:
    words = ("id", "title", "description", "municipality_type", "operating_area")
    told = {name: _text(row, name).replace("\\n", " ").strip() for name in words}
    dates = {name: _text(row, name) if row.get(name) else "" for name in ("publication_date", "publ_period")}
    return Told(**told, **dates, is_divided_by_gender=_yes_or_no(row, "is_divided_by_gender"))


def _text(row: dict[str, Any], name: str) -> str:
    said = row.get(name)
    if not isinstance(said, str):
        raise NotUnderstood(f"Kolada lämnar inget «{name}» som går att läsa.")
    return said


def _number(row: dict[str, Any], name: str) -> int:
    said = row.get(name)
    if not isinstance(said, int) or isinstance(said, bool):
        raise NotUnderstood(f"Kolada lämnar inget «{name}» som går att läsa.")
    return said


def _yes_or_no(row: dict[str, Any], name: str) -> bool:
    said = row.get(name, False)
    if not isinstance(said, bool):
        raise NotUnderstood(f"Kolada lämnar inget «{name}» som går att läsa.")
    return said


def _value(row: dict[str, Any]) -> float | None:
    said = row.get("value")
    if said is None:
        return None
    if not isinstance(said, int | float) or isinstance(said, bool) or not math.isfinite(said):
        raise NotUnderstood("Kolada lämnar ett värde som inte är ett tal.")
    return float(said)


def _gender(row: dict[str, Any]) -> Gender:
    try:
        return Gender(_text(row, "gender"))
    except ValueError:
        raise NotUnderstood("Kolada lämnar ett värde för ett kön som Samtid inte känner till.") from None


def _list(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    said = row.get(name)
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise NotUnderstood(f"Kolada lämnar inget «{name}» som går att läsa.")
    return said
