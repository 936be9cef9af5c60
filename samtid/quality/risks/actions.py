"""Skriva upp, bedöma och avsluta en risk; lägga upp, göra och avsluta en kontroll. Each deed leaves a line that stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_names, stripped
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.routines import process

from . import queries, rules
from .models import Conclusion, Control, Line, Occasion, Risk
from .words import How, Kind

Said = TypeVar("Said", rules.Told, rules.Assessed, rules.Control)
TEXTS = ("name", "cause", "consequence", "area", "what", "law", "text", "measure")


@transaction.atomic
@only(rules.MAY)
def note(
    said: rules.Told,
    first: rules.Assessed,
    owner: int | None,
    *,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> Risk:
    """A new risk with its first assessment."""
    said, first, today = _clean(said), _clean(first), swedish_day(at)
    refuse_if(
        rules.obstacles_to_noting(said, process.places(), [pk for pk, _ in queries.units_on(today)])
        + rules.obstacles_to_assessing(first, today, is_first=True)
        + _here(owner, "owner", at)
        + _here(first.doer, "doer", at)
    )
    refuse_if([] if insists else _names(said) + _names(first))
    assert owner is not None and first.next_on is not None
    made = Risk.objects.create(
        name=said.name, place=said.place, area=said.area, cause=said.cause, consequence=said.consequence,
        covers_id=said.covers, owner_id=owner, next_on=first.next_on, at=at, by=by,
    )  # fmt: skip
    _assess(made, first, 1, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def assess(
    risk: Risk,
    said: rules.Assessed,
    *,
    seen: int | None = None,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> None:
    """Another assessment after the former. ``seen``: how many lines the page showed, so that nobody answers unread."""
    row, said, today = _open(risk), _clean(said), swedish_day(at)
    number = _number(row)
    refuse_if(_moved(seen, number))
    refuse_if(rules.obstacles_to_assessing(said, today) + _here(said.doer, "doer", at))
    refuse_if([] if insists else _names(said))
    _assess(row, said, number, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def finish(
    risk: Risk, text: str, *, seen: int | None = None, insists: bool = False, by: Staff, at: datetime
) -> None:
    """The measure is done; whether it helped is for the next assessment to say."""
    row = _open(risk)
    number = _number(row)
    refuse_if(_moved(seen, number))
    refuse_if([] if row.doer_id else [Obstacle("Ingen åtgärd väntar.")])  # type: ignore[attr-defined]
    _line(row, Kind.DONE, _text(text, "Skriv vad som är gjort.", insists), number, by=by, at=at)
    row.doer, row.measure_on = None, None
    row.save(update_fields=["doer", "measure_on"])


@transaction.atomic
@only(rules.MAY)
def close(
    risk: Risk, text: str, *, seen: int | None = None, insists: bool = False, by: Staff, at: datetime
) -> None:
    """The risk is there no longer. What was written stands."""
    row = _open(risk)
    number = _number(row)
    refuse_if(_moved(seen, number))
    _line(row, Kind.CLOSED, _text(text, "Skriv varför den inte finns längre.", insists), number, by=by, at=at)
    row.closed_at, row.closed_by = at, by
    row.save(update_fields=["closed_at", "closed_by"])


@transaction.atomic
@only(rules.MAY)
def hand_over(risk: Risk, owner: int | None, *, by: Staff, at: datetime) -> None:
    """Somebody else answers for the risk."""
    row = _open(risk)
    refuse_if(_here(owner, "owner", at))
    _hand(row, owner, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def add_control(
    said: rules.Control, owner: int | None, *, insists: bool = False, by: Staff, at: datetime
) -> Control:
    """A new control, from today. A figure's limit is on its definition as it is now."""
    said, today, every = _clean(said), swedish_day(at), all_indicators()
    refuse_if(
        rules.obstacles_to_controlling(
            said, process.places(), [pk for pk, _ in queries.units_on(today)], list(every)
        )
        + _here(owner, "owner", at)
    )
    refuse_if([] if insists else _names(said))
    assert owner is not None
    told: dict[str, Any] = {}
    if said.how is How.FIGURE:
        one = every[said.indicator]
        told = {
            "indicator": one.key, "version": one.version, "counted": one.kind, "way": said.way, "limit": said.limit,
        }  # fmt: skip
    return Control.objects.create(
        name=said.name, what=said.what, law=said.law, place=said.place, area=said.area, covers_id=said.covers, how=said.how,
        every=said.every, month=said.month, begins_on=today, owner_id=owner, at=at, by=by, **told,
    )  # fmt: skip


@transaction.atomic
@only(rules.MAY)
def conclude(
    occasion: Occasion,
    outcome: str,
    text: str,
    measure: str,
    *,
    seen: int | None = None,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> None:
    """What it means and what is done. Said again it corrects the former, which stands. ``seen``: how many there were."""
    number = 1 + (Conclusion.objects.filter(occasion=occasion).aggregate(most=Max("number"))["most"] or 0)
    refuse_if(_moved(seen, number))
    text, measure = stripped(text), stripped(measure)
    refuse_if(
        rules.obstacles_to_concluding(How(occasion.control.how), occasion.outcome, outcome, text, measure)
    )
    refuse_if(
        []
        if insists
        else obstacles_to_names(text, field="text") + obstacles_to_names(measure, field="measure")
    )
    try:
        with transaction.atomic():
            Conclusion.objects.create(
                occasion=occasion, number=number, outcome=outcome, text=text, measure=measure, at=at, by=by
            )
    except IntegrityError:
        raise NotYet([Obstacle(rules.MOVED)]) from None


@transaction.atomic
@only(rules.MAY)
def hand_control(control: Control, owner: int | None, *, by: Staff, at: datetime) -> None:
    """Somebody else answers for the control."""
    row = _going_on(control)
    refuse_if(_here(owner, "owner", at))
    _hand(row, owner, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def end_control(control: Control, text: str, *, insists: bool = False, by: Staff, at: datetime) -> None:
    """From today there are no more occasions of it. Those that there were stand."""
    row = _going_on(control)
    _line(row, Kind.ENDED, _text(text, "Skriv varför den upphör.", insists), _number(row), by=by, at=at)
    row.ended_on, row.ended_by = swedish_day(at), by
    row.save(update_fields=["ended_on", "ended_by"])


def _assess(row: Risk, said: rules.Assessed, number: int, *, by: Staff, at: datetime) -> None:
    _line(
        row, Kind.ASSESSED, said.text, number, likelihood=said.likelihood, severity=said.severity, measure=said.measure,
        doer_id=said.doer, measure_on=said.measure_on, left_likelihood=said.left_likelihood, left_severity=said.left_severity,
        by=by, at=at,
    )  # fmt: skip
    row.next_on, row.doer_id, row.measure_on = said.next_on, said.doer, said.measure_on  # type: ignore[assignment,attr-defined]
    row.save(update_fields=["next_on", "doer", "measure_on"])


def _hand(row: Risk | Control, owner: int | None, *, by: Staff, at: datetime) -> None:
    if owner is None or row.owner_id == owner:  # type: ignore[union-attr]
        return
    new = Staff.objects.get(pk=owner)
    _line(row, Kind.HANDED, new.name, _number(row), by=by, at=at)
    row.owner = new
    row.save(update_fields=["owner"])


def _line(
    about: Risk | Control, kind: Kind, text: str, number: int, *, by: Staff, at: datetime, **told: Any
) -> None:
    which = {"risk": about} if isinstance(about, Risk) else {"control": about}
    Line.objects.create(**which, kind=kind, text=text, number=number, at=at, by=by, **told)


def _number(about: Risk | Control) -> int:
    """That of the next line."""
    return 1 + (about.lines.aggregate(most=Max("number"))["most"] or 0)


def _moved(seen: int | None, number: int) -> list[Obstacle]:
    return [] if seen is None or seen == number - 1 else [Obstacle(rules.MOVED)]


def _open(risk: Risk) -> Risk:
    """The row alone with whoever writes."""
    row = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    refuse_if([Obstacle(rules.OVER)] if row.closed_at else [])
    return row


def _going_on(control: Control) -> Control:
    row = Control.objects.select_for_update(of=("self",)).get(pk=control.pk)
    refuse_if([Obstacle(rules.ENDED)] if row.ended_on else [])
    return row


def _here(staff: int | None, field: str, at: datetime) -> list[Obstacle]:
    """Whoever answers for something writes here today. Nobody at all is another rule's to refuse, but for an owner."""
    if staff is None and field != "owner":
        return []
    if staff is not None and queries.may_own(swedish_day(at)).filter(pk=staff).exists():
        return []
    return [Obstacle("Välj någon som är chef eller kvalitetsutvecklare i dag.", field=field)]


def _clean(said: Said) -> Said:
    """Without what leads to somebody's file."""
    clean: dict[str, Any] = {one: stripped(getattr(said, one)) for one in TEXTS if hasattr(said, one)}
    return replace(said, **clean)


def _names(said: object) -> list[Obstacle]:
    """What looks like somebody's name, asked once."""
    return [
        obstacle
        for one in TEXTS
        if hasattr(said, one)
        for obstacle in obstacles_to_names(getattr(said, one), field=one)
    ]


def _text(said: str, missing: str, insists: bool) -> str:
    text = stripped(said)
    refuse_if(
        ([] if text else [Obstacle(missing, field="text")])
        + rules.obstacles_to_text(text, "text", rules.LONGEST)
    )
    refuse_if([] if insists else obstacles_to_names(text, field="text"))
    return text
