"""Hemmen: registered, and what holds of them from a day. Nothing is overwritten."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import register, rules, words
from ..models import Home, HomePause, HomeTerms

OF_THE_ROW = ("valid_from", "why")  # said of the change, and not of the home


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is said of a home from a day."""

    valid_from: date
    capacity: int
    run_by: str = ""
    phone: str = ""
    address: str = ""
    area: str = ""
    distance_km: int | None = None
    age_from: int = 0
    age_to: int = rules.MOST_AGE
    takes_siblings: bool = False
    has_pets: bool = False
    languages: str = ""
    training: str = ""
    approved_on: date | None = None
    approved_to: date | None = None
    approved_by: str = ""
    register_checked_on: date | None = None
    agreement_on: date | None = None
    price_per_day: int | None = None
    closed_on: date | None = None
    why: str = ""


@transaction.atomic
@only(rules.MAY)
def register_home(kind: words.HomeKind, name: str, said: Particulars, *, by: Staff, at: datetime) -> Home:
    """Registers a home with what holds of it from the first day."""
    refuse_if(register.obstacles_to_keeping(by))
    _refuse(kind, name, said, None, at)
    home = Home.objects.create(kind=kind, name=name.strip(), registered_at=at, registered_by=by)
    _say(home, said, by=by, at=at)
    return home


@transaction.atomic
@only(rules.MAY)
def change_home(home: Home, said: Particulars, *, by: Staff, at: datetime) -> HomeTerms:
    """Says what holds of a home from a day: a new price, a new approval, that it closes. What held before stands.

    What is already written from a coming day is let be, but for what was the same there: next year's price is still
    next year's, and the new telephone is new then too.
    """
    refuse_if(register.obstacles_to_keeping(by))
    rows = list(HomeTerms.objects.filter(home=home).order_by("-valid_from", "-written_at"))
    holds = next((row.valid_from for row in rows if row.valid_from <= swedish_day(at)), None)
    _refuse(words.HomeKind(home.kind), home.name, said, holds, at)
    was = next((row for row in rows if row.valid_from <= said.valid_from), None)
    made = _say(home, said, by=by, at=at)
    if was is not None:
        ahead = {row.valid_from: row for row in reversed(rows) if row.valid_from > said.valid_from}
        for row in ahead.values():
            _carry(home, said, was, row, by=by, at=at)
    return made


def _say(home: Home, said: Particulars, *, by: Staff, at: datetime) -> HomeTerms:
    return HomeTerms.objects.create(home=home, written_at=at, written_by=by, **asdict(said))


def _carry(
    home: Home, said: Particulars, was: HomeTerms, coming: HomeTerms, *, by: Staff, at: datetime
) -> None:
    """Says the change anew from a coming day, where it was the same before."""
    told = {name: value for name, value in asdict(said).items() if name not in OF_THE_ROW}
    changed = rules.carried(_told(was), told, _told(coming))
    if not changed:
        return
    then = Particulars(**_told(coming) | changed, valid_from=coming.valid_from, why=said.why)  # type: ignore[arg-type]
    try:
        _refuse(words.HomeKind(home.kind), home.name, then, None, at)
    except NotYet:
        text = (
            f"Ändringen går inte ihop med det som redan är skrivet från {coming.valid_from}. Ändra det först."
        )
        raise NotYet([Obstacle(text, field="valid_from")]) from None
    _say(home, then, by=by, at=at)


def _told(row: HomeTerms) -> dict[str, object]:
    return {one.name: getattr(row, one.name) for one in fields(Particulars) if one.name not in OF_THE_ROW}


@transaction.atomic
@only(rules.MAY)
def pause_home(home: Home, first: date, last: date, *, by: Staff, at: datetime) -> HomePause:
    """Says that a home takes nobody for a while. Others see only that it does not take anybody that night."""
    refuse_if(register.obstacles_to_keeping(by))
    refuse_if(rules.obstacles_to_pausing(first, last, swedish_day(at)))
    return HomePause.objects.create(home=home, first_on=first, last_on=last, noted_at=at, noted_by=by)


@transaction.atomic
@only(rules.MAY)
def end_pause(pause: HomePause, *, by: Staff, at: datetime) -> HomePause:
    """The home takes children again from now on. That it paused stands."""
    pause = HomePause.objects.select_for_update().get(pk=pause.pk)
    refuse_if(register.obstacles_to_keeping(by))
    refuse_if([] if pause.ended_at is None else [Obstacle("Pausen är redan slut.")])
    pause.ended_at = at
    pause.save(update_fields=["ended_at"])
    return pause


def _refuse(kind: words.HomeKind, name: str, said: Particulars, newest: date | None, at: datetime) -> None:
    refuse_if(
        rules.obstacles_to_home(
            kind=kind,
            name=name,
            valid_from=said.valid_from,
            newest=newest,
            capacity=said.capacity,
            age_from=said.age_from,
            age_to=said.age_to,
            distance_km=said.distance_km,
            price_per_day=said.price_per_day,
            approved_on=said.approved_on,
            approved_to=said.approved_to,
            approved_by=said.approved_by,
            agreement_on=said.agreement_on,
            register_checked_on=said.register_checked_on,
            on=swedish_day(at),
        )
    )
