"""samtid compare: one municipality's key figure beside the nation, the official comparison group and all the others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from samtid.base.look.swedish import number
from samtid.doors.cli import Refused
from samtid.doors.systems.kolada import client, rules, sentences, snapshot
from samtid.doors.systems.kolada.rules import Comparison
from samtid.doors.systems.kolada.snapshot import Indicator
from samtid.doors.systems.kolada.words import Gender, Missing
from samtid.ground import municipalities
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

SUMMARY = "Jämför kommunens nyckeltal med rikets och andra kommuners (Kolada)."
Lost = dict[tuple[str, int], client.Reading]  # by municipality and year
LIVE_YEARS = 12  # fetched anew: enough to tell how much the values usually move


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``samtid compare``."""
    parser.add_argument("kpi", nargs="?", metavar="nyckeltal", help="Koladas beteckning, till exempel N33001")
    parser.add_argument("municipality", nargs="?", metavar="kommun", help="kod eller namn, till exempel 2581")
    parser.add_argument("--year", metavar="ÅR", help="annars det senaste året med värden")
    parser.add_argument(
        "--gender", choices=[str(one) for one in Gender], default="T", help="T alla, K kvinnor, M män"
    )
    parser.add_argument(
        "--with", dest="chosen", nargs="+", default=[], metavar="KOMMUN", help="jämför också med"
    )
    parser.add_argument(
        "--live", action="store_true", help="hämta värdena från Kolada nu, i stället för ögonblicksbilden"
    )
    parser.add_argument(
        "--list", nargs="*", metavar="ORD", help="visa nyckeltalen, eller dem som innehåller orden"
    )
    parser.add_argument("--json", action="store_true", help="skriv som JSON")


def run(args: argparse.Namespace) -> int:
    """Compare, or list what there is to compare."""
    if args.list is not None:
        return _list(" ".join(args.list), as_json=args.json)
    if args.kpi is None or args.municipality is None:
        raise Refused("Ange nyckeltal och kommun, till exempel: samtid compare N33001 2581 --year 2020")
    indicator = snapshot.catalogue().get(args.kpi.strip().upper())
    if indicator is None:
        raise Refused(
            f"Nyckeltalet «{args.kpi}» finns inte här. Visa dem som finns med samtid compare --list."
        )
    code, gender = _municipality(args.municipality), Gender(args.gender)
    chosen = list(dict.fromkeys(one for one in map(_municipality, args.chosen) if one != code))
    lost: Lost = {}
    series = _live(indicator, gender, args.year, lost) if args.live else _kept(indicator, gender)
    found = rules.compare(
        series,
        code,
        _year(indicator, gender, series, args.year),
        like=snapshot.members(code, indicator),
        chosen=chosen,
        breaks=[one.year for one in indicator.breaks],
    )
    if args.json:
        told = as_data(indicator, gender, found, lost, live=args.live)
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(in_words(indicator, gender, found, lost, live=args.live)))
    return 0


def _municipality(said: str) -> str:
    code = snapshot.municipality(said)
    if code is None:
        raise Refused(
            f"Det finns ingen kommun som heter eller har koden «{said}». Skriv till exempel 2581 eller Piteå."
        )
    return code


def _kept(indicator: Indicator, gender: Gender) -> rules.Series:
    if gender not in snapshot.genders(indicator.kpi):
        raise Refused(f"{indicator.kpi} redovisas inte uppdelat på kön.")
    return snapshot.series(indicator.kpi, gender)


def _year(indicator: Indicator, gender: Gender, series: rules.Series, said: str | None) -> int:
    known = sorted({year for code, years in series.items() if code != rules.NATION for year in years})
    if not known:
        raise Refused(f"{indicator.kpi} har inga värden.")
    if said is None:
        return known[-1]
    year = whole(said)
    if year not in known:
        raise Refused(
            f"{indicator.kpi} har inga värden för «{said}». Det finns värden för {known[0]}–{known[-1]}."
        )
    return year


def _live(indicator: Indicator, gender: Gender, said: str | None, lost: Lost) -> rules.Series:
    """The latest years from Kolada itself. A value that is deleted or missing is ``lost``, with what Kolada says of it."""
    last = whole(said) if said is not None else _today().year
    if last is None or not 1990 < last < 2100:
        raise Refused(f"«{said}» är inte ett år.")
    found: dict[str, dict[int, float]] = {}
    known = {rules.NATION, *municipalities.names()}
    try:
        with client.Kolada() as kolada:
            for one in kolada.readings([indicator.kpi], years=range(last - LIVE_YEARS + 1, last + 1)):
                if one.municipality not in known or one.gender != gender:
                    continue
                if one.missing is not None or one.value is None:
                    lost[one.municipality, one.period] = one
                else:
                    found.setdefault(one.municipality, {})[one.period] = one.value
    except client.Unreachable as error:
        raise Refused(str(error)) from None
    return found


def _list(words: str, *, as_json: bool) -> int:
    found = [one for one in snapshot.catalogue().values() if one.has_words(words)]
    if not found:
        raise Refused(f"Inget nyckeltal innehåller «{words}».")
    if as_json:
        rows = [{"kpi": one.kpi, "title": one.title, "area": one.chosen.area.label} for one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for one in found:
        known = snapshot.years(one.kpi)
        print(f"{one.kpi}  {known[0]}–{known[-1]}  {one.title}")
    return 0


def _today() -> date:
    return swedish_day(datetime.now(UTC))


def _why(found: Comparison, lost: Lost, *, live: bool) -> Missing:
    """Why there is no value: as Kolada says now, or as the snapshot knows."""
    told = lost.get((found.code, found.year))
    if told is not None and told.missing is not None:
        return told.missing
    return Missing.NOT_REPORTED if live else snapshot.missing(found.code)


def as_data(
    indicator: Indicator, gender: Gender, found: Comparison, lost: Lost, *, live: bool
) -> dict[str, Any]:
    """The comparison for a program. What is missing is null and says why."""
    names, place, spread, trend = municipalities.names(), found.place, found.spread, found.trend
    group = snapshot.group(found.code, indicator)
    return {
        "kpi": indicator.kpi,
        "title": indicator.title,
        "unit": indicator.chosen.unit,
        "ended": indicator.ended,
        "breaks": {one.year: one.says for one in indicator.breaks},
        "municipality": found.code,
        "municipality_name": names[found.code],
        "year": found.year,
        "gender": str(gender),
        "value": found.value,
        "missing": None if found.value is not None else str(_why(found, lost, live=live)),
        "status": lost[found.code, found.year].status if (found.code, found.year) in lost else None,
        "nation": found.nation,
        "group": group.title if group else None,
        "group_members": _named(found.like),
        "group_median": found.like_median,
        "group_members_with_value": found.like_with_value,
        "chosen": _named(found.chosen),
        "rank": place.number if place else None,
        "rank_counts_from": "lowest",
        "rank_from_highest": place.from_top if place else None,
        "rank_tied_with": place.alike if place else None,
        "rank_range": [place.lowest, place.highest] if place else None,
        "municipalities_with_values": len(found.values),
        "quantiles": None
        if spread is None
        else {
            "min": spread.least,
            "p25": spread.lower,
            "p50": spread.middle,
            "p75": spread.upper,
            "max": spread.most,
        },
        "trend": None
        if trend is None
        else {
            "per_year": trend.slope,
            "from": trend.first,
            "to": trend.last,
            "values": trend.values,
            "chance": trend.chance,
            "direction": ("down", "none", "up")[trend.direction + 1],
        },
        "sources": {
            snapshot.KOLADA: ["value", "nation", "group_members", "chosen"],
            snapshot.OWN: ["group_median", "rank", "rank_range", "quantiles", "trend"],
        },
        "read_from_kolada_on": (_today() if live else snapshot.VALUES_ON).isoformat(),
    }


def _named(values: Mapping[str, float | None]) -> list[dict[str, Any]]:
    names = municipalities.names()
    return [{"id": code, "name": names[code], "value": value} for code, value in values.items()]


def in_words(
    indicator: Indicator, gender: Gender, found: Comparison, lost: Lost, *, live: bool
) -> Sequence[str]:
    """The comparison for a person, at a terminal."""
    names, decimals, unit = municipalities.names(), indicator.chosen.decimals, indicator.chosen.unit
    group = snapshot.group(found.code, indicator)

    def line(name: str, value: float | None) -> str:
        said = "ej redovisat" if value is None else f"{number(value, decimals)} {unit}"
        return f"  {name:<44} {said:>24}"

    rows = [
        f"{indicator.kpi}  {indicator.title}",
        f"{found.year}, {gender.label.lower()}",
        "",
        line(names[found.code], found.value),
        line("Riket (som Kolada publicerar det)", found.nation),
    ]
    if group:
        rows.append(line(f"Median, {group.title}", found.like_median))
    rows.append(line("Median, alla kommuner", found.spread.middle if found.spread else None))
    rows += [line(names[code], value) for code, value in found.chosen.items()]
    rows += ["", *sentences.of(indicator, found, names[found.code], _why(found, lost, live=live))]
    rows += [f"Brott {one.year}: {one.says}" for one in indicator.breaks]
    day = _today() if live else snapshot.VALUES_ON
    return [*rows, "", f"{snapshot.KOLADA}, hämtat {day}. Medianer, plats och riktning {snapshot.OWN}."]
