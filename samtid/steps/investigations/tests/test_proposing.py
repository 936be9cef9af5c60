"""Att lägga ett nytt förslag."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samtid.steps.investigations import actions, queries, rules
from samtid.steps.investigations.tests.make import a_childs_investigation, a_proposal
from samtid.steps.investigations.words import Recommendation


@pytest.fixture
def childs(staff, at):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


def test_a_new_proposal_takes_the_place_of_the_former(acting, at, childs):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
        assert queries.work(bo, childs).answered
    later = at + timedelta(hours=1)
    with acting("bo", at=later):
        actions.propose(
            childs,
            assessment="Läget är ett annat än vi trodde.",
            best_interests="Bäst för Alva är lugn och ro.",
            recommendation=Recommendation.NO_SERVICE,
            proposal="Avsluta utan insats.",
            by=bo,
            at=later,
        )
        work = queries.work(bo, childs)
        assert work.recommendation == Recommendation.NO_SERVICE
        assert not work.communicated


@pytest.mark.parametrize(("hours", "fields"), [(-1, ["answered_at"]), (0, []), (1, [])])
def test_nobody_answers_before_the_material_has_been_given(hours, fields):
    given_at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    found = rules.obstacles_to_answering(
        answer="Det stämmer.",
        answered_at=given_at + timedelta(hours=hours),
        communicated_at=given_at,
        already=False,
        at=given_at + timedelta(days=1),
    )
    assert [one.field for one in found] == fields
