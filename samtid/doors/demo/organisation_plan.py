"""Organisationsplan: committee, units, managers, staff and delegation, sized from the municipality's figures.

Two units become one on the first of January after ``on``, as in Piteå 2020: the plan knows it beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from . import names
from .figures import Figures
from .organisation_plan_words import DELEGATION, DelegationRule, Level, Role, Skill
from .volumes import Size, Town

# Paid hours a month of a full-time employee after holidays and sick leave (planning value, U).
HOURS_A_MONTH = 140


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """Enhet, valid from a day and to a day (exclusive; None is until further notice)."""

    key: str
    name: str
    parent: str | None
    valid_from: date
    valid_to: date | None = None
    receives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStaff:
    """Medarbetare. ``degree_on`` is the day of the socionomexamen or other degree of SoL 25 kap. 1 §, if any."""

    key: int
    first_name: str
    last_name: str
    title: str
    role: Role
    level: Level | None
    unit: str
    employed_from: date
    degree_on: date | None = None
    experience_years: int = 0
    skills: tuple[Skill, ...] = ()
    percent: int = 100


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """Omorganisation: what becomes what, on a day."""

    on: date
    old: tuple[str, ...]
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """Organisationsplan för en kommun. ``address`` is where all its units get their post."""

    municipality: tuple[str, str]
    committee: str
    address: str
    units: tuple[PlannedUnit, ...]
    staff: tuple[PlannedStaff, ...]
    delegation: tuple[DelegationRule, ...]
    reorganisation: Reorganisation


# key, name, title of its staff, role, share of the authority's or the open care's FTE, which of the two.
UNITS: tuple[tuple[str, str, str, Role, float, str], ...] = (
    ("reception", "Mottagning", "Socialsekreterare", Role.RECEPTION, 0.10, "authority"),
    ("children", "Utredning barn och unga", "Socialsekreterare", Role.CASEWORKER, 0.27, "authority"),
    ("family_law", "Familjerätt", "Familjerättssekreterare", Role.CASEWORKER, 0.05, "authority"),
    ("family_care", "Familjevård", "Familjehemssekreterare", Role.CASEWORKER, 0.10, "authority"),
    ("open_care", "Öppenvård barn och familj", "Familjebehandlare", Role.CASEWORKER, 0.60, "open"),
    ("adults", "Vuxen och beroende", "Socialsekreterare", Role.CASEWORKER, 0.10, "authority"),
    ("violence", "Våld i nära relationer", "Socialsekreterare", Role.CASEWORKER, 0.05, "authority"),
    ("assistance", "Ekonomiskt bistånd", "Socialsekreterare", Role.CASEWORKER, 0.16, "authority"),
    ("elderly", "Biståndsbedömning äldre", "Biståndshandläggare", Role.CASEWORKER, 0.11, "authority"),
    ("lss", "LSS", "LSS-handläggare", Role.CASEWORKER, 0.06, "authority"),
    ("housing_support", "Boendestöd", "Boendestödjare", Role.CARE_WORKER, 0.40, "open"),
)
RECEIVES = {
    "reception": ("child", "family", "money", "violence", "disability", "elderly", "substance", "question"),
    "children": ("child", "family"), "assistance": ("money",), "violence": ("violence",), "adults": ("substance",),
    "elderly": ("elderly",), "lss": ("disability",),
}  # fmt: skip
SKILLS: dict[str, tuple[Skill, ...]] = {
    "reception": (Skill.MI, Skill.FREDA, Skill.CHILD_TALKS),
    "children": (Skill.BBIC, Skill.SIGNS_OF_SAFETY, Skill.CHILD_TALKS, Skill.FREDA),
    "family_care": (Skill.BBIC, Skill.CHILD_TALKS),
    "open_care": (Skill.SIGNS_OF_SAFETY, Skill.MI),
    "violence": (Skill.FREDA, Skill.MI),
    "adults": (Skill.MI,),
    "home_care": (Skill.MEDICINE, Skill.INSULIN, Skill.LIFT, Skill.DEMENTIA),
    "housing_support": (Skill.MI, Skill.MEDICINE),
}
LANGUAGES = (Skill.ARABIC, Skill.FINNISH, Skill.SIGN_LANGUAGE)
STAFF_FUNCTIONS: tuple[tuple[str, Role], ...] = (
    ("Kvalitetsutvecklare", Role.QUALITY),
    ("Socialt ansvarig samordnare", Role.QUALITY),
    ("Controller", Role.CONTROLLER),
    ("Loggranskare", Role.LOG_REVIEWER),
    # two persons change the organisation
    ("Systemförvaltare", Role.OPERATOR),
    ("Systemförvaltare", Role.OPERATOR),
)


def organisation_plan(code: str, *, seed: int, size: Size, on: date) -> OrganisationPlan:
    """The organisation of a municipality as it stands ``on`` a day, with the change that is to come."""
    figures = Figures.of(code)
    return _Planner(
        figures, Random(f"{code}/{seed}/{size.value}/organisation"), scale_of(figures, size), on
    ).plan()


def scale_of(figures: Figures, size: Size) -> float:
    """The demo's volumes divided by the municipality's, the same as the needs'."""
    return Town.represented_of(figures, size) / figures.population


class _Planner:
    def __init__(self, figures: Figures, chance: Random, scale: float, on: date) -> None:
        self.figures, self.chance, self.scale, self.on = figures, chance, scale, on
        self.since = date(on.year - 4, 1, 1)
        self.change = date(on.year + 1, 1, 1)
        self.staff: list[PlannedStaff] = []

    def plan(self) -> OrganisationPlan:
        units = [PlannedUnit("office", "Socialförvaltningen", None, self.since)]
        units.append(PlannedUnit("board", "Socialnämnden", "office", self.since))
        units.append(PlannedUnit("quality", "Stab och kvalitet", "office", self.since))
        for key, name, *_ in UNITS:
            ends = self.change if key in ("elderly", "lss") else None
            units.append(PlannedUnit(key, name, "office", self.since, ends, RECEIVES.get(key, ())))
        joined = tuple(kind for key in ("elderly", "lss") for kind in RECEIVES[key])
        units.append(PlannedUnit("needs", "Bistånd och LSS", "office", self.change, None, joined))
        areas = self._areas()
        units += [
            PlannedUnit(f"home_care_{number}", f"Hemtjänst {area}", "office", self.since)
            for number, area in enumerate(areas, 1)
        ]
        self._people(len(areas))
        change = Reorganisation(
            self.change, ("elderly", "lss"), "needs",
            "En gemensam ingång till stöd i vardagen, färre chefsled och samplanering över områdena.",
        )  # fmt: skip
        places = self._inhabitants()
        main = max(self.figures.places, key=lambda place: (places[place.name], place.postal_code))
        # the place and its code are real, the street is not
        address = f"Förvaltningsgatan 1, {main.postal_code} {main.name}"
        return OrganisationPlan(
            (self.figures.code, self.figures.name),
            "Socialnämnden",
            address,
            tuple(units),
            tuple(self.staff),
            DELEGATION,
            change,
        )

    def _areas(self) -> list[str]:
        """Home-care areas, about 75 clients each, named after places; a large place is divided.

        Areas go to the places in turn by the square root of their inhabitants, so that villages get theirs too.
        """
        wanted = max(2, min(10, round(self.figures["home_care_clients"] * self.scale / 75)))
        places = self._inhabitants()
        given = dict.fromkeys(places, 0)
        for _ in range(wanted):
            given[max(sorted(places), key=lambda name: places[name] ** 0.5 / (given[name] + 1))] += 1
        parts = ("norra", "södra", "västra", "östra", "inre", "yttre", "övre", "nedre", "centrum", "station")
        return [
            name if number == 1 else f"{name} {part}"
            for name, number in sorted(given.items(), key=lambda item: (-item[1], item[0]))
            for part in parts[:number]
        ]

    def _inhabitants(self) -> dict[str, float]:
        """Of each place, over all its postal codes."""
        places: dict[str, float] = {}
        for place in self.figures.places:
            places[place.name] = places.get(place.name, 0) + place.inhabitants
        return places

    def _people(self, areas: int) -> None:
        fte = {
            "authority": self.figures["ifo_authority_fte"] * self.scale,
            "open": self.figures["ifo_open_care_fte"] * self.scale,
        }
        self._hire("Förvaltningschef", Role.MANAGER, Level.HEAD, "office", degree=True)
        self._hire("Verksamhetschef", Role.MANAGER, Level.HEAD, "office", degree=True)
        for title, role in STAFF_FUNCTIONS:
            self._hire(title, role, None, "quality", degree=role is Role.QUALITY)
        for number in range(7 if self.scale < 0.5 else 11):
            title = ("Ordförande", "Vice ordförande")[number] if number < 2 else "Ledamot"
            seat = Level.CHAIR if number == 0 else Level.COMMITTEE if number < 5 else Level.BOARD
            self._hire(title, Role.BOARD_MEMBER, seat, "board", degree=False)
        for key, _, title, role, share, source in UNITS:
            count = max(2, round(fte[source] * share))
            self._hire("Enhetschef", Role.MANAGER, Level.MANAGER, key, degree=True)
            for number in range(count):
                senior = role is not Role.CARE_WORKER and number % 7 == 0
                # an abbreviation keeps its capitals: 1:e LSS-handläggare
                after = title if title[1].isupper() else title[0].lower() + title[1:]
                name = f"1:e {after}" if senior else title
                usual = Level.CASEWORKER if role is not Role.CARE_WORKER else None
                level = Level.SENIOR if senior else usual
                # Where SoL 25:1 asks for a degree a few still lack it, and must not work alone.
                has_degree = role is not Role.CARE_WORKER and (senior or self.chance.random() < 0.9)
                self._hire(name, role, level, key, degree=has_degree)
        hours = self.figures["home_care_clients"] * self.scale * self.figures["home_care_hours"]
        carers = max(5 * areas, round(hours / (self.figures["client_time_share"] * HOURS_A_MONTH)))
        for area in range(1, areas + 1):
            key = f"home_care_{area}"
            self._hire("Enhetschef", Role.MANAGER, Level.MANAGER, key, degree=True)
            self._hire("Planerare", Role.PLANNER, None, key, degree=False)
            for number in range(carers // areas + (area <= carers % areas)):
                title = "Undersköterska" if number % 4 else "Vårdbiträde"
                self._hire(title, Role.CARE_WORKER, None, key, degree=False)

    def _hire(self, title: str, role: Role, level: Level | None, unit: str, *, degree: bool) -> None:
        """One more of the staff. Names only: the staff of the demo have no identity numbers."""
        chance = self.chance
        sex = "K" if chance.random() < 0.8 else "M"
        origin = names.origin(chance) if chance.random() < self.figures["share_foreign_name"] else None
        # The generation between SCB's old and young names: any of the 500.
        first = names.first_name(chance, sex, date(1980, 1, 1), origin)
        years = min(30, int(chance.expovariate(1 / 7)) + (6 if level in (Level.SENIOR, Level.MANAGER) else 0))
        begun = self.on - timedelta(days=round(365.25 * min(years, chance.uniform(0.2, 9))) + 30)
        degree_on = date(self.on.year - years - 1, 6 if chance.random() < 0.5 else 1, 15) if degree else None
        known = SKILLS.get("home_care" if unit.startswith("home_care") else unit, ())
        skills = tuple(skill for skill in known if chance.random() < 0.7)
        if role is Role.CARE_WORKER and chance.random() < 0.85:
            skills += (Skill.DRIVING_LICENCE,)
        if chance.random() < 0.05:
            skills += (chance.choice(LANGUAGES),)
        percent = chance.choice((75, 80, 90, 100)) if role is Role.CARE_WORKER else 100
        self.staff.append(
            PlannedStaff(
                len(self.staff) + 1, first, names.surname(chance, origin), title, role, level, unit, begun, degree_on,
                years, skills, percent,
            )
        )  # fmt: skip
