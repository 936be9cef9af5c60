"""The first administrator: once, on an empty system, and let in by a code that is worth one log-in."""

from __future__ import annotations

import re

import pytest
from django.db import connections
from django.urls import reverse

from samtid.base.access.models import Key, Opening
from samtid.base.organisation.models import Delegation, Membership, Staff, StaffSkill
from samtid.base.organisation.words import Role
from samtid.doors.cli import main, place
from samtid.doors.office.models import Proposal
from samtid.doors.systems.oidc import actions as oidc
from samtid.doors.systems.oidc import codes
from samtid.doors.systems.oidc import provider as ours
from samtid.doors.systems.oidc.models import Invitation, Link
from samtid.doors.systems.oidc.tests.provider import CLIENT, running

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
FIRST = ["staff", "first", "anna", "--name", "Anna Berg"]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(place, "enter", lambda *names, **options: "")


@pytest.fixture
def empty():
    """A system without anybody."""
    for model in (Key, Opening, StaffSkill, Membership, Delegation, Staff):
        assert model in (Key, Opening) or model.objects.using("owner").exists() or model is StaffSkill
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from organisation_membership")
        cursor.execute("delete from organisation_staff")


def test_on_an_empty_system_the_first_one_is_told_a_code(capsys, empty):
    assert main(FIRST) == 0

    said = capsys.readouterr().out
    code = re.search(r"(?:[0-9A-F]{4}-){7}[0-9A-F]{4}", said)
    assert code and "/valkommen/" in said
    [seat] = Membership.objects.using("owner").all()
    assert (seat.staff.name, seat.role) == ("Anna Berg", Role.OPERATOR)
    [kept] = Invitation.objects.using("owner").all()
    assert bytes(kept.code_hash) == codes.hash_of(code[0]) and code[0].encode() not in bytes(kept.code_hash)
    assert Proposal.objects.using("owner").filter(reason="samtid staff first").count() == 3


def test_it_is_done_once(capsys, empty):
    assert main(FIRST) == 0
    assert main(["staff", "first", "eva", "--name", "Eva Ek"]) == 2
    assert "redan medarbetare" in capsys.readouterr().err


def test_where_somebody_works_already_it_is_refused(capsys):
    assert main(FIRST) == 2
    assert "redan medarbetare" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Anna", "201203142391", "a", "anna berg"])
def test_a_log_in_name_is_a_name(capsys, empty, name):
    assert main(["staff", "first", name, "--name", "Anna Berg"]) == 2
    assert "små bokstäver" in capsys.readouterr().err


# --- the first log-in -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def provider():
    with running() as provider:
        yield provider


@pytest.fixture
def invited(settings, provider, as_owner, at, staff):
    """A code for Ola, and what makes others: how much time has passed."""
    settings.OIDC = {
        "issuer": provider.address,
        "client_id": CLIENT,
        "client_secret": "only-for-tests",
        "levels": [],
        "most_seconds": 3600,
    }
    settings.ALLOWED_HOSTS = ["testserver"]
    ours._registered.cache_clear()
    from django.utils import timezone

    code = codes.new_code()
    with as_owner():
        Invitation.objects.create(
            staff=staff("ola"),
            code_hash=codes.hash_of(code),
            made_at=timezone.now(),
            valid_until=timezone.now() + oidc.INVITED_FOR,
        )
    return code


def go(client, provider, subject, code=""):
    if code:
        answer = client.post(reverse("oidc:welcome"), {"code": code})
        assert (answer.status_code, answer.url) == (302, reverse("oidc:onward")), answer.content.decode()
    provider.knows(subject)
    away = client.get(reverse("oidc:start"))
    return client.get(provider.press(away.url, subject).removeprefix("http://testserver"))


def test_the_first_e_legitimation_shown_with_the_code_becomes_hers(
    client, provider, invited, staff, as_owner
):
    assert go(client, provider, "new-4711", invited.lower().replace("-", " ")).url == "/min-dag/"
    assert client.session["_auth_user_id"] == str(staff("ola").pk)
    with as_owner():
        assert Link.objects.get(subject="new-4711").staff == staff("ola")
    client.logout()
    assert go(client, provider, "new-4711").url == "/min-dag/", "and the next time without a code"


def test_a_new_e_legitimation_takes_the_place_of_the_old(client, provider, invited, staff, as_owner):
    with as_owner():
        Link.objects.create(
            staff=staff("ola"), issuer=provider.address, subject="lost", valid_from="2020-01-01"
        )
        seal = Staff.objects.get(username="ola").password
    go(client, provider, "new-4711", invited)
    assert client.get("/jag/").status_code == 200
    assert staff("ola").password != seal, "logged out everywhere else"
    client.logout()
    assert go(client, provider, "lost").status_code == 403


def test_a_code_is_worth_one_log_in(client, provider, invited, as_owner):
    go(client, provider, "new-4711", invited)
    client.logout()
    answer = go(client, provider, "somebody-else", invited)
    assert answer.status_code == 403 and "Koden gäller inte längre" in answer.content.decode()
    with as_owner():
        assert not Link.objects.filter(subject="somebody-else").exists()


def test_a_guessed_code_lets_nobody_in(client, provider, invited, as_owner):
    answer = go(client, provider, "guesser", codes.new_code())
    assert answer.status_code == 403
    with as_owner():
        assert not Link.objects.filter(subject="guesser").exists()


def test_an_old_code_is_worth_nothing(client, provider, invited, as_owner):
    with as_owner():
        Invitation.objects.update(valid_until="2026-01-01T00:00:00Z")
    assert go(client, provider, "too-late", invited).status_code == 403


def test_who_works_here_already_is_nobody_else(client, provider, invited, staff, as_owner):
    with as_owner():
        Link.objects.create(
            staff=staff("bo"), issuer=provider.address, subject="is-bo", valid_from="2020-01-01"
        )
    go(client, provider, "is-bo", invited)
    assert client.session["_auth_user_id"] == str(staff("bo").pk), "Bo is Bo, whatever code he writes"
    with as_owner():
        assert Invitation.objects.get().used_at is None


def test_who_has_left_is_not_let_in_by_a_code(client, provider, invited, staff, as_owner):
    with as_owner():
        Staff.objects.filter(username="ola").update(valid_to="2026-01-01")
    assert go(client, provider, "ola-again", invited).status_code == 403


@pytest.mark.parametrize("code", ["", "A", "XXXX-1234", "1" * 31])
def test_what_is_no_code_is_said_at_the_field(client, invited, code):
    answer = client.post(reverse("oidc:welcome"), {"code": code})
    assert answer.status_code == 422 and "koden" in answer.content.decode().lower()
