"""The pages of the parties, as the one who investigates meets them: bad input, the old sheets, and whose place is hidden."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Opening
from samtid.base.access.words import Purpose
from samtid.base.dossier.models import Event
from samtid.base.organisation.models import Staff
from samtid.ground import clock
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions import letters
from samtid.steps.decisions.models import Decision, Notification
from samtid.steps.parties import actions, forms, queries
from samtid.steps.parties.models import Deed
from samtid.steps.parties.rules import Line
from samtid.steps.parties.tests import make
from samtid.steps.parties.tests.test_actions import (
    FATHER,
    HIDDEN,
    MOTHER,
    proposed,
    with_guardians,
)
from samtid.steps.parties.tests.test_deciding import another, refused
from samtid.steps.parties.words import Kind, Way

PLACE = "Gömda gränd"


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def inquiry(acting, staff, at):
    return with_guardians(acting, staff, at)


@pytest.fixture
def bo(client, inquiry, staff):
    client.force_login(staff("bo"))
    return client


def address(name, inquiry):
    return reverse(f"parties:{name}", args=[inquiry.case_id])


def named(sent, inquiry, on, username="bo"):
    """A sheet with the first party's fields called ``p1`` and the second's ``p2``, named as the page names them."""
    with acting_as(Identity(Staff.objects.get(username=username).pk, Purpose.WEB, clock.now(), clock.now())):
        staff = Staff.objects.get(username=username)
        acting = queries.who(staff, inquiry.case, on).acting
    names = {f"p{n}": forms.prefix(one) for n, one in enumerate(acting, start=1)}
    return {
        f"{names[name[:2]]}{name[2:]}" if name[:2] in names else name: value for name, value in sent.items()
    }


def page_of(client, inquiry, name="case"):
    return client.get(address(name, inquiry)).content.decode()


def test_all_are_informed_on_one_sheet_with_what_differs(bo, inquiry, at):
    said = page_of(bo, inquiry)
    assert "Samira Sandell" in said and "Jonas Berglund" in said and "FB 6 kap. 11 och 13 §§" in said
    sheet = page_of(bo, inquiry, "inform")
    assert sheet.count("Ja, som ovan") == 2 and "genom" not in sheet.split("<form")[-1].split("</form>")[0]
    sent = bo.post(
        address("inform", inquiry),
        named(
            {
                "at": "2026-11-21 09:00",
                "way": "phone",
                "p1_done": "shared",
                "p2_done": "not",
                "p2_why": "Det finns risk för våld mot modern.",
            },
            inquiry,
            at.date(),
        ),
    )
    assert sent.status_code == 302, sent.content.decode()
    said = page_of(bo, inquiry)
    assert "Inte informerad, av särskilda skäl" in said and "Informerad om utredningen" in said
    assert (
        "Skriv när de har informerats"
        in bo.get(reverse("investigations:investigation", args=[inquiry.pk])).content.decode()
        or "Informerade"
        in bo.get(reverse("investigations:investigation", args=[inquiry.pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"at": ""}, "Skriv när parten informerades"),
        ({"at": "2027-01-01 09:00"}, "framtiden"),
        ({"at": "igår kväll"}, "Skriv"),
        ({"way": ""}, "Välj hur parten fick det."),
        ({"way": "pigeon"}, "Det valet finns inte"),
        ({"p1_done": "maybe"}, "Det valet finns inte"),
        ({"p1_done": ""}, "Välj ett av alternativen"),
        ({"p1_done": "later", "p2_done": "later"}, "Fyll i minst en part"),
        ({"p2_done": "not", "p2_why": "nej"}, "särskilda skäl"),
        ({"p2_done": "own", "p2_at": "2027-01-01 09:00", "p2_way": "phone"}, "framtiden"),
        ({"p2_done": "own", "p2_way": "phone"}, "Skriv när det var för den här parten"),
        ({"p2_done": "own", "p2_at": "2026-11-21 09:00"}, "Välj hur den här parten fick det"),
        ({"p2_done": "later", "p2_why": "Nås inte på telefon."}, "hör inte till det du valde"),
        ({"p2_done": "shared", "p2_at": "2026-11-21 09:00"}, "hör inte till det du valde"),
        ({f"p_{0:032x}_done": "shared"}, "Någon annan har antecknat under tiden"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_is_kept(bo, inquiry, acting, at, changed, said):
    form = {"at": "2026-11-21 09:00", "way": "phone", "p1_done": "shared", "p2_done": "shared"}
    answer = bo.post(address("inform", inquiry), named(form | changed, inquiry, at.date()))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting("bo"):
        assert not Deed.objects.exists()


def test_the_old_sheets_say_it_is_for_each_and_lead_there(bo, inquiry, acting, at):
    old = reverse("investigations:inform", args=[inquiry.pk])
    assert "Skriv för var och en av parterna" in bo.get(old).content.decode()
    form = {"done": "yes", "informed_at": "2026-11-21 09:00", "how": "phone"}
    answer = bo.post(old, form)
    assert answer.status_code == 422
    assert "flera parter" in answer.content.decode() and address("inform", inquiry) in answer.content.decode()


def test_an_answer_that_is_awaited_stands_on_the_day_and_leads_to_its_form(bo, inquiry, acting, at):
    with acting("bo") as one:
        proposal = proposed(inquiry, by=one, at=at)
        who = queries.who(one, inquiry.case, at.date())
        last = at.date() + timedelta(days=7)
        [sent, _] = actions.communicate(proposal, make.lines(who, at, last_day=last), by=one, at=at)
    day = bo.get(reverse("desk:day")).content.decode()
    form = reverse("parties:answer", args=[sent.pk])
    assert "En part ska ha svarat på underlaget" in day and form in day
    assert "Samira Sandell" in bo.get(form).content.decode()
    assert bo.post(form, {"done": "yes", "text": "Ja"}).status_code == 422
    assert "har till och med" in bo.post(form, {"done": "no"}).content.decode()
    done = bo.post(form, {"done": "yes", "at": "2026-11-21 09:30", "text": "Jag håller med."})
    assert done.status_code in (302, 422)


def test_consent_is_noted_split_and_corrected(bo, inquiry, acting, at):
    with acting("bo") as one:
        keys = [party.key for party in queries.who(one, inquiry.case, at.date()).acting]
    form = {
        "at": "2026-11-21 09:00",
        "text": "Familjebehandling till våren",
        "kind": "consented",
        "subject": "family_treatment",
    }
    consent = address("consent", inquiry)
    assert bo.post(consent, form).status_code == 422
    assert bo.post(consent, form | {"party": str(inquiry.pk)}).status_code == 422
    assert bo.post(consent, form | {"party": str(keys[0]), "kind": "informed"}).status_code == 422
    assert bo.post(consent, form | {"party": str(keys[0])}).status_code == 302
    assert bo.post(consent, form | {"party": str(keys[1]), "kind": "declined"}).status_code == 302
    assert "Delat samtycke" in page_of(bo, inquiry)
    taken = form | {"party": str(keys[0]), "kind": "withdrawn"}
    assert "Välj vilket av partens" in bo.post(consent, taken).content.decode()
    assert bo.post(consent, form | {"party": str(keys[0]), "subject": "nonsense"}).status_code == 422
    with acting("bo"):
        wrong = Deed.objects.get(kind=Kind.DECLINED)
    correct = reverse("parties:correct", args=[wrong.pk])
    assert bo.post(correct, {"text": "fel"}).status_code == 422
    assert bo.post(correct, {"text": "Det var farfar som sade det."}).status_code == 302
    said = page_of(bo, inquiry)
    assert "Delat samtycke" not in said and "Rättad" in said and "Det var farfar" in said


def test_what_is_noted_of_each_is_served_on_one_sheet(client, acting, staff, at):
    decision = refused(acting, staff, at)
    client.force_login(staff("bo"))
    serve = reverse("parties:serve", args=[decision.pk])
    form = {"at": "2026-11-21 10:00", "way": "handed", "p1_done": "shared", "p2_done": "shared"}
    answer = client.post(serve, named(form, decision, at.date()))
    assert answer.status_code == 302, answer.content.decode()
    assert (
        client.get(reverse("parties:case", args=[decision.case_id])).content.decode().count("2026-12-14") >= 2
    )
    assert "Det finns ingen part kvar" in client.get(serve).content.decode()


def test_the_same_sheet_sent_twice_serves_nobody_else(client, acting, staff, at):
    decision = refused(acting, staff, at)
    client.force_login(staff("bo"))
    serve = reverse("parties:serve", args=[decision.pk])
    sheet = client.get(serve).content.decode()
    assert not re.search(r'name="p_\w+_done"[^>]*checked', sheet), "nobody is taken to have got to know it"
    assert "Det gäller beslutet om" in sheet
    form = {"at": "2026-11-21 10:00", "way": "handed", "p1_done": "shared", "p2_done": "later"}
    sent = named(form, decision, at.date())
    assert client.post(serve, sent).status_code == 302
    again = client.post(serve, sent)
    assert again.status_code == 422 and "Någon annan har antecknat" in again.content.decode()
    with acting("bo") as bo:
        [served] = Deed.objects.filter(kind=Kind.SERVED)
        first = queries.who(bo, decision.case, at.date()).acting[0]
        assert served.party_id == first.key
        assert not Notification.objects.exists()


def test_each_of_two_decisions_has_its_own_sheet(client, acting, staff, at):
    one = refused(acting, staff, at)
    with acting("bo") as bo:
        other = another(one, by=bo, at=at)
    with acting("siri") as siri:
        other = deciding.sign(Decision.objects.get(pk=other.pk), by=siri, at=at)
    client.force_login(staff("bo"))
    form = {"at": "2026-11-21 10:00", "way": "handed", "p1_done": "shared", "p2_done": "shared"}
    said = page_of(client, one)
    for decision in (one, other):
        serve = reverse("parties:serve", args=[decision.pk])
        assert serve in said
        assert client.post(serve, named(form, decision, at.date())).status_code == 302
    with acting("bo"):
        assert Notification.objects.values("decision").distinct().count() == 2


@pytest.mark.parametrize("name", ["case", "inform", "communicate", "consent"])
@pytest.mark.parametrize("username", ["tova", "inga", "pelle", "ola"])
def test_who_has_no_key_to_the_case_finds_no_parties(client, inquiry, staff, name, username):
    client.force_login(staff(username))
    assert client.get(address(name, inquiry)).status_code in (403, 404)


def test_where_one_guardian_lives_reaches_neither_the_others_letter_nor_any_page_nor_the_log(
    client, acting, staff, at
):
    found = with_guardians(acting, staff, at, HIDDEN, FATHER)
    with acting("bo") as bo:
        make_hidden(found, by=bo, at=at)
    client.force_login(staff("bo"))
    for name in ("case", "inform", "consent"):
        said = page_of(client, found, name)
        assert PLACE not in said and "Gömda" not in said, name
    assert "Får inte veta var" in page_of(client, found)
    with acting("bo"):
        diary = " ".join(Event.objects.filter(case=found.case).values_list("said", flat=True))
        log = " ".join(str(row) for row in Opening.objects.values())
        deeds = " ".join(str(row) for row in Deed.objects.values())
    assert PLACE not in diary + log + deeds


def make_hidden(found, *, by, at):
    who = queries.who(by, found.case, at.date())
    ways = [Way.AGENCY if one.is_protected else Way.LETTER for one in who.acting]
    lines = [Line(party=one.key, at=at, way=way) for one, way in zip(who.acting, ways, strict=True)]
    actions.inform(found, lines, by=by, at=at)


def test_each_ones_letter_holds_that_ones_address_only(acting, staff, at):
    decision = refused(acting, staff, at, MOTHER, FATHER)
    with acting("bo"):
        found = Decision.objects.get(pk=decision.pk)
        written = {reader.name: str(letter) for reader, letter in letters.letters_of(found, at.date())}
    assert "Gömda gränd 9" in written["Samira Sandell"] and "Byvägen 3" not in written["Samira Sandell"]
    assert "Byvägen 3" in written["Jonas Berglund"] and PLACE not in written["Jonas Berglund"]


def test_what_is_written_on_a_sheet_and_refused_is_there_when_it_is_opened_again(bo, inquiry, at):
    for name, sent, said in (
        ("inform", {"way": "phone", "p1_done": "not", "p1_why": "Våldet är"}, "Våldet är"),
        ("consent", {"text": "Kontakt med skolan"}, "Kontakt med skolan"),
    ):
        key = f"parties:{name}:{inquiry.case_id}"
        assert f'data-draft="{key}"' in page_of(bo, inquiry, name)
        answer = bo.post(
            address(name, inquiry), named(sent, inquiry, at.date()) | {"draft_key": key, "draft_page": "a1"}
        )
        assert answer.status_code == 422
        assert said in page_of(bo, inquiry, name)
