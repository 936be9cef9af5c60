"""What comes in while an investigation goes on, and what comes after it (SoL 19:6, 20:2, 23 kap.)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Case, Clock, Event, Note
from samtid.base.organisation.models import Unit
from samtid.ground.reasons import NotYet
from samtid.steps.intake.actions import send_feedback
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import an_assessed_report
from samtid.steps.intake.tests.test_pages import browse  # noqa: F401
from samtid.steps.intake.words import Outcome as ReportOutcome
from samtid.steps.investigations import actions, queries
from samtid.steps.investigations.tests.make import a_childs_investigation, a_proposal
from samtid.steps.investigations.words import Method, Outcome, Recommendation

WHY = "Ta reda på hur Alva har det hemma nu."
FOLLOWED = "Alva mår bra och går i skolan varje dag."


@pytest.fixture
def childs(acting, at, staff):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


def running() -> set[str]:
    return set(Clock.objects.filter(stopped_at=None).values_list("rule", flat=True))


def a_closing_tried(bo, at, childs):
    actions.close_without_service(childs, Outcome.NO_SERVICE, "Familjen klarar sig själv.", by=bo, at=at)


def test_a_joined_report_owes_the_school_an_answer_and_stands_on_the_investigators_day(
    acting,
    at,
    childs,
    browse,  # noqa: F811
):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        actions.add_report_to_open_investigation(report, by=maja, at=at)
    pk = report.pk
    with acting("bo") as bo:
        report = Report.objects.get(pk=pk)
        assert report.outcome == ReportOutcome.ALREADY_OPEN
        clocks = {one.rule: one for one in Clock.objects.filter(about=pk, stopped_at=None)}
        assert set(clocks) == {"CH-06b", "NYTT"}
        assert clocks["CH-06b"].due_on == date(2026, 11, 21), (
            "at once where an investigation goes on (SoL 19:6)"
        )
        assert {one.case.caseworker for one in clocks.values()} == {bo}

        with pytest.raises(NotYet, match="inte är läst"):
            a_closing_tried(bo, at, childs)

    client = browse("bo")
    day = client.get(reverse("desk:day")).content.decode()
    assert "Ny anmälan att läsa" in day and "Återkoppling när utredning pågår" in day
    page = client.get(reverse("intake:report", args=[pk])).content.decode()
    assert "Läst, lägg i utredningen" in page

    assert client.post(reverse("investigations:read_report", args=[pk])).status_code == 302
    with acting("bo") as bo:
        report = Report.objects.get(pk=pk)
        assert report.case_id == childs.case_id, "it lies in the investigation's own case now"
        assert "NYTT" not in running() and "CH-06b" in running()
        send_feedback(report, "Ringde kuratorn: en utredning pågår.", by=bo, at=at)
        assert "CH-06b" not in running()
    assert client.post(reverse("investigations:read_report", args=[pk])).status_code == 302, "read once"


def closed(karin, childs, at, monitor="Familjen är skör: samtal var tredje vecka."):
    a_proposal(childs, by=karin, at=at, recommendation=Recommendation.NO_SERVICE, proposal="Avsluta.")
    actions.close_without_service(
        childs, Outcome.NO_SERVICE, "Familjen klarar sig själv.", monitor=monitor, by=karin, at=at
    )


def a_new_report(acting, at):
    with acting("maja") as maja:
        return an_assessed_report(by=maja, at=at)


def test_a_new_investigation_says_that_one_ended_yesterday(acting, at, childs, browse):  # noqa: F811
    """BC-29: closed on one day, a new report the next, in a unit without a key to what was closed."""
    with acting("karin") as karin:
        closed(karin, childs, at, monitor="")
    report = a_new_report(acting, at)
    with acting("maja") as maja:
        ended = queries.ended_lately(maja, report.case, date(2026, 11, 22))
        assert (ended.pk, ended.closed_at, ended.investigation) == (childs.pk, at, None)
        assert queries.ended_lately(maja, report.case, date(2027, 6, 1)) is None
    with acting("ulf") as ulf:
        assert queries.ended_lately(ulf, report.case, date(2026, 11, 22)) is None, (
            "no key to any case of hers"
        )
    client = browse("maja")
    for address, headers in (("open", {}), ("ongoing", {"HX-Request": "true"})):
        answer = client.get(reverse(f"investigations:{address}", args=[report.pk]), headers=headers)
        page = answer.content.decode()
        assert "En utredning avslutades" in page and "fyra nya månader" in page
        assert "Familjen klarar sig själv" not in page, "what was in it is not the reception's"


def test_following_up_ends_within_six_months_and_the_case_with_it(acting, at, childs):
    with acting("karin") as karin:
        closed(karin, childs, at)
        send_feedback(childs.report, "Ringde kuratorn.", by=karin, at=at)
        clock = queries.monitoring(karin, childs)
        assert (clock.rule, clock.due_on, running()) == ("CH-07", date(2027, 5, 21), {"CH-07"})
        assert Case.objects.get(pk=childs.case_id).closed_at is None

        with pytest.raises(NotYet, match="Skriv vad uppföljningen visade"):
            actions.end_monitoring(childs, "Bra", by=karin, at=at)
        actions.end_monitoring(childs, FOLLOWED, by=karin, at=at)
        assert not running() and Case.objects.get(pk=childs.case_id).closed_at == at
        assert Note.objects.get(source="Uppföljning").signed_at == at
        with pytest.raises(NotYet, match="pågår ingen uppföljning"):
            actions.end_monitoring(childs, FOLLOWED, by=karin, at=at)


def test_following_up_ends_on_its_own_page(acting, at, childs, browse):  # noqa: F811
    with acting("karin") as karin:
        closed(karin, childs, at)
    client = browse("karin")
    assert (
        "följs upp" in client.get(reverse("investigations:investigation", args=[childs.pk])).content.decode()
    )
    address = reverse("investigations:end_monitoring", args=[childs.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": FOLLOWED}).status_code == 302
    with acting("karin"):
        assert "CH-07" not in running()


def test_following_up_ends_when_a_new_investigation_begins(acting, at, childs, staff):
    with acting("karin") as karin:
        closed(karin, childs, at)
        send_feedback(childs.report, "Ringde kuratorn.", by=karin, at=at)
        assert running() == {"CH-07"}
    report = a_new_report(acting, at)
    with acting("maja") as maja:
        actions.open_investigation(
            report,
            unit=Unit.objects.get(name="Utredning barn och unga"),
            caseworker=staff("bo"),
            method=Method.BBIC,
            reason=WHY,
            by=maja,
            at=at,
        )
    with acting("karin"):
        assert "CH-07" not in running()
        former = Case.objects.get(pk=childs.case_id)
        assert former.closed_at == at, "nothing is left to do in the former case"
        assert Event.objects.filter(case=former, verb="monitoring_ended").exists()


def test_only_with_a_reason_is_a_childs_situation_followed(acting, at, childs):
    with acting("karin") as karin:
        with pytest.raises(NotYet, match="följas upp, och hur"):
            closed(karin, childs, at, monitor="Ja")
        assert "CH-05" in running() and not Event.objects.filter(verb="monitoring_begun").exists()


def test_longer_time_is_for_a_day_that_can_be(acting, at, childs):
    with acting("karin") as karin:
        why = "Polisens förhör med barnet måste gå före."
        for to in (date(9999, 12, 31), date(2027, 7, 22), date(2027, 3, 21), date(1, 1, 1)):
            with pytest.raises(NotYet):
                actions.extend(childs, to, why, by=karin, at=at)
        actions.extend(childs, date(2027, 7, 21), why, by=karin, at=at)
        assert queries.clock(karin, childs).due_on == date(2027, 7, 21)


def test_a_new_proposal_takes_the_place_of_the_former(acting, at, childs):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
        assert queries.work(bo, childs).answered
    later = at + timedelta(hours=1)
    with acting("bo", at=later):
        actions.propose(
            childs,
            assessment="Läget är ett annat än vi trodde.",
            best_interests="Bäst för Alva är lugn och ro.",
            recommendation=Recommendation.NO_SERVICE,
            proposal="Avsluta utan insats.",
            by=bo,
            at=later,
        )
        work = queries.work(bo, childs)
        assert work.recommendation == Recommendation.NO_SERVICE
        assert not work.communicated
