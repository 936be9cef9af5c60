"""W8: violence or abuse where children live becomes a report for each child, with clocks of its own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from samtid.base.dossier.models import Draft
from samtid.base.dossier.words import Need
from samtid.base.people.words import Bond, Protection
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, children_queries, queries, rules
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report
from samtid.steps.intake.words import Kind, Outcome, ReporterCategory, Stage

VIOLENCE = {
    "need": Need.VIOLENCE,
    "kind": Kind.APPLICATION,
    "text": "Han slog mig i går kväll. Barnen såg det.",
    "about": (About("Sara Lind", address="Storgatan 5"),),
    "reporter_category": ReporterCategory.SELF,
    "reporter_name": "Sara Lind",
    "wants_feedback": False,
    "children_at_home": True,
}
REASON = "Barnen är vuxna och bor inte hemma längre."


@pytest.mark.parametrize(
    ("kind", "need", "waits"),
    [
        (Kind.APPLICATION, Need.VIOLENCE, True),
        (Kind.REPORT, Need.VIOLENCE, True),
        (Kind.APPLICATION, Need.SUBSTANCE, True),
        (Kind.REPORT, Need.ELDERLY, True),
        (Kind.APPLICATION, Need.MONEY, False),  # to need money is no concern for a child
        (Kind.APPLICATION, Need.DISABILITY, False),
    ],
)
def test_which_adults_reports_wait_for_the_children(kind, need, waits):
    assert rules.children_wait(kind, need, childs=False, at_home=True, done_at=None) is waits


def test_nothing_waits_when_there_are_none_or_it_is_done_or_it_is_a_childs_own(at):
    for more in ({"at_home": False}, {"at_home": None}, {"done_at": at}, {"childs": True}):
        said = {"childs": False, "at_home": True, "done_at": None} | more
        assert not rules.children_wait(Kind.REPORT, Need.VIOLENCE, **said)


@pytest.mark.parametrize("field", ["text", "reason"])
def test_what_stands_in_the_way_of_reporting_them_is_said_at_the_field(field, at):
    asked = {"childs": False, "done_at": None, "closed_at": None, "said": "x" * 10, "field": field}
    assert not rules.obstacles_to_reporting_children(**asked)
    assert [
        one.field for one in rules.obstacles_to_reporting_children(**asked | {"said": " " * 9 + "x"})
    ] == [field]
    for more in ({"childs": True}, {"done_at": at}, {"closed_at": at}):
        assert len(rules.obstacles_to_reporting_children(**asked | more)) == 1


def test_each_child_gets_a_report_with_its_own_clock_from_when_it_came_in(acting, at):
    came = at - timedelta(hours=5)
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, received_at=came, **VIOLENCE)
        both = (
            About("Max Lind", age="9 år", address="Storgatan 5"),
            About("Ida Lind", address="Storgatan 5"),
        )
        actions.report_children(report, both, VIOLENCE["text"], by=maja, at=at)
        found = list(queries.together(maja, report))
        assert [one.about_name for one in found] == ["Ida Lind", "Max Lind"]
        for one in found:
            assert (one.need, one.kind, one.received_at) == (Need.CHILD, Kind.REPORT, came)
            assert (
                one.reporter_category == ReporterCategory.SOCIAL_SERVICES
                and one.told.text == VIOLENCE["text"]
            )
            assert queries.stage_of(one) == (Stage.PROTECTION, came.date())
        assert "2 barn" in Report.objects.get(pk=report.pk).children_said


def test_the_adults_report_is_not_closed_before_the_children_are_seen_to(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
        with pytest.raises(NotYet) as refused, transaction.atomic():
            actions.close_report(report, Outcome.WITHDRAWN, "Hon vill inte gå vidare nu.", by=maja, at=at)
        assert list(refused.value.obstacles) == [rules.CHILDREN_WAIT]
        actions.report_no_children(report, REASON, by=maja, at=at)
        actions.close_report(report, Outcome.WITHDRAWN, "Hon vill inte gå vidare nu.", by=maja, at=at)
        assert Report.objects.get(pk=report.pk).children_said == REASON
        assert not queries.together(maja, report)


def test_it_is_done_once_and_stands(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
        actions.report_no_children(report, REASON, by=maja, at=at)
        with pytest.raises(NotYet), transaction.atomic():
            actions.report_children(report, (), VIOLENCE["text"], by=maja, at=at)
        for change in (
            {"children_said": "Något annat"},
            {"children_at_home": False},
            {"children_by_id": None},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                Report.objects.filter(pk=report.pk).update(**change)


def test_what_is_learnt_later_counts_from_then(acting, at):
    """Nobody said so when it came in: the child's days begin when we learn of the child."""
    with acting("maja") as maja:
        report = a_report(
            by=maja, at=at, received_at=at - timedelta(days=30), **VIOLENCE | {"children_at_home": None}
        )
        actions.report_children(report, (), VIOLENCE["text"], by=maja, at=at)
        [one] = queries.together(maja, report)
        assert (one.received_at, one.about_name) == (at, "")


@pytest.fixture
def browse(client, staff, at):
    client.force_login(staff("maja"), backend="django.contrib.auth.backends.ModelBackend")
    with clock.set_to(lambda: at):
        yield client


def test_one_press_with_all_that_is_known_filled_in(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
    page = browse.get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "Det finns barn i hemmet" in page and page.count("Barnen såg det.") == 2
    address = reverse("intake:at_home", args=[report.pk])
    sent = {"other_children": "Max Lind, 9 år\nIda Lind", "text": VIOLENCE["text"], "reason": ""}
    assert browse.post(address, sent).status_code == 302
    with acting("maja") as maja:
        assert [(one.about_name, one.about_address) for one in queries.together(maja, report)] == [
            ("Ida Lind", "Storgatan 5"),
            ("Max Lind", "Storgatan 5"),
        ]
    page = browse.get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "vart och ett av 2 barn" in page


def test_a_refusal_keeps_what_was_written(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
    address = reverse("intake:at_home", args=[report.pk])
    sent = {"other_children": "4 barn till", "text": "Skrivet av mig själv.", "no_need": "1", "reason": "nej"}
    key = f"intake:at_home:{report.pk}"
    page = browse.post(
        address, sent | {"draft_key": key, "draft_page": "a1b2c3d4a1b2c3d4", "draft_from": "0.0.0"}
    )
    assert page.status_code == 422 and "Skrivet av mig själv." in page.content.decode()
    with acting("maja"):
        assert Draft.objects.get(key=key).fields["text"] == "Skrivet av mig själv."


def test_children_already_known_are_filled_in_and_those_grown_up_are_not(acting, at):
    class Other:
        def __init__(self, name, number, born_on):
            self.name, self.number, self.born_on = name, number, born_on

    class Near:
        def __init__(self, bond, other):
            self.bond, self.other = bond, other

    near = [
        Near(Bond.CHILD, Other("Max Lind", "201503102398", date(2015, 3, 10))),
        Near(Bond.CHILD, Other("Eva Lind", "", date(2001, 3, 10))),
        Near(Bond.PARTNER, Other("Bo Lind", "", date(1980, 3, 10))),
    ]
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
        assert children_queries.known(maja, report, near) == {
            "other_children": "Max Lind, 201503102398",
            "text": VIOLENCE["text"],
        }
        report.is_sealed = True
        assert VIOLENCE["text"] not in children_queries.known(maja, report, near)["text"]
        assert children_queries.place(maja, report) == ""


def test_the_childs_report_of_somebody_protected_does_not_tell_the_place(acting, at):
    """The child came in together with a protected person: that guards its report before it is known who it is."""
    from samtid.base.people.actions import Details, look_up

    person = Details(
        given_name="Sara", family_name="Lind", born_on=date(1985, 4, 2), protection=Protection.MARKED
    )
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE)
        actions.identify(report, look_up(person, by=maja, at=at), reason="", by=maja, at=at)
    with acting("maja") as maja:
        report = queries.reports(maja).get(pk=report.pk)
        assert children_queries.place(maja, report) == ""
        text = children_queries.known(maja, report, [])["text"]
        actions.report_children(report, (), text, by=maja, at=at)
        [child] = queries.together(maja, report)
        assert child.is_guarded and "Storgatan" not in f"{child.about_address} {queries.said(maja, child)}"


def test_a_question_about_violence_is_not_answered_away_from_the_children(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **VIOLENCE | {"kind": Kind.QUESTION})
        with pytest.raises(NotYet, match="barn i hemmet"), transaction.atomic():
            actions.answer_question(report, "Ring kvinnojouren.", by=maja, at=at)
        actions.report_children(report, (), VIOLENCE["text"], by=maja, at=at)
        assert actions.answer_question(report, "Ring kvinnojouren.", by=maja, at=at).closed_at is not None


def test_a_report_that_joins_an_investigation_waits_for_the_children_too(acting, at):
    """Whatever it ends in: opened, joined, not opened or referred."""
    for outcome in (Outcome.INVESTIGATE, Outcome.NO_INVESTIGATION, Outcome.ALREADY_OPEN, Outcome.REFERRED):
        now = rules.Situation(
            kind=Kind.REPORT,
            is_childs=False,
            is_identified=True,
            is_known_adult=True,
            is_taken_over=True,
            received_at=at,
            children_wait=True,
        )
        found = rules.obstacles_to_closing(now, outcome, reason="x" * 20, at=at, propose=True)
        assert found == [rules.CHILDREN_WAIT], outcome


def test_nobody_without_a_key_puts_a_report_beside_another(acting, at):
    """Whoever may be put beside it learns whether somebody in it is protected: that takes a key."""
    with acting("maja") as maja:
        receipt = a_report(by=maja, at=at, **VIOLENCE).receipt
    later = at + timedelta(minutes=1)
    child = actions.Details(need=Need.CHILD, kind=Kind.REPORT, text="Barnen såg det.")
    with (
        acting("pelle", at=later) as pelle,
        pytest.raises(DatabaseError, match="no key"),
        transaction.atomic(),
    ):
        actions.receive_report(child, receipt=receipt, by=pelle, at=later)
    with acting("maja", at=later) as maja:
        assert actions.receive_report(child, receipt=receipt, by=maja, at=later).code == receipt
