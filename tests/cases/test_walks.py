"""Cases that no room's own tests hold: each is a day somebody had (docs/reference/fall.md)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse

from samtid.base.access.models import Key
from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Ground
from samtid.base.dossier.actions import start_clock, transfer
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.words import Need
from samtid.base.people.rules import read_number
from samtid.ground import clock
from samtid.ground.law import children
from samtid.ground.reasons import Obstacle
from samtid.quality.followup import rules as followup
from samtid.quality.followup.words import Attained
from samtid.steps.intake import rules as intake
from samtid.steps.intake.forms import RegisterForm
from samtid.steps.intake.tests.make import a_report, an_assessed_report
from samtid.steps.intake.words import Kind, ReporterCategory
from samtid.steps.investigations import rules as inquiry
from samtid.steps.investigations.models import Investigation
from samtid.steps.visits.forms import StaffForm


@pytest.fixture
def browse(client, staff, at):
    """``browse("maja")``: a logged-in client at the test's moment."""

    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    with clock.set_to(lambda: at):
        yield as_


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("said", ["121272-1212", "701063-2392", "19701063-2392", "121212-1213"])
def test_a_day_of_birth_with_sixty_added_needs_a_check_digit_of_its_own(said, at):
    """BC-03, and its siblings: a coordination number, with century, and a personnummer one digit off."""
    assert isinstance(read_number(said, on=at.date()), Obstacle)


@pytest.mark.parametrize("turns", [2, 4])
def test_a_case_handed_to_and_fro_is_with_the_one_who_has_it(acting, at, staff, turns):
    """BC-51: bo → eva → bo → eva; each time the keys follow, and the other has none left."""
    bo, eva = staff("bo"), staff("eva")
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        transfer(case, compartment_of(bo.memberships.get().unit, at.date()), bo, by=maja, at=at)
    holder, other = bo, eva
    for turn in range(1, turns):
        later = at + timedelta(hours=turn)
        with acting(holder.username, at=later) as who:
            mine = Case.objects.get(pk=case.pk)
            transfer(mine, mine.compartment, other, by=who, at=later)
        holder, other = other, holder
        with acting(holder.username, at=later + timedelta(minutes=1)):
            assert Case.objects.get(pk=case.pk).caseworker == holder
            given = Key.objects.filter(case_id=case.pk, ground=Ground.ASSIGNMENT)
            held = given.filter(Q(valid_until=None) | Q(valid_until__gt=later))
            assert {key.staff_id for key in held} == {holder.pk}, "the other has none left"


def test_opening_with_a_caseworker_of_another_unit_is_refused_at_the_field(browse, acting, at, staff):
    """W13: it was a page that fell."""
    refused = inquiry.obstacles_to_assigning(
        concerns_child=False, degree_on=None, experienced_on=None, on=at.date(), works_there=False
    )
    assert [one.field for one in refused] == ["caseworker"]
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
    unit = staff("bo").memberships.get().unit_id
    said = {"reason": "Ta reda på hur Alva har det hemma.", "method": "bbic", "unit": unit}
    for stranger in ("ulf", "nils", "tova"):
        answer = browse("maja").post(
            reverse("investigations:open", args=[report.pk]), said | {"caseworker": staff(stranger).pk}
        )
        assert answer.status_code == 422, stranger
    with acting("bo"):
        assert not Investigation.objects.exists()


def test_the_managers_day_tells_what_is_late_in_the_unit_whoever_has_it(browse, acting, at, staff):
    """W29: "Inget annat väntar" with eight late clocks in the unit."""
    bo = staff("bo")
    with acting("maja") as maja:
        for _ in range(2):
            case = a_case(by=maja, at=at)
            start_clock(
                case, children.PROTECTION_ASSESSMENT, about=case.pk, by=maja, at=at - timedelta(days=9)
            )
            transfer(case, compartment_of(bo.memberships.get().unit, at.date()), bo, by=maja, at=at)
    page = text_of(browse("karin").get(reverse("desk:day")))
    assert "2 frister har gått ut" in page and f"Sena: {bo.name} 2" in page
    assert "Ingen väntar på dig" not in page


def test_nothing_is_chosen_that_nobody_has_said():
    """W32: a default that nobody changes becomes a fact in a file."""
    form = RegisterForm()
    for name in (
        "kind",
        "need",
        "channel",
        "received_at",
        "reporter_category",
        "guardians_told",
        "children_at_home",
    ):
        assert form[name].value() in (None, ""), name


def test_what_nobody_has_asked_is_said_to_be_unasked(browse, acting, at):
    """W32: "Tolk: behövs inte" though nobody asked."""
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, interpreter="")
    page = text_of(browse("maja").get(reverse("intake:report", args=[report.pk])))
    assert "Inte frågat" in page and "Behövs inte" not in page


@pytest.mark.parametrize(
    ("is_report", "is_assessed", "never"),
    [
        (True, True, ()),
        (True, False, ("Skydd",)),
        (False, False, ("Skydd", "Förhandsbedömning")),
        (False, True, ("Skydd", "Förhandsbedömning")),
    ],
)
def test_a_step_that_never_was_is_not_said_to_be_done(is_report, is_assessed, never):
    """W33: "Skydd, klart" where nobody had assessed any protection."""
    assert intake.steps_not_taken(is_report=is_report, is_assessed=is_assessed) == never


def test_an_elders_application_is_not_asked_about_school_or_told_of_protection(browse, acting, at):
    """W33: the child's fields for one who is eighty."""
    said = {"kind": Kind.APPLICATION, "need": Need.ELDERLY, "reporter_category": ReporterCategory.SELF}
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, text="Jag behöver hjälp att duscha.", **said)
    page = text_of(browse("maja").get(reverse("intake:report", args=[report.pk])))
    assert "Omedelbar skyddsbedömning" not in page
    assert not re.search(r"Skydd[^<]*klart", page)


@pytest.mark.parametrize("level", list(Attained))
def test_the_circle_is_not_closed_by_an_answer_where_nothing_is_better(level):
    """W36: "Cirkeln är sluten" after a child had said that the beating goes on."""
    assert followup.is_no_better([level.level, None]) is (level.level <= Attained.SAME.level)
    assert followup.is_no_better([Attained.SAME.level, max(one.level for one in Attained)])
    assert not followup.is_no_better([None])


def test_each_choice_of_who_goes_says_which_visit_and_who_is_free(staff):
    """W37: forty-two names under one label, and nobody knew who could go."""
    colleagues = [staff("tova"), staff("nils")]
    forms = [
        StaffForm(colleagues=colleagues, busy={colleagues[0].pk}, visit=visit)
        for visit in ("08.00 Elsa", "09.00 Åke")
    ]
    assert len({form.fields["staff"].label for form in forms}) == 2
    groups = dict(row for row in forms[0].fields["staff"].choices if isinstance(row[1], list))
    assert [pk for pk, _ in groups["Lediga då"]] == [str(colleagues[1].pk)]
    assert [pk for pk, _ in groups["Upptagna då"]] == [str(colleagues[0].pk)]
