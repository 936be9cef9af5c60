"""What stands in the way of sending, answering and moving an order."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.steps.orders import rules
from samtid.steps.orders.words import Answer, State

ON = date(2026, 11, 21)


def sending(**said):
    usual = {
        "has_ended": False,
        "is_sent": False,
        "wished_on": ON,
        "ends_on": None,
        "must_know": "Inget särskilt.",
        "contact_works": True,
        "tells_place": False,
        "on": ON,
    }
    return [(one.field, one.text) for one in rules.obstacles_to_sending(**usual | said)]


def answering(answer, said=(), **more):
    usual = {
        "known": len(said),
        "last_by": "Nils Kvist",
        "reason": "",
        "has_worker": False,
        "worker_works": True,
        "has_ended": False,
    }
    return [one.field or one.text for one in rules.obstacles_to_answering(answer, list(said), **usual | more)]


def test_a_whole_order_is_sent():
    assert sending() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"wished_on": date(2026, 11, 20)}, "wished_on"),
        ({"ends_on": date(2026, 11, 20)}, "wished_on"),
        ({"must_know": "  Nej.  "}, "must_know"),
        ({"contact_works": False}, "contact"),
        ({"tells_place": True}, "must_know"),
        ({"has_ended": True}, ""),
        ({"is_sent": True}, ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(said, field):
    assert [where for where, _ in sending(**said)] == [field]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), State.SENT),
        (("seen",), State.SEEN),
        (("accepted", "named"), State.ACCEPTED),
        (("seen", "accepted", "named", "declined"), State.DECLINED),
        (("declined", "accepted"), State.ACCEPTED),
    ],
)
def test_the_last_answer_says_where_it_stands_and_a_name_changes_nothing(said, state):
    assert rules.state(said) is state


@pytest.mark.parametrize(
    ("answer", "said", "more", "found"),
    [
        (Answer.SEEN, (), {}, []),
        (Answer.SEEN, ("seen",), {}, ["answer"]),
        (Answer.ACCEPTED, (), {"has_worker": True}, []),
        (Answer.ACCEPTED, ("accepted",), {}, ["answer"]),
        (Answer.ACCEPTED, (), {"has_worker": True, "worker_works": False}, ["worker"]),
        (Answer.DECLINED, (), {}, ["reason"]),
        (Answer.DECLINED, ("accepted",), {"reason": "Två har slutat hos oss."}, []),
        (Answer.DECLINED, ("declined",), {"reason": "Två har slutat hos oss."}, ["answer"]),
        (Answer.DECLINED, (), {"reason": "Två har slutat hos oss.", "has_worker": True}, ["worker"]),
        (Answer.NAMED, (), {"has_worker": True}, ["answer"]),
        (Answer.NAMED, ("accepted",), {}, ["worker"]),
        (Answer.NAMED, ("accepted",), {"has_worker": True}, []),
        (Answer.SEEN, (), {"has_ended": True}, [rules.ENDED]),
    ],
)
def test_each_answer_has_its_moment(answer, said, more, found):
    assert answering(answer, said, **more) == found


def test_nobody_answers_over_another():
    [said] = answering(Answer.ACCEPTED, ("declined",), known=0)
    assert said.startswith("Nils Kvist svarade medan sidan var öppen")


@pytest.mark.parametrize(
    ("on", "times", "unseen"), [(22, 1, False), (23, 1, True), (24, 2, False), (25, 2, True)]
)
def test_days_are_counted_by_the_calendar(on, times, unseen):
    assert rules.is_unseen(ON, 2, date(2026, 11, on), times=times) is unseen
    assert not rules.is_unseen(ON, None, date(2026, 11, on), times=times), "nobody has said how many"


def test_only_what_is_declined_or_unseen_goes_to_another():
    def moving(**said):
        return rules.obstacles_to_moving(**{"has_ended": False, "same_unit": False} | said)

    assert not moving(now=State.DECLINED) and not moving(now=State.SENT)
    assert moving(now=State.ACCEPTED) and moving(now=State.SEEN)
    assert moving(now=State.DECLINED, has_ended=True)
    assert [one.field for one in moving(now=State.DECLINED, same_unit=True)] == ["unit"]
