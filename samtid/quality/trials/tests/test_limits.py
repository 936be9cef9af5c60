"""Skyddsgränserna: what the watch sees, and that nothing is answered or settled unseen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from samtid.base.organisation.models import Unit
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.trials import actions, queries, rules
from samtid.quality.trials.models import Breach
from samtid.quality.trials.words import Outcome, Way

from .make import FIGURE, LIMIT, a_planned_trial, a_trial, readings

USUAL = [40.0, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41]


def test_the_watch_sees_only_units_that_try_whole_periods_and_the_definition_of_the_plan(
    acting, at, as_owner, watched
):
    with acting("vera") as vera:
        one = a_trial(by=vera, at=at)
        tries = queries.whole(vera, one).places[0].unit
    with as_owner():
        other = Unit.objects.exclude(pk=tries.pk).first()
        assert other is not None
        readings(other, LIMIT, one.starts_on, [10], at)
        readings(tries, LIMIT, rules.months_before(one.starts_on, 1), [10, None, 80, 79.5], at)
    assert watched(at + timedelta(days=120)) == 1
    with acting("vera"):
        [found] = Breach.objects.all()
        assert (found.unit, found.value) == (tries, Decimal("79.50"))


def test_after_it_is_broken_off_nothing_is_watched_and_it_can_be_decided(acting, at, as_owner, watched):
    with acting("vera") as vera:
        one = a_trial(by=vera, at=at)
        tries = queries.whole(vera, one).places[0].unit
    then = at + timedelta(days=70)
    with acting("vera", at=then) as vera:
        actions.stop(one, "Personalen slutade.", by=vera, at=then)
        with pytest.raises(NotYet, match="redan slut"):
            actions.stop(one, "Igen.", by=vera, at=then)
    with as_owner():
        readings(tries, LIMIT, one.starts_on, [95, 95, 10, 10], at)
    assert watched(then + timedelta(days=90)) == 0
    with acting("vera", at=then + timedelta(days=9)) as vera, pytest.raises(NotYet, match="sista gången"):
        actions.look(one, by=vera, at=then + timedelta(days=9))
    later = then + timedelta(days=120)
    with acting("vera", at=later) as vera:
        line = actions.look(one, by=vera, at=later)
        assert "inte att säga" in line.text and line.size is None
        actions.decide(one, Outcome.STOP, "Det prövades för kort.", None, by=vera, at=later)
        one.refresh_from_db()
        assert one.closed_at == later


def test_a_limit_that_is_passed_is_answered_before_anything_is_decided(acting, at, as_owner, watched):
    with acting("vera") as vera:
        one = a_trial(by=vera, at=at)
        tries = queries.whole(vera, one).places[0].unit
        with pytest.raises(NotYet, match="Ingen skyddsgräns"):
            actions.go_on(one, "Bra ändå.", by=vera, at=at)
    with as_owner():
        readings(tries, LIMIT, one.starts_on, [10] * 6, at)
    later = at + timedelta(days=400)
    assert watched(later) == 6
    with acting("vera", at=later) as vera:
        actions.look(one, by=vera, at=later)
        with pytest.raises(NotYet, match="Svara först"):
            actions.decide(
                one,
                Outcome.KEEP,
                "Bra.",
                swedish_day(later) + timedelta(days=300),
                by=vera,
                at=later,
            )


def test_what_one_has_not_read_is_neither_settled_nor_answered(acting, at, as_owner, watched):
    with acting("vera") as vera:
        one = a_planned_trial(by=vera, at=at)
        seen = queries.whole(vera, one).print_of(one)
    with acting("karin") as karin:
        actions.set_guard(one, FIGURE, Way.HIGHER, Decimal(90), by=karin, at=at)
    with acting("vera") as vera:
        with pytest.raises(NotYet, match="ändrat planen"):
            actions.begin(one, seen=seen, insists=True, by=vera, at=at)
        told = queries.whole(vera, one)
        assert ("Skyddsgräns satt", "karin") in {
            (line.text.partition(":")[0], line.by.username) for line in told.lines
        }
        actions.begin(one, seen=told.print_of(one), insists=True, by=vera, at=at)
        tries = told.places[0].unit
    with as_owner():
        readings(tries, LIMIT, one.starts_on, [10], at)
    first = at + timedelta(days=100)
    assert watched(first) == 1
    with as_owner():
        readings(tries, LIMIT, rules.months_before(one.starts_on, -1), [10], at)
    assert watched(first + timedelta(days=1)) == 1
    later = first + timedelta(days=1, hours=3)
    with acting("vera", at=later) as vera:
        with pytest.raises(NotYet, match="Fler gränser"):
            actions.go_on(one, "Vikarie är inne.", seen=1, by=vera, at=later)
        actions.go_on(one, "Vikarie är inne.", seen=2, by=vera, at=later)
        assert not queries.whole(vera, one).unanswered
        assert not queries.trials(vera).get(pk=one.pk).is_passed


def test_a_limit_that_comes_too_late_or_is_too_fine_is_refused(acting, at):
    late = next(key for key, one in all_indicators().items() if one.lag > rules.MOST_LAG)
    with acting("vera") as vera:
        one = a_planned_trial(by=vera, at=at)
        for figure, limit, says in (
            (late, Decimal(5), "skyddar den ingen"),
            (FIGURE, Decimal("90.125"), "två decimaler"),
            (FIGURE, Decimal("NaN"), "som ett tal"),
            ("finns-inte", Decimal(1), "siffra som finns"),
        ):
            with pytest.raises(NotYet, match=says):
                actions.set_guard(one, figure, Way.HIGHER, limit, by=vera, at=at)
