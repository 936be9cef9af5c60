"""The pages of the investigation, as those who use them meet them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.base.dossier.actions import keep_draft, set_protection
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection
from samtid.steps.intake.tests.make import an_assessed_report
from samtid.steps.investigations import queries
from samtid.steps.investigations.models import Finding, Investigation, Proposal
from samtid.steps.investigations.tests.make import (
    a_childs_investigation,
    a_proposal,
    an_elders_investigation,
    investigated,
)
from samtid.steps.investigations.words import Recommendation


@pytest.fixture
def browse(client, staff, monkeypatch, at):
    """``browse("bo")``: a logged-in client at the test's moment."""
    from samtid.ground import clock

    def as_(username, moment=at):
        monkeypatch.setattr(clock, "_source", lambda: moment)
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def childs(acting, at, staff):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_reception_opens_an_investigation_and_comes_back_to_its_queue(browse, acting, at, staff):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
    client = browse("maja")
    address = reverse("investigations:open", args=[report.pk])
    form = text_of(client.get(address))
    assert re.search(r'value="bbic"[^>]* checked', form)
    unit = Unit.objects.get(name="Utredning barn och unga")
    said = {"reason": "oro", "method": "bbic", "unit": unit.pk, "caseworker": staff("bo").pk}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "inte blir större än den behöver" in text_of(refused)
    answer = client.post(address, said | {"reason": "Ta reda på hur Alva har det hemma."})
    assert (answer.status_code, answer.url) == (302, reverse("intake:queue"))
    with acting("bo") as bo:
        assert queries.ongoing(bo).get().case.caseworker == bo


def test_the_page_holds_everything_and_shows_the_next_step_first(browse, acting, at, childs):
    page = text_of(browse("bo").get(reverse("investigations:investigation", args=[childs.pk])))
    assert "<title>Utredning –" in page
    assert "Informera dem som berörs" in page
    assert page.count('class="ds-button" href') == 1, "one primary action at a time"
    assert "120 dagar kvar" in page
    assert "Här samlas det som sägs" in page
    with acting("bo") as bo:
        investigated(childs, by=bo, at=at)
    page = text_of(browse("bo").get(reverse("investigations:investigation", args=[childs.pk])))
    assert "«Jag vill att mamma ska vara glad igen.»" in page
    assert "Kurator på Björkskolan" in page
    assert "Inget än om hälsa, utbildning" in page
    assert "Skriv bedömning och förslag" in page


def test_opening_the_page_is_logged(browse, acting, childs):
    browse("bo").get(reverse("investigations:investigation", args=[childs.pk]))
    with acting("bo"):
        opening = Opening.objects.get(page="investigations:investigation")
        assert (opening.staff.username, opening.dossier_id) == ("bo", childs.case.dossier_id)


# What pytest's own transaction adds to the fifteen questions a page may ask, less the stamp, which is not counted.
AROUND = 2 - 1
HTMX = {"HX-Request": "true"}
SHEETS = ("plan", "inform", "add_finding", "hear_child", "propose", "extend", "close")


@pytest.mark.parametrize("name", ["investigation", *SHEETS])
def test_those_without_a_key_find_nothing(browse, childs, name):
    for username in ("maja", "eva", "pelle", "tova", "bengt"):
        answer = browse(username).get(reverse(f"investigations:{name}", args=[childs.pk]))
        assert answer.status_code == 404, (username, name)


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("plan", {"plan": " "}, "Skriv något här"),
        ("inform", {}, "Välj ett av alternativen"),
        ("inform", {"done": "yes"}, "SoL 20 kap. 4 §"),
        ("inform", {"done": "yes", "informed_at": "2026-11-21 09:00"}, "Välj hur de fick veta det"),
        ("inform", {"done": "no", "not_informed_reason": "nej"}, "särskilda skäl som finns"),
        ("add_finding", {"area": "health", "text": "Trött."}, "Skriv vem uppgiften kommer från"),
        ("add_finding", {"area": "alcohol"}, "giltigt"),
        ("hear_child", {"heard": "yes", "text": "Hej", "heard_at": "2026-13-01"}, "Skriv dag och tid så här"),
        ("hear_child", {"heard": "no"}, "SoL 3 kap. 2 §"),
        ("hear_child", {"heard": "yes", "heard_at": "2026-11-22 09:00", "text": "Hej"}, "framtiden"),
        ("extend", {"to": "2027-01-01", "reason": "Mycket"}, "Skriv en dag efter 2027-03-21"),
        ("close", {"outcome": "no_service", "reason": ""}, "Skriv något här"),
        (
            "propose",
            {"recommendation": "grant", "assessment": "x", "best_interests": "x", "proposal": "x"},
            "Det finns ingen uppgift med källa",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_changes(
    browse, acting, childs, name, sent, sentence
):
    answer = browse("bo").post(reverse(f"investigations:{name}", args=[childs.pk]), sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    with acting("bo"):
        fresh = Investigation.objects.get()
        assert (fresh.plan, fresh.informed_at, fresh.closed_at) == ("", None, None)
        assert not Finding.objects.exists()
        assert not Proposal.objects.exists()


def test_a_whole_investigation_is_done_through_the_pages(browse, acting, at, childs):
    client = browse("bo")

    def send(name, **said):
        answer = client.post(reverse(f"investigations:{name}", args=[childs.pk]), said)
        assert answer.status_code == 302, text_of(answer)
        return text_of(client.get(answer.url))

    send("inform", done="yes", informed_at="2026-11-21 10:00", how="phone")
    send("plan", plan="Samtal med Alva, föräldrarna och skolan.")
    finding = {"area": "basic_care", "text": "Kommer hungrig.", "factor": "risk", "source_kind": "school"}
    page = send("add_finding", **finding, source="Lena Ask, klasslärare", obtained_at="2026-11-21 08:00")
    assert "Riskfaktor" in page
    send(
        "hear_child",
        heard="yes",
        text="«Jag är hungrig på morgonen.»",
        heard_at="2026-11-21 09:00",
        minutes="30",
    )
    page = send(
        "propose",
        assessment="Familjen behöver stöd på morgnarna.",
        best_interests="Bäst för Alva är att bo hemma med stöd.",
        recommendation="grant",
        proposal="Familjebehandling.",
        service_code="family_treatment",
        legal_basis="SoL 11:1",
    )
    assert "Kommunicera underlaget" in page
    page = send(
        "communicate", done="yes", communicated_at="2026-11-21 10:20", how="meeting", answer_by="2026-12-01"
    )
    assert "tisdag 1 december 2026" in page
    page = send("answer", text="Vi tar gärna emot hjälpen.", answered_at="2026-11-21 10:25")
    assert reverse("decisions:prepare", args=[childs.pk]) in page
    with acting("bo"):
        assert Proposal.objects.get().kind == "open_care"


def test_a_finding_is_corrected_from_its_own_link(browse, acting, at, childs):
    with acting("bo") as bo:
        investigated(childs, by=bo, at=at)
        finding = Finding.objects.get()
    client = browse("bo")
    address = reverse("investigations:correct_finding", args=[finding.pk])
    assert "Har kommit hungrig" in text_of(client.get(address))
    sent = {
        "area": "basic_care",
        "text": "Två dagar, inte fyra.",
        "source_kind": "school",
        "source": "Kurator",
    }
    client.post(address, sent | {"obtained_at": "2026-11-21 09:00"})
    page = text_of(client.get(reverse("investigations:investigation", args=[childs.pk])))
    assert "Rättelse:" in page
    assert "Har kommit hungrig" in page


def test_what_was_typed_and_not_sent_is_there_again(browse, acting, at, childs):
    with acting("bo") as bo:
        keep_draft(f"investigations:plan:{childs.pk}", {"plan": "Ring skolan på måndag."}, by=bo, at=at)
    client = browse("bo")
    page = text_of(client.get(reverse("investigations:plan", args=[childs.pk])))
    assert "Ring skolan på måndag." in page
    assert "Utkast sparat 10:30" in page
    client.post(reverse("investigations:plan", args=[childs.pk]), {"plan": "Ring skolan på måndag."})
    with acting("bo") as bo:
        from samtid.base.dossier.queries import draft

        assert draft(bo, f"investigations:plan:{childs.pk}") is None


def test_the_reception_sees_that_an_investigation_goes_on_and_gives_it_the_new_report(
    browse, acting, at, childs
):
    later = at + timedelta(days=2)
    with acting("maja", at=later) as maja:
        report = an_assessed_report(by=maja, at=later)
    client = browse("maja", later)
    said = text_of(client.get(reverse("investigations:ongoing", args=[report.pk]), headers=HTMX))
    assert "Utredning barn och unga utreder sedan 2026-11-21, handläggare Bo Ek" in said
    assert "<html" not in said
    answer = client.post(reverse("investigations:add_report", args=[report.pk]))
    assert answer.url == reverse("intake:queue")
    page = text_of(browse("bo", later).get(reverse("investigations:investigation", args=[childs.pk])))
    assert page.count("hungrig flera dagar i rad") == 2


def test_nothing_is_shown_where_nothing_goes_on(browse, acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
    fragment = browse("maja").get(reverse("investigations:ongoing", args=[report.pk]), headers=HTMX)
    assert fragment.content.strip() == b""
    plain = browse("maja").get(reverse("investigations:ongoing", args=[report.pk]))
    assert plain.headers["Location"] == reverse("investigations:open", args=[report.pk])


def test_a_protected_persons_places_are_never_shown(browse, acting, at, childs):
    with acting("bo") as bo:
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
    page = text_of(browse("bo").get(reverse("investigations:investigation", args=[childs.pk])))
    assert "Skyddade personuppgifter" in page
    assert "Storgatan" not in page


def test_a_manager_closes_without_a_service(browse, acting, at, childs):
    with acting("karin") as karin:
        a_proposal(childs, by=karin, at=at, recommendation=Recommendation.NO_SERVICE, proposal="Avsluta.")
    client = browse("karin")
    page = text_of(client.get(reverse("investigations:investigation", args=[childs.pk])))
    assert "Avsluta utan insats" in page
    sheet = text_of(client.get(reverse("investigations:close", args=[childs.pk])))
    assert "Du får besluta detta: delegation SN 2025-06-18 § 71 (enhetschef)" in sheet
    client.post(
        reverse("investigations:close", args=[childs.pk]),
        {"outcome": "no_service", "reason": "Oron har inte bekräftats och familjen har stöd."},
    )
    page = text_of(client.get(reverse("investigations:investigation", args=[childs.pk])))
    assert "Så slutade utredningen" in page
    assert "Nästa steg" not in page


def test_a_caseworker_is_told_who_may_close(browse, acting, at, childs):
    sheet = text_of(browse("bo").get(reverse("investigations:close", args=[childs.pk])))
    assert "får beslutas av enhetschef" in sheet


def test_an_elders_page_asks_for_no_childs_voice(browse, at, staff):
    elders = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    page = text_of(browse("ulf").get(reverse("investigations:investigation", args=[elders.pk])))
    assert "Barnets" not in page
    assert "Skriv utredningsplan" in page


def test_the_page_asks_few_questions_of_the_database(
    browse, acting, at, childs, django_assert_max_num_queries
):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
    client = browse("bo")
    client.get(
        reverse("investigations:investigation", args=[childs.pk])
    )  # the first visit also begins the session
    with django_assert_max_num_queries(16 + AROUND):
        client.get(reverse("investigations:investigation", args=[childs.pk]))


def test_the_list_shows_what_one_holds_keys_to_and_leads_on(browse, acting, at, childs, staff):
    """W38: the caseworker leafs through investigations; nobody else's are among them, and the opening is logged."""
    with acting("maja"):
        an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    address = reverse("investigations:list")
    page = text_of(browse("bo").get(address))
    assert reverse("investigations:investigation", args=[childs.pk]) in page
    assert "Alva Nyström" in page and "Elsa Hed" not in page and "1 st" in page
    assert "Inga avslutade utredningar." in text_of(browse("bo").get(address, {"visa": "avslutade"}))
    assert "Alva Nyström" in text_of(browse("bo").get(address, {"vems": "mina"}))
    for username in ("pelle", "tova", "bengt"):
        assert "Alva" not in text_of(browse(username).get(address))
    with acting("bo"):
        assert Opening.objects.filter(page="investigations:list").count() == 2  # the empty one showed nobody


def test_one_that_has_ended_stands_among_those_that_have(acting, at, childs):
    with acting("bo") as bo:
        assert [one.pk for one in queries.listed(bo, ended=False, mine=True)] == [childs.pk]
        assert not queries.listed(bo, ended=True, mine=False)
        [row] = queries.with_days(bo, [childs])
        clocks = queries.seen_by(bo, queries.Clock).filter(about=childs.pk, stopped_at=None)
        assert row.due_on == min(clock.due_on for clock in clocks if clock.due_on)
