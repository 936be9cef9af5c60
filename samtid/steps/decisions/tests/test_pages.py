"""The pages of decisions, as those who use them meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.base.dossier.actions import set_protection
from samtid.base.organisation import kept
from samtid.base.organisation.models import Offering
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions
from samtid.steps.decisions.letters import letters_of
from samtid.steps.decisions.models import Decision, Notification
from samtid.steps.decisions.tests.make import a_decision, a_draft, open_care
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.investigations.tests.make import a_childs_investigation, a_proposal, an_elders_investigation
from samtid.steps.investigations.words import Basis


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


@pytest.fixture
def elders(acting, at, staff):
    return an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def address(name, decision) -> str:
    return reverse(f"decisions:{name}", args=[decision.pk])


# What pytest's own transaction adds to the fifteen questions a page may ask, less the stamp, which is not counted.
AROUND = 2 - 1
GRANT = {
    "outcome": "granted",
    "service_code": "family_treatment",
    "content": "Familjen får familjebehandling.",
    "reasons": "Alva har kommit hungrig till skolan flera dagar.",
    "legal_basis": "SoL 11:1",
    "valid_from": "2026-12-01",
    "goal": "Alva äter frukost.",
    "follow_up_on": "2027-03-01",
    "consent": "guardians",
}


def test_a_decision_is_written_read_signed_and_told_through_the_pages(browse, acting, at, childs):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
    client = browse("bo")
    form = text_of(client.get(reverse("decisions:prepare", args=[childs.pk])))
    assert "Familjebehandling två gånger i veckan." in form, "it begins where the proposal ended"
    answer = client.post(reverse("decisions:prepare", args=[childs.pk]), GRANT)
    assert answer.status_code == 302
    page = text_of(client.get(answer.url))
    assert "<title>Beslut –" in page
    assert "Du får besluta detta: delegation SN 2025-06-18 § 71 (handläggare, högst 20 000 kr)" in page
    with acting("bo"):
        decision = Decision.objects.get()
    draft = client.get(address("letter", decision))
    assert draft["Content-Type"] == "application/pdf"
    assert draft.content.startswith(b"%PDF")
    page = text_of(client.post(address("sign", decision), follow=True))
    assert "Berätta för den enskilde" in page
    page = text_of(
        client.post(
            address("notify", decision), {"told_at": "2026-11-21 10:25", "how": "handed"}, follow=True
        )
    )
    assert "Den enskilde har fått del av beslutet" in page
    assert reverse("services:start", args=[decision.pk]) in page
    filed = client.get(address("letter", decision), follow=True)
    assert filed.content.startswith(b"%PDF")
    with acting("bo"):
        assert Opening.objects.filter(page="decisions:letter", action="print").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"service_code": ""}, "Välj vilken insats det gäller"),
        ({"legal_basis": ""}, "Välj lagrummet"),
        ({"content": ""}, "Skriv något här"),
        ({"valid_from": "1/12"}, "Skriv året också"),
        ({"amount": "många"}, "hela kronor"),
        ({"amount": "500"}, "per månad eller en gång"),
        ({"valid_to": "2026-11-30"}, "upphöra innan"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(
    browse, acting, at, childs, changed, sentence
):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
    answer = browse("bo").post(reverse("decisions:prepare", args=[childs.pk]), GRANT | changed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    with acting("bo"):
        assert not Decision.objects.exists()


def test_what_remains_is_shown_before_signing_and_refused_if_tried(browse, acting, at, childs):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at, reasons="", follow_up_on=None)
    client = browse("bo")
    page = text_of(client.get(address("decision", decision)))
    assert "Skriv vilken dag beslutet senast ska följas upp." in page
    assert "FL 32 §" in page
    assert "Skriv under och besluta" not in page
    answer = client.post(address("sign", decision))
    assert answer.status_code == 422
    assert "Skriv skälen" in text_of(answer)
    with acting("bo"):
        assert Decision.objects.get().signed_at is None


def test_an_amount_beyond_the_mandate_goes_to_one_who_may(browse, acting, at, childs, staff):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at, amount=60_000, per="month")
    client = browse("bo")
    page = text_of(client.get(address("decision", decision)))
    assert (
        "Din delegation räcker till 20\u00a0000\u00a0kr"
        in client.get(address("decision", decision)).content.decode()
    )
    assert "Siri Falk, förste socialsekreterare" in page
    assert "Eva Ström" not in page
    assert client.post(address("sign", decision)).status_code == 422
    assert client.post(address("hand_over", decision), {"to": staff("eva").pk}).status_code == 422
    assert client.post(address("hand_over", decision), {"to": staff("siri").pk}).status_code == 302
    siri = browse("siri")
    assert "Skriv under och besluta" in text_of(siri.get(address("decision", decision)))
    assert siri.post(address("sign", decision)).status_code == 302


def test_a_placement_waits_for_the_committee(browse, acting, at, childs, staff):
    placement = {
        "kind": DecisionKind.FAMILY_HOME,
        "service_code": "family_home",
        "legal_basis": Basis.SOL_22_2,
    }
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at, **placement)
    page = text_of(browse("bo").get(address("decision", decision)))
    assert "Det här får inte beslutas på delegation" in page
    assert "Registrera beslutet" not in page
    with acting("bo") as bo:
        actions.hand_over(decision, staff("karin"), by=bo, at=at)
    karin = browse("karin")
    sent = {"level": "committee", "decided_on": "2026-11-18", "minute": ""}
    refused = karin.post(address("register", decision), sent)
    assert refused.status_code == 422
    assert "Skriv protokollets beteckning" in text_of(refused)
    assert (
        karin.post(address("register", decision), sent | {"minute": "SN AU 2026-11-18 § 212"}).status_code
        == 302
    )
    assert "Utskott, SN AU 2026-11-18 § 212" in text_of(karin.get(address("decision", decision)))


def test_those_without_a_key_find_nothing(browse, acting, at, childs):
    with acting("bo") as bo:
        decision = a_decision(childs, by=bo, at=at)
    for username in ("maja", "eva", "pelle", "tova", "bengt"):
        client = browse(username)
        for name in ("decision", "change", "letter"):
            assert client.get(address(name, decision)).status_code == 404, (username, name)
        for name in ("sign", "hand_over", "register", "notify", "note_final"):
            assert client.post(address(name, decision)).status_code == 404, (username, name)
        assert client.get(reverse("decisions:prepare", args=[childs.pk])).status_code == 404


def test_a_draft_is_seen_by_its_author_and_the_one_it_is_laid_before(browse, acting, at, childs):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at)
    assert browse("karin").get(address("decision", decision)).status_code == 404
    assert browse("bo").get(address("decision", decision)).status_code == 200


def test_a_refusal_can_be_appealed_until_a_day_and_then_stands(browse, acting, at, elders):
    with acting("ulf") as ulf:
        refused = {"outcome": DecisionOutcome.REFUSED, "follow_up_on": None, "goal": "", "valid_from": None}
        decision = a_decision(elders, by=ulf, at=at, **refused)
    client = browse("ulf")
    wrong = client.post(address("notify", decision), {"told_at": "2026-11-23 09:00", "how": "letter"})
    assert wrong.status_code == 422
    assert "framtiden" in text_of(wrong)
    page = text_of(
        client.post(
            address("notify", decision), {"told_at": "2026-11-21 10:00", "how": "handed"}, follow=True
        )
    )
    assert "till och med måndag 14 december 2026" in page, "the twelfth is a Saturday"
    assert client.post(address("note_final", decision)).status_code == 422
    later = browse("ulf", at + timedelta(days=24))
    assert "Ingen har överklagat" in text_of(later.get(address("decision", decision)))
    page = text_of(later.post(address("note_final", decision), follow=True))
    assert "vunnit laga kraft" in page
    with acting("ulf"):
        assert Notification.objects.count() == 1


def test_a_protected_persons_draft_letter_holds_no_address(browse, acting, at, childs):
    with acting("bo") as bo:
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
        decision = a_draft(childs, by=bo, at=at)
        assert "Storgatan" not in str(letters_of(decision, at.date()))
    page = text_of(browse("bo").get(address("decision", decision)))
    assert "Skyddade personuppgifter" in page
    assert "Storgatan" not in page


def test_a_character_that_cannot_be_written_is_named_and_nothing_is_decided(browse, acting, at, childs):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at, reasons="Hon skrev 😀 i sitt brev till oss i går kväll.")
    client = browse("bo")
    answer = client.post(address("sign", decision))
    assert answer.status_code == 422
    assert "Tecknet «😀»" in text_of(answer)
    assert client.get(address("letter", decision)).status_code == 422
    with acting("bo"):
        assert Decision.objects.get().signed_at is None


def test_the_page_asks_few_questions_of_the_database(
    browse, acting, at, childs, django_assert_max_num_queries
):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at)
    client = browse("bo")
    client.get(address("decision", decision))  # the first visit also begins the session
    with django_assert_max_num_queries(22 + AROUND):  # one is the line of the relatives (the frame)
        client.get(address("decision", decision))


def test_the_list_shows_what_one_holds_keys_to_and_a_part_says_how_many(
    browse, acting, at, childs, elders, monkeypatch
):
    """W38: decisions are leafed through; drafts are their writer's, and a page that is full says so."""
    from samtid.base.look import paging

    monkeypatch.setattr(paging.sheet_of, "__defaults__", (1,))
    listing = reverse("decisions:list")
    with acting("bo") as bo:
        made = a_draft(childs, by=bo, at=at)
        draft = actions.prepare(childs, open_care(at), by=bo, at=at)
        actions.sign(made, by=bo, at=at)
    with acting("ulf") as ulf:
        a_decision(elders, by=ulf, at=at)
    page = text_of(browse("bo").get(listing))
    assert address("decision", made) in page and address("decision", draft) not in page
    assert "Elsa" not in page and "Visar" not in page
    assert address("decision", draft) in text_of(browse("bo").get(listing, {"visa": "utkast"}))
    assert address("decision", draft) not in text_of(browse("karin").get(listing, {"visa": "utkast"}))
    with acting("bo") as bo:
        actions.sign(draft, by=bo, at=at)
    page = text_of(browse("bo").get(listing, {"vems": "mina"}))
    assert "Visar 1–1 av 2" in page and "visa=fattade&amp;vems=mina&amp;sida=2" in page
    assert "Alva" not in text_of(browse("pelle").get(listing))


def test_a_service_that_has_left_the_catalogue_is_granted_no_more_and_the_page_says_so(
    browse, acting, as_owner, at, childs
):
    """What was offered when the draft was written may be gone when it is signed; a refusal is made all the same."""
    with acting("bo") as bo:
        granting = a_draft(childs, by=bo, at=at)
        refusing = actions.prepare(childs, open_care(at, outcome=DecisionOutcome.REFUSED), by=bo, at=at)
    with as_owner():
        Offering.objects.filter(code="family_treatment").update(valid_to=at.date() - timedelta(days=1))
    kept.forget()
    client = browse("bo")
    said = f"Insatsen finns inte i kommunens katalog {at.date()}."
    page = text_of(client.get(address("decision", granting)))
    assert said in page and "Skriv under och besluta" not in page
    assert said not in text_of(client.get(address("decision", refusing)))
    refused = client.post(address("sign", granting))
    assert refused.status_code == 422 and said in text_of(refused)
    with acting("bo") as bo:
        assert Decision.objects.get(pk=granting.pk).signed_at is None
        with pytest.raises(NotYet, match="katalog"), transaction.atomic():
            actions.sign(granting, by=bo, at=at)
        assert actions.sign(refusing, by=bo, at=at).signed_at is not None
