"""Planera, bestämma, räkna, avbryta, besluta om och följa upp ett försök."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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
from samtid.quality.indicators.figures.shape import Indicator

from . import queries, rules
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
def change(trial: Trial, said: rules.Plan, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """Another plan, as long as it is not settled."""
    row = _held(trial, by=None)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else [])
    said = _checked(said, insists, at)
    for column, value in _columns(said).items():
        setattr(row, column, value)
    row.save(update_fields=[*_columns(said)])
    Place.objects.filter(trial=row).delete()
    _place(row, said)


@transaction.atomic
@only(rules.MAY)
def set_guard(
    trial: Trial, indicator: str, worse: Way, limit: Decimal | None, *, by: Staff, at: datetime
) -> Guard:
    """What must not get worse while one tries."""
    row = _held(trial, by=None)
    found = [Obstacle(rules.STANDS)] if row.begun_at else []
    one = all_indicators().get(indicator)
    if one is None:
        found.append(Obstacle("Välj en siffra som finns.", field="indicator"))
    if limit is None or not limit.is_finite() or abs(limit) >= MOST_LIMIT:
        found.append(Obstacle("Skriv gränsen som ett tal.", field="limit"))
    refuse_if(found)
    assert one is not None and limit is not None
    try:
        with transaction.atomic():
            return Guard.objects.create(
                trial=row,
                indicator=one.key,
                version=one.version,
                counted=one.kind,
                worse=worse,
                limit=round(limit, 2),
            )
    except IntegrityError:
        raise NotYet(
            [Obstacle("Den gränsen finns redan. Ta bort den gamla först.", field="indicator")]
        ) from None


@transaction.atomic
@only(rules.MAY)
def take_guard(guard: Guard, *, by: Staff, at: datetime) -> None:
    """Takes a limit away from a plan."""
    row = _held(guard.trial, by=None)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else [])
    Guard.objects.filter(pk=guard.pk).delete()


@transaction.atomic
@only(rules.MAY)
def begin(trial: Trial, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """Settles the plan: from now it stands, and the limits are watched from its first day."""
    row, today = _held(trial, by), swedish_day(at)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else [])
    found = queries.whole(by, row)
    refuse_if(
        rules.obstacles_to_beginning(
            guards=len(found.guards), starts_on=row.starts_on, today=today, insists=insists,
            crowded=queries.crowded(by, found.units(Side.TRIES), today),
        )
    )  # fmt: skip
    row.begun_at, row.begun_by = at, by
    row.save(update_fields=["begun_at", "begun_by"])
    _line(row, Kind.BEGUN, "Planen är bestämd.", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def drop(trial: Trial, why: str, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """A plan that comes to nothing."""
    row = _held(trial, by)
    refuse_if([Obstacle(rules.STANDS)] if row.begun_at else [])
    text = _text(why, "Skriv varför det inte blir av.", insists)
    _line(row, Kind.DROPPED, text, by=by, at=at)
    _close(row, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def look(trial: Trial, *, by: Staff, at: datetime) -> Line:
    """Counts, as the plan says that it is counted. What was found is kept with how many looks there are."""
    row, today = _held(trial, by), swedish_day(at)
    found, state = queries.whole(by, row), row.state(today)
    assert isinstance(state, State)
    last = row.stopped_on or row.ends_on
    one = all_indicators().get(row.indicator)
    is_ended = state is State.ENDED and _is_counted(row, one, queries.measured_to(by, row), today)
    refuse_if(
        rules.obstacles_to_looking(looked=found.looked, looks=row.looks, is_ended=is_ended, state=state)
    )
    tries, beside = found.units(Side.TRIES), found.units(Side.BESIDE)
    effect = rules.counted(
        Method(row.method), queries.values(by, row, tries | beside), tries=tries, beside=beside, months=row.months,
        starts_on=row.starts_on, ends_on=last, looks=row.looks,
    )  # fmt: skip
    text = rules.sentence(effect, Way(row.way), one.decimals if one else 0, one.unit if one else "")
    return _line(row, Kind.LOOKED, text, effect=effect, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def go_on(trial: Trial, why: str, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """A limit was passed, and one goes on all the same, with a reason."""
    row = _held(trial, by)
    found = queries.whole(by, row)
    refuse_if([] if found.unanswered else [Obstacle("Ingen skyddsgräns väntar på svar.")])
    text = _text(why, "Skriv varför försöket får fortsätta, och vad ni gör åt det som blev sämre.", insists)
    _line(row, Kind.GOES_ON, text, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def stop(trial: Trial, why: str, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """Breaks it off today; what was found until then can still be counted and decided about."""
    row, today = _held(trial, by), swedish_day(at)
    state = row.state(today)
    if state not in (State.WAITS, State.RUNS, State.ENDED) or row.stopped_on is not None:
        raise NotYet([Obstacle("Det är redan slut, eller har inte börjat.")])
    text = _text(why, "Skriv varför det avbryts.", insists)
    row.stopped_on = min(today, row.ends_on)
    row.save(update_fields=["stopped_on"])
    _line(row, Kind.STOPPED, text, by=by, at=at)


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
    found, state = queries.whole(by, row), row.state(today)
    assert isinstance(state, State)
    refuse_if(
        rules.obstacles_to_deciding(
            outcome, state=state, looked=found.looked, unanswered=len(found.unanswered), follow_on=follow_on, today=today
        )
    )  # fmt: skip
    assert outcome is not None
    text = _text(why, "Skriv varför.", insists)
    _line(row, Kind.DECIDED, f"{outcome.label}. {text}", by=by, at=at)
    row.outcome, row.follow_on = outcome, follow_on
    row.save(update_fields=["outcome", "follow_on"])
    if follow_on is None:
        _close(row, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def follow(
    trial: Trial, said: str, follow_on: date | None, *, insists: bool = False, by: Staff, at: datetime
) -> None:
    """How it stands now, and the next day to look; without one it is closed."""
    row, today = _held(trial, by), swedish_day(at)
    refuse_if(
        ([] if row.outcome else [Obstacle("Det är inte beslutat än.")])
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
    known = {key: one.period.months for key, one in all_indicators().items()}
    found = rules.obstacles_to_planning(said, known, swedish_day(at))
    units = {unit.pk for unit in queries.units_on(swedish_day(at))}
    for field, chosen in (("tries", said.tries), ("beside", said.beside)):
        if not chosen <= units:
            found.append(Obstacle("Välj enheter som finns i dag.", field=field))
    refuse_if(found)
    if not insists:
        for field, text in (("name", said.name), ("changed", said.changed), ("hypothesis", said.hypothesis)):
            refuse_if(obstacles_to_names(text, field=field))
    return said


def _columns(said: rules.Plan) -> dict[str, Any]:
    return {
        "name": stripped(said.name).strip(), "changed": stripped(said.changed).strip(),
        "hypothesis": stripped(said.hypothesis).strip(), "indicator": said.indicator,
        "version": all_indicators()[said.indicator].version, "way": said.way, "method": said.method,
        "looks": said.looks, "months": said.months, "starts_on": said.starts_on, "ends_on": said.ends_on,
    }  # fmt: skip


def _place(trial: Trial, said: rules.Plan) -> None:
    for side, units in ((Side.TRIES, said.tries), (Side.BESIDE, said.beside)):
        for unit in Unit.objects.filter(pk__in=units).order_by("pk"):
            Place.objects.create(trial=trial, unit=unit, side=side)


def _is_counted(row: Trial, one: Indicator | None, measured: date | None, today: date) -> bool:
    """Whether all there will be is there: counted so far, or so long ago that nothing more comes, or counted in another way now."""
    last = _last_whole(row.starts_on, row.stopped_on or row.ends_on)
    if one is None or one.version != row.version or (measured is not None and measured >= last):
        return True
    return today >= rules.months_before(last, -(one.period.months + one.lag + rules.GRACE))


def _last_whole(starts_on: date, ends_on: date) -> date:
    """The last day that lies in a whole month of the trial: so far must its figure be counted for the last look."""
    months = list(rules.whole_months(starts_on, ends_on))
    return rules.months_before(months[-1], -1) - timedelta(days=1) if months else ends_on


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


def _line(trial: Trial, kind: Kind, text: str, *, effect: Any = None, by: Staff, at: datetime) -> Line:
    told = {"size": effect.size, "low": effect.low, "high": effect.high} if effect else {}
    return Line.objects.create(trial=trial, kind=kind, text=text, at=at, by=by, **told)


def _close(row: Trial, *, by: Staff, at: datetime) -> None:
    row.closed_at, row.closed_by = at, by
    row.save(update_fields=["closed_at", "closed_by"])
