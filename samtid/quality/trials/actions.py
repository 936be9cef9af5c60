"""Planera, bestämma, räkna, avbryta, besluta om och följa upp ett försök."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_names, stripped
from samtid.quality.indicators.figures import all_indicators

from . import counting, queries, rules
from .models import Guard, Line, Place, Trial
from .words import Kind, Method, Outcome, Side, State, Way

MOST_LIMIT = Decimal(10) ** 9


@transaction.atomic
@only(rules.MAY)
def plan(said: rules.Plan, owner: Staff, *, insists: bool = False, by: Staff, at: datetime) -> Trial:
    """A new plan."""
    said = _checked(said, insists, at)
    refuse_if(_owner(owner, swedish_day(at)))
    made = Trial.objects.create(**_columns(said), owner=owner, at=at, by=by)
    _place(made, said)
    return made


@transaction.atomic
@only(rules.MAY)
def change(
    trial: Trial, said: rules.Plan, *, seen: str | None = None, insists: bool = False, by: Staff, at: datetime
) -> None:
    """Another plan, as long as it is not settled. ``seen``: what the plan was when the form was drawn (``Whole.print_of``)."""
    row = _planned(trial)
    refuse_if(_read(row, seen, by))
    said = _checked(said, insists, at)
    for column, value in _columns(said).items():
        setattr(row, column, value)
    row.save(update_fields=[*_columns(said)])
    Place.objects.filter(trial=row).delete()
    _place(row, said)
    _line(row, Kind.CHANGED, "Planen skrevs om.", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def set_guard(
    trial: Trial, indicator: str, worse: Way, limit: Decimal | None, *, by: Staff, at: datetime
) -> Guard:
    """What must not get worse while one tries."""
    row = _planned(trial)
    found, one = [], all_indicators().get(indicator)
    if one is None:
        found.append(Obstacle("Välj en siffra som finns.", field="indicator"))
    elif one.lag > rules.MOST_LAG:
        found.append(
            Obstacle(
                f"Den siffran kommer {one.lag} månader efteråt: så sent skyddar den ingen.", field="indicator"
            )
        )
    if limit is None or not limit.is_finite() or abs(limit) >= MOST_LIMIT:
        found.append(Obstacle("Skriv gränsen som ett tal.", field="limit"))
    elif limit != round(limit, 2):
        found.append(Obstacle("Skriv högst två decimaler.", field="limit"))
    refuse_if(found)
    assert one is not None and limit is not None
    try:
        with transaction.atomic():
            made = Guard.objects.create(
                trial=row, indicator=one.key, version=one.version, counted=one.kind, worse=worse, limit=limit
            )
    except IntegrityError:
        raise NotYet(
            [Obstacle("Den gränsen finns redan. Ta bort den gamla först.", field="indicator")]
        ) from None
    _line(row, Kind.CHANGED, f"Skyddsgräns satt: {one.name}.", by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def take_guard(guard: Guard, *, by: Staff, at: datetime) -> None:
    """Takes a limit away from a plan."""
    row = _planned(guard.trial)
    if Guard.objects.filter(pk=guard.pk).delete()[0]:
        one = all_indicators().get(guard.indicator)
        _line(
            row, Kind.CHANGED, f"Skyddsgräns borttagen: {one.name if one else guard.indicator}.", by=by, at=at
        )


@transaction.atomic
@only(rules.MAY)
def begin(trial: Trial, *, seen: str | None = None, insists: bool = False, by: Staff, at: datetime) -> None:
    """Settles the plan: from now it stands, and the limits are watched from its first day."""
    row, today = _held(trial, by), swedish_day(at)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else _read(row, seen, by))
    found, every = queries.whole(by, row), all_indicators()
    figures = [(row.indicator, row.version), *((one.indicator, one.version) for one in found.guards)]
    names = {one.unit_id: one.unit.name for one in found.places if one.side == Side.TRIES}  # type: ignore[attr-defined]
    refuse_if(
        rules.obstacles_to_beginning(
            guards=len(found.guards), starts_on=row.starts_on, today=today, insists=insists,
            changed=[key for key, version in figures if key not in every or every[key].version != version],
            unwatched=queries.unwatched(by, found.guards, names, row), crowded=queries.crowded(by, row, found),
        )
    )  # fmt: skip
    row.begun_at, row.begun_by = at, by
    row.save(update_fields=["begun_at", "begun_by"])
    _line(row, Kind.BEGUN, "Planen är bestämd.", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def drop(trial: Trial, why: str, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """It comes to nothing: a plan, or what was settled and has not begun."""
    row, today = _held(trial, by), swedish_day(at)
    if row.state(today) not in (State.PLANNED, State.WAITS):
        raise NotYet([Obstacle("Försöket har börjat: avbryt det i stället.")])
    text = _text(why, "Skriv varför det inte blir av.", insists)
    _line(row, Kind.DROPPED, text, by=by, at=at)
    _close(row, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def look(trial: Trial, *, by: Staff, at: datetime) -> Line:
    """Counts, as the plan says that it is counted. What was found is kept with how many looks there are.

    On the way, a look that can tell nothing is not taken.
    """
    row, today = _held(trial, by), swedish_day(at)
    found, state, one = queries.whole(by, row), row.state(today), all_indicators().get(row.indicator)
    is_final = state is State.ENDED and queries.is_counted(by, row, today)
    refuse_if(
        rules.obstacles_to_looking(looked=found.looked, looks=row.looks, is_ended=is_final, state=state)
    )
    tries, beside = found.units(Side.TRIES), found.units(Side.BESIDE)
    effect = counting.counted(
        Method(row.method), queries.values(by, row, tries | beside), tries=tries, beside=beside, months=row.months,
        starts_on=row.starts_on, ends_on=row.ended_on, looks=rules.MOST_LOOKS if row.stopped_on else row.looks,
    )  # fmt: skip
    decimals, unit = (one.decimals, one.unit) if one else (0, "")
    text = counting.sentence(effect, Way(row.way), decimals, unit, is_stopped=row.stopped_on is not None)
    if effect is None and not is_final:
        raise NotYet([Obstacle(text), Obstacle("Gången är kvar.")])
    told = {"size": effect.size, "low": effect.low, "high": effect.high} if effect else {}
    return _line(row, Kind.LOOKED, text, is_final=is_final, **told, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def go_on(
    trial: Trial, why: str, *, seen: int | None = None, insists: bool = False, by: Staff, at: datetime
) -> None:
    """A limit was passed, and one goes on all the same, with a reason. ``seen``: how many the page told of."""
    row = _held(trial, by)
    found = queries.whole(by, row)
    refuse_if(_all_seen(found, seen) if found.unanswered else [Obstacle("Ingen skyddsgräns väntar på svar.")])
    text = _text(why, "Skriv varför försöket får fortsätta, och vad ni gör åt det som blev sämre.", insists)
    _line(row, Kind.GOES_ON, text, answers=len(found.breaches), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def stop(
    trial: Trial, why: str, *, seen: int | None = None, insists: bool = False, by: Staff, at: datetime
) -> None:
    """Breaks it off today; what was found until then can still be counted and decided about."""
    row, today = _held(trial, by), swedish_day(at)
    if row.state(today) is not State.RUNS:
        raise NotYet([Obstacle("Försöket är redan slut, eller har inte börjat.")])
    found = queries.whole(by, row)
    refuse_if(_all_seen(found, seen))
    text = _text(why, "Skriv varför det avbryts.", insists)
    row.stopped_on = today
    row.save(update_fields=["stopped_on"])
    _line(row, Kind.STOPPED, text, answers=len(found.breaches), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def decide(
    trial: Trial,
    outcome: Outcome | None,
    why: str,
    follow_on: date | None,
    *,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> None:
    """Kept, changed or ended, with why. What is kept is looked at again after the next budget year."""
    row, today = _held(trial, by), swedish_day(at)
    found = queries.whole(by, row)
    refuse_if(
        rules.obstacles_to_deciding(
            outcome, state=row.state(today), is_counted=found.is_counted, is_stopped=row.stopped_on is not None,
            unanswered=len(found.unanswered), follow_on=follow_on, today=today,
        )
    )  # fmt: skip
    assert outcome is not None
    text = _text(why, "Skriv varför.", insists)
    row.outcome, row.follow_on = outcome, follow_on
    row.save(update_fields=["outcome", "follow_on"])
    _line(row, Kind.DECIDED, f"{outcome.label}. {text}", by=by, at=at)
    if follow_on is None:
        _close(row, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def follow(
    trial: Trial, said: str, follow_on: date | None, *, insists: bool = False, by: Staff, at: datetime
) -> None:
    """How it stands now, and the next day to look; without one it is closed."""
    row, today = _held(trial, by), swedish_day(at)
    refuse_if([] if row.outcome else [Obstacle("Det är inte beslutat än.")])
    late = queries.whole(by, row).unanswered
    refuse_if(
        ([Obstacle("Svara först på att skyddsgränsen har passerats.")] if late else [])
        + rules.obstacles_to_day(follow_on, today)
    )
    text = _text(said, "Skriv hur det ser ut nu.", insists)
    _line(row, Kind.FOLLOWED, text, by=by, at=at)
    row.follow_on = follow_on
    row.save(update_fields=["follow_on"])
    if follow_on is None:
        _close(row, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def hand_over(trial: Trial, owner: Staff, *, by: Staff, at: datetime) -> None:
    """Somebody else has it in hand from now."""
    row, today = _held(trial, by=None), swedish_day(at)
    looks_after = bool(roles.LOOKS_AFTER_IDEAS & organisation.roles(by, today))
    theirs = looks_after or by.pk in (row.owner_id, row.by_id)  # type: ignore[attr-defined]
    if not theirs and queries.may_own(today).filter(pk=row.owner_id).exists():  # type: ignore[attr-defined]
        raise NotYet([Obstacle(rules.NOT_OWNER, may_approve="den ansvariga")])
    refuse_if(_owner(owner, today))
    if row.owner_id == owner.pk:  # type: ignore[attr-defined]
        return
    row.owner = owner
    row.save(update_fields=["owner"])
    _line(row, Kind.HANDED, owner.name, by=by, at=at)


def _checked(said: rules.Plan, insists: bool, at: datetime) -> rules.Plan:
    said = replace(
        said,
        name=stripped(said.name).strip(), changed=stripped(said.changed).strip(), hypothesis=stripped(said.hypothesis).strip(),
    )  # fmt: skip
    known = {key: one.period.months for key, one in all_indicators().items()}
    found = rules.obstacles_to_planning(said, known, swedish_day(at))
    units = {unit.pk for unit in queries.units_on(swedish_day(at))}
    for field, chosen in (("tries", said.tries), ("beside", said.beside)):
        if not chosen <= units:
            found.append(Obstacle("Välj enheter som finns i dag.", field=field))
    refuse_if(found)
    texts = {"name": said.name, "changed": said.changed, "hypothesis": said.hypothesis}
    named = [obstacle for field, text in texts.items() for obstacle in obstacles_to_names(text, field=field)]
    refuse_if([] if insists else named)
    return said


def _columns(said: rules.Plan) -> dict[str, Any]:
    return {
        "name": said.name, "changed": said.changed, "hypothesis": said.hypothesis, "indicator": said.indicator,
        "version": all_indicators()[said.indicator].version, "way": said.way, "method": said.method,
        "looks": said.looks, "months": said.months, "starts_on": said.starts_on, "ends_on": said.ends_on,
    }  # fmt: skip


def _place(trial: Trial, said: rules.Plan) -> None:
    for side, units in ((Side.TRIES, said.tries), (Side.BESIDE, said.beside)):
        for unit in Unit.objects.filter(pk__in=units).order_by("pk"):
            Place.objects.create(trial=trial, unit=unit, side=side)


def _read(row: Trial, seen: str | None, by: Staff) -> list[Obstacle]:
    if seen is None or seen == queries.whole(by, row).print_of(row):
        return []
    return [
        Obstacle(
            "Någon har ändrat planen sedan du öppnade sidan. Läs den, och tryck en gång till om det här ska gälla."
        )
    ]


def _all_seen(found: queries.Whole, seen: int | None) -> list[Obstacle]:
    if seen is None or seen == len(found.breaches):
        return []
    return [Obstacle("Fler gränser har passerats sedan du öppnade sidan. Läs dem, och tryck en gång till.")]


def _planned(trial: Trial) -> Trial:
    row = _held(trial, by=None)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else [])
    return row


def _held(trial: Trial, by: Staff | None) -> Trial:
    """The row alone with whoever writes; ``by`` must have it in hand."""
    row = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if row.closed_at is not None:
        raise NotYet([Obstacle(rules.OVER)])
    if by is not None and row.owner_id != by.pk:  # type: ignore[attr-defined]
        raise NotYet([Obstacle(rules.NOT_OWNER, may_approve="den ansvariga")])
    return row


def _owner(owner: Staff, today: date) -> list[Obstacle]:
    if queries.may_own(today).filter(pk=owner.pk).exists():
        return []
    return [Obstacle("Välj någon som är chef, controller eller kvalitetsutvecklare i dag.", field="owner")]


def _text(said: str, missing: str, insists: bool) -> str:
    text = stripped(said).strip()
    refuse_if(
        ([] if text else [Obstacle(missing, field="text")])
        + rules.obstacles_to_text(text, "text", rules.SHORTER)
    )
    refuse_if([] if insists else obstacles_to_names(text, field="text"))
    return text


def _line(trial: Trial, kind: Kind, text: str, *, by: Staff, at: datetime, **told: Any) -> Line:
    return Line.objects.create(trial=trial, kind=kind, text=text, at=at, by=by, **told)


def _close(row: Trial, *, by: Staff, at: datetime) -> None:
    row.closed_at, row.closed_by = at, by
    row.save(update_fields=["closed_at", "closed_by"])
