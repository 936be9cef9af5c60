"""Var spåret står: which clocks run, what has lapsed and what comes next, told by the steps that stand and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from samtid.ground.law import lvu, lvu_ends
from samtid.ground.law.rounds import NOON, Round, moment_of, round_now
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_moment

from ..words import Decider, Ground, Kind
from .shape import Lapse, Running, Said, State


def state_on(today: date, said: Iterable[Said], *, born_on: date | None, at: datetime) -> State:
    """Where the track stands on a day, by the steps up to it. ``at`` is now: nothing is counted from what has not been."""
    now = State()
    for on, day in groupby(sorted(said, key=lambda one: one.on), lambda one: one.on):
        if on > today:
            break
        now.lapse = now.lapse or _lapse(now, on, born_on)
        for one in _in_order(now, list(day)):
            now.lapse = now.lapse or _lapse(now, on, born_on)
            _take(now, one)
    now.lapse = now.lapse or _lapse(now, today, born_on)
    now.grown = _reached(18, born_on, today)
    if now.ground is Ground.BOTH and _reached(18, born_on, today):
        now.ground = Ground.BEHAVIOUR  # care for the sake of the home is over, and the rest goes on
    _count(now, at, born_on)
    return now


def _in_order(now: State, day: list[Said]) -> list[Said]:
    """The steps of one day: what ends something that stood in the morning comes before what begins again the same day."""
    kinds = {one.kind for one in day}
    first = {Kind.LAPSE_SEEN} if now.lapse is not None else set()
    if Kind.CUSTODY in kinds:
        first |= {Kind.REPEALED} if now.custody_on else set()
        first |= {Kind.REFUSED} if now.applied_on else set()
        first |= {Kind.ENDED} if now.custody_on or now.judged_on or now.applied_on else set()
    if Kind.CONTACT in kinds and now.contact_on:
        first.add(Kind.CONTACT_LIFTED)
    if Kind.SECRET in kinds and now.secret_on:
        first.add(Kind.SECRET_LIFTED)
    order = list(Kind)
    return sorted(day, key=lambda one: (one.kind not in first, order.index(one.kind), one.at))


def _take(now: State, one: Said) -> None:
    now.first_on, now.last_on = now.first_on or one.on, one.on
    match one.kind:
        case Kind.CUSTODY:
            _custody(now, one)
        case Kind.REPORTED:
            now.chair_on = None
        case Kind.SUBMITTED:
            now.submitted_on = now.submitted_on or one.on
        case Kind.CONFIRMED:
            now.confirmed_on = one.on
        case Kind.EXTENDED:
            now.asked_on, now.extended_to = None, one.until
        case Kind.EXTENSION_ASKED:
            now.asked_on = one.on
        case Kind.EXTENSION_REFUSED:
            # asked for in time, it stood until the court had answered
            now.extended_to = max(now.extended_to or date.min, one.on) if now.asked_on else now.extended_to
            now.asked_on = None
        case Kind.BEGUN:
            now.begun_on = now.begun_on or one.on
        case Kind.APPLIED:
            now.applied_on = one.on
        case Kind.JUDGED:
            _judged(now, one)
        case Kind.FINAL:
            now.final_on = one.on
        case Kind.LAPSE_SEEN if now.lapse is None:
            pass  # a correction has shown that nothing lapsed: what stands goes on
        case Kind.REPEALED | Kind.REFUSED | Kind.ENDED | Kind.LAPSE_SEEN:
            _over(now, one)
        case Kind.CONTACT:
            now.contact_on = one.on
            now.done.pop(Kind.CONTACT_CONSIDERED, None)
        case Kind.CONTACT_LIFTED:
            now.contact_on = None
        case Kind.SECRET:
            now.secret_on = one.on
            now.done.pop(Kind.SECRET_CONSIDERED, None)
        case Kind.SECRET_LIFTED:
            now.secret_on = None
        case Kind.AT_HOME:
            now.at_home_on = one.on
        case Kind.FOLLOWING:
            now.following_on = one.on
        case Kind.FOLLOWED:
            now.following_on = None
        case _:
            now.done.setdefault(one.kind, []).append((one.on, swedish_moment(one.on, NOON)))


def _custody(now: State, one: Said) -> None:
    """A new decision: its own week. Care that the court has decided goes on beside it, what has lapsed does not."""
    if now.lapse is not None:
        _clear(now)
    now.custody_on, now.meeting_on = one.on, one.until
    now.chair_on = one.on if one.decider == Decider.CHAIR else None
    # what the court itself decides is not submitted to it, and needs no confirmation
    now.submitted_on = now.confirmed_on = one.on if one.decider == Decider.COURT else None
    now.asked_on = now.extended_to = now.refused_on = None
    if now.judged_on is None:
        now.ground = Ground(one.ground) if one.ground else now.ground
        if now.ended_on is not None:
            now.begun_on = now.applied_on = None
    now.ended_on = None


def _judged(now: State, one: Said) -> None:
    """The custody has become care; one that had lapsed stays lapsed, and the care stands on its own."""
    if now.lapse is not None:
        begun = now.begun_on if now.begun_on == one.on else None
        _clear(now)
        now.begun_on = begun
    now.custody_on = now.asked_on = now.extended_to = now.applied_on = now.refused_on = None
    now.judged_on, now.ended_on = one.on, None
    now.ground = Ground(one.ground) if one.ground else now.ground


def _over(now: State, one: Said) -> None:
    """All of it is over, but for the court that has an application before it when only the custody falls."""
    if one.kind is Kind.REPEALED:
        now.custody_on = now.submitted_on = now.confirmed_on = None
        now.asked_on = now.extended_to = None
        if now.judged_on is None:  # nothing is left that contact could be restricted in
            now.begun_on = now.contact_on = now.secret_on = None
            now.done.clear()
        if now.applied_on is None:
            now.ended_on = one.on
        return
    if one.kind is Kind.REFUSED and now.judged_on is not None:
        now.applied_on = None  # another ground was refused: the care goes on as it was decided
        return
    applied = now.applied_on if one.kind is Kind.LAPSE_SEEN and now.waits_for_court else None
    _clear(now)
    now.applied_on = applied
    now.ended_on = one.on
    now.refused_on = one.on if one.kind is Kind.REFUSED else None


def _clear(now: State) -> None:
    now.custody_on = now.submitted_on = now.confirmed_on = now.asked_on = now.extended_to = None
    now.begun_on = now.applied_on = now.judged_on = now.final_on = now.at_home_on = None
    now.contact_on = now.secret_on = now.lapse = None
    now.done.clear()


def _lapse(now: State, today: date, born_on: date | None) -> Lapse | None:
    """What the law lets fall by itself before ``today``: counted on the rolled day, the last that may be called in time."""
    found = []
    if now.custody_on is not None:
        last = _last(lvu.SUBMIT_CUSTODY, now.custody_on)
        if (now.submitted_on or today) > last:
            found.append(Lapse(lvu.SUBMIT_CUSTODY, last, "Omhändertagandet"))
        if now.begun_on is not None:
            last = max(_last(lvu.APPLY_FOR_CARE, now.begun_on), now.extended_to or date.min)
            if now.asked_on is None and (now.applied_on or today) > last:
                found.append(Lapse(lvu.APPLY_FOR_CARE, last, "Omhändertagandet"))
    if now.judged_on is not None and now.final_on is not None:
        last = _last(lvu.CARE_DECISION_LAPSES, now.final_on)
        if (now.begun_on or today) > last:
            found.append(Lapse(lvu.CARE_DECISION_LAPSES, last, "Rättens beslut om vård"))
    if now.judged_on is not None and now.ground is not None and born_on is not None:
        rule = lvu_ends.BEHAVIOUR_CARE_ENDS if now.ground.of_behaviour else lvu_ends.ENVIRONMENT_CARE_ENDS
        day = rule.due(born_on).legal
        if day is not None and today >= day:
            found.append(Lapse(rule, day - timedelta(days=1), "Vården"))
    return min(found, key=lambda one: one.last, default=None)


def _last(rule: Rule, since: date) -> date:
    due = rule.due(since)
    found = due.rolled or due.legal
    assert found is not None
    return found


def _count(now: State, at: datetime, born_on: date | None) -> None:
    """The clocks that run. While a lapse is unseen, the one whose time went out stays, late, and no other."""

    def run(rule: Rule, on: date | None, **said: object) -> None:
        if on is not None:
            now.clocks[rule] = Running(moment_of(on, at), **said)  # type: ignore[arg-type]

    # what the chair decided is told to the board also when it has fallen
    run(lvu.CHAIR_DECISION_REPORTED, now.chair_on, occasion=now.meeting_on)
    if now.lapse is not None:
        since = {
            lvu.SUBMIT_CUSTODY: now.custody_on,
            lvu.APPLY_FOR_CARE: now.begun_on,
            lvu.CARE_DECISION_LAPSES: now.final_on,
        }.get(now.lapse.rule, born_on)
        run(now.lapse.rule, since, extended_to=now.extended_to)
        return
    if now.custody_on is not None:
        if now.submitted_on is None:
            run(lvu.SUBMIT_CUSTODY, now.custody_on)
        elif now.confirmed_on is None:
            run(lvu.COURT_EXAMINES_CUSTODY, now.submitted_on)
        if now.applied_on is None:
            run(lvu.APPLY_FOR_CARE, now.begun_on, extended_to=now.extended_to)
        else:
            run(lvu.COURT_HEARS_CASE, now.applied_on)
    if now.judged_on is not None:
        _care(now, at, born_on)
    _contact(now, at)
    if now.following_on is not None:
        run(lvu_ends.FOLLOW_UP_ENDS, now.following_on)


def _care(now: State, at: datetime, born_on: date | None) -> None:
    assert now.judged_on is not None
    if now.begun_on is None:
        if now.final_on is not None:
            now.clocks[lvu.CARE_DECISION_LAPSES] = Running(moment_of(now.final_on, at))
    elif now.ground is not None:
        if now.ground.of_home:
            now.clocks[lvu.CONSIDER_ENVIRONMENT_CARE] = _round(
                lvu.CONSIDER_ENVIRONMENT_CARE, now, Kind.CONSIDERED, at
            )
        if now.ground.of_behaviour:
            now.clocks[lvu.REVIEW_BEHAVIOUR_CARE] = _round(lvu.REVIEW_BEHAVIOUR_CARE, now, Kind.REVIEWED, at)
    if born_on is not None and now.ground is not None:
        born = swedish_moment(born_on, NOON)
        if now.ground.of_home:
            now.clocks[lvu_ends.ENVIRONMENT_CARE_ENDS] = Running(born)
        if now.ground.of_behaviour:
            now.clocks[lvu_ends.BEHAVIOUR_CARE_ENDS] = Running(born)


def _reached(age: int, born_on: date | None, on: date) -> bool:
    rule = lvu_ends.ENVIRONMENT_CARE_ENDS if age == 18 else lvu_ends.BEHAVIOUR_CARE_ENDS
    day = rule.due(born_on).legal if born_on is not None else None
    return day is not None and day <= on


def _round(rule: Rule, now: State, met: Kind, at: datetime) -> Running:
    """The round that runs. Counted from when the care began, by the custody or the judgment, never before the judgment."""
    assert now.begun_on is not None and now.judged_on is not None
    began = now.begun_on
    done = now.done.get(met, [])
    found = round_now(rule, moment_of(began, at), began, done)
    legal = rule.due(began).legal
    if not done and legal is not None and legal < now.judged_on:
        # the custody alone lasted longer than a round: the next of the days from when it began
        found = Round(moment_of(now.judged_on, at), again=True, in_time=False)
    return Running(found.at, found.again, None if found.again and found.in_time else began)


def _contact(now: State, at: datetime) -> None:
    """Contact and the secret place are considered each for itself; the clock is that of whichever comes first."""
    rule, found = lvu.CONSIDER_CONTACT_RESTRICTION, []
    for on, met in ((now.contact_on, Kind.CONTACT_CONSIDERED), (now.secret_on, Kind.SECRET_CONSIDERED)):
        if on is not None and now.stands:
            round_ = round_now(rule, moment_of(on, at), on, now.done.get(met, []))
            found.append(Running(round_.at, round_.again))
    if found:
        now.clocks[rule] = min(
            found, key=lambda one: rule.due(one.since, later_round=one.again).legal or date.max
        )
