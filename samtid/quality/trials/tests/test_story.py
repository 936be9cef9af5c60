"""Från plan till uppföljning i webbläsaren; the night's watch; who reads and writes."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.models import Membership, Unit
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.trials import actions, queries, rules
from samtid.quality.trials.models import Guard, Line, Trial
from samtid.quality.trials.words import Kind, Outcome, Way

from .make import FIGURE, LIMIT, a_planned_trial, a_trial, readings

USUAL = [40.0, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41]


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
    assert "Fullt" in browser.get(reverse("trials:every")).content.decode()


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


def test_what_was_begun_on_an_older_plan_is_refused_once_and_then_taken(browse, acting, at, staff, the):
    with acting("vera") as vera:
        one = a_planned_trial(by=vera, at=at)
        unit = queries.whole(vera, one).places[0].unit
    browser = browse("vera")
    for name in ("change", "begin"):
        address, old = reverse(f"trials:{name}", args=[one.pk]), "0123456789abcdef"
        said = written(at, unit, staff("vera"), name="Annat") if name == "change" else {}
        refused = browser.post(address, {**said, "seen": old, "insist": "1"})
        assert refused.status_code == 422 and "ändrat planen" in refused.content.decode()
        [now] = re.findall(r'name="seen" value="([0-9a-f]{16})"', refused.content.decode())
        assert now != old
        sent(browser, address, **{**said, "seen": now, "insist": "1"})
    assert the(Trial).name == "Annat" and the(Trial).begun_at is not None


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
