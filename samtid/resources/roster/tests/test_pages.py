"""Schemats sidor, as those who use them meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.resources.roster import queries
from samtid.resources.roster.models import Absence, Contract, Reason, Shift
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits.models import Visit
from samtid.steps.visits.queries import visits as visits_of
from samtid.steps.visits.tests.make import a_visit

from .make import a_shift, an_absence

MONDAY = date(2026, 11, 23)


@pytest.fixture
def browse(at, staff):
    """``browse("nils")``: a browser where somebody is logged in, at the moment of the test."""

    class Browser(Client):
        def request(self, **request):
            with clock.set_to(lambda: at):
                return super().request(**request)

    def log_in(username: str) -> Client:
        browser = Browser()
        browser.force_login(staff(username))
        return browser

    return log_in


@pytest.fixture
def home(db) -> int:
    return Unit.objects.get(name="Hemtjänst").pk


def text(answer) -> str:
    return answer.content.decode()


def test_the_planner_lays_a_shift_and_sees_it_in_the_week(browse, home, staff):
    nils = browse("nils")
    assert nils.get(reverse("roster:own")).url == reverse("roster:week", args=[home])
    sent = {"staff": staff("tova").pk, "day": MONDAY, "starts": "7", "ends": "16", "kind": "work"}
    address = reverse("roster:add", args=[home])
    refused = nils.post(address, sent)
    assert refused.status_code == 422
    assert "ATL 15 §" in text(refused)
    laid = nils.post(address, sent | {"break_kind": "rest", "break_minutes": "30"}, follow=True)
    assert "Tova Hed arbetar 23/11 kl. 07.00–16.00" in text(laid)
    assert "07:00–16:00" in text(laid)
    assert "8 tim 30 min" in text(laid)


def test_a_manager_approves_in_words_what_the_law_lets_her(browse, home, staff, acting, at):
    with acting("nils") as nils:
        a_shift(staff("tova"), MONDAY, 14, 22, at=at, by=nils)
    sent = {
        "staff": staff("tova").pk, "day": MONDAY + timedelta(days=1), "starts": "7", "ends": "12", "kind": "work",
    }  # fmt: skip
    address = reverse("roster:add", args=[home])
    for username in ("nils", "inga"):
        refused = browse(username).post(address, sent)
        assert refused.status_code == 422 and "bara 9 tim ledigt" in text(refused)
    assert browse("nils").post(address, sent | {"approved_why": "Ingen annan kan."}).status_code == 422
    assert browse("inga").post(address, sent | {"approved_why": "Ingen annan kan."}).status_code == 302
    with acting("inga"):
        assert (
            Shift.objects.get(starts_at__gt=at + timedelta(days=2, hours=12)).approved_why
            == "Ingen annan kan."
        )


def test_a_worker_says_that_she_is_ill_in_one_form(browse, acting, staff, at):
    tova = browse("tova")
    today = swedish_day(at)
    sent = {"kind": "sick", "first": today, "last": today}
    assert tova.post(reverse("roster:mine"), sent).status_code == 302
    again = tova.post(reverse("roster:mine"), sent)
    assert again.status_code == 422
    assert "redan anmält" in text(again)
    assert tova.post(reverse("roster:mine"), sent | {"kind": "holiday"}).status_code == 422
    with acting("inga"):
        assert [one.kind for one in Reason.objects.all()] == ["sick"]
    page = text(browse("nils").get(reverse("roster:week", args=[Unit.objects.get(name="Hemtjänst").pk])))
    assert "Borta" in page
    assert "Borta: sjuk" not in page
    assert "Borta: sjuk" in text(
        browse("inga").get(reverse("roster:week", args=[Unit.objects.get(name="Hemtjänst").pk]))
    )


def test_the_visits_of_one_who_is_ill_come_on_the_planners_day_and_wait_for_another(
    browse, acting, staff, at, home
):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, staff=staff("tova"))
        name = visits_of(nils).get().person.name
        a_shift(staff("tova"), swedish_day(at), 7, 16, at=at, by=nils)
    nils = browse("nils")
    assert "den som skulle gå är borta" not in text(nils.get(reverse("desk:day")))
    today = swedish_day(at)
    told = nils.post(
        reverse("roster:tell_away", args=[home]),
        {"staff": staff("tova").pk, "kind": "sick", "first": today, "last": today},
        follow=True,
    )
    assert "1 besök förlorar den som skulle gå" in text(told)
    assert name in text(told)
    assert "1 besök i dag: den som skulle gå är borta" in text(nils.get(reverse("desk:day")))
    nils.post(reverse("roster:lost", args=[home]), {"visit": str(visit.pk)})
    day = text(nils.get(reverse("desk:day")))
    assert "den som skulle gå är borta" not in day
    assert "1 besök i dag saknar personal" in day
    with acting("nils"):
        assert Visit.objects.get().staff is None


def test_what_was_missed_this_morning_waits_for_somebody_else(browse, acting, staff, at, home):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("nils") as nils:
        missed = a_visit(service, by=nils, at=at, hours=-2, staff=staff("tova"))
        later = a_visit(service, by=nils, at=at, hours=2, staff=staff("tova"))
        a_shift(staff("tova"), swedish_day(at), 7, 16, at=at, by=nils)
    today = swedish_day(at)
    tova, nils = browse("tova"), browse("nils")
    assert (
        tova.post(reverse("roster:mine"), {"kind": "sick", "first": today, "last": today}).status_code == 302
    )
    assert "2 besök i dag: den som skulle gå är borta" in text(nils.get(reverse("desk:day")))
    page = text(nils.get(reverse("roster:lost", args=[home])))
    assert "tiden har passerat" in page
    nils.post(reverse("roster:lost", args=[home]), {"visit": [str(missed.pk), str(later.pk)]})
    assert "2 besök i dag saknar personal" in text(nils.get(reverse("desk:day")))


def test_what_she_had_done_before_she_went_home_is_hers(browse, acting, as_owner, staff, at):
    from samtid.steps.visits import actions as visits

    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("nils") as nils:
        done = a_visit(service, by=nils, at=at, hours=-2, staff=staff("tova"))
    with acting("tova") as tova:
        visits.carry_out(done, by=tova, at=at)
    today = swedish_day(at)
    browse("nils").post(
        reverse("roster:tell_away", args=[Unit.objects.get(name="Hemtjänst").pk]),
        {"staff": staff("tova").pk, "kind": "sick", "first": today, "last": today},
    )
    with acting("nils") as nils:
        assert Absence.objects.get().starts_at == done.ends_at
        assert queries.seen(nils, staff("tova"), at - timedelta(days=1), at) == [done.ends_at]
    with as_owner():
        Case.objects.filter(pk=done.case_id).update(is_sealed=True)
    with acting("tova") as tova:
        assert queries.seen(tova, tova, at - timedelta(days=1), at) == [], (
            "from what is sealed nothing is told"
        )


def test_a_night_worker_who_is_ill_is_not_back_at_midnight(browse, acting, staff, at):
    with acting("nils") as nils:
        night = a_shift(staff("tova"), swedish_day(at), 21, 7, at=at, by=nils, kind="night")
    today = swedish_day(at)
    browse("tova").post(reverse("roster:mine"), {"kind": "sick", "first": today, "last": today})
    with acting("tova"):
        assert Absence.objects.get().ends_at == night.ends_at


def test_a_shift_called_off_loses_its_visits_and_says_why_to_the_worker(browse, acting, staff, at, home):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, staff=staff("tova"))
        shift = a_shift(staff("tova"), swedish_day(at), 7, 16, at=at, by=nils)
    nils = browse("nils")
    assert nils.post(reverse("roster:call_off", args=[shift.pk]), {"why": ""}).status_code == 422
    off = nils.post(reverse("roster:call_off", args=[shift.pk]), {"why": "Utbildningen flyttades"})
    assert off.url == reverse("roster:lost", args=[home])
    assert "Tova Hed kan inte" in text(nils.get(off.url))
    assert "Utbildningen flyttades" in text(browse("tova").get(reverse("roster:mine")))


def test_a_shift_is_changed_by_another_in_its_place(browse, acting, staff, at):
    with acting("nils") as nils:
        shift = a_shift(staff("tova"), MONDAY, 7, 16, at=at, by=nils)
    sent = {
        "day": MONDAY, "starts": "8", "ends": "17", "kind": "work", "break_kind": "rest", "break_minutes": "30",
    }  # fmt: skip
    assert browse("nils").post(reverse("roster:shift", args=[shift.pk]), sent).status_code == 302
    with acting("nils"):
        old, new = Shift.objects.order_by("made_at", "starts_at")
        assert old.revoked_at and new.replaces_id == old.pk


def test_one_who_only_works_there_reads_the_week_and_lays_nothing(browse, home, staff):
    tova = browse("tova")
    assert tova.get(reverse("roster:own")).url == reverse("roster:mine")
    assert "Lägg ett pass" not in text(tova.get(reverse("roster:week", args=[home])))
    sent = {"staff": staff("tova").pk, "day": MONDAY, "starts": "7", "ends": "12", "kind": "work"}
    refused = tova.post(reverse("roster:add", args=[home]), sent)
    assert refused.status_code == 422
    assert "planerare eller chef" in text(refused)


@pytest.mark.parametrize("username", ["bo", "kurt", "ola", "lena"])
def test_another_units_roster_has_no_page(browse, home, username, acting, staff, at):
    with acting("nils") as nils:
        shift = a_shift(staff("tova"), MONDAY, at=at, by=nils)
        away = an_absence(staff("tova"), at, at + timedelta(days=1), at=at, by=nils)
    browser = browse(username)
    for name, key in (
        ("week", home),
        ("add", home),
        ("tell_away", home),
        ("lost", home),
        ("shift", shift.pk),
        ("absence", away.pk),
    ):
        assert browser.get(reverse(f"roster:{name}", args=[key])).status_code == 404, name


def test_back_earlier_and_taken_back(browse, acting, staff, at):
    with acting("tova") as tova:
        away = an_absence(tova, at, at + timedelta(days=3), at=at, by=tova)
    hers = browse("tova")
    address = reverse("roster:absence", args=[away.pk])
    assert hers.post(address, {"day": date(2027, 5, 1)}).status_code == 422
    assert hers.post(address, {"day": swedish_day(at) + timedelta(days=1)}).status_code == 302
    assert hers.post(reverse("roster:take_back", args=[away.pk])).status_code == 422
    with acting("tova"):
        assert Absence.objects.get().back_at is not None


def test_back_now_is_what_the_form_says_when_it_is_sent_as_it_stands(browse, acting, staff, at):
    with acting("nils") as nils:
        away = an_absence(staff("tova"), at - timedelta(hours=1), at + timedelta(days=3), at=at, by=nils)
    sent = {"day": swedish_day(at), "clock": ""}
    assert browse("tova").post(reverse("roster:absence", args=[away.pk]), sent).status_code == 302
    with acting("tova"):
        assert Absence.objects.get().back_at == at


def test_a_managers_words_on_a_shift_as_it_stands_are_kept(browse, acting, staff, at):
    with acting("nils") as nils:
        long = a_shift(staff("tova"), MONDAY, 7, 13, at=at, by=nils, break_kind="", break_minutes=0)
        usual = a_shift(staff("tova"), MONDAY + timedelta(days=1), at=at, by=nils)
    inga = browse("inga")
    sent = {"day": MONDAY, "starts": "7", "ends": "13", "kind": "work", "approved_why": "Hon vill gå tidigt."}
    assert inga.post(reverse("roster:shift", args=[long.pk]), sent).status_code == 302
    with acting("inga"):
        [stands] = Shift.objects.filter(revoked_at=None, replaces=long)
        assert stands.approved_why == "Hon vill gå tidigt."

    sent |= {"day": MONDAY + timedelta(days=1), "ends": "16", "break_kind": "rest", "break_minutes": "30"}
    told = inga.post(reverse("roster:shift", args=[usual.pk]), sent)
    assert told.status_code == 422
    assert "inget behöver godkännas" in text(told)
    with acting("inga"):
        assert Shift.objects.get(pk=usual.pk).revoked_at is None


def test_a_planner_is_told_that_the_manager_may_allow_it(browse, home, staff):
    sent = {"staff": staff("tova").pk, "day": MONDAY, "starts": "7", "ends": "13", "kind": "work"}
    refused = browse("nils").post(reverse("roster:add", args=[home]), sent)
    assert "Enhetschefen får godkänna det ändå." in text(refused)
    assert "skriv varför det behövs ändå" in text(
        browse("inga").post(reverse("roster:add", args=[home]), sent)
    )


def test_a_manager_says_how_much_somebody_works(browse, home, staff, acting):
    sent = {"staff": staff("tova").pk, "hours": "28,5", "from_on": MONDAY}
    address = reverse("roster:contract", args=[home])
    assert browse("inga").post(address, sent | {"hours": "60"}).status_code == 422
    assert browse("inga").post(address, sent).status_code == 302
    assert browse("nils").post(address, sent).status_code == 422
    with acting("inga"):
        assert Contract.objects.get().minutes_a_week == 28.5 * 60
    assert "28 tim 30 min" in text(browse("inga").get(reverse("roster:week", args=[home]) + f"?dag={MONDAY}"))


def test_the_week_asks_as_much_of_many_as_of_few(browse, home, staff, acting, as_owner, at):
    from tests.test_query_counts import MOST, counting

    nils, asked = browse("nils"), {}
    address = reverse("roster:week", args=[home]) + f"?dag={MONDAY}"
    nils.get(address)
    for many in (2, 12):
        with as_owner():
            for n in range(many):
                one = Staff.objects.create(
                    username=f"v{many}{n}", name=f"Vikarie {many} {n}", title="Vikarie", valid_from=MONDAY
                )
                Membership.objects.create(staff=one, unit_id=home, role="care_worker", valid_from=MONDAY)
        with acting("nils") as by:
            for one in Staff.objects.filter(username__startswith=f"v{many}"):
                for n in range(5):
                    a_shift(one, MONDAY + timedelta(days=n), at=at, by=by)
        with counting() as heard:
            assert nils.get(address).status_code == 200
        asked[many] = len(heard)
    assert asked[2] == asked[12] <= MOST


@pytest.mark.parametrize("day", ["2022-01-03", "2022-07-01", "0001-01-01", "9999-12-31", "2026-02-30", "x"])
def test_whatever_day_is_in_the_address_there_is_a_page(browse, home, day):
    nils = browse("nils")
    for address in (
        reverse("roster:week", args=[home]),
        reverse("roster:mine"),
        reverse("roster:add", args=[home]),
        reverse("roster:tell_away", args=[home]),
        reverse("visits:plan", args=[home]),
        reverse("visits:today"),
        reverse("planning:board", args=[home]),
    ):
        assert nils.get(address, {"dag": day}).status_code == 200, address


def test_a_shift_on_a_day_without_laws_is_refused_in_words(browse, home, staff):
    sent = {"staff": staff("tova").pk, "day": "2022-01-03", "starts": "7", "ends": "12", "kind": "work"}
    assert browse("nils").post(reverse("roster:add", args=[home]), sent).status_code == 422
