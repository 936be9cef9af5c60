"""Vilka hem passar, och varför inte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samtid.ground.reasons import Obstacle

from ..words import Fit, HomeKind

INVESTIGATED = "SoL 22 kap. 2 §"
AGREEMENT = "SoL 22 kap. 3 §"
REGISTER_CHECK = "SoF 3 kap. 3 §"
INSTITUTION = "SoL 26 kap. 1 §"
TOGETHER = "SoL 22 kap. 1 §"
APPROVAL_SOON = timedelta(days=60)
MOST_AGE = 21
SOME_WORDS = 10  # letters: less is no reason
MOST_PLACES = 60
MOST_KM = 2000  # longer than the country
MOST_PRICE = 25_000  # kronor a day: more than any agreed price we have seen; a slip of the finger is stopped


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a home on a day, as far as matching goes. ``has_place`` is the register's own yes or no."""

    kind: HomeKind
    area: str = ""
    capacity: int = 0
    has_place: bool = False
    age_from: int = 0
    age_to: int = MOST_AGE
    takes_siblings: bool = False
    has_pets: bool = False
    distance_km: int | None = None
    languages: str = ""
    approved_on: date | None = None
    approved_to: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the child needs. ``None`` where it does not matter."""

    on: date
    age: int | None = None
    siblings: int = 0
    without_pets: bool = False
    within_km: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Passar, fråga eller passar inte, and why."""

    fit: Fit
    why_not: tuple[Obstacle, ...] = ()
    asks: tuple[str, ...] = ()


def match(home: Home, wish: Wish) -> Match:
    """Whether a home fits, and each reason why it does not. What nobody has said is asked for, never guessed."""
    against = [*_standing(home, wish.on)]
    asks = []
    if not home.has_place:
        against.append(Obstacle("Hemmet tar inte emot den natten. Ring och fråga."))
    if wish.age is not None and not home.age_from <= wish.age <= home.age_to:
        against.append(Obstacle(f"Hemmet tar emot {home.age_from}–{home.age_to} år; barnet är {wish.age}."))
    if wish.siblings and not home.takes_siblings:
        against.append(Obstacle("Hemmet tar inte emot syskon.", TOGETHER))
    if wish.siblings and home.capacity < 1 + wish.siblings:
        against.append(
            Obstacle(f"Hemmet har {home.capacity} platser; syskonen är {1 + wish.siblings}.", TOGETHER)
        )
    if wish.without_pets and home.has_pets:
        against.append(Obstacle("Det finns djur i hemmet."))
    if wish.within_km is not None:
        if home.distance_km is None:
            asks.append("Avståndet är inte känt.")
        elif home.distance_km > wish.within_km:
            against.append(Obstacle(f"Det är {home.distance_km} km dit."))
    if wish.language and wish.language.casefold() not in home.languages.casefold():
        asks.append(f"{wish.language} står inte bland hemmets språk.")
    fit = Fit.NO if against else Fit.ASK if asks else Fit.FITS
    return Match(fit, tuple(against), tuple(asks))


def _standing(home: Home, on: date) -> list[Obstacle]:
    """What stands in the way of anybody being placed in the home on that day."""
    if home.closed_on is not None and home.closed_on <= on:
        return [Obstacle(f"Hemmet är stängt sedan {home.closed_on}.")]
    law = INVESTIGATED if home.kind.is_family else INSTITUTION
    if home.approved_on is None or home.approved_on > on:
        what = "utrett och godkänt av nämnden" if home.kind.is_family else "avtalat och kontrollerat"
        return [Obstacle(f"Hemmet är inte {what} den dagen.", law, field="home")]
    if home.approved_to is not None and home.approved_to < on:
        return [Obstacle(f"Godkännandet gick ut {home.approved_to}.", law, field="home")]
    return []


def obstacles_to_place(home: Home, on: date, *, anyway: str) -> list[Obstacle]:
    """What stands in the way of placing a child in a home on a day.

    A child who is there must be in the list: whatever is wrong with the home is set aside by a reason that is remembered,
    and is seen as long as it is wrong.
    """
    if len(anyway.strip()) >= SOME_WORDS:
        return []
    found = [
        replace(
            one,
            text=f"{one.text} Är barnet redan där, skriv varför: felet syns tills det är rättat.",
            field="anyway",
        )
        for one in _standing(home, on)
    ]
    if not home.has_place:
        found.append(
            Obstacle(
                "Hemmet tar inte emot den natten. Ring hemmet; går det ändå, skriv varför.",
                TOGETHER,
                field="anyway",
            )
        )
    return found


def needs_a_reason(home: Home, on: date) -> bool:
    """Whether a child comes to the home that day only by a reason that is kept."""
    return bool(obstacles_to_place(home, on, anyway=""))


def approval_ends(approved_to: date | None, on: date) -> bool:
    """Whether the approval has run out, or soon does."""
    return approved_to is not None and approved_to <= on + APPROVAL_SOON


def carried(
    was: Mapping[str, object], said: Mapping[str, object], coming: Mapping[str, object]
) -> dict[str, object]:
    """What of a change holds in the particulars of a coming day, too: what was the same there as it was before the change."""
    return {name: value for name, value in said.items() if value != was[name] and coming[name] == was[name]}


def obstacles_to_home(
    *,
    kind: HomeKind,
    name: str,
    valid_from: date,
    newest: date | None,
    capacity: int,
    age_from: int,
    age_to: int,
    distance_km: int | None,
    price_per_day: int | None,
    approved_on: date | None,
    approved_to: date | None,
    approved_by: str,
    agreement_on: date | None,
    register_checked_on: date | None,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of these particulars of a home, from the day ``valid_from``."""
    found = []
    if not name.strip():
        found.append(Obstacle("Skriv vad hemmet kallas.", field="name"))
    if newest is not None and valid_from < newest:
        found.append(
            Obstacle(
                f"Det finns redan uppgifter från {newest}. De gäller; skriv från den dagen eller senare.",
                field="valid_from",
            )
        )
    if not 0 < capacity <= MOST_PLACES:
        found.append(Obstacle(f"Skriv hur många platser hemmet har, 1 till {MOST_PLACES}.", field="capacity"))
    if not 0 <= age_from <= age_to <= MOST_AGE:
        found.append(
            Obstacle(f"Åldern går från 0 till {MOST_AGE}, och från är inte högre än till.", field="age_to")
        )
    if distance_km is not None and not 0 <= distance_km <= MOST_KM:
        found.append(Obstacle(f"Avståndet är mellan 0 och {MOST_KM} km.", field="distance_km"))
    if price_per_day is not None and not 0 <= price_per_day <= MOST_PRICE:
        found.append(Obstacle(f"Priset per dygn är mellan 0 och {MOST_PRICE} kronor.", field="price_per_day"))
    if approved_on is not None:
        found += _approval(kind, approved_on, approved_to, approved_by, register_checked_on, on)
    elif approved_to is not None:
        found.append(Obstacle("Skriv vilken dag hemmet godkändes.", INVESTIGATED, field="approved_on"))
    if agreement_on is not None and agreement_on > on:
        found.append(Obstacle("Avtalet kan inte vara skrivet i framtiden.", AGREEMENT, field="agreement_on"))
    return found


def _approval(
    kind: HomeKind, approved_on: date, approved_to: date | None, by: str, checked_on: date | None, on: date
) -> list[Obstacle]:
    found = []
    if approved_on > on:
        found.append(Obstacle("Godkännandet kan inte ligga i framtiden.", INVESTIGATED, field="approved_on"))
    if approved_to is not None and approved_to < approved_on:
        found.append(Obstacle("Godkännandet kan inte sluta innan det börjar.", field="approved_to"))
    if kind.is_family and not by.strip():
        found.append(
            Obstacle(
                "Skriv nämndens protokoll: hemmet ska vara utrett av en nämnd.",
                INVESTIGATED,
                field="approved_by",
            )
        )
    if kind.is_family and checked_on is None:
        found.append(
            Obstacle(
                "Skriv vilken dag registren kontrollerades.", REGISTER_CHECK, field="register_checked_on"
            )
        )
    return found


def obstacles_to_pausing(first: date, last: date, on: date) -> list[Obstacle]:
    """What stands in the way of a home not taking anybody for a while."""
    if last < first:
        return [Obstacle("Sista dagen kan inte vara före den första.", field="last")]
    if last < on:
        return [Obstacle("Den tiden har redan varit.", field="last")]
    return []
