"""An order, from sent to answered or moved, and the bad days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.access.models import Holding
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection
from samtid.ground.law import quality
from samtid.ground.reasons import NotYet
from samtid.steps.orders import actions, queries
from samtid.steps.orders.models import Order, OrderAnswer
from samtid.steps.orders.words import Answer, State
from samtid.steps.services.actions import begin_service, end_service
from samtid.steps.services.models import Service
from samtid.steps.services.words import EndReason

from .make import an_order

WHY = "Två har slutat hos oss i november."


def state(viewer, order):
    return actions.rules.state(one.answer for one in queries.answers(viewer, order))


def test_an_order_is_seen_taken_and_has_somebody(acting, at, planned, staff):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.SEEN, known=0, by=nils, at=at)
        actions.answer_order(order, Answer.ACCEPTED, known=1, worker=staff("tova"), by=nils, at=at)
        said = queries.answers(nils, order)
        assert queries.worker(said).username == "tova"
        assert not Event.objects.exists(), "the unit reads nothing of the case"
    with acting("ulf") as ulf:
        assert state(ulf, order) is State.ACCEPTED
        verbs = set(Event.objects.values_list("verb", flat=True))
        assert {"order_sent", "order_seen", "order_accepted"} <= verbs


def test_a_service_is_ordered_once(acting, at, planned):
    with acting("ulf") as ulf:
        an_order(planned, by=ulf, at=at)
        with pytest.raises(NotYet, match="redan skickad"):
            an_order(planned, by=ulf, at=at)


@pytest.mark.parametrize("username", ["tova", "ulf", "omar", "lena", "gun", "kurt"])
def test_only_those_who_plan_or_lead_there_answer(acting, at, planned, username):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting(username) as who:
        with pytest.raises(NotYet, match="planerar eller leder"):
            actions.answer_order(order, Answer.ACCEPTED, known=0, by=who, at=at)
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderAnswer.objects.create(
                order=order, case_id=order.case_id, number=1, answer="accepted", by=who, at=at
            )


def test_of_two_who_answer_at_once_the_second_is_told(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.DECLINED, known=0, reason=WHY, by=nils, at=at)
    with acting("inga") as inga, pytest.raises(NotYet, match="Nils Kvist svarade"):
        actions.answer_order(order, Answer.ACCEPTED, known=0, by=inga, at=at)


def test_nobody_answers_so_that_no_later_answer_counts(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        for number in (0, 2, 32_000):
            with pytest.raises(DatabaseError, match="one answer after another"), transaction.atomic():
                OrderAnswer.objects.create(
                    order=order, case_id=order.case_id, number=number, answer="seen", by=nils, at=at
                )


def test_who_took_it_may_find_that_she_cannot_and_both_stand(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.ACCEPTED, known=0, by=nils, at=at)
        actions.answer_order(order, Answer.DECLINED, known=1, reason=WHY, by=nils, at=at)
        assert [one.answer for one in queries.answers(nils, order)] == ["accepted", "declined"]
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderAnswer.objects.filter(order=order).delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderAnswer.objects.filter(order=order).update(reason="Något annat")


def test_what_ended_meanwhile_is_not_answered(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
        end_service(Service.objects.get(pk=planned.pk), EndReason.OWN_WISH, by=ulf, at=at)
    with acting("nils") as nils:
        assert not queries.orders(nils).exists()
        with pytest.raises(NotYet, match="avslutad"):
            actions.answer_order(order, Answer.ACCEPTED, known=0, by=nils, at=at)


def test_somebody_of_another_unit_is_not_named(acting, at, planned, staff):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        with pytest.raises(NotYet, match="er enhet"):
            actions.answer_order(order, Answer.ACCEPTED, known=0, worker=staff("omar"), by=nils, at=at)
        with pytest.raises(DatabaseError, match="works where"), transaction.atomic():
            OrderAnswer.objects.create(
                order=order,
                case_id=order.case_id,
                number=1,
                answer="accepted",
                worker=staff("omar"),
                by=nils,
                at=at,
            )


def test_after_a_reorganisation_the_unit_that_took_over_answers(acting, at, planned, as_owner):
    with acting("ulf") as ulf:
        an_order(planned, by=ulf, at=at)
    with as_owner():  # as it is done by office.walls.reorganising
        old, new = Unit.objects.get(name="Hemtjänst"), Unit.objects.get(name="Öppenvård")
        Holding.objects.filter(unit=old).update(unit=new)
        Service.objects.filter(pk=planned.pk).update(unit=new)
    with acting("nils") as nils:
        assert not queries.orders(nils).exists()
    with acting("lena") as lena:
        order = queries.orders(lena).get()
        actions.answer_order(order, Answer.ACCEPTED, known=0, by=lena, at=at)


def test_what_was_declined_goes_to_another_unit_with_the_same_words(acting, at, planned, as_owner):
    with as_owner():
        Unit.objects.filter(name="Öppenvård").update(kind="home_care")
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.DECLINED, known=0, reason=WHY, by=nils, at=at)
    with acting("ulf") as ulf:
        order = queries.orders(ulf).get()
        sent = actions.move_order(
            order, Unit.objects.get(name="Öppenvård"), at.date() + timedelta(days=4), by=ulf, at=at
        )
        old, new = Service.objects.get(pk=planned.pk), sent.service
        assert (old.end_reason, WHY in old.end_comment) == ("interrupted", True)
        assert (new.unit.name, new.decision_id, new.began_on) == ("Öppenvård", old.decision_id, None)
        assert sent.must_know == order.must_know
        assert [goal.text for goal in new.goals.all()] == [goal.text for goal in old.goals.all()]
    with acting("nils") as nils:
        assert not queries.orders(nils).exists(), "who declined sees the person no more"
    with acting("lena") as lena:
        actions.answer_order(queries.orders(lena).get(), Answer.ACCEPTED, known=0, by=lena, at=at)


def test_an_order_that_was_taken_stays_where_it_is(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.ACCEPTED, known=0, by=nils, at=at)
    with acting("ulf") as ulf, pytest.raises(NotYet, match="Utföraren har svarat"):
        actions.move_order(order, Unit.objects.get(name="Öppenvård"), at.date(), by=ulf, at=at)


def test_the_clock_of_the_decision_stops_when_help_began_and_runs_again_when_it_broke(acting, at, planned):
    with acting("ulf") as ulf:
        running = Clock.objects.filter(rule=quality.NOT_CARRIED_OUT.id, stopped_at=None)
        order = an_order(planned, by=ulf, at=at)
    with acting("nils") as nils:
        actions.answer_order(order, Answer.ACCEPTED, known=0, by=nils, at=at)
    with acting("ulf") as ulf:
        assert running.count() == 1, "to take an order is not to help"
        begin_service(Service.objects.get(pk=planned.pk), at.date(), by=ulf, at=at)
        assert not running.exists()
        end_service(
            Service.objects.get(pk=planned.pk),
            EndReason.INTERRUPTED,
            comment="Enheten kan inte fortsätta.",
            by=ulf,
            at=at,
        )
        assert running.count() == 1


def test_what_was_planned_and_never_began_may_be_ended_weeks_before(acting, at, planned):
    with acting("ulf") as ulf:
        ended = end_service(Service.objects.get(pk=planned.pk), EndReason.OWN_WISH, by=ulf, at=at)
        assert ended.ended_at == at


def test_the_order_of_somebody_sealed_is_for_those_named(acting, at, planned):
    with acting("ulf") as ulf:
        order = an_order(planned, by=ulf, at=at)
        set_protection(Case.objects.get(pk=planned.case_id), Protection.MARKED, by=ulf, at=at)
    for username in ("nils", "inga", "tova"):
        with acting(username):
            assert not Order.objects.exists()
    with acting("ulf") as ulf:
        assert queries.is_withheld(queries.orders(ulf).get(pk=order.pk))


def test_a_text_that_tells_a_protected_place_is_not_sent(acting, at, planned):
    with acting("ulf") as ulf:
        set_protection(Case.objects.get(pk=planned.case_id), Protection.MARKED, by=ulf, at=at)
    with acting("ulf") as ulf:
        service = Service.objects.select_related("person").get(pk=planned.pk)
        with pytest.raises(NotYet, match="får lämnas ut"):
            an_order(service, must_know="Gå in från gården på Storgatan 1.", by=ulf, at=at)
        assert an_order(service, by=ulf, at=at).was_hidden
