"""Hemmen och barnen som bor där: registered from the first day, and a child in one as long as its service goes on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law.days import add_months
from samtid.ground.sweden import swedish_moment
from samtid.steps.compulsory import queries
from samtid.steps.compulsory.models import Track
from samtid.steps.placements import actions as placements
from samtid.steps.placements.models import Care, Home, HomeTerms
from samtid.steps.placements.words import Destination, Done, Ground, HomeKind, LeftWhy

from .. import names
from ..volumes import Size
from ..volumes_course import ServiceEnded, ServiceStarted
from . import force
from .filling import Wanted
from .scene import Matter, Scene, between, day, whole

KINDS: dict[str, tuple[HomeKind, ...]] = {
    "family_home": (HomeKind.FAMILY_HOME, HomeKind.NETWORK_HOME),
    "emergency_home": (HomeKind.EMERGENCY_HOME,),
    "hvb": (HomeKind.RESIDENTIAL, HomeKind.SUPPORTED),
}
# of each kind in a small municipality, places, kronor a day; the full one has as many homes as Piteå's children need
MANY: dict[HomeKind, tuple[int, int, int, int]] = {
    HomeKind.FAMILY_HOME: (6, 46, 2, 1_150),
    HomeKind.NETWORK_HOME: (2, 14, 2, 980),
    HomeKind.EMERGENCY_HOME: (3, 12, 3, 1_900),
    HomeKind.RESIDENTIAL: (2, 4, 12, 6_400),
    HomeKind.SUPPORTED: (1, 2, 10, 2_300),
    HomeKind.SIS: (1, 1, 8, 9_800),
}
# an institution's price from one year to the next: most of why the money is not enough (resources/economy)
DEARER = 1.09
AREAS = (
    ("Älvsbyn", 50),
    ("Luleå", 55),
    ("Öjebyn", 6),
    ("Norrfjärden", 18),
    ("Hortlax", 9),
    ("Arvidsjaur", 135),
)
HOUSES = ("Granliden", "Björkbacken", "Sandudden", "Furuhem", "Åsgården", "Strandvik")
TAKES = timedelta(days=75)  # between the secretary's visits
ALARM = 0.06  # of the children in care are between places today
NOT_ALONE = "Barnet ville ha sin familjehemsmamma med i samtalet."
WHY_NOT = (
    "Föräldrastöd i hemmet har prövats i åtta månader. Barnet är fortfarande ensamt om kvällarna.",
    "Mormor har tillfrågats och orkar inte. Familjebehandling avbröts av föräldrarna i våras.",
    "Kontaktfamilj räcker inte när det är otryggt varje vecka, och ingen i nätverket kan ta emot.",
)
NOTES = (
    "Vi gick ut med hunden. Barnet berättade om skolan och en ny kompis. Längtar efter sin bror.",
    "Lugnt. Visade sitt rum. Vill veta när nästa umgänge är.",
    "Sover bättre. Vill fortsätta med fotbollen, skjuts behöver ordnas på torsdagar.",
)
CONSIDERED = "Vården behövs fortfarande. Umgänget är tätare sedan i våras. SN AU § 31."


def register(wanted: Wanted, using: str) -> None:
    """The homes, written by the owner as what was there from the organisation's first day."""
    chance = Random(f"{wanted.label}/homes")
    first = Membership.objects.using(using).filter(role=Role.MANAGER, unit__kind=UnitKind.FAMILY_CARE)
    keeper = first.order_by("valid_from", "pk").first() or Membership.objects.using(using).earliest(
        "valid_from"
    )
    on, by, size = keeper.valid_from, keeper.staff, wanted.size
    at = swedish_moment(on, time(8))
    for kind, (small, full, capacity, price) in MANY.items():
        for number in range(full if size is Size.FULL else small):
            area, distance = chance.choice(AREAS)
            family = kind.is_family
            name = names.surname(chance) if family else HOUSES[(number + len(kind.value)) % len(HOUSES)]
            home = Home.objects.using(using).create(
                id=UUID(int=chance.getrandbits(128), version=4),
                kind=kind,
                name=f"Familjen {name}" if family else name,
                registered_at=at,
                registered_by=by,
            )
            said = {
                "run_by": f"Familjen {name}" if family else "Ramavtal 2024–2027",
                "phone": names.phone(chance),
                "address": f"{chance.choice(('Skogsvägen', 'Åkerstigen', 'Backgatan'))} {chance.randint(1, 60)}",
                "area": area,
                "distance_km": distance,
                "capacity": capacity,
                "age_from": 0 if family else 13,
                "age_to": 17 if family else 20,
                "takes_siblings": chance.random() < 0.7,
                "has_pets": family and chance.random() < 0.4,
                "languages": chance.choice(("", "", "finska", "arabiska, engelska", "tigrinja")),
                "training": "Ett hem att växa i, grundutbildning" if family else "",
                "approved_on": on,
                "approved_by": f"SN AU {on} § {chance.randint(20, 90)}" if family else "IVO:s register",
                "register_checked_on": on,
                "agreement_on": on,
            }
            for year in range(on.year, day(wanted.until).year + 1):
                valid_from = max(on, date(year, 1, 1))
                why = "Nytt år, nya belopp" if valid_from > on else "Första uppgifterna"
                HomeTerms.objects.using(using).create(
                    id=UUID(int=chance.getrandbits(128), version=4),
                    home=home,
                    valid_from=valid_from,
                    price_per_day=round(price * (1.03 if family else DEARER) ** (year - on.year)),
                    why=why,
                    written_at=swedish_moment(valid_from, time(8)),
                    written_by=by,
                    **said,
                )


def begin(scene: Scene, matter: Matter, step: ServiceStarted, by: Staff) -> Care | None:
    """The child comes to a home, and is followed until its service ends, or until now."""
    person, decision = matter.need.person, matter.decision
    kinds = KINDS.get(step.service)
    if kinds is None or decision is None or not 0 <= person.age(day(step.at)) < 20:
        return None
    chance = Random(f"{matter.need.key}/{step.service}/home")
    # siblings come to the same home
    found = list(
        Home.objects.filter(kind=kinds[matter.need.household.key % len(kinds)]).order_by("name", "pk")
    )
    if not found:
        return None
    at = whole(step.at)
    track = force.take(scene, matter, at, by) if force.is_taken(scene, matter, at) else None
    care = scene.do(
        matter,
        placements.begin_care,
        decision.case,
        placements.Begun(
            home=found[matter.need.household.key % len(found)],
            starts_at=at,
            ground=Ground.CUSTODY if track is not None else Ground.CONSENT,
            secretary=by,
            why_not=chance.choice(WHY_NOT),
            decision=decision,
            considered=[
                {"code": "parent_support", "name": "Föräldrastöd i hemmet", "price": "", "unit": "Öppenvård"}
            ],
            anyway="Familjehemssekreteraren har frågat hemmet.",
        ),
        by=by,
        at=at,
    )
    ends = [one.at for one in matter.steps if isinstance(one, ServiceEnded) and one.service == step.service]
    last = between(at, min([*ends, scene.until]) - timedelta(days=1), scene.until)
    _visited(scene, matter, care, at, last, chance, by)
    if track is not None:
        force.follow(scene, matter, track, care, at, last, by)
    else:
        _considered(scene, matter, care, at, last, by)
    if not ends and chance.random() < ALARM:
        gone = whole(scene.until - timedelta(hours=5))
        scene.do(matter, placements.leave, care, gone, LeftWhy.RAN_AWAY, by=by, at=gone)
    return care


def end(scene: Scene, matter: Matter, care: Care, at: datetime, by: Staff) -> None:
    """The child goes home. What was against somebody's will has ended first."""
    track = scene.do(matter, _track, care, by=by, at=whole(at))
    if track is not None:
        force.end(scene, matter, track, whole(at), by)
    scene.do(matter, placements.end_care, care, whole(at), Destination.HOME, by=by, at=whole(at))


def _track(care: Care, *, by: Staff, at: datetime) -> Track | None:
    return queries.of_case(by, care.case)


def _visited(
    scene: Scene, matter: Matter, care: Care, first: datetime, last: datetime, chance: Random, by: Staff
) -> None:
    at = first + TAKES
    while at < last:
        alone = chance.random() < 0.85
        scene.do(
            matter,
            placements.hold_visit,
            care,
            whole(at),
            chance.choice((45, 60, 75, 90)),
            alone=alone,
            why_not="" if alone else NOT_ALONE,
            note=chance.choice(NOTES),
            by=by,
            at=whole(at),
        )
        at += TAKES + timedelta(days=chance.randint(-20, 25))


def _considered(scene: Scene, matter: Matter, care: Care, first: datetime, last: datetime, by: Staff) -> None:
    on = add_months(day(first), 6) - timedelta(days=6)
    while (at := swedish_moment(on, time(13))) < last:
        scene.do(matter, placements.follow_care, care, Done.CONSIDERED, on, CONSIDERED, by=by, at=at)
        on = add_months(on, 6) - timedelta(days=4)
