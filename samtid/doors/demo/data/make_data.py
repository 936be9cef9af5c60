"""Underlag: makes this folder's files from the public sources named in README.md.

Run only when the sources are renewed; the results are committed::

    python -m samtid.doors.demo.data.make_data SOURCE_FOLDER

SOURCE_FOLDER holds ``kolada/``, ``municipalities/``, ``geo/``, ``names/`` and ``personnummer/``.
Counts and shares are taken over unchanged (the latest year with a value since 2015, both sexes
together); nothing is filled in here: gaps are filled, and said to be, in ``figures.py``.
"""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
FIRST_YEAR = 2015

POPULATION = {
    "N01951": "Invånare totalt",
    "N01952": "Invånare 0-5 år",
    "N01953": "Invånare 6-15 år",
    "N01954": "Invånare 16-19 år",
    "N01955": "Invånare 20-64 år",
    "N01956": "Invånare 65-79 år",
    "N01957": "Invånare 80 år och äldre",
}
CARE = {
    "N31910": "Hushåll med ekonomiskt bistånd någon gång under året, antal",
    "N31807": "Invånare med ekonomiskt bistånd någon gång under året, andel (%)",
    "N31814": "Vuxna biståndsmottagare med långvarigt ekonomiskt bistånd, andel (%)",
    "N33802": "Invånare 0-20 år med individuellt behovsprövade öppna insatser, andel (%)",
    "N33816": "Barn och unga 0-20 år placerade på HVB någon gång under året, antal/1000 inv",
    "N33817": "Barn och unga 0-20 år placerade i familjehem någon gång under året, antal/1000 inv",
    "U33401": "Utredningstid barn och unga 0-20 år, dagar, medelvärde",
    "U31402": "Väntetid från ansökan vid nybesök till beslut om försörjningsstöd, dagar, medelvärde",
    "N21702": "Personer 65+ med hemtjänst i ordinärt boende, antal",
    "N21701": "Invånare 65+ med hemtjänst i ordinärt boende, andel (%)",
    "N21704": "Invånare 80+ med hemtjänst i ordinärt boende, andel (%)",
    "N23700": "Hemtjänsttimmar per månad och hemtjänsttagare 65+",
    "N23805": "Personer 65+ i särskilt boende, antal",
    "N23801": "Invånare 80+ i särskilt boende, andel (%)",
    "N28892": "Invånare med insatser enligt LSS, antal/10 000 inv",
}
# The postal codes know Heby by the county it left in 2007.
OLD_CODES = {"1917": "0331"}


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a comma-separated file, plain, gzip or xz."""
    opened = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    with opened(path, "rt", encoding="utf-8", newline="") as file:  # type: ignore[operator]
        yield from csv.DictReader(file)


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file of this folder, the same bytes each time; ``.gz`` is compressed."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
    data = text.getvalue().encode()
    (HERE / name).write_bytes(gzip.compress(data, 9, mtime=0) if name.endswith(".gz") else data)


def key_figures(source: Path) -> None:
    """The latest value of each chosen key figure, for each municipality and the nation."""
    titles = POPULATION | CARE
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for area in ("befolkning", "ifo", "aldre_funktion"):
        for row in read(source / "kolada" / f"values_{area}.csv.xz"):
            year = int(row["year"])
            if row["kpi"] not in titles or row["gender"] != "T" or not row["value"] or year < FIRST_YEAR:
                continue
            key = (row["kpi"], row["municipality"])
            if key not in latest or year > latest[key][0]:
                latest[key] = (year, row["value"])
    write(
        "key_figures.csv.gz",
        ("kpi", "municipality", "year", "value"),
        ((kpi, code, year, value) for (kpi, code), (year, value) in sorted(latest.items())),
    )
    write("key_figure_titles.csv", ("kpi", "title"), sorted(titles.items()))


def municipalities(source: Path) -> None:
    """Code, name, county and population of the 290 municipalities."""
    rows = read(source / "municipalities" / "municipalities.csv")
    columns = ("code", "name", "county_code", "county", "population_2022", "lat", "lon")
    write("municipalities.csv", columns, ([row[column] for column in columns] for row in rows))


def places(source: Path) -> None:
    """Postal places per municipality: code, weight (inhabitants of the tätort of that name), point.

    Postal codes without a municipality get that of the tätort of the same name, or else of the
    nearest tätort. A postal place that is no tätort weighs 100 inhabitants.
    """
    towns = list(read(source / "geo" / "tatorter_scb_2020.csv"))
    inhabitants = {(town["mun_code"], town["name"]): int(town["population"]) for town in towns}
    rows: dict[tuple[str, str, str], tuple[int, str, str]] = {}
    for row in read(source / "geo" / "postal_codes_geonames.csv.gz"):
        if not row["lat"] or not row["postal_code"][:1].isdigit():
            continue
        code = OLD_CODES.get(row["municipality_code"], row["municipality_code"])
        if not code:
            named = [town for town in towns if town["name"] == row["place"]]
            code = min(named or towns, key=lambda town: _distance(town, row))["mun_code"]
        weight = inhabitants.get((code, row["place"]), 100)
        rows[code, row["place"], row["postal_code"]] = (weight, row["lat"], row["lon"])
    _borrow_missing(source, rows)
    write(
        "places.csv.gz",
        ("municipality", "place", "postal_code", "inhabitants", "lat", "lon"),
        ((*key, *value) for key, value in sorted(rows.items())),
    )


def _borrow_missing(source: Path, rows: dict[tuple[str, str, str], tuple[int, str, str]]) -> None:
    """Give a municipality without any postal code the places of the code nearest to its middle."""
    known = {code for code, _, _ in rows}
    for row in read(source / "municipalities" / "municipalities.csv"):
        if row["code"] in known:
            continue
        (_, place, postal_code), value = min(
            rows.items(), key=lambda item: _distance({"lat": item[1][1], "lon": item[1][2]}, row)
        )
        print(f"{row['name']}: no postal code of its own, borrows {postal_code} {place}")
        rows[row["code"], place, postal_code] = value


def _distance(one: dict[str, str], other: dict[str, str]) -> float:
    """Squared distance in degrees of latitude; enough to compare neighbours."""
    lat = math.radians(float(one["lat"]))
    north = float(one["lat"]) - float(other["lat"])
    east = (float(one["lon"]) - float(other["lon"])) * math.cos(lat)
    return north * north + east * east


def names(source: Path) -> None:
    """The most common first names of women and men, and surnames, with their bearers."""
    for name, kept in (("first_names_women_scb_2020", 500), ("first_names_men_scb_2020", 500)):
        rows = list(read(source / "names" / f"{name}.csv"))[:kept]
        write(f"{name}.csv", ("name", "persons"), ((row["name"], row["persons"]) for row in rows))
    rows = [row for row in read(source / "names" / "surnames_older.csv") if row["name"] != "Brändsträm"]
    write("surnames.csv", ("name", "persons"), ((row["name"], row["persons"]) for row in rows))


def identity_numbers(source: Path) -> None:
    """Official test numbers, one a line; birth date and sex are read from the number itself."""
    for kind in ("personnummer", "samordningsnummer"):
        rows = read(source / "personnummer" / f"test_{kind}.csv.gz")
        write(f"test_{kind}.csv.gz", ("number",), ((row["number"],) for row in rows))


def main(source: Path) -> None:
    """Make every file of the folder."""
    for make in (municipalities, key_figures, places, names, identity_numbers):
        make(source)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
