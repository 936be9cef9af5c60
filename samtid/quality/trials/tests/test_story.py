"""Från plan till uppföljning i webbläsaren; the night's watch; who reads and writes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.through import door
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Membership, Unit
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.trials import actions, queries, rules
from samtid.quality.trials.models import Breach, Guard, Line, Trial
from samtid.quality.trials.words import Kind, Outcome, Way

from .make import FIGURE, LIMIT, a_planned_trial, a_trial, readings

USUAL = [40.0, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41]


@pytest.fixture
def browse(staff, at):
    """``browse("vera", days=31)``: her browser, so many days on."""
    moment = [at]

    def client(username: str, days: int = 0) -> Client:
        moment[0] = at + timedelta(days=days)
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: moment[0]):
        yield client


@pytest.fixture
def the(as_owner):
    def one(model, **which):
        with as_owner():
            return model.objects.get(**which)

    return one


@pytest.fixture
def watched(as_owner):
    """The night's watch: the function is the worker's log-in's, so it is called from outside with the worker's stamp."""

    def watch(at) -> int:
        with acting_as(Identity(None, Purpose.WORKER, at)), as_owner():
            return door("watch_trials")

    return watch


def sent(browser: Client, address: str, **said: object) -> str:
    answer = browser.post(address, {"insist": "", **said})
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return str(answer.url)


def written(at, unit: Unit, owner, **said: object) -> dict[str, object]:
    starts = rules.months_before(swedish_day(at), -1)
    return {
        "name": "Fältassistenter", "changed": "Två fältassistenter på kvällar.", "hypothesis": "Utredningarna går fortare.",
        "indicator": FIGURE, "way": "lower", "tries": [unit.pk], "starts_on": starts.isoformat(),
        "ends_on": (rules.months_before(starts, -6) - timedelta(days=1)).isoformat(), "method": "before", "beside": [],
        "months": 12, "looks": 1, "owner": owner.pk,
    } | said  # fmt: skip


def test_from_plan_to_follow_up(browse, staff, at, the, as_owner, watched):
    vera, today = browse("vera"), swedish_day(at)
    with as_owner():
        unit = Unit.objects.get(name="Utredning barn och unga")
    refused = vera.post(reverse("trials:plan"), {"name": ""})
    assert refused.status_code == 422 and "Välj en siffra" in refused.content.decode()
    here = sent(vera, reverse("trials:plan"), **written(at, unit, staff("vera")))
    one = the(Trial)
    early = vera.post(reverse("trials:begin", args=[one.pk]), {"insist": ""})
    assert early.status_code == 422 and "skyddsgräns" in early.content.decode()
    wrong = vera.post(
        reverse("trials:set_guard", args=[one.pk]), {"indicator": LIMIT, "worse": "lower", "limit": "åttio"}
    )
    assert wrong.status_code == 422 and "som ett tal" in wrong.content.decode()
    sent(vera, reverse("trials:set_guard", args=[one.pk]), indicator=LIMIT, worse="lower", limit="80,5")
    assert the(Guard).limit == Decimal("80.5")
    sent(
        vera,
        reverse("trials:change", args=[one.pk]),
        **written(at, unit, staff("vera"), name="Fältassistenter 2027"),
    )
    asked = vera.post(reverse("trials:begin", args=[one.pk]), {"insist": ""})
    assert asked.status_code == 422 and "går inte att vakta" in asked.content.decode(), (
        "no value of it for a year"
    )
    sent(vera, reverse("trials:begin", args=[one.pk]), insist="1")
    one = the(Trial)
    assert one.name == "Fältassistenter 2027" and one.begun_by == staff("vera")
    late = vera.post(
        reverse("trials:set_guard", args=[one.pk]),
        {"indicator": FIGURE, "worse": "higher", "limit": "90"},
    )
    assert late.status_code == 422 and "står som den är" in late.content.decode()

    with as_owner():
        readings(unit, FIGURE, rules.months_before(one.starts_on, 12), [*USUAL, 30, 31, 29, 30, 31, 29], at)
        readings(unit, LIMIT, one.starts_on, [95, 80, 95], at)
    middle = (one.starts_on - today).days + 70
    assert watched(at + timedelta(days=middle)) == 1 and watched(at + timedelta(days=middle, hours=1)) == 0
    vera = browse("vera", days=middle)
    day = vera.get(reverse("desk:day")).content.decode()
    assert here in day and "Skyddsgränsen är passerad" in day, "no duty without somebody's day"
    peek = vera.post(reverse("trials:look", args=[one.pk]))
    assert peek.status_code == 422 and "sista gången sparas" in peek.content.decode()
    sent(
        vera,
        reverse("trials:go_on", args=[one.pk]),
        text="En vecka med sjukdom. Vikarie är inne.",
    )
    assert "Skyddsgränsen är passerad" not in vera.get(here).content.decode()

    over = (one.ends_on - today).days + 40
    vera = browse("vera", days=over)
    assert "räkna och besluta" in vera.get(reverse("desk:day")).content.decode()
    soon = vera.post(
        reverse("trials:decide", args=[one.pk]), {"outcome": "keep", "text": "Bra.", "follow_on": ""}
    )
    assert soon.status_code == 422 and "Räkna först" in soon.content.decode()
    sent(vera, reverse("trials:look", args=[one.pk]))
    told = the(Line, kind=Kind.LOOKED)
    assert "Det talar för hypotesen" in told.text and told.high is not None and told.high < 0
    again = vera.post(reverse("trials:look", args=[one.pk]))
    assert again.status_code == 422 and "Fler blickar" in again.content.decode()
    later = (one.ends_on + timedelta(days=400)).isoformat()
    sent(
        vera,
        reverse("trials:decide", args=[one.pk]),
        outcome="keep",
        text="Kortare tid.",
        follow_on=later,
    )
    vera = browse("vera", days=over + 361)
    assert "Se efter om det höll" in vera.get(reverse("desk:day")).content.decode()
    sent(vera, reverse("trials:follow", args=[one.pk]), text="Det höll.", follow_on="")
    one = the(Trial)
    assert one.outcome == Outcome.KEEP and one.closed_by == staff("vera")
    assert vera.post(reverse("trials:follow", args=[one.pk]), {"text": "Mer."}).status_code == 422


def test_politicians_read_and_others_find_nothing(browse, acting, at):
    with acting("vera") as vera:
        one = a_trial(by=vera, at=at)
    here = reverse("trials:trial", args=[one.pk])
    told = browse("bengt").get(here).content.decode()
    assert "Fältassistenter" in told and "Avbryt försöket" not in told
    assert browse("bengt").get(reverse("trials:every")).status_code == 200
    assert browse("bengt").get(reverse("trials:plan")).status_code == 404
    assert browse("bengt").post(reverse("trials:stop", args=[one.pk]), {"text": "Nej."}).status_code == 422
    for other in ("bo", "tova", "ola", "nils"):
        assert browse(other).get(here).status_code == 404
        assert browse(other).get(reverse("trials:every")).status_code == 404


def test_only_whoever_has_it_in_hand_carries_it_on_and_hands_it_over(acting, at, staff, as_owner):
    with acting("vera") as vera:
        one = a_planned_trial(by=vera, at=at)
    with acting("karin") as karin:
        for deed in (
            lambda: actions.begin(one, by=karin, at=at),
            lambda: actions.drop(one, "Nej.", by=karin, at=at),
            lambda: actions.hand_over(one, karin, by=karin, at=at),
        ):
            with pytest.raises(NotYet, match="har hand om"):
                deed()
    with as_owner():
        Membership.objects.filter(staff=staff("vera")).update(valid_to=swedish_day(at) - timedelta(days=1))
    with acting("karin") as karin:
        actions.hand_over(one, karin, by=karin, at=at)
        actions.begin(one, insists=True, by=karin, at=at)


def test_what_lay_with_one_who_has_left_is_the_quality_developers(acting, at, staff, as_owner):
    today = swedish_day(at)
    with acting("karin") as karin:
        one = a_planned_trial(by=karin, at=at)
    soon = one.starts_on
    with acting("vera") as vera:
        assert not queries.in_hand(vera, soon, today, ["quality"])
    with as_owner():
        Membership.objects.filter(staff=staff("karin")).update(valid_to=today - timedelta(days=1))
    with acting("vera") as vera:
        assert [found.pk for found, _, _ in queries.in_hand(vera, soon, today, ["quality"])] == [one.pk]


def test_a_third_trial_in_one_unit_is_asked_about_once(browse, acting, at):
    with acting("vera") as vera:
        for _ in range(2):
            a_trial(by=vera, at=at)
        third = a_planned_trial(by=vera, at=at)
    browser, begin = browse("vera"), reverse("trials:begin", args=[third.pk])
    asked = browser.post(begin, {"insist": ""})
    assert asked.status_code == 422 and 'name="insist" value="1"' in asked.content.decode()
    sent(browser, begin, insist="1")
    assert browser.post(begin, {"insist": "1"}).status_code == 422, "settled once"
    assert "Nog" in browser.get(reverse("trials:every")).content.decode()


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


def test_a_text_that_names_somebody_is_asked_about_once_and_a_number_never_taken(browse, acting, at):
    with acting("vera") as vera:
        one = a_trial(by=vera, at=at)
    browser, drop = browse("vera"), reverse("trials:drop", args=[one.pk])
    asked = browser.post(drop, {"text": "Familjen Nyström klagade.", "insist": ""})
    assert asked.status_code == 422 and 'name="insist" value="1"' in asked.content.decode()
    assert browser.post(drop, {"text": "20120314-2391", "insist": "1"}).status_code == 422
    assert browser.post(reverse("trials:stop", args=[one.pk]), {"text": "Nej."}).status_code == 422
    with acting("vera"):
        assert not Line.objects.filter(kind__in=[Kind.STOPPED, Kind.DROPPED]).exists()
    sent(browser, drop, text="Ingen hade tid.")
    assert "Blev inte av" in browser.get(reverse("trials:every")).content.decode(), "settled and not begun"


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
        assert ("Skyddsgräns satt: Tid", "karin") in {
            (line.text[:20], line.by.username) for line in told.lines
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


def test_a_plan_can_be_changed_and_dropped_until_it_is_settled(browse, acting, at):
    with acting("vera") as vera:
        one = a_planned_trial(by=vera, at=at)
        guard = queries.whole(vera, one).guards[0]
        with pytest.raises(NotYet, match="finns redan"):
            actions.set_guard(one, LIMIT, Way.LOWER, Decimal(70), by=vera, at=at)
    browser = browse("vera")
    assert "Fältassistenter" in browser.get(reverse("trials:change", args=[one.pk])).content.decode()
    sent(browser, reverse("trials:take_guard", args=[guard.pk]))
    with acting("vera"):
        assert not Guard.objects.exists()
    sent(browser, reverse("trials:drop", args=[one.pk]), text="Ingen hade tid.")
    assert "Blev inte av" in browser.get(reverse("trials:every")).content.decode()
    assert browser.get(reverse("trials:change", args=[one.pk])).status_code == 302
