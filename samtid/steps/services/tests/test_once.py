"""A decision is carried out once: a second start is refused by the rule and by the database, until the first gave up."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from samtid.ground.reasons import NotYet
from samtid.steps.services import actions
from samtid.steps.services.models import Service
from samtid.steps.services.tests.test_actions import a_decision, started
from samtid.steps.services.words import EndReason


def test_a_second_start_names_the_unit_that_already_carries_it_out(acting, at):
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at)
        first = started(decision, ulf, at)
        with pytest.raises(NotYet, match=f"redan av {first.unit.name}"), transaction.atomic():
            started(decision, ulf, at)
        with pytest.raises(IntegrityError, match="carried_out_once"), transaction.atomic():
            Service(
                case_id=first.case_id,
                decision=decision,
                code=first.code,
                unit=first.unit,
                starts_on=at.date(),
                started_at=at,
                started_by=ulf,
            ).save(force_insert=True)
        actions.end_service(first, EndReason.GOAL_REACHED, by=ulf, at=at)
        with pytest.raises(NotYet, match="en gång"), transaction.atomic():
            started(decision, ulf, at)


def test_what_was_interrupted_is_carried_out_anew(acting, at):
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at)
        first = started(decision, ulf, at)
        actions.end_service(first, EndReason.INTERRUPTED, comment="Utföraren lade ner.", by=ulf, at=at)
        assert started(decision, ulf, at).pk != first.pk
