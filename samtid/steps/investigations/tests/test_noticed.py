"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.dossier.models import Clock, Event
from samtid.base.organisation.models import Unit
from samtid.ground.law import children
from samtid.ground.reasons import NotYet
from samtid.steps.intake.tests.make import an_assessed_report
from samtid.steps.investigations import actions, words
from samtid.steps.investigations.models import ChildVoice, Investigation
from samtid.steps.investigations.tests.make import WHY, a_childs_investigation, investigated


@pytest.fixture
def opened(staff, at):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


def open_for(report, caseworker, *, by, at):
    return actions.open_investigation(
        report,
        unit=Unit.objects.get(name="Utredning barn och unga"),
        caseworker=caseworker,
        method=words.Method.BBIC,
        reason=WHY,
        by=by,
        at=at,
    )


@pytest.mark.parametrize("missing", ["degree_on", "experienced_on"])
def test_a_childs_investigation_is_not_opened_for_somebody_who_may_not_lead_it(
    acting, as_owner, staff, at, missing
):
    with as_owner():
        type(staff("bo")).objects.filter(username="bo").update(**{missing: None})
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        with pytest.raises(NotYet, match=r"25 kap\. 1 §"):
            open_for(report, staff("bo"), by=maja, at=at)
        assert not Investigation.objects.exists()
        report.refresh_from_db()
        assert report.closed_at is None


def test_what_the_child_said_is_kept_whole(acting, opened, at):
    heard = at - timedelta(hours=1)
    with acting("bo") as bo:
        actions.hear_child(
            opened, heard_at=heard, text=" «Jag vill hem.» ", minutes=40, alone=True, by=bo, at=at
        )
        [voice] = ChildVoice.objects.all()
        assert (voice.heard_at, voice.text, voice.minutes, voice.alone) == (
            heard,
            "«Jag vill hem.»",
            40,
            True,
        )
        assert (voice.by, voice.by_title, voice.at) == (bo, bo.title, at)
        [line] = Event.objects.filter(case=opened.case, verb=words.Event.CHILD_HEARD)
        assert (line.law, line.by, line.at) == ("SoL 3 kap. 2 §", bo, at)


def test_that_a_child_was_not_heard_is_in_the_diary_with_why_and_without_minutes(acting, opened, at):
    with acting("bo") as bo:
        actions.hear_child(
            opened,
            heard_at=None,
            minutes=40,
            alone=True,
            why_not=next(iter(words.WhyNotHeard)),
            not_heard_reason="Alva ville inte prata i dag, vi försöker igen på torsdag.",
            by=bo,
            at=at,
        )
        [voice] = ChildVoice.objects.all()
        assert (voice.heard_at, voice.minutes, voice.alone, voice.text) == (None, None, False, "")
        assert voice.not_heard_reason
        assert Event.objects.filter(case=opened.case, verb=words.Event.CHILD_NOT_HEARD).count() == 1
        assert not Event.objects.filter(case=opened.case, verb=words.Event.CHILD_HEARD).exists()


def test_planning_and_informing_each_leave_a_line_and_stop_no_other_clock(acting, opened, at):
    with acting("bo") as bo:
        actions.plan(opened, "Samtal med barnet, föräldrarna och skolan.", by=bo, at=at)
        actions.inform_affected(opened, informed_at=at, how=words.Told.PHONE, by=bo, at=at)
        verbs = set(Event.objects.filter(case=opened.case).values_list("verb", flat=True))
        assert {words.Event.PLANNED, words.Event.INFORMED} <= verbs
        assert (opened.informed_at, opened.informed_how) == (at, words.Told.PHONE)
        assert Clock.objects.get(about=opened.pk, rule=children.INVESTIGATION.id).stopped_at is None


def test_material_is_not_communicated_without_saying_how(acting, opened, at):
    with acting("bo") as bo:
        investigated(opened, by=bo, at=at)
        proposal = actions.propose(
            opened,
            assessment="Behoven är större än vad familjen klarar utan stöd just nu.",
            best_interests="Bäst för Alva är att bo hemma med stöd, vilket hon själv vill.",
            recommendation=words.Recommendation.NO_SERVICE,
            proposal="Utredningen avslutas utan insats.",
            by=bo,
            at=at,
        )
        with pytest.raises(NotYet):
            actions.communicate(
                proposal, communicated_at=at, how=None, answer_by=at.date() + timedelta(days=10), by=bo, at=at
            )
        proposal.refresh_from_db()
        assert proposal.communicated_at is None
