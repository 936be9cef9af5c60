"""Prova i teamet, säga hur det gick, och låta gruppen säga om det blev bättre."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from .. import queries, rules
from ..models import Idea, Programme, Trial, Verdict
from ..turning import held, move, write
from ..words import Effect, Gains, State, Turn


@transaction.atomic
@only(rules.MAY)
def try_out(
    idea: Idea,
    unit: Unit | None,
    reach: rules.Reach,
    *,
    what: str,
    measure: str,
    until: date | None,
    before: int | None = None,
    by: Staff,
    at: datetime,
) -> Trial:
    """A team tries by itself, within its mandate: no one else has to say yes."""
    today = swedish_day(at)
    row = held(idea)
    is_member = unit is not None and unit in queries.my_units(by, today)
    found = rules.obstacles_to_trying(
        reach,
        what=what,
        measure=measure,
        until=until,
        is_member=is_member,
        state=State(row.state),
        today=today,
    )
    refuse_if(found + rules.obstacles_to_text(what, "what") + rules.obstacles_to_text(measure, "measure"))
    assert unit is not None and until is not None
    row.state, row.unit, row.next_on = State.TRYING, unit, until
    row.owner_id = row.owner_id or by.pk
    trial = Trial.objects.create(
        idea=row,
        unit=unit,
        what=what.strip(),
        measure=measure.strip(),
        begun_on=today,
        until_on=until,
        before=before,
        by=by,
    )
    move(row, Turn.TRIAL, f"{unit.name}: {what.strip()}", by=by, at=at)
    return trial


@transaction.atomic
@only(rules.MAY)
def tell_result(
    trial: Trial,
    effect: Effect | None,
    told: str,
    before: int | None,
    after: int | None,
    *,
    by: Staff,
    at: datetime,
) -> None:
    """Ends a trial with what was counted. What cannot be told yet is said so."""
    found = rules.obstacles_to_result(effect, before, after, told) + rules.obstacles_to_text(told, "told")
    if trial.ended_on is not None:
        found.append(Obstacle("Försöket är redan avslutat."))
    refuse_if(found)
    assert effect is not None
    trial.effect, trial.told, trial.before, trial.after = effect, told.strip(), before, after
    trial.ended_on, trial.ended_by = swedish_day(at), by
    trial.save(update_fields=["effect", "told", "before", "after", "ended_on", "ended_by"])
    counted = "" if before is None or after is None else f" {trial.measure}: {before} före, {after} efter."
    write(trial.idea, Turn.RESULT, f"{effect.label}.{counted} {told.strip()}"[: rules.LONGEST], by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def verify(idea: Idea, whose: Gains, is_better: bool, how: str, *, by: Staff, at: datetime) -> None:
    """The group that it is for says whether it became better; for those who are not staff, how they have said it."""
    row = queries.ideas(by).get(pk=idea.pk)
    found = rules.obstacles_to_verifying(
        group=whose,
        gains=Gains(row.gains),
        state=State(row.state),
        is_owner=row.owner_id == by.pk,
        how=how,
        is_own_group=whose == Gains.STAFF,
    )
    if row.gains != whose:
        found.append(Obstacle("Det är till för den andra gruppen: den säger om det blev bättre."))
    if Verdict.objects.filter(idea=row, by=by, whose=whose).exists():
        found.append(Obstacle("Du har redan sagt det."))
    refuse_if(found + rules.obstacles_to_text(how, "how"))
    Verdict.objects.create(
        idea=row, whose=whose, is_better=is_better, how=how.strip(), day=swedish_day(at), by=by
    )


@transaction.atomic
@only(rules.MAY)
def decide_programme(year: int, target: int, minute: str, *, by: Staff, at: datetime) -> Programme:
    """How many improvements in a year: half for those who work here, half for those we are here for."""
    wanted = rules.Programme(year, target // 2, target - target // 2)
    refuse_if(rules.obstacles_to_programme(wanted, minute, swedish_day(at)))
    return Programme.objects.create(
        year=year, staff=wanted.staff, citizens=wanted.citizens, minute=minute.strip(), at=at, by=by
    )
