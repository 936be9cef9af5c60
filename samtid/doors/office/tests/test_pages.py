"""The office's pages: who finds them, what is refused beside its field, and the way from a proposal to a change."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.doors.office.models import Proposal
from samtid.doors.office.words import Outcome
from samtid.ground import clock

from .make import TODAY, TOMORROW

PAGES = ("office:office", "office:everyone", "office:delegation", "office:history")


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def as_(client, staff):
    def log_in(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("username", "status"), [("ola", 200), ("karin", 200), ("bo", 404), ("liv", 404), ("kurt", 404)]
)
def test_who_looks_after_the_organisation_and_who_leads_find_it(second, as_, username, status):
    for name in PAGES:
        assert as_(username).get(reverse(name)).status_code == status, name


def test_a_manager_reads_and_is_offered_no_change(second, as_, staff):
    karin = as_("karin")
    unit = Unit.objects.get(name="Stab")
    for address in (
        reverse("office:office"),
        reverse("office:unit", args=[unit.pk]),
        reverse("office:staff", args=[staff("bo").pk]),
    ):
        assert "organisation/ny/" not in said(karin.get(address))
    assert karin.get(reverse("office:begin", args=["staff"])).status_code == 404
    assert karin.post(reverse("office:end", args=["staff", staff("bo").pk])).status_code == 404


GOOD = {
    "name": "Nea Ny",
    "username": "nea",
    "title": "Socialsekreterare",
    "from_on": "2026-11-22",
    "reason": "Avtal",
}


def employ(client, **other):
    reception = Unit.objects.get(name="Mottagning").pk
    return client.post(
        reverse("office:begin", args=["staff"]), GOOD | {"unit": reception, "role": "reception"} | other
    )


def test_from_a_form_by_way_of_a_second_person_to_somebody_who_works_here(second, as_):
    answer = employ(as_("ola"))
    proposal = Proposal.objects.using("default").none()  # the walls: nobody is acting here
    assert answer.status_code == 302 and not proposal and not Staff.objects.filter(username="nea").exists()
    page = said(as_("ola").get(answer.url))
    assert (
        "Anställ: Nea Ny" in page
        and "Du har själv lagt förslaget." in page
        and "Godkänn</button>" not in page
    )
    page = said(as_("disa").get(answer.url))
    assert "Mottagning" in page and "Godkänn</button>" in page
    done = as_("disa").post(f"{answer.url}avgor/", {"utfall": "approved"})
    assert done.status_code == 302
    assert Membership.objects.get(staff__username="nea").valid_from == TOMORROW


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"username": "Nea Ny"}, "Skriv små bokstäver a–z"),
        ({"username": "201203142391"}, "Skriv små bokstäver a–z"),
        ({"username": "bo"}, "Användarnamnet är redan någons."),
        ({"name": ""}, "Skriv namnet."),
        ({"name": "N" * 121}, "Texten är 1 tecken för lång."),
        ({"unit": "99999"}, "Finns inte, eller har upphört."),
        ({"unit": "x"}, "Finns inte, eller har upphört."),
        ({"role": "king"}, "Det valet finns inte."),
        ({"from_on": "2026-11-20"}, "En ändring gäller tidigast i dag"),
        ({"from_on": "2026-02-31"}, "from_on-error"),
        ({"from_on": "99999-01-01"}, "from_on-error"),
        ({"reason": "-"}, "Skriv skälet med några ord."),
        ({"reason": ""}, "Skriv varför"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_written(second, as_, as_owner, other, sentence):
    answer = employ(as_("ola"), **other)
    assert answer.status_code == 422 and sentence in said(answer)
    with as_owner():
        assert not Proposal.objects.exists() and not Staff.objects.filter(username="nea").exists()


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("2026-11-19", "tidigast vara i går"),
        ("", "Skriv den sista dagen."),
        ("i övermorgon kanske", "last-error"),
        ("9999-12-31", "last-error"),
    ],
)
def test_a_last_day_that_cannot_be_is_said(second, as_, staff, last, sentence):
    answer = as_("ola").post(
        reverse("office:end", args=["staff", staff("bo").pk]), {"last": last, "reason": "Slutar"}
    )
    assert answer.status_code == 422 and sentence in said(answer)


def test_the_floor_of_the_law_is_said_with_its_paragraph(second, as_):
    answer = as_("ola").post(
        reverse("office:begin", args=["delegation"]),
        {
            "decision": "family_home",
            "role": "manager",
            "minute": "SN § 1",
            "from_on": "2026-11-21",
            "reason": "Ny ordning",
        },
    )
    assert answer.status_code == 422 and "SoL 30 kap. 6 §" in said(answer) and "role-error" in said(answer)


def test_a_change_shows_what_was_and_what_becomes(second, as_):
    unit = Unit.objects.get(name="Stab")
    form = as_("ola").get(reverse("office:change", args=["unit", unit.pk]))
    assert 'value="Stab"' in said(form) and "Provgatan 1, 941 85 Piteå" in said(form)
    sent = {"name": "Stab", "kind": "staff_unit", "committee": unit.committee_id, "phone": "0911-1"}
    sent |= {"address": unit.address, "from_on": "2026-11-21", "reason": "Ny växel"}
    answer = as_("ola").post(reverse("office:change", args=["unit", unit.pk]), sent)
    page = said(as_("disa").get(answer.url))
    assert "0911-69 60 00" in page and "0911-1" in page and "Provgatan" not in page, "only what changes"
    assert (
        as_("ola")
        .post(reverse("office:change", args=["unit", unit.pk]), sent | {"phone": unit.phone})
        .status_code
        == 422
    )


@pytest.mark.parametrize(
    ("username", "sent", "status"),
    [
        ("ola", {"utfall": "approved"}, 422),
        ("disa", {"utfall": "refused", "why": ""}, 422),
        ("disa", {"utfall": "refused", "why": "Fel enhet"}, 302),
        ("disa", {"utfall": "withdrawn"}, 422),
        ("disa", {"utfall": "strunt"}, 422),
        ("disa", {}, 422),
        ("bo", {"utfall": "approved"}, 404),
    ],
)
def test_deciding(second, as_, as_owner, username, sent, status):
    address = employ(as_("ola")).url
    assert as_(username).post(f"{address}avgor/", sent).status_code == status
    with as_owner():
        decided = Proposal.objects.get().outcome
    assert decided == (Outcome.REFUSED if status == 302 else Outcome.WAITING)


@pytest.mark.parametrize("subject", ["strunt", "staff' or 1=1", "membership"])
def test_addresses_that_lead_nowhere(second, as_, subject):
    ola = as_("ola")
    assert ola.get(reverse("office:change", args=[subject, 1])).status_code == 404
    assert ola.get(reverse("office:end", args=[subject, 10**15])).status_code == 404
    assert ola.get(reverse("office:end", args=["staff", 10**30])).status_code == 404


def test_the_managers_day_shows_what_was_left_behind(second, as_, acting, at, as_owner):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    assert "Lämna över ärendet" not in said(as_("rut").get(reverse("desk:day")))
    with as_owner():
        Membership.objects.filter(staff__username="maja").update(valid_to="2026-11-20")
    page = said(as_("rut").get(reverse("desk:day")))
    assert "Lämna över ärendet" in page and reverse("desk:keys", args=[case.pk]) in page
    assert TODAY


def test_the_start_is_where_one_is_led_until_there_are_two(as_, as_owner):
    assert as_("ola").get(reverse("office:office")).url == reverse("office:start")
    page = said(as_("ola").get(reverse("office:start")))
    assert "Du är ensam systemförvaltare" in page
    assert as_("ola").post(reverse("office:start"), {"minute": ""}).status_code == 422
    assert as_("karin").get(reverse("office:start")).status_code == 404
