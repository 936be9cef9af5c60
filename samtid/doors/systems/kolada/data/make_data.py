"""Ögonblicksbilden: makes this folder's files from the sources named in README.md.

Run only when the sources are renewed; the results are committed::

    python -m samtid.doors.systems.kolada.data.make_data SOURCE_FOLDER

Values are copied letter for letter as they were published: nothing is rounded, filled in or recalculated. A value that
the source does not have is an empty cell. The files are the same bytes each time.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from samtid.doors.systems.kolada.indicators import CHOSEN
from samtid.doors.systems.kolada.words import Likeness
from samtid.ground import municipalities

HERE = Path(__file__).parent
NATION = "0000"
AREAS = ("ifo", "aldre_funktion")
TOLD = ("id", "title", "description", "auspice", "publication_date", "publ_period")
GROUP = re.compile(r"Liknande kommuner,? (?P<likeness>.+?), (?P<name>[^,]+), (?P<year>\d{4})")


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a comma-separated file, gzip or xz."""
    opened = gzip.open if path.suffix == ".gz" else lzma.open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a file, the same bytes each time; ``.gz`` is compressed."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def indicators(source: Path) -> None:
    """What Kolada says of each chosen indicator."""
    known = {row["id"]: row for row in read(source / "kpi_metadata_v3_2026-03.csv.gz")}
    rows = [[known[one.kpi][column].replace("\\n", " ").strip() for column in TOLD] for one in CHOSEN]
    write(HERE / "indicators.csv.gz", TOLD, rows)


def values(source: Path) -> None:
    """One file for each indicator: a row for each municipality and gender, a column for each year."""
    wanted = {one.kpi for one in CHOSEN}
    known = {NATION, *municipalities.names()}
    found: dict[str, dict[tuple[str, str], dict[int, str]]] = {kpi: {} for kpi in wanted}
    for area in AREAS:
        for row in read(source / f"values_{area}.csv.xz"):
            if row["kpi"] in wanted and row["municipality"] in known and row["value"]:
                key = (row["municipality"], row["gender"])
                found[row["kpi"]].setdefault(key, {})[int(row["year"])] = row["value"]
    for kpi, series in found.items():
        used = {year for years in series.values() for year in years}
        every = range(min(used), max(used) + 1)
        write(
            HERE / "values" / f"{kpi}.csv.gz",
            ("municipality", "gender", *map(str, every)),
            ((*key, *(series[key].get(year, "") for year in every)) for key in sorted(series)),
        )


def groups(source: Path) -> None:
    """Kolada's official comparison groups of the kinds that the indicators use."""
    code = {name: code for code, name in municipalities.names().items()}
    with gzip.open(source / "municipality_groups_v3_2026-03.json.gz", "rt", encoding="utf-8") as file:
        told = json.load(file)
    rows = []
    for one in told:
        said = GROUP.fullmatch(one["title"])
        if said and said["likeness"] in set(Likeness) and said["name"] in code:
            rows.append(
                (code[said["name"]], said["likeness"], said["year"], one["id"], " ".join(one["members"]))
            )
    write(HERE / "groups.csv.gz", ("municipality", "likeness", "year", "id", "members"), sorted(rows))


def main(source: Path) -> None:
    """Make every file of the folder."""
    for make in (indicators, values, groups):
        make(source)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
