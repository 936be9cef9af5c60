"""När de som berörs informerades kan rättas: what stood there is kept, the clock follows, and nobody writes over it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.dossier.models import Clock, Event
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.investigations import actions, rules
from samtid.steps.investigations.models import InformedCorrection, Investigation
from samtid.steps.investigations.tests.make import a_childs_investigation
from samtid.steps.investigations.words import Told

WHY = "Samtalet var dagen efter, det står i kalendern."


@pytest.fixture
def childs(acting, at, staff) -> Investigation:
    """Opened three days ago, and noted as told then by telephone."""
    then = at - timedelta(days=3)
    found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=then)
    with acting("bo", at=then) as bo:
        actions.inform_affected(found, informed_at=then, how=Told.PHONE, by=bo, at=then)
    return found


def the_clock() -> Clock:
    return Clock.objects.get(rule="CH-04")


def test_what_stood_there_is_kept_and_the_clock_follows(acting, at, childs):
    was, day = childs.informed_at, at - timedelta(days=2)
    with acting("bo") as bo:
        actions.correct_informed(childs, informed_at=day, how=Told.MEETING, reason=WHY, by=bo, at=at)
        now = Investigation.objects.get()
        assert (now.informed_at, now.informed_how) == (day, "meeting")
        made = InformedCorrection.objects.get()
        assert (made.was, made.how_was, made.became, made.reason, made.by) == (was, "phone", day, WHY, bo)
        assert the_clock().stopped_at == day
        assert Event.objects.filter(verb="affected_informed_corrected").count() == 1


def test_that_they_were_never_told_makes_the_clock_run_again(acting, at, childs):
    with acting("bo") as bo:
        actions.correct_informed(
            childs, informed_at=None, reason="Det var ett annat barns familj.", by=bo, at=at
        )
        assert Investigation.objects.get().informed_at is None
        assert the_clock().stopped_at is None
        actions.inform_affected(childs, informed_at=at, how=Told.PHONE, by=bo, at=at)
        assert the_clock().stopped_at == at


def test_those_who_wait_of_special_reasons_have_no_clock_that_runs(acting, at, childs, as_owner):
    with as_owner():
        Investigation.objects.update(not_informed_reason="Polisen vill höra barnet först.")
    with acting("bo") as bo:
        actions.correct_informed(
            childs, informed_at=None, reason="Det var ett annat barns familj.", by=bo, at=at
        )
        assert the_clock().stopped_at is not None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"became": "late"}, "informed_at"),
        ({"became": "was", "how": "phone"}, "informed_at"),
        ({"became": "long ago"}, "informed_at"),
        ({"how": ""}, "how"),
        ({"reason": "Fel"}, "reason"),
        ({"was": None}, ""),
        ({"closed_at": True}, ""),
    ],
    ids=str,
)
def test_what_stands_in_the_way_is_said_at_its_field(at, said, field):
    when = {
        "late": at + timedelta(hours=1),
        "was": at - timedelta(days=3),
        "long ago": at - timedelta(days=400),
        "": at - timedelta(days=1),
    }
    found = rules.obstacles_to_correcting_informed(
        was=said.get("was", when["was"]),
        how_was="phone",
        became=when[said.get("became", "")],
        how=said.get("how", "meeting"),
        reason=said.get("reason", WHY),
        closed_at=at if said.get("closed_at") else None,
        at=at,
    )
    assert [one.field for one in found] == [field]


def test_nobody_writes_over_it_without_a_trace(acting, at, childs, record_property):
    record_property("attempt", ("Skriva falskt", "ändra när de som berörs informerades, utan spår"))
    day = at - timedelta(days=2)
    with acting("bo") as bo:
        kept = {
            "investigation": childs, "case_id": childs.case_id, "was": childs.informed_at, "how_was": "phone", "became": day,
            "how_became": "phone", "reason": WHY, "by": bo, "by_title": bo.title, "at": at,
        }  # fmt: skip

        def refused(**said) -> bool:
            try:
                with transaction.atomic():
                    Investigation.objects.update(**said)
            except DatabaseError:
                return True
            return False

        assert refused(informed_at=day) and refused(informed_at=None) and refused(informed_how="letter")
        with pytest.raises(DatabaseError), transaction.atomic():
            InformedCorrection.objects.create(**kept | {"became": at + timedelta(days=1)})
        InformedCorrection.objects.create(**kept)
        assert refused(informed_at=at), "the trace says another time"
        assert not refused(informed_at=day)
        with pytest.raises(DatabaseError), transaction.atomic():
            InformedCorrection.objects.update(reason="Annat")
    record_property("result", "nekad")


def test_a_reason_to_wait_is_added_to_and_never_written_over(acting, at, childs, record_property):
    record_property("attempt", ("Skriva falskt", "byta skälet till att de som berörs inte informeras"))
    with acting("bo") as bo:
        actions.correct_informed(childs, informed_at=None, reason="Det var ett annat barns.", by=bo, at=at)
        actions.inform_affected(
            childs, informed_at=None, not_informed_reason="Polisen vill vänta.", by=bo, at=at
        )
        for said in ("", "Annat", "Mamman ville inte."):
            with pytest.raises(DatabaseError), transaction.atomic():
                Investigation.objects.update(not_informed_reason=said)
        actions.inform_affected(childs, informed_at=None, not_informed_reason="Och i morgon.", by=bo, at=at)
        assert Investigation.objects.get().not_informed_reason == "Polisen vill vänta.\n\nOch i morgon."
    record_property("result", "nekad")


def test_it_is_corrected_on_a_page_that_keeps_what_was_written(staff, monkeypatch, acting, at, childs):
    monkeypatch.setattr(clock, "_source", lambda: at)
    client, address = Client(), reverse("investigations:correct_informed", args=[childs.pk])
    client.force_login(staff("bo"))
    page = reverse("investigations:investigation", args=[childs.pk])
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200
    said = {"done": "yes", "how": "phone", "reason": WHY}
    for when, why in (("2027-01-01T10:00", "framtiden"), ("", "Skriv när de fick veta."), ("igår", "")):
        bad = client.post(address, said | {"informed_at": when})
        assert bad.status_code == 422
        assert why in bad.content.decode() and WHY in bad.content.decode()
    with acting("bo"):
        assert not InformedCorrection.objects.exists()
    sent = client.post(address, {"done": "no", "reason": "Det var ett annat barns familj."})
    assert sent.status_code == 302
    said = client.get(page).content.decode()
    assert "Det var ett annat barns familj." in said and "inte informerade än" in said
    with pytest.raises(NotYet), acting("bo") as bo:
        actions.correct_informed(childs, informed_at=at, how=Told.PHONE, reason=WHY, by=bo, at=at)
