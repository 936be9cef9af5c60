"""The pages of LSS, as the one who handles the case meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.ground import clock
from samtid.steps.lss import actions
from samtid.steps.lss.models import GroupAssessment, Weighing
from samtid.steps.lss.words import PlanKind
from tests.test_query_counts import MOST, counting

from .make import REASON, assessed, granted

GROUP = {"version": "0", "answer": "belongs", "group": "1", "reason": REASON}
WEIGH = {
    "version": "2",
    "asked_by": "self",
    "residence": "here",
    "need": "Tore har ingen att göra saker med på fritiden.",
    "otherwise": "no",
    "good_living": "Andra i hans ålder går ut med vänner varje vecka.",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


def test_from_the_draft_to_a_plan_that_is_made(client, staff, at, draft):
    client.force_login(staff("ulf"))
    case = draft.case_id
    here = reverse("lss:case", args=[case])
    held = client.get(reverse("decisions:decision", args=[draft.pk])).content.decode()
    assert "Återstår enligt LSS" in held and here in held and "Skriv under och besluta" not in held
    assert here in client.get(reverse("desk:dossier", args=[draft.case.dossier_id])).content.decode()
    assert "Personkretsen är inte bedömd" in client.get(here).content.decode()

    assert client.get(reverse("lss:assess", args=[case])).status_code == 200
    assert client.post(reverse("lss:assess", args=[case]), GROUP).headers["Location"] == here
    shown = client.get(here).content.decode()
    assert (
        "Hör till personkretsen" in shown
        and REASON in shown
        and reverse("lss:weigh", args=[draft.pk]) in shown
    )
    assert client.get(reverse("lss:weigh", args=[draft.pk])).status_code == 200
    sent = client.post(reverse("lss:weigh", args=[draft.pk]), WEIGH)
    assert sent.headers["Location"] == reverse("decisions:decision", args=[draft.pk])
    assert "Skriv under och besluta" in client.get(sent.headers["Location"]).content.decode()
    assert client.post(reverse("decisions:sign", args=[draft.pk]), {"version": "3"}).status_code == 302

    day = client.get(reverse("desk:day")).content.decode()
    assert "Insats enligt LSS utan erbjudande om individuell plan" in day
    plan = reverse("lss:plan", args=[case])
    assert plan in day and client.get(plan).status_code == 200
    made = {"kind": "made", "on": str(at.date()), "text": "Planen skrevs tillsammans med Tore i dag."}
    assert client.post(plan, made).headers["Location"] == here
    day = client.get(reverse("desk:day")).content.decode()
    assert "utan erbjudande" not in day
    shown = client.get(here).content.decode()
    assert "Omprövas senast" in shown and "Planen upprättades" in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answer": ""}, "Välj vad bedömningen är."),
        ({"answer": "kanske"}, "Det valet finns inte."),
        ({"group": ""}, "Välj vilken punkt i 1 §"),
        ({"group": "3"}, "Alla fyra villkoren"),
        ({"answer": "not"}, "Lämna den tom"),
        ({"reason": ""}, "Skriv skälen"),
        ({"reason": "Ja."}, "Skriv skälen: vilka underlag"),
    ],
)
def test_an_assessment_that_is_not_whole_is_said_and_kept_on_the_page(
    client, acting, staff, draft, changed, said
):
    client.force_login(staff("ulf"))
    answer = client.post(reverse("lss:assess", args=[draft.case_id]), GROUP | changed)
    assert answer.status_code == 422 and said in answer.content.decode()
    with acting("ulf"):
        assert not GroupAssessment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"asked_by": ""}, "Välj vem som begär insatsen."),
        ({"asked_by": "god_man"}, "begär själv"),
        ({"asked_by": "guardian"}, "fyllt 18 år"),
        ({"need": ""}, "Skriv vilket behov"),
        ({"otherwise": ""}, "Välj om behovet tillgodoses"),
        ({"good_living": ""}, "goda levnadsvillkor"),
        ({"residence": "moon"}, "Det valet finns inte."),
    ],
)
def test_a_weighing_that_is_not_whole_is_said_at_the_field(client, acting, staff, at, draft, changed, said):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
    client.force_login(staff("ulf"))
    answer = client.post(reverse("lss:weigh", args=[draft.pk]), WEIGH | changed)
    assert answer.status_code == 422 and said in answer.content.decode()
    with acting("ulf"):
        assert not Weighing.objects.exists()


def test_the_second_of_two_who_assess_keeps_what_was_written(client, acting, staff, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
    client.force_login(staff("gun"))
    answer = client.post(
        reverse("lss:assess", args=[draft.case_id]),
        GROUP | {"reason": "Min egen långa text som ska vara kvar."},
    )
    assert answer.status_code in (409, 422) and "Min egen långa text" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": ""}, "Välj vad som hände."),
        ({"on": "2099-01-01"}, "Det har inte hänt än."),
        ({"on": ""}, "Skriv vilken dag."),
        ({"kind": "reviewed"}, "ingen plan att ompröva"),
        ({"text": ""}, "Skriv vad planen säger"),
    ],
)
def test_a_note_of_the_plan_says_what_is_missing(client, acting, staff, at, draft, said, why):
    with acting("ulf") as ulf:
        granted(draft, by=ulf, at=at)
    client.force_login(staff("ulf"))
    whole = {"kind": "made", "on": str(at.date()), "text": "Planen skrevs tillsammans med Tore i dag."}
    answer = client.post(reverse("lss:plan", args=[draft.case_id]), whole | said)
    assert answer.status_code == 422 and why in answer.content.decode()


def test_what_was_wrong_is_struck_and_says_why(client, acting, staff, at, draft):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
        step = actions.write_plan_step(case, PlanKind.DECLINED, at.date(), by=ulf, at=at)
    client.force_login(staff("ulf"))
    there = reverse("lss:wrong", args=[step.pk])
    assert client.get(there).status_code == 200
    assert client.post(there, {"why": ""}).status_code == 422
    assert client.post(there, {"why": "Det var grannens svar som skrevs här."}).status_code == 302
    shown = client.get(reverse("lss:case", args=[case.pk])).content.decode()
    assert "<del>" in shown and "grannens svar" in shown
    assert "utan erbjudande" in client.get(reverse("desk:day")).content.decode()


def test_the_review_is_on_the_day_when_its_year_is_near(client, acting, staff, at, draft):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.MADE, at.date(), REASON, by=ulf, at=at)
    client.force_login(staff("ulf"))
    with clock.set_to(lambda: at + timedelta(days=360)):
        assert "Ompröva planen" in client.get(reverse("desk:day")).content.decode()


@pytest.mark.parametrize("username", ["bo", "tova", "vera"])
def test_nobody_without_a_key_finds_the_pages(client, staff, draft, username):
    client.force_login(staff(username))
    for name, pk in (
        ("case", draft.case_id),
        ("assess", draft.case_id),
        ("plan", draft.case_id),
        ("weigh", draft.pk),
    ):
        assert client.get(reverse(f"lss:{name}", args=[pk])).status_code == 404


def test_the_page_asks_little(client, acting, staff, at, draft):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.MADE, at.date(), REASON, by=ulf, at=at)
    client.force_login(staff("ulf"))
    address = reverse("lss:case", args=[case.pk])
    client.get(address)
    with counting() as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= MOST, "\n".join(asked)
    later = at + timedelta(days=3)
    with acting("ulf", at=later) as ulf:
        for days in (1, 2, 3):
            on = at.date() + timedelta(days=days)
            actions.write_plan_step(case, PlanKind.REVIEWED, on, REASON, by=ulf, at=later)
    with counting() as more:
        client.get(address)
    assert len(more) == len(asked)
