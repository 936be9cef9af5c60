"""After the decision: when the person got to know, corrected; the appeal; the day it stands (FL 33, 43–46 §§)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error, transaction
from django.urls import reverse

from samtid.base.dossier.models import Clock, Event
from samtid.base.organisation.words import DecisionKind
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions, queries
from samtid.steps.decisions.models import Appeal, Notification, NotificationCorrection
from samtid.steps.decisions.tests.make import a_decision, home_care
from samtid.steps.decisions.words import AppealEnd, DecisionOutcome, Told
from samtid.steps.intake.tests.test_pages import browse  # noqa: F401
from samtid.steps.investigations.tests.make import a_proposal, an_elders_investigation
from samtid.steps.investigations.words import Basis

REASON = "Brevet kom i retur och lämnades sedan personligen."


@pytest.fixture
def inquiry(acting, at, staff):
    with acting(""):
        return an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)


@pytest.fixture
def refused(acting, at, inquiry):
    with acting("ulf") as ulf:
        return a_decision(inquiry, by=ulf, at=at, outcome=DecisionOutcome.REFUSED)


def appeal_time():
    return Clock.objects.get(rule="AD-03")


def test_a_corrected_notice_counts_the_time_to_appeal_anew_and_keeps_what_stood(acting, at, refused):
    later = at + timedelta(days=5)
    with acting("ulf", at=later) as ulf:
        actions.notify(refused, at, Told.LETTER, by=ulf, at=later)
        assert appeal_time().legal_on == date(2026, 12, 12)

        actions.correct_notice(refused, at + timedelta(days=3), Told.HANDED, REASON, by=ulf, at=later)

        assert (appeal_time().legal_on, appeal_time().rolled_on) == (date(2026, 12, 15), date(2026, 12, 15))
        assert queries.told_at(ulf, refused) == at + timedelta(days=3)
        assert Notification.objects.get().at == at, "the first word stands"
        assert NotificationCorrection.objects.get().reason == REASON
        assert Event.objects.filter(verb="notice_corrected").count() == 1
        with pytest.raises(Error), transaction.atomic():
            NotificationCorrection.objects.all().delete()
    with acting("bo"):
        assert not NotificationCorrection.objects.exists() and not Appeal.objects.exists()


def test_what_was_corrected_is_told_on_the_page_and_so_is_what_was_corrected_before(
    acting,
    at,
    refused,
    browse,  # noqa: F811
):
    later = at + timedelta(days=5)
    with acting("ulf", at=later) as ulf:
        actions.notify(refused, at, Told.LETTER, by=ulf, at=later)
        actions.correct_notice(
            refused, at + timedelta(days=3), Told.HANDED, "Först trodde vi onsdag.", by=ulf, at=later
        )
    with acting("ulf", at=later + timedelta(hours=1)) as ulf:
        told = at + timedelta(days=4)
        actions.correct_notice(refused, told, Told.HANDED, REASON, by=ulf, at=later + timedelta(hours=1))
    page = browse("ulf").get(reverse("decisions:decision", args=[refused.pk])).content.decode()
    assert REASON in page and "Tidigare rättat till" in page and "Först trodde vi onsdag." in page


def test_a_notice_is_corrected_with_a_reason_and_to_a_time_that_can_be(acting, at, refused):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="inte antecknat än"):
            actions.correct_notice(refused, at, Told.HANDED, REASON, by=ulf, at=at)
        actions.notify(refused, at, Told.LETTER, by=ulf, at=at)
        for told in (at + timedelta(days=1), at - timedelta(days=2), at):
            with pytest.raises(NotYet):
                actions.correct_notice(refused, told, Told.HANDED, REASON, by=ulf, at=at)
        with pytest.raises(NotYet, match="vad som var fel"):
            actions.correct_notice(refused, at - timedelta(minutes=5), Told.HANDED, "fel", by=ulf, at=at)


def test_what_was_thought_final_can_be_appealed_again_when_the_day_was_wrong(acting, at, refused):
    told = at + timedelta(hours=1)
    end = datetime(2026, 12, 15, 9, tzinfo=UTC)
    with acting("ulf", at=end) as ulf:
        actions.notify(refused, told, Told.LETTER, by=ulf, at=end)
        actions.note_final(refused, by=ulf, at=end)
        assert appeal_time().stopped_at == end
        actions.correct_notice(refused, told + timedelta(days=10), Told.HANDED, REASON, by=ulf, at=end)
        assert appeal_time().stopped_at is None and appeal_time().legal_on == date(2026, 12, 22)


def test_an_appeal_in_time_is_sent_on_to_the_court(acting, at, refused):
    last = datetime(2026, 12, 14, 22, 30, tzinfo=UTC)  # 12 December is a Saturday, so the Monday will do
    with acting("ulf", at=last) as ulf:
        actions.notify(refused, at, Told.LETTER, by=ulf, at=last)
        appeal = actions.receive_appeal(refused, last, by=ulf, at=last)
        assert appeal.in_time
        assert appeal_time().stopped_at == last
        assert Clock.objects.get(rule="AD-04b").due_on == date(2026, 12, 21)
        with pytest.raises(NotYet, match="väntar"):
            actions.receive_appeal(refused, last, by=ulf, at=last)
        with pytest.raises(NotYet, match="i rätt tid och ska överlämnas"):
            actions.settle_appeal(appeal, AppealEnd.DISMISSED, by=ulf, at=last)
        actions.settle_appeal(appeal, AppealEnd.FORWARDED, by=ulf, at=last)
        assert Clock.objects.get(rule="AD-04b").stopped_at == last
        assert Event.objects.filter(verb="appeal_forwarded", law="FL 46 §").exists()
        with pytest.raises(NotYet, match="redan"):
            actions.settle_appeal(appeal, AppealEnd.FORWARDED, by=ulf, at=last)


def test_an_appeal_the_day_after_is_dismissed_unless_the_day_was_wrong(acting, at, refused):
    late = datetime(2026, 12, 14, 23, 30, tzinfo=UTC)  # half past midnight on the 15th in Sweden
    with acting("ulf", at=late) as ulf:
        actions.notify(refused, at, Told.LETTER, by=ulf, at=late)
        appeal = actions.receive_appeal(refused, late, by=ulf, at=late)
        assert not appeal.in_time and appeal_time().stopped_at is None
        with pytest.raises(NotYet, match="för sent"):
            actions.settle_appeal(appeal, AppealEnd.FORWARDED, by=ulf, at=late)

        actions.correct_notice(refused, at + timedelta(days=3), Told.HANDED, REASON, by=ulf, at=late)
        appeal.refresh_from_db()
        assert appeal.in_time
        actions.settle_appeal(appeal, AppealEnd.FORWARDED, by=ulf, at=late)


def test_the_appeal_and_the_correction_go_through_the_page(acting, at, refused, browse):  # noqa: F811
    with acting("ulf") as ulf:
        actions.notify(refused, at, Told.LETTER, by=ulf, at=at)
    client, page = browse("ulf"), reverse("decisions:decision", args=[refused.pk])
    receive = reverse("decisions:receive_appeal", args=[refused.pk])
    assert client.post(receive, {"received_at": "i går"}).status_code == 422
    future = client.post(receive, {"received_at": "2027-11-21 10:00"})
    assert future.status_code == 422 and "i framtiden" in future.content.decode()
    assert client.post(receive, {"received_at": "2026-11-21 10:30"}).status_code == 302
    assert "Överlämnat till förvaltningsrätten" in client.get(page).content.decode()
    with acting("ulf"):
        appeal = Appeal.objects.get()
    settle = reverse("decisions:settle_appeal", args=[appeal.pk])
    assert client.post(settle, {"how": "nonsense"}).status_code == 422
    assert client.post(settle, {"how": "forwarded"}).status_code == 302
    assert "vunnit laga kraft" not in client.get(page).content.decode()

    correct = reverse("decisions:correct_notice", args=[refused.pk])
    said = {"told_at": "2026-11-21 10:30", "how": "handed"}
    assert client.post(correct, said | {"reason": "fel"}).status_code == 422
    with acting("ulf"):
        assert not NotificationCorrection.objects.exists()
    assert client.post(correct, said | {"told_at": "2026-11-21 10:25", "reason": REASON}).status_code in (
        302,
        422,
    )


def test_lvu_is_refused_in_words_wherever_it_is_tried(acting, at, inquiry):
    """BC-30, W5: a committee's decision on LVU 6 § is not registered as a service."""
    with acting("ulf") as ulf:
        a_proposal(inquiry, by=ulf, at=at)
        text = home_care(at, kind=DecisionKind.RESIDENTIAL_CARE, service_code="hvb", legal_basis=Basis.LVU_6)
        with pytest.raises(NotYet, match="LVU 6 § är en åtgärd utan samtycke"):
            actions.prepare(inquiry, text, by=ulf, at=at)


def test_the_form_offers_no_coercive_provision_and_says_why_when_one_is_sent(
    acting,
    at,
    inquiry,
    browse,  # noqa: F811
):
    with acting("ulf") as ulf:
        a_proposal(inquiry, by=ulf, at=at)
    client, address = browse("ulf"), reverse("decisions:prepare", args=[inquiry.pk])
    assert "LVU 6 §" not in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            "outcome": "granted",
            "service_code": "hvb",
            "content": "Placeras.",
            "reasons": "Skäl.",
            "legal_basis": "LVU 6",
        },
    )
    assert answer.status_code == 422 and "utan samtycke" in answer.content.decode()
