"""Nyckeltalen som sidorna visar: which of Kolada's some 6 100, in what unit, and where the series breaks.

Titles and definitions are Kolada's own words (``data/indicators.csv``). What is said here is ours: the heading, the
comparison group, how many decimals are read, and from which years a new method makes earlier values another thing.
Each break is read off Kolada's own description of the indicator.
"""

from __future__ import annotations

from dataclasses import dataclass

from .words import Area, Likeness


@dataclass(frozen=True, slots=True)
class Break:
    """Brott i serien: the first year of the new method, and what changed, as the definition says."""

    year: int
    says: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ett valt nyckeltal. ``unit`` as it is read after a value, ``decimals`` as it is shown."""

    kpi: str
    area: Area
    likeness: Likeness
    unit: str
    decimals: int
    breaks: tuple[Break, ...] = ()


KR, SHARE, DAYS = "kr/inv", "%", "dagar"
LONG_TERM = Break(2017, "Ny metod: månader räknas oavsett kommun. Värdena är räknade om från 2017.")
MEDIAN = Break(2021, "Antalet är från 2021 en median av årets månader, före det ett snitt.")


def _chosen(
    area: Area, likeness: Likeness, *rows: tuple[str, str, int] | tuple[str, str, int, tuple[Break, ...]]
) -> tuple[Chosen, ...]:
    return tuple(Chosen(row[0], area, likeness, row[1], row[2], *row[3:]) for row in rows)


CHOSEN = (
    *_chosen(
        Area.FAMILIES,
        Likeness.FAMILIES,
        ("N30005", KR, 0),
        ("N30101", KR, 0),
        ("N30001", SHARE, 1, (Break(2019, "Referenskostnaden räknas efter en ny modell från 2019."),)),
        ("U30200", "index", 0),
        ("U30447", SHARE, 0),
        ("U30453", SHARE, 0),
        ("U30750", "per 10 000 vuxna", 1),
    ),
    *_chosen(
        Area.CHILDREN,
        Likeness.FAMILIES,
        ("N33001", KR, 0),
        ("N33023", SHARE, 1),
        (
            "N33802",
            SHARE,
            2,
            (
                Break(2014, "2014–2016 räknas bara barn och unga med fullständigt personnummer."),
                Break(2018, "Asylsökande och ensamkommande räknas med från 2018."),
            ),
        ),
        ("N33816", "per 1 000 unga", 1),
        ("N33817", "per 1 000 unga", 1),
        ("U33401", DAYS, 0),
        ("U33595", SHARE, 0),
    ),
    *_chosen(
        Area.MONEY,
        Likeness.MONEY,
        ("N31001", KR, 0),
        ("N31807", SHARE, 1),
        ("N31814", SHARE, 1, (LONG_TERM,)),
        ("N31816", SHARE, 2, (LONG_TERM,)),
        ("N31849", "kr/hushåll", 0),
        (
            "U31402",
            DAYS,
            0,
            (Break(2018, "Tiden mäts från ansökan. Till och med 2017 mättes den från första kontakt."),),
        ),
        ("U31463", SHARE, 0),
        ("U31462", SHARE, 0),
        ("U31801", SHARE, 1),
        ("U31803", SHARE, 1),
        ("U31804", SHARE, 1),
    ),
    *_chosen(
        Area.ADULTS,
        Likeness.FAMILIES,
        ("N35001", KR, 0),
        ("N35030", SHARE, 1),
        ("U35400", DAYS, 0),
        ("U35544", SHARE, 0),
    ),
    *_chosen(
        Area.CARE,
        Likeness.OVERALL,
        ("N20011", KR, 0),
        ("N20001", KR, 0),
        ("N20205", SHARE, 1),
    ),
    *_chosen(
        Area.ELDERLY,
        Likeness.ELDERLY,
        ("N21009", "kr/inv 65+", 0),
        ("N21006", "kr/hemtjänsttagare", 0, (MEDIAN,)),
        ("N21701", SHARE, 1, (MEDIAN,)),
        ("N21704", SHARE, 1, (MEDIAN,)),
        ("N23700", "timmar", 1),
        ("U21401", "personer", 0),
        ("U21467", SHARE, 0),
        (
            "N23801",
            SHARE,
            1,
            (
                Break(2007, "Antalet hämtas från individstatistiken från 2007."),
                Break(2013, "Antalet är 2013–2020 ett snitt av årets månader."),
                Break(2021, "Antalet är från 2021 en median av årets månader."),
            ),
        ),
        ("N23006", "kr/inv 80+", 0),
        (
            "N23009",
            "kr/brukare",
            0,
            (
                Break(2013, "Antalet boende är 2013–2020 ett snitt av årets månader."),
                Break(2016, "Kostnaden omfattar från 2016 också annat boende."),
                Break(2021, "Antalet boende är från 2021 en median av årets månader."),
            ),
        ),
        ("U23401", DAYS, 0),
    ),
    *_chosen(
        Area.DISABILITY,
        Likeness.DISABILITY,
        ("N28016", KR, 0),
        ("N28018", SHARE, 1),
        ("N28013", "kr/brukare", 0),
        ("N28015", "kr/brukare", 0),
        ("N28820", "per 10 000 inv", 1),
        ("N28819", "per 10 000 inv", 1),
    ),
)
