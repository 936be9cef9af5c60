"""A home that is not to be told: on no list and in no form, and shown by a press with a reason and a line that lasts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.access.models import Key, Opening
from samtid.base.access.through import door
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.actions import Details
from samtid.base.people.models import Person
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.placements import actions, offers, queries
from samtid.steps.placements.models import Care, Home, Placement
from samtid.steps.placements.words import HOME_CLOCK, Done, HomeKind, Why

from .make import a_care, a_home

WHY = "Mamman ringer och hemmet svarar inte."
TELLS = ("Provdals", "070-1740605", "Provvägen", "Älvsbyn", "1 200", "2027-01-09")


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def home(acting, at) -> Home:
    with acting("karin", at=at - timedelta(days=5)) as karin:
        a_home(
            by=karin,
            at=at - timedelta(days=5),
            name="Andra",
            area="Luleå",
            phone="070-1740607",
            address="Gatan 2",
        )
        ends = at.date().replace(year=2027, month=1, day=9)
        return a_home(by=karin, at=at - timedelta(days=5), approved_to=ends, capacity=1)


@pytest.fixture
def care(acting, at, home) -> Care:
    """Alva, protected, with Siri."""
    with acting("siri", at=at - timedelta(days=4)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=4))
    with acting("siri", at=at - timedelta(days=3)) as siri:
        made = a_care(case, home, by=siri, at=at - timedelta(days=3))
        set_protection(case, Protection.MARKED, by=siri, at=at - timedelta(days=3))
    return made


@pytest.fixture
def siri(staff) -> Client:
    client = Client()
    client.force_login(staff("siri"))
    return client


def text(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"placements:{name}", args=args)).content.decode().replace("\xa0", " ")


def test_it_stands_on_no_list_and_in_no_form(siri, acting, care):
    with acting("siri"):
        stay = Placement.objects.get()
    for name, *args in (
        ("tonight",),
        ("days",),
        ("care", care.pk),
        ("where", care.pk),
        ("home", stay.home_id),
    ):
        page = text(siri, name, *args)
        if name == "home":
            assert "Alva" not in page
        else:
            assert not [told for told in TELLS if told in page], name
    form = text(siri, "correct", stay.pk)
    assert f'value="{stay.home_id}" selected' not in form and "Samma hem som står nu" in form


def test_what_was_written_of_the_home_by_hand_stands_on_the_page_that_is_asked_for(
    siri, acting, at, care, home
):
    """Why it took the child all the same, and what was wrong before, mostly name the home."""
    with acting("siri") as by:
        stay = Placement.objects.get()
        actions.correct(
            stay, home, at - timedelta(days=2), "Det var Familjen Ekdahl, inte de andra", by=by, at=at
        )
        care = Care.objects.get()
        actions.move(care, home, at, Why.PLANNED, anyway="Familjen Ekdahl sa ja på telefon.", by=by, at=at)
    page = text(siri, "care", care.pk)
    assert "Ekdahl" not in page and "Rättad" in page
    answer = siri.post(reverse("placements:where", args=[care.pk]), {"reason": "Besök hos barnet"})
    assert "Ekdahl" in siri.get(answer.url).content.decode()


def test_a_guess_of_the_home_is_not_answered(siri, acting, care, home):
    with acting("siri"):
        stay = Placement.objects.get()
    move = siri.post(
        reverse("placements:move", args=[care.pk]),
        {
            "home": str(home.pk),
            "starts_at": "2026-11-21 10.20",
            "why": "planned",
            "anyway": "Familjen sa ja på telefon.",
        },
    )
    assert "bor redan där" not in move.content.decode()
    same = siri.post(
        reverse("placements:correct", args=[stay.pk]),
        {"home": "same", "starts_at": "2026-11-18 08.00", "why": "Barnet kom på morgonen, sa familjen."},
    )
    assert same.status_code == 302, same.content.decode()
    with acting("siri"):
        assert {one.home_id for one in Placement.objects.all()} == {home.pk}


def test_one_press_leaves_a_line_that_lasts_and_the_next_page_shows_it(siri, acting, as_owner, care, staff):
    address = reverse("placements:where", args=[care.pk])
    for sent in ({}, {"reason": "Annat skäl", "why": "x"}, {"reason": "nej"}):
        answer = siri.post(address, sent)
        assert answer.status_code == 422 and "Provdals" not in answer.content.decode()
    answer = siri.post(address, {"reason": "Annat skäl", "why": WHY})
    assert answer.status_code == 302
    with as_owner():
        [line] = Opening.objects.filter(page="placements:where_shown")
    assert line.staff == staff("siri") and WHY in line.why and line.dossier_id == care.case.dossier_id
    page = siri.get(answer.url).content.decode()
    assert "Provdals" in page and "070-1740605" in page and "Godkännandet går ut 2027-01-09" in page
    other = Client()
    for who in ("karin", "bo", "maja", "ola"):
        other.force_login(staff(who))
        assert other.get(answer.url).status_code == 404
        assert other.get(address).status_code == 404


def test_it_asks_for_the_e_legitimation(siri, care, monkeypatch):
    from samtid.base.access import proof

    monkeypatch.setattr(proof, "is_fresh", lambda request: False)
    answer = siri.post(reverse("placements:where", args=[care.pk]), {"reason": "Besök hos barnet"})
    assert answer.status_code == 302 and "plats" not in answer.url


def test_the_door_takes_no_key_but_ones_own_and_no_reason_of_three_letters(acting, at, care, as_owner, staff):
    for who, why in (("karin", WHY), ("bo", WHY), ("siri", "nej"), ("tova", WHY)):
        with acting(who), pytest.raises(DatabaseError, match="no key to this place"), transaction.atomic():
            door("ask_home", care.person_id, why)


def test_broken_glass_does_not_show_the_home_of_one_who_lives_with_somebody_protected(
    acting, at, home, as_owner, staff
):
    with acting("siri", at=at - timedelta(hours=4)) as siri:
        case = a_case(by=siri, at=at - timedelta(hours=4))
    with acting("siri", at=at - timedelta(hours=3)) as siri:
        care = a_care(case, home, by=siri, at=at - timedelta(hours=3))
    with as_owner():
        Person.objects.update(is_guarded=True)
    with acting("bo") as bo:
        door("break_glass", "201203142391", "Barnet är ensamt hemma i natt", 4)
    with acting("bo") as bo:
        assert Key.objects.get(staff=bo, ground="break_glass") and Care.objects.get() == care
        with pytest.raises(DatabaseError, match="no key to this place"), transaction.atomic():
            door("ask_home", care.person_id, WHY)
    client = Client()
    client.force_login(staff("bo"))
    address = reverse("placements:where", args=[care.pk])
    asked = client.post(address, {"reason": "Fara för liv eller hälsa"})
    assert asked.status_code == 422 and "egen nyckel" in asked.content.decode()
    for page in (text(client, "care", care.pk), text(client, "tonight"), asked.content.decode()):
        assert not [told for told in TELLS if told in page]


@pytest.mark.parametrize("name", ["Nyström", "Prov"])
def test_a_sibling_in_the_same_home_does_not_tell_where_the_other_is(
    siri, acting, at, as_owner, care, home, name
):
    """Sibling by a relation or by name: hidden. A child who only happens to live there is not."""
    with acting("siri", at=at - timedelta(hours=6)) as by:
        case = a_case(
            by=by,
            at=at - timedelta(hours=6),
            details=Details("Bela", name, born_on=at.date().replace(year=2018)),
        )
    with acting("siri", at=at - timedelta(hours=5)) as by:
        sibling = a_care(case, home, by=by, at=at - timedelta(hours=5), anyway="De sa ja på telefon.")
    with as_owner():
        Person.objects.filter(pk=sibling.person_id).update(is_guarded=False)
    with acting("siri") as by:
        rows = {one.care.pk: one for one in queries.tonight(by, at)}
        assert rows[care.pk].hides and rows[sibling.pk].hides is (name == "Nyström")
        assert [one.care.pk for one in queries.of_home(by, home, at)] == (
            [] if name == "Nyström" else [sibling.pk]
        )
    if name == "Nyström":
        for page in (
            text(siri, "care", sibling.pk),
            text(siri, "tonight"),
            text(siri, "care", care.pk),
            text(siri, "days"),
        ):
            assert not [told for told in TELLS if told in page]
    else:
        assert "Provdals" in text(siri, "care", sibling.pk)


@pytest.mark.parametrize("kind", [HomeKind.EMERGENCY_HOME, HomeKind.FAMILY_HOME])
def test_no_clock_and_no_answer_tells_what_kind_of_home_it_is(siri, acting, at, kind):
    with acting("karin", at=at - timedelta(days=5)) as karin:
        home = a_home(by=karin, at=at - timedelta(days=5), kind=kind)
    with acting("siri", at=at - timedelta(days=4)) as by:
        case = a_case(by=by, at=at - timedelta(days=4))
    with acting("siri", at=at - timedelta(days=3)) as by:
        care = a_care(case, home, by=by, at=at - timedelta(days=3), note="Ekdahls hund bits")
        set_protection(case, Protection.MARKED, by=by, at=at - timedelta(days=3))
    with acting("siri") as by:
        actions.follow_care(care, Done.INVESTIGATED, at.date(), "", by=by, at=at)
        actions.follow_care(care, Done.CUSTODY, at.date(), "Inte nu, SN AU § 7", by=by, at=at)
        with pytest.raises(NotYet, match="redan antecknat"):
            actions.follow_care(care, Done.INVESTIGATED, at.date(), "", by=by, at=at)
    page = text(siri, "care", care.pk)
    told = page.partition("Anteckna ett övervägande")[0] + page.partition('aria-label="Om vården"')[2]
    assert HOME_CLOCK in told and "hund" not in page
    day = siri.get(reverse("desk:day")).content.decode()
    assert HOME_CLOCK in day and "Barnet ska ha flyttat" not in day
    for shown in (told, day):
        assert "CH-09" not in shown and "CH-11" not in shown
        assert "ourhemmet ska" not in shown and "Flytta barnet från" not in shown
    answer = siri.post(reverse("placements:where", args=[care.pk]), {"reason": "Besök hos barnet"})
    assert "Ekdahls hund bits" in siri.get(answer.url).content.decode()


def test_a_draft_begun_before_does_not_choose_the_home(siri, acting, care, home):
    with acting("siri"):
        stay = Placement.objects.get()
    key = offers.CORRECT.key(stay.pk)
    kept = siri.post(
        reverse("dossier:draft", args=[key]),
        {"home": str(home.pk), "why": "Barnet kom på morgonen"},
        "application/json",
        headers={"X-Draft-Sequence": "1", "X-Draft-Page": "a1b2c3d4a1b2c3d4"},
    )
    assert kept.status_code == 200, kept.content
    form = text(siri, "correct", stay.pk)
    assert "Barnet kom på morgonen" in form and f'value="{home.pk}" selected' not in form
    assert 'value="same" selected' in form


def test_what_waits_says_that_the_home_needs_a_look_and_not_which(siri, care):
    page = siri.get(reverse("desk:day")).content.decode()
    assert queries.SEE_WHERE in page and "2027-01-09" not in page
