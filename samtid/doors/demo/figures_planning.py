"""Planeringsvärden: rates used where no key figure exists, each with its source and its doubt.

They are chosen for a municipality like Piteå and scaled by the group they concern. ``measured`` values in
``figures.py`` always go before these. "U" marks values that no public source was found for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Base(Enum):
    """The number of people a rate is multiplied by."""

    ALL = "alla invånare"
    CHILDREN = "0-17 år"
    YOUNG = "0-20 år"
    ADULTS = "20-64 år"
    OLD = "65 år och äldre"
    OLDEST = "80 år och äldre"
    ONE = "ingen"


@dataclass(frozen=True, slots=True)
class Planning:
    """Planeringsvärde: ``rate`` per person of ``base`` and year (or a share, when base is ``ONE``)."""

    title: str
    rate: float
    base: Base
    source: str


NCK = "Nationellt centrum för kvinnofrid (nck.uu.se) efter Socialstyrelsen"
OWN = "Planeringsvärde utan funnen källa (U); ändra i samtid/doors/demo/figures_planning.py"

PLANNING: dict[str, Planning] = {
    # Volumes a year.
    "child_reports": Planning(
        "Orosanmälningar om barn",
        0.205,
        Base.CHILDREN,
        f"190-235 per 1 000 barn; {NCK}: 331 000 anmälningar 2018, 422 000 år 2021, cirka 514 000 år 2024",
    ),
    "self_applications": Planning("Ansökningar om stöd för barn och familj", 0.009, Base.YOUNG, OWN),
    "money_households": Planning(
        "Hushåll med ekonomiskt bistånd under året",
        0.0107,
        Base.ALL,
        "Skattat ur rikets nedgång för 42 000 invånare (420-480 hushåll); regionfakta.com",
    ),
    "money_new_share": Planning("Nya ansökningar per biståndshushåll och år", 0.6, Base.ONE, OWN),
    "violence_contacts": Planning("Kontakter om våld i nära relation, vuxna", 0.0045, Base.ADULTS, OWN),
    "substance_needs": Planning("Anmälningar och ansökningar om skadligt bruk", 0.006, Base.ADULTS, OWN),
    "disability_applications": Planning(
        "Ansökningar om stöd vid funktionsnedsättning", 0.0045, Base.ALL, OWN
    ),
    "questions": Planning("Frågor till mottagningen som besvaras utan ärende", 0.020, Base.ALL, OWN),
    "home_care_clients": Planning(
        "Personer 65+ med hemtjänst", 0.08, Base.OLD, "7,5-8,5 % av 65+; Socialstyrelsen, fallande andel"
    ),
    "special_housing_clients": Planning(
        "Personer 65+ i särskilt boende", 0.04, Base.OLD, "Cirka 4 % av 65+; Socialstyrelsen"
    ),
    "lss_persons": Planning(
        "Personer med insats enligt LSS", 0.007, Base.ALL, "Cirka 0,7 % av befolkningen; U"
    ),
    "placed_hvb": Planning("Barn placerade på HVB under året", 0.0027, Base.YOUNG, "Riket 2020: 8 300 barn"),
    "placed_family_home": Planning(
        "Barn placerade i familjehem under året",
        0.0065,
        Base.YOUNG,
        "Riket 2020: 19 400 barn; familjehemmet.se",
    ),
    "open_measures": Planning(
        "Barn med behovsprövade öppna insatser", 0.0135, Base.YOUNG, "Riket 2019-11-01: 34 600 barn"
    ),
    # Shares and times.
    "share_opened": Planning("Anmälningar som leder till utredning", 0.36, Base.ONE, f"33-38 %; {NCK}"),
    "share_measure": Planning("Barnutredningar som leder till insats", 0.40, Base.ONE, "35-45 %; U"),
    "share_repeat": Planning("Barn med ny anmälan inom tolv månader", 0.40, Base.ONE, "35-45 %; U"),
    "share_extended": Planning("Barnutredningar som förlängs", 0.12, Base.ONE, "10-15 %; U"),
    "share_siblings": Planning("Anmälningar som gäller flera syskon på en gång", 0.22, Base.ONE, OWN),
    "share_protection_late": Planning("Skyddsbedömningar gjorda för sent", 0.03, Base.ONE, OWN),
    "share_preliminary_late": Planning("Förhandsbedömningar efter 14 dagar", 0.10, Base.ONE, OWN),
    "share_not_carried_out": Planning(
        "Gynnande beslut som inte verkställts på tre månader",
        0.03,
        Base.ONE,
        "15-40 per kvartal i en kommun av Piteås storlek; Piteå kv 3 2017: 23",
    ),
    "child_investigation_days": Planning(
        "Utredningstid barn, dagar", 107, Base.ONE, "Median 100-115 dagar; U"
    ),
    "money_decision_days": Planning(
        "Dagar från ansökan till beslut, nybesök", 14, Base.ONE, "10-20 dagar; U"
    ),
    "home_care_hours": Planning(
        "Hemtjänsttimmar per person och månad", 31, Base.ONE, "Medel 28-34 timmar; U"
    ),
    "home_care_years": Planning("Genomsnittlig tid med hemtjänst, år", 3.0, Base.ONE, OWN),
    "special_housing_years": Planning("Genomsnittlig tid i särskilt boende, år", 2.3, Base.ONE, OWN),
    "share_interpreter": Planning("Hushåll med behov av tolk", 0.06, Base.ONE, OWN),
    "share_foreign_name": Planning("Hushåll med namn från annat land", 0.15, Base.ONE, OWN),
    "share_protected": Planning(
        "Personer med skyddade personuppgifter",
        0.0026,
        Base.ONE,
        "Cirka 27 000 personer i riket; gdprhero.se",
    ),
    # Work force.
    "ifo_authority_fte": Planning(
        "Socialsekreterare, myndighet, årsarbetare",
        0.00207,
        Base.ALL,
        "75-100 årsarbetare för 42 000 invånare; U",
    ),
    "ifo_open_care_fte": Planning(
        "Öppenvård och familjerätt, årsarbetare",
        0.00118,
        Base.ALL,
        "40-60 årsarbetare för 42 000 invånare; U",
    ),
    "client_time_share": Planning(
        "Andel av hemtjänstens betalda tid hos brukare", 0.62, Base.ONE, "55-70 %; U"
    ),
}
