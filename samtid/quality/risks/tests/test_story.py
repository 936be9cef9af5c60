"""Från risk till årets rapport i webbläsaren, and the bad days: New Year, who left, a figure that is gone, a month that was skipped."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from samtid.base.organisation.models import Membership, Unit
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.risks import actions, queries, rules
from samtid.quality.risks.models import Conclusion, Control, Line, Occasion, Risk
from samtid.quality.risks.words import Cell, Kind, Level, Outcome, Why

from .make import BY_HAND, FIGURE, a_control, a_control_said, a_reading, a_risk, an_assessment

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def sent(browser, address: str, **said: object) -> str:
    answer = browser.post(address, {"insist": "", **said})
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return str(answer.url)


def assessed(at, **said: object) -> dict[str, object]:
    today = swedish_day(at)
    return {
        "text": "Färre gånger.", "likelihood": 2, "severity": 4, "measure": "", "doer": "", "measure_on": "", "left_likelihood": "",
        "left_severity": "", "next_on": (today + timedelta(days=90)).isoformat(),
    } | said  # fmt: skip


def test_a_risk_is_assessed_again_and_nothing_is_overwritten(browse, staff, at, the):
    vera, today = browse("vera"), swedish_day(at)
    refused = vera.post(reverse("risks:note"), {"name": ""})
    assert refused.status_code == 422 and "Skriv vad som kan hända" in refused.content.decode()
    said = assessed(
        at, name="En anmälan blir liggande", cause="Ingen läser.", consequence="Barnet väntar.", place="intake", area="", covers="",
        likelihood=4, severity=4, owner=staff("vera").pk,
    )  # fmt: skip
    bare = vera.post(reverse("risks:note"), {"insist": "", **said})
    assert bare.status_code == 422 and "hög risk behöver en åtgärd" in bare.content.decode()
    soon = (today + timedelta(days=10)).isoformat()
    here = sent(
        vera, reverse("risks:note"),
        **said | {"measure": "Läs på fredagar.", "doer": staff("karin").pk, "measure_on": soon, "left_likelihood": 2, "left_severity": 4},
    )  # fmt: skip
    one = the(Risk)
    page = vera.get(here).content.decode()
    assert "Hög risk" in page and "Läs på fredagar." in page and "Medel risk" in page, (
        "what is thought to be left"
    )
    assert "Gör åtgärden" in browse("karin").get(reverse("desk:day")).content.decode()

    sent(browse("karin"), reverse("risks:finish", args=[one.pk]), text="Läses nu varje fredag.", seen=1)
    assert "Gör åtgärden" not in browse("karin").get(reverse("desk:day")).content.decode()
    vera = browse("vera", days=80)
    assert "Bedöm risken igen" in vera.get(reverse("desk:day")).content.decode()
    later = at + timedelta(days=80)
    stale = vera.post(reverse("risks:assess", args=[one.pk]), {"insist": "", "seen": 1, **assessed(later)})
    assert stale.status_code == 422 and rules.MOVED in stale.content.decode(), "somebody wrote meanwhile"
    [seen] = set(re.findall(r'name="seen" value="(\d+)"', stale.content.decode()))
    sent(vera, reverse("risks:assess", args=[one.pk]), seen=seen, **assessed(later))
    assert "Bedöm risken igen" not in vera.get(reverse("desk:day")).content.decode()
    page = vera.get(here).content.decode()
    assert "hög (4 × 4)" in page and "medel (2 × 4)" in page, "both stand"

    sent(vera, reverse("risks:close", args=[one.pk]), text="Inkorgen är borta.", seen=3)
    assert (
        vera.post(reverse("risks:assess", args=[one.pk]), {"insist": "", **assessed(later)}).status_code
        == 422
    )
    assert "Avslutad" in vera.get(reverse("risks:every")).content.decode()


def test_a_name_is_asked_about_once_and_a_number_is_never_taken(browse, acting, at, the):
    with acting("vera") as vera:
        one = a_risk(by=vera, at=at)
    browser, close = browse("vera"), reverse("risks:close", args=[one.pk])
    asked = browser.post(close, {"text": "Familjen Nyström flyttade.", "insist": ""})
    assert asked.status_code == 422 and 'name="insist" value="1"' in asked.content.decode()
    assert browser.post(close, {"text": "20120314-2391", "insist": "1"}).status_code == 422
    sent(browser, close, text="Ärendet 26-7F3K2Q är klart.")
    assert "7F3K2Q" not in the(Line, kind=Kind.CLOSED).text, "a case's number is taken away"


def test_a_figure_says_by_itself_whether_it_reached_its_limit(browse, acting, at, the, as_owner, night):
    with acting("vera") as vera:
        control = a_control(by=vera, at=at)
        assert rules.occasions(2026, month=1, every=1, begins_on=control.begins_on, ended_on=None) == [
            date(2026, 12, 1)
        ]
    with as_owner():
        a_reading(*NOVEMBER, 85, at)
    assert night(at) == 0, "its day has not come"
    december = at + timedelta(days=10)
    assert night(december) == 1 and night(december + timedelta(hours=1)) == 0
    one = the(Occasion)
    assert (one.outcome, one.value, one.version, one.last_on) == (
        Outcome.MISSED,
        85,
        control.version,
        NOVEMBER[1],
    )

    vera = browse("vera", days=10)
    assert "Skriv vad siffran betyder" in vera.get(reverse("desk:day")).content.decode()
    here = reverse("risks:conclude", args=[one.pk])
    assert "Inte nått" in vera.get(here).content.decode()
    bare = vera.post(here, {"text": "Två var sjuka.", "insist": "", "seen": 0})
    assert bare.status_code == 422 and "skriv vad ni gör åt det" in bare.content.decode()
    sent(vera, here, text="Två var sjuka.", measure="En till kan läsa inkorgen.", seen=0)
    stale = vera.post(here, {"text": "Tre var sjuka.", "measure": "Samma.", "insist": "", "seen": 0})
    assert stale.status_code == 422 and rules.MOVED in stale.content.decode()
    sent(vera, here, text="Tre var sjuka.", measure="En till kan läsa inkorgen.", seen=1)
    page = vera.get(here).content.decode()
    assert "Två var sjuka." in page and "Tre var sjuka." in page, "what was corrected stands"
    report = vera.get(reverse("risks:year")).content.decode()
    assert "Tre var sjuka." in report and "Två var sjuka." not in report and "Inte nått" in report
    assert reverse("indicators:figure", args=[FIGURE]) in report and "version 1" in report
    assert reverse("routines:here") + "?steg=intake" in report


@pytest.mark.parametrize(("hits", "why"), [(None, Why.FEW), ("none", Why.NONE)])
def test_too_few_or_nothing_cannot_be_said(acting, at, the, as_owner, night, hits, why):
    with acting("vera") as vera:
        a_control(by=vera, at=at)
    with as_owner():
        a_reading(date(2026, 7, 1), date(2026, 7, 31), 99, at)
        if hits is None:
            a_reading(*NOVEMBER, None, at)
    night(at + timedelta(days=10))
    one = the(Occasion)
    assert (one.outcome, one.why, one.value) == (Outcome.CANNOT, why, None), (
        "an old figure is no answer for today"
    )


def test_a_figure_that_is_gone_or_counted_in_another_way_cannot_be_said(
    acting, browse, at, the, as_owner, night
):
    with acting("vera") as vera:
        control = a_control(by=vera, at=at)
    with as_owner():
        a_reading(*NOVEMBER, 99, at)
        told = {field.attname: getattr(control, field.attname) for field in Control._meta.concrete_fields}
        old = Control.objects.create(**told | {"id": None, "version": 99} | {"id": Risk().pk})
    night(at + timedelta(days=10))
    assert (
        the(Occasion, control=old).why == Why.ANOTHER
        and the(Occasion, control=control).outcome == Outcome.REACHED
    )
    page = browse("vera", days=10).get(reverse("risks:control", args=[old.pk])).content.decode()
    assert "räknas på ett annat sätt" in page


def test_over_new_year_a_month_that_nobody_did_is_said_to_be_late(acting, browse, at, night):
    with acting("vera") as vera:
        control = a_control(by=vera, at=at, **BY_HAND)
    after = at + timedelta(days=45)  # the fifth of January: no night went since November
    assert night(after) == 2
    with acting("vera", at=after) as vera:
        found = queries.held(vera, [control], [2026, 2027], swedish_day(after))[control.pk]
        assert [(one.due_on, one.cell) for one in found[:3]] == [
            (date(2026, 12, 1), Cell.LATE), (date(2027, 1, 1), Cell.WAITS), (date(2027, 2, 1), Cell.COMES)
        ]  # fmt: skip
        assert len(queries.due(vera, ["quality"], swedish_day(after))) == 2
    last = browse("vera", days=45).get(reverse("risks:year"), {"ar": "2026"}).content.decode()
    assert "Inte gjord i tid" in last and "2026-12-01" in last and "2027-01-01" not in last
    for odd in ("", "x", "0", "99999", "-1"):
        assert browse("vera").get(reverse("risks:year"), {"ar": odd}).status_code == 200


def test_what_is_looked_at_by_hand_is_said_by_whoever_looked(acting, browse, at, the, night):
    with acting("vera") as vera:
        a_control(by=vera, at=at, **BY_HAND)
    night(at + timedelta(days=10))
    here, vera = reverse("risks:conclude", args=[the(Occasion).pk]), browse("vera", days=10)
    assert vera.post(here, {"text": "Åtta av tio hade mål.", "insist": "", "seen": 0}).status_code == 422
    sent(vera, here, text="Åtta av tio hade mål.", outcome="missed", measure="Tas upp på mötet.", seen=0)
    with acting("vera", at=at + timedelta(days=10)) as vera:
        assert queries.year(vera, 2026, date(2026, 12, 2)).outcomes[Outcome.MISSED] == 1


def test_a_control_that_ended_has_no_more_occasions_and_those_there_were_stand(
    acting, browse, at, the, night
):
    with acting("vera") as vera:
        a_control(by=vera, at=at, **BY_HAND)
    night(at + timedelta(days=10))
    control = the(Control)
    sent(browse("vera", days=12), reverse("risks:end_control", args=[control.pk]), text="Görs på annat sätt.")
    assert night(at + timedelta(days=45)) == 0
    page = browse("vera", days=45).get(reverse("risks:control", args=[control.pk])).content.decode()
    assert "Har upphört" in page and "2026-12-01" in page
    again = browse("vera", days=45).post(
        reverse("risks:end_control", args=[control.pk]), {"text": "Igen.", "insist": ""}
    )
    assert again.status_code == 422


def test_what_lay_with_one_who_left_is_the_quality_developers(acting, at, staff, as_owner, browse):
    today = swedish_day(at)
    with acting("karin") as karin:
        one, control = a_risk(by=karin, at=at), a_control(by=karin, at=at)
    with acting("vera") as vera:
        assert not queries.due(vera, ["quality"], today)
    with as_owner():
        Membership.objects.filter(staff=staff("karin")).update(valid_to=today - timedelta(days=1))
    with acting("vera") as vera:
        assert {found.about for found in queries.due(vera, ["quality"], today)} == {one.pk, control.pk}
        with pytest.raises(NotYet, match="är chef eller kvalitetsutvecklare i dag"):
            actions.hand_over(one, staff("karin").pk, by=vera, at=at)
    assert "Utan ansvarig" in browse("vera").get(reverse("desk:day")).content.decode()
    sent(browse("vera"), reverse("risks:hand_over", args=[one.pk]), owner=staff("vera").pk)
    sent(browse("vera"), reverse("risks:hand_control", args=[control.pk]), owner=staff("vera").pk)
    with acting("vera") as vera:
        actions.finish(one, "Gjort.", by=vera, at=at)
        assert not queries.due(vera, ["quality"], today)


def test_a_unit_that_is_there_no_longer_is_told_of_as_that(acting, at, as_owner, browse, the, night):
    with as_owner():
        unit = Unit.objects.get(name="Utredning barn och unga")
    with acting("vera") as vera:
        control = a_control(by=vera, at=at, covers=unit.pk)
    with as_owner():
        a_reading(*NOVEMBER, 99, at)
        Unit.objects.filter(pk=unit.pk).update(valid_to=swedish_day(at) + timedelta(days=3))
    night(at + timedelta(days=10))
    assert the(Occasion).why == Why.NONE, "the whole municipality's figure is not the unit's"
    page = browse("vera", days=10).get(reverse("risks:control", args=[control.pk])).content.decode()
    assert "finns inte längre" in page
    later = at + timedelta(days=10)
    with acting("vera", at=later) as vera, pytest.raises(NotYet, match="enhet som finns i dag"):
        actions.add_control(a_control_said(covers=unit.pk), vera.pk, by=vera, at=later)


def test_the_year_tells_risks_as_they_were_assessed_then(acting, at):
    with acting("vera") as vera:
        one = a_risk(by=vera, at=at, size=(5, 5))
    later = at + timedelta(days=60)
    with acting("vera", at=later) as vera:
        actions.assess(one, an_assessment(swedish_day(later), size=(1, 2)), by=vera, at=later)
        assert queries.year(vera, 2026, swedish_day(later)).levels[Level.HIGH] == 1
        assert queries.year(vera, 2027, swedish_day(later)).levels == {
            Level.HIGH: 0,
            Level.MEDIUM: 0,
            Level.LOW: 1,
        }
        assert not queries.year(vera, 2025, swedish_day(later)).risks


def test_all_staff_read_risks_politicians_the_report_and_neither_writes(browse, acting, at, night, the):
    with acting("vera") as vera:
        one, control = a_risk(by=vera, at=at), a_control(by=vera, at=at, **BY_HAND)
    night(at + timedelta(days=10))
    here, wheel = reverse("risks:risk", args=[one.pk]), reverse("risks:control", args=[control.pk])
    occasion = reverse("risks:conclude", args=[the(Occasion).pk])
    for username, is_told in (("bengt", 200), ("kurt", 200), ("bo", 404), ("tova", 404)):
        told = browse(username, days=10).get(here)
        assert told.status_code == 200 and "Bedöm risken igen" not in told.content.decode()
        assert browse(username).get(reverse("risks:every")).status_code == 200
        for page in (reverse("risks:year"), wheel, occasion):
            assert browse(username, days=10).get(page).status_code == is_told, (username, page)
        assert browse(username).get(reverse("risks:note")).status_code == 404
        refused = browse(username).post(reverse("risks:close", args=[one.pk]), {"text": "Nej.", "insist": ""})
        assert refused.status_code == 422
    with acting("vera"):
        assert not Conclusion.objects.exists() and Line.objects.count() == 1
