"""The circle closes: followed up goal by goal, answered, and set to be followed up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Clock, Event
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.quality.followup import actions, queries
from samtid.quality.followup.models import Feedback, FollowUp, GoalResult
from samtid.quality.followup.tests.make import a_follow_up, the_results
from samtid.quality.followup.words import Attained, HowTold, NextStep, Reply
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import a_protected_case, an_open_service
from samtid.steps.services.words import EndReason
from samtid.steps.visits.actions import carry_out, not_carried_out
from samtid.steps.visits.tests.make import a_visit
from samtid.steps.visits.words import WhyNot

WORDS = "Du har kommit ut på promenad varje vecka. Vi fortsätter som nu och hörs i februari."


def test_following_up_meets_the_day_and_sets_the_next(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        [waiting] = queries.waiting(ulf)
        assert (waiting.service, waiting.clock.due_on) == (service, at.date() + timedelta(days=90))
    later = at + timedelta(days=95)
    with acting("ulf", at=later):
        assert queries.late(ulf, later.date()) == 1

        made = a_follow_up(service, by=ulf, at=later)

        [running] = Clock.objects.filter(stopped_at=None)
        assert (running.about, running.due_on) == (service.pk, later.date() + timedelta(days=90))
        assert queries.late(ulf, later.date()) == 0
        [result] = queries.results(ulf, made)
        assert (result.person_level, result.staff_level, result.attained) == (2, 3, 2), (
            "the person's word counts"
        )
        assert Event.objects.filter(said="Insats följdes upp", law="SoL 5 kap. 2 §").exists()


def test_ending_ends_the_service_and_its_clock(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        with pytest.raises(NotYet, match="varför insatsen slutar"):
            a_follow_up(service, by=ulf, at=at, next_step=NextStep.END, next_on=None)
        assert not FollowUp.objects.exists(), "nothing half done"

        a_follow_up(
            service, by=ulf, at=at, next_step=NextStep.END, next_on=None, end_reason=EndReason.GOAL_REACHED
        )

        assert Service.objects.get().end_reason == EndReason.GOAL_REACHED
        assert not Clock.objects.filter(stopped_at=None).exists()


def test_what_was_said_stands(acting, at, as_owner):
    with acting("ulf") as ulf:
        made = a_follow_up(an_open_service(by=ulf, at=at), by=ulf, at=at)
        answer = actions.give_feedback(made, WORDS, HowTold.TALK, by=ulf, at=at)
        for table in (FollowUp, GoalResult, Feedback):
            with pytest.raises(Error), transaction.atomic():
                table.objects.all().delete()
        with pytest.raises(Error), transaction.atomic():
            Feedback.objects.filter(pk=answer.pk).update(text="Något annat")
        with pytest.raises(Error), transaction.atomic(), as_owner():
            GoalResult.objects.update(staff_level=4)


def test_the_circle_closes_with_the_persons_own_word(acting, at):
    with acting("ulf") as ulf:
        made = a_follow_up(an_open_service(by=ulf, at=at), by=ulf, at=at)
        answer = actions.give_feedback(made, WORDS, HowTold.TALK, by=ulf, at=at)
        assert answer.satisfied is None
    later = at + timedelta(hours=1)
    with acting("ulf", at=later):
        actions.note_reply(answer, Reply.YES, "Skönt att höra.", by=ulf, at=later)
        assert queries.feedback(ulf, made).get().satisfied is True
        with pytest.raises(NotYet, match="redan antecknat"):
            actions.note_reply(queries.feedback(ulf, made).get(), Reply.NO, by=ulf, at=later)
        said = list(Event.objects.filter(verb__contains="feed").values_list("said", flat=True))
        assert said == ["Den enskilde svarade på återkopplingen"]


def test_the_carrying_out_unit_and_strangers_see_no_follow_up(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        actions.give_feedback(a_follow_up(service, by=ulf, at=at), WORDS, HowTold.TALK, by=ulf, at=at)
    for username in ("tova", "nils", "inga", "omar", "bo", "maja", "kurt", "vera"):
        with acting(username) as other:
            for table in (FollowUp, GoalResult, Feedback):
                assert not table.objects.exists(), (username, table)
            assert queries.waiting(other) == []
            with pytest.raises(Error), transaction.atomic():
                FollowUp(
                    case_id=service.case_id, service=service, at=at, by=other, summary="x", next_step="end"
                ).save(force_insert=True)


def test_a_sealed_follow_up_is_for_those_named(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at, case=a_protected_case(by=ulf, at=at))
        made = a_follow_up(service, by=ulf, at=at)
        with pytest.raises(NotYet, match="Skatteverket"):
            actions.give_feedback(made, WORDS, HowTold.LETTER, by=ulf, at=at)
    with acting("gun"):
        assert not FollowUp.objects.exists()


def test_a_seal_put_later_seals_what_was_there(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        a_follow_up(service, by=ulf, at=at)
        set_protection(service.case, Protection.MARKED, by=ulf, at=at)
    for username in ("gun", "tova", "inga"):
        with acting(username):
            assert not FollowUp.objects.exists()
            assert not GoalResult.objects.exists()
            assert not Service.objects.exists()


def test_what_was_given_is_shown_beside_what_it_led_to(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        carry_out(a_visit(service, by=ulf, at=at, hours=0), minutes_done=45, by=ulf, at=at)
        not_carried_out(a_visit(service, by=ulf, at=at, hours=2), WhyNot.SHORT_OF_STAFF, by=ulf, at=at)
        a_visit(service, by=ulf, at=at, hours=3)
        not_carried_out(a_visit(service, by=ulf, at=at, hours=48), WhyNot.CANCELLED, by=ulf, at=at)

        given = queries.given(ulf, service, at.date())

        assert (given.agreed, given.carried_out, given.minutes, given.lost_by_us) == (2, 1, 45, 1)


def test_the_last_level_of_each_goal_is_the_latest(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    for days, level in ((0, Attained.SAME), (60, Attained.REACHED)):
        then = at + timedelta(days=days)
        with acting("ulf", at=then):
            a_follow_up(service, by=ulf, at=then, results=the_results(service, person=level, staff=level))
    with acting("ulf", at=then):
        [latest] = queries.last_levels(ulf, service).values()
        assert latest.attained == 3
        assert queries.of_service(ulf, service).count() == 2
