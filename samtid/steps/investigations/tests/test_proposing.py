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


@pytest.mark.parametrize(("days", "may"), [(0, True), (364, True), (365, False), (366 * 5, False)])
def test_a_mistyped_year_is_refused_at_its_field_wherever_a_moment_is_noted(days, may):
    """BC-21 and BC-27: what is noted once must be right the first time."""
    at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    moment, reason = at - timedelta(days=days), "Föräldrarna fick veta det på ett möte."
    told = {"informed_at": moment, "how": "meeting", "not_informed_reason": "", "closed_at": None, "at": at}
    heard = {
        "concerns_child": True,
        "heard_at": moment,
        "text": reason,
        "why_not": None,
        "not_heard_reason": "",
        "closed_at": None,
        "at": at,
    }
    given = {"answer": reason, "answered_at": moment, "communicated_at": moment, "already": False, "at": at}
    for found, field in (
        (rules.obstacles_to_informing(**told), "informed_at"),
        (rules.obstacles_to_hearing(**heard), "heard_at"),
        (rules.obstacles_to_answering(**given), "answered_at"),
    ):
        assert [one.field for one in found] == ([] if may else [field])
