"""When it came in: a day that cannot be right, a day that is corrected, an age that is reached meanwhile."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.dossier.tests.make import ALVA
from samtid.base.dossier.words import Need
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.ground.ids import new_id, receipt_code
from samtid.ground.law import children
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, queries
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Correction, Report
from samtid.steps.intake.tests.make import FROM_SCHOOL, an_assessed_report, an_identified_report
from samtid.steps.intake.tests.test_pages import browse  # noqa: F401
from samtid.steps.intake.words import Outcome, Stage
from tests.log_in import stepped_out

REASON = "Kollegan skrev fel år när samtalet registrerades."


def an_impossible_report(received_at: datetime, *, at: datetime, **said) -> Report:
    """A row from before the program asked about the year: made by the database's own door."""
    words = {name: value for name, value in (FROM_SCHOOL | said).items() if name != "about"}
    row = {
        **dict.fromkeys(("safe_contact", "interpreter", "reporter_name", "reporter_contact"), ""),
        "is_anonymous": False,
        "is_urgent": False,
        "guardians_told": None,
        "routing_reason": "",
        **words,
        **{f"about_{name}": value for name, value in asdict(About("Alva")).items()},
        "id": str(new_id()),
        "receipt": receipt_code(),
        "received_at": max(received_at, at).isoformat(),
        "registered_at": at.isoformat(),
    }
    with connection.cursor() as cursor:
        cursor.execute("select access.receive_report(%s)", [json.dumps(row)])
    if received_at < at:  # which the door refuses today: a row from before it did
        with stepped_out(), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table intake_report disable trigger user")
            cursor.execute(
                "update intake_report set received_at = %s where id = %s", [received_at, row["id"]]
            )
            cursor.execute("alter table intake_report enable trigger user")
    return Report.objects.get(pk=row["id"])


IMPOSSIBLE = [
    datetime(2021, 11, 25, 9, 30, tzinfo=UTC),
    datetime(1, 1, 2, tzinfo=UTC),
]


def test_a_moment_ahead_is_not_kept_whoever_says_it(acting, at):
    with acting("maja"):
        report = an_impossible_report(
            datetime(9999, 12, 30, 12, tzinfo=UTC), at=at, need="child", kind="report"
        )
    assert report.received_at == at


@pytest.mark.parametrize("received_at", IMPOSSIBLE, ids=str)
@pytest.mark.parametrize("need", [Need.CHILD, Need.VIOLENCE, Need.QUESTION])
def test_no_page_falls_for_a_row_whose_day_the_law_does_not_know(browse, acting, at, received_at, need):  # noqa: F811
    kind = "question" if need == Need.QUESTION else "report"
    with acting("maja"):
        report = an_impossible_report(received_at, at=at, need=str(need), kind=kind)
    client = browse("maja")
    for address in (
        reverse("intake:queue"),
        reverse("desk:day"),
        reverse("intake:identify", args=[report.pk]),
    ):
        assert client.get(address).status_code == 200, address
    page = client.get(reverse("intake:report", args=[report.pk]))
    assert page.status_code == 200
    assert "Fristerna kan inte räknas" in page.content.decode()
    for address in ("close", "answer"):
        answer = client.post(reverse(f"intake:{address}", args=[report.pk]), {"outcome": "no_investigation"})
        assert answer.status_code in (302, 422), address


@pytest.mark.parametrize("text", ["2021-11-25 09:30", "0001-01-01 00:00", "2025-11-20 09:30"])
@pytest.mark.parametrize("letter_box", [{}, {"in_letter_box": "on"}])
def test_a_mistyped_year_is_refused_at_the_field(browse, text, letter_box):  # noqa: F811
    said = {
        "kind": "report",
        "need": "child",
        "channel": "phone",
        "text": "Oro.",
        "reporter_category": "school",
    }

    answer = browse("maja").post(reverse("intake:register"), said | {"received_at": text} | letter_box)

    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_what_cannot_be_counted_is_not_tied_to_a_person_before_the_day_is_right(acting, at):
    with acting("maja") as maja:
        report = an_impossible_report(IMPOSSIBLE[0], at=at)
        with pytest.raises(NotYet, match="Rätta först när det kom in"):
            actions.identify(report, look_up(ALVA, by=maja, at=at), by=maja, at=at)

        actions.correct_arrival(report, at - timedelta(days=1), REASON, by=maja, at=at)
        actions.identify(report, look_up(ALVA, by=maja, at=at), by=maja, at=at)

        assert {clock.rule: clock.due_on for clock in Clock.objects.all()} == {
            "CH-01": date(2026, 11, 20),
            "CH-02": date(2026, 12, 4),
        }


def test_corrected_clocks_count_anew_and_the_old_day_is_kept(acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        was = report.received_at
        became = at - timedelta(days=9)
        actions.correct_arrival(report, became, REASON, by=maja, at=at)

        report = queries.reports(maja).get()
        assert report.received_at == became
        clocks = {clock.rule: clock for clock in Clock.objects.all()}
        assert clocks["CH-02"].due_on == clocks["CH-02"].legal_on == date(2026, 11, 26)
        assert clocks["CH-02"].started_at == became
        assert clocks["CH-01"].stopped_at == at, "what was done stays done"
        assert queries.stage_of(report) == (Stage.ASSESS, date(2026, 11, 26))
        kept = Correction.objects.get()
        assert (kept.was, kept.became, kept.reason, kept.by) == (was, became, REASON, maja)
        assert Event.objects.filter(verb="arrival_corrected", law="FL 22 §").count() == 1


def test_no_day_is_changed_without_a_correction_that_says_why(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        with pytest.raises(Error), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(received_at=at - timedelta(days=3))
        actions.correct_arrival(report, at - timedelta(days=3), REASON, by=maja, at=at)
        with pytest.raises(Error), transaction.atomic():
            Correction.objects.all().update(reason="Annat")
        with pytest.raises(Error), transaction.atomic():
            Correction.objects.all().delete()
        with pytest.raises(Error), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(received_at=at - timedelta(days=4))
    with acting("ulf"):
        assert not Correction.objects.exists(), "another unit sees nothing of it"


def test_the_day_is_corrected_on_the_page(browse, acting, at):  # noqa: F811
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
    client, address = browse("maja"), reverse("intake:correct_arrival", args=[report.pk])

    refused = client.post(address, {"received_at": "2031-01-01 09:00", "reason": "fel"})
    assert refused.status_code == 422
    assert "i framtiden" in refused.content.decode() and "Den gamla tiden sparas" in refused.content.decode()

    done = client.post(address, {"received_at": "2026-11-19 08:15", "reason": REASON})
    assert done.status_code == 302
    page = client.get(done.url).content.decode()
    assert "Stod som" in page and REASON in page


def test_a_child_who_turns_eighteen_the_day_after_is_still_the_one_the_report_was_about(acting, at):
    """BC-28: need violence, born so that the eighteenth birthday is the day after it came in."""
    came, born = at - timedelta(days=1), date(2008, 11, 21)
    young = Person("Alva", "Nyström", born_on=born)
    with acting("rut") as rut:
        report = an_identified_report(
            by=rut, at=at, received_at=came, person=young, need=Need.VIOLENCE, wants_feedback=False
        )
        assert queries.is_childs(report)
        assert not queries.concerns_child_on(report, at.date()), "an investigation opened now is a grown-up's"
        assert queries.queue(rut)[0].stage == Stage.PROTECTION
        with pytest.raises(NotYet, match="Skyddsbedömningen är inte gjord"):
            actions.close_report(report, Outcome.NO_INVESTIGATION, "Oron är utredd och borta.", by=rut, at=at)
        actions.assess_protection(report, False, "Bor hos sin moster sedan i går.", by=rut, at=at)
        actions.close_report(report, Outcome.NO_INVESTIGATION, "Oron är utredd och borta.", by=rut, at=at)
        assert not Clock.objects.filter(stopped_at=None).exists()
        assert Case.objects.get().closed_at == at


def test_one_born_on_29_february_has_one_age_in_the_house(acting, at):
    """BC-05: counted as the law counts time, the year is full on 28 February."""
    from samtid.base.people.rules import age, is_child
    from samtid.ground.law.lvu_ends import ENVIRONMENT_CARE_ENDS

    born = date(2008, 2, 29)
    day = ENVIRONMENT_CARE_ENDS.due(born).legal
    assert day == date(2026, 2, 28)
    assert age(born, day) == 18 and not is_child(born, day)
    assert age(born, day - timedelta(days=1)) == 17 and is_child(born, day - timedelta(days=1))
    assert age(born, date(2028, 2, 28)) == 19 and age(born, date(2028, 2, 29)) == 20


def test_a_corrected_day_can_make_it_a_childs_report(acting, at):
    young = Person("Alva", "Nyström", born_on=date(2008, 11, 21))
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, person=young, need=Need.VIOLENCE)
        assert not Clock.objects.exists()
        actions.correct_arrival(report, at - timedelta(days=1), REASON, by=maja, at=at)
        assert {clock.rule for clock in Clock.objects.filter(stopped_at=None)} == {"CH-01", "CH-02"}
        actions.correct_arrival(report, at - timedelta(hours=1), REASON, by=maja, at=at)
        assert not Clock.objects.filter(stopped_at=None).exists()


def test_a_childs_report_is_not_referred_away_on_the_page(browse, acting, at):  # noqa: F811
    """BC-32, W2: reception without delegation, day 40, danger found."""
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at, danger=True)
    answer = browse("maja").post(
        reverse("intake:close", args=[report.pk]),
        {"outcome": "referred", "reason": "Hänvisas till skolans elevhälsa.", "late_reason": "Sent."},
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "inleds eller inte inleds" in page and "SoL 20 kap. 2 §" in page
    assert "Hänvisas till skolans elevhälsa." in page, "what was typed stays"
    with acting("maja"):
        assert Report.objects.get(pk=report.pk).closed_at is None


def test_a_case_is_not_closed_over_a_running_duty(acting, at):
    from samtid.base.dossier.actions import close_case

    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        assert report.case is not None
        with pytest.raises(NotYet, match="Omedelbar skyddsbedömning") as refusal:
            close_case(report.case, "Klart", by=maja, at=at)
        assert len(refusal.value.obstacles) == 2


def test_an_adults_need_that_turns_out_to_be_a_childs_has_the_childs_clocks(acting, at):
    """Violence is reported, and it is about one who is fourteen."""
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, need="violence")
        running = Clock.objects.filter(case=report.case, stopped_at=None).values_list("rule", flat=True)
        assert {children.PROTECTION_ASSESSMENT.id, children.PRELIMINARY_ASSESSMENT.id} <= set(running)


def test_an_adults_report_that_is_referred_owes_no_answer_and_is_closed(acting, at):
    """Who asked to know is told of a child's report; of an adult's that goes elsewhere no clock begins."""
    grown = Person("Sara", "Lind", born_on=date(1985, 4, 2))
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, need="substance", person=grown)
        actions.close_report(report, Outcome.REFERRED, "Vårdcentralen tar över, hon vet det.", by=maja, at=at)
        assert not Clock.objects.filter(case=report.case, stopped_at=None).exists()
        assert Report.objects.get(pk=report.pk).closed_at is not None
