"""Från en mening till något som blev bättre: said, answered, tried, verified; and who sees what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.words import Purpose
from samtid.doors.portal.queries import public_ideas
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.improvement import actions, queries, rules
from samtid.quality.improvement.actions import Suggestion
from samtid.quality.improvement.models import Box, Idea, Line
from samtid.quality.improvement.words import Effect, Gains, Origin, State, Step

from .make import an_answer

DAY = timedelta(days=1)
GOALS = "Målen i beslutet fick jag skriva en gång till när jag startade insatsen."
WITHIN = rules.Reach(costs_more=False, touches_others=False, breaks_decided=False)


@pytest.fixture
def said(acting, at):
    """``said("tova", text)``: in the box, by somebody of the staff; "" is from the open form. The receipt."""

    def say(username: str, text: str = GOALS, **more) -> str:
        if not username:
            with acting("", purpose=Purpose.PORTAL):
                return actions.say_idea(
                    Suggestion(text, gains=Gains.CITIZENS, origin=Origin.OPEN, **more), by=None, at=at
                )
        with acting(username) as by:
            return actions.say_hard("services:start", text, **more, by=by, at=at)

    return say


@pytest.fixture
def emptied(acting, at):
    """The night has passed."""

    def empty():
        with acting("", at=at + DAY, purpose=Purpose.WORKER):
            return actions.empty_box(by=None, at=at + DAY)["framtagna"]

    return empty


def seen_with(code: str, acting, at) -> dict:
    with acting("", at=at, purpose=Purpose.PORTAL):
        return queries.of_receipt(code)


def test_what_is_said_lies_in_a_box_until_the_day_is_over(said, acting, at, emptied):
    code = said("tova")
    for username in ("vera", "tova", "ola"):
        with acting(username) as viewer:
            assert not queries.ideas(viewer).exists()
            assert not Box.objects.values("pk").exists()
    assert seen_with(code, acting, at) == {"state": "box"}
    with acting("vera") as vera:
        assert actions.empty_box(by=vera, at=at) == {"framtagna": 0}, (
            "not before the day is over, whoever asks"
        )
    assert emptied() == 1
    with acting("vera", at=at + DAY) as vera:
        idea = queries.unanswered(vera).get()
        assert (idea.step, idea.page, idea.said_on) == (Step.SERVICE, "services:start", swedish_day(at))
        assert idea.answer_by == swedish_day(at) + timedelta(days=14)
        assert not queries.whole(vera, idea).names


def test_what_came_out_says_neither_when_nor_in_what_order(said, acting, at, emptied, as_owner):
    for number in range(12):
        said("tova", f"Sida {number} är svår att hitta.")
    emptied()
    with acting("vera", at=at + DAY), connection.cursor() as cursor:
        cursor.execute("select text from improvement_idea")
        order = [int(text.split()[1]) for (text,) in cursor.fetchall()]
        assert sorted(order) == list(range(12))
        assert order != sorted(order), "the rows lie as they were said"
    for column in ("xmin", "ctid", "cmin"):
        with (
            acting("vera", at=at + DAY),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="denied"),
            transaction.atomic(),
        ):
            cursor.execute(f"select {column} from improvement_idea")


def test_one_who_wants_to_stands_behind_it_by_name(said, acting, at, emptied):
    said("tova", is_named=True)
    emptied()
    with acting("vera", at=at + DAY) as vera:
        assert queries.whole(vera, queries.unanswered(vera).get()).names == ["Tova Hed"]
    with acting("tova", at=at + DAY) as tova:
        assert queries.mine(tova).count() == 1
    with acting("bo", at=at + DAY) as bo:
        assert not queries.ideas(bo).exists(), "nobody else sees what is not answered"


def test_a_number_is_refused_and_a_name_is_asked_about_once(acting, at, emptied):
    with acting("bo") as bo:
        with pytest.raises(NotYet, match="personnummer"):
            actions.say_hard("x", "Svårt med 20120314-2391.", by=bo, at=at)
        with pytest.raises(NotYet, match="namn"):
            actions.say_hard("x", "Svårt med Anna Berg.", by=bo, at=at)
        actions.say_hard("x", "Svårt med Anna Berg.", insists=True, by=bo, at=at)
    emptied()
    with acting("vera", at=at + DAY) as vera:
        idea = queries.unanswered(vera).get()
        assert idea.may_name
        with pytest.raises(NotYet, match="pekar ut"):
            actions.answer(idea, an_answer(vera, at + DAY, may_name=idea.may_name), by=vera, at=at + DAY)


def test_a_carers_sentence_becomes_an_improvement_that_is_told_back_to_her(said, acting, at, emptied):
    code = said("tova")
    emptied()
    now = at + DAY
    with acting("inga", at=now) as inga:
        owner = inga
    with acting("vera", at=now) as vera:
        actions.answer(queries.unanswered(vera).get(), an_answer(owner, now), by=vera, at=now)
    told = seen_with(code, acting, now)
    assert (told["state"], [line["said"] for line in told["lines"]]) == (
        "planned",
        ["Vi gör om sidan så att målen följer med."],
    )
    with acting("tova", at=now) as tova:
        idea = queries.going_on(tova).get()
        trial = actions.try_out(
            idea, queries.my_units(tova, swedish_day(now))[0], WITHIN, what="Målen kopieras", measure="mål skrivna två gånger",
            until=swedish_day(now) + timedelta(days=30), before=9, by=tova, at=now,
        )  # fmt: skip
    later = now + timedelta(days=28)
    with acting("tova", at=later) as tova:
        actions.tell_result(trial, Effect.BETTER, "Nästan borta.", 9, 1, by=tova, at=later)
    with acting("inga", at=later) as inga:
        assert queries.owned(inga).get() == idea
        actions.tell(queries.owned(inga).get(), State.DONE, "Infört överallt.", None, by=inga, at=later)
        with pytest.raises(NotYet, match="inte själv"):
            actions.verify(idea, Gains.STAFF, True, "", by=inga, at=later)
        assert queries.standing(2026).counted == 0, "nothing counts before the group has said so"
    with acting("tova", at=later) as tova:
        actions.verify(idea, Gains.STAFF, True, "", by=tova, at=later)
        standing = queries.standing(2026)
        assert (standing.verified["staff"], standing.promise.kept, standing.promise.late) == (1, 1, 0)
        assert queries.own_counts(tova, Idea.objects.get(), swedish_day(later)).in_words == (
            "färre än 5",
            "Kan inte sägas än",
        )
    told = seen_with(code, acting, later)
    assert told["state"] == "done"
    assert "Infört överallt." in [line["said"] for line in told["lines"]]


def test_a_citizen_is_answered_by_the_receipt_and_says_whether_it_helped(said, acting, at, emptied):
    code = said("", "Det gick inte att ringa på lunchen.")
    emptied()
    now = at + DAY
    with acting("vera", at=now) as vera:
        idea = queries.unanswered(vera).get()
        assert (idea.gains, idea.origin, idea.step) == (Gains.CITIZENS, Origin.OPEN, Step.OTHER)
        actions.answer(idea, an_answer(None, now, State.DONE, gains=Gains.CITIZENS), by=vera, at=now)
    with acting("", at=now, purpose=Purpose.PORTAL):
        assert public_ideas().get() == idea
        assert Line.objects.get().said
        assert queries.of_receipt("AAAA-BBBB-CCCC") is None
        actions.say_better(code, True, by=None, at=now)
        actions.say_more(code, "Tack, nu kommer man fram.", by=None, at=now)
        with pytest.raises(NotYet):
            actions.say_better(code, True, by=None, at=now)
    night = now + DAY
    with acting("", at=night, purpose=Purpose.WORKER):
        actions.empty_box(by=None, at=night)
    with acting("vera", at=night) as vera:
        assert queries.standing(2026).verified["citizens"] == 1
        assert [line.by for line in queries.whole(vera, idea).lines if line.kind == "more"] == [None]


def test_a_broken_promise_is_counted(said, acting, at, emptied):
    said("tova")
    emptied()
    late = at + timedelta(days=20)
    with acting("vera", at=late) as vera:
        assert queries.standing(2026).promise == rules.Promise(0, 1, 0)
        actions.answer(
            queries.unanswered(vera).get(), an_answer(None, late, State.DECLINED), by=vera, at=late
        )
        standing = queries.standing(2026)
        assert (standing.promise.share, standing.usual) == (0, 20)


def test_near_ones_are_proposed_and_merged_ones_keep_all(said, acting, at, emptied):
    first = said("tova", is_named=True)
    said("nils", "Jag fick skriva målen i beslutet en gång till när insatsen startade.", is_named=True)
    said("bo", "Kartan visar fel gata.")
    emptied()
    now = at + DAY
    with acting("vera", at=now) as vera:
        hers = queries.unanswered(vera).get(authors__staff__username="tova")
        [his] = queries.near(vera, hers)
        actions.merge(hers, his, by=vera, at=now)
        assert queries.whole(vera, his).names == ["Nils Kvist", "Tova Hed"]
        with pytest.raises(NotYet):
            actions.merge(his, hers, by=vera, at=now)
        actions.answer(his, an_answer(vera, now), by=vera, at=now)
    assert seen_with(first, acting, now)["state"] == "planned", "both are answered"
    with acting("vera", at=now) as vera:
        actions.part(Idea.objects.get(pk=hers.pk), by=vera, at=now)
        assert queries.unanswered(vera).filter(pk=hers.pk).exists()


def test_spam_is_kept_apart_and_never_gone(said, acting, at, emptied):
    said("", "Köp på https://a.example eller https://b.example")
    said("", "Väntrummet är kallt.", pressed="Ovanligt mycket från samma håll.")
    emptied()
    now = at + DAY
    with acting("vera", at=now) as vera:
        assert not queries.unanswered(vera).exists()
        rubbish, real = sorted(queries.apart(vera), key=lambda one: one.text)
        actions.take_out(real, by=vera, at=now)
        actions.take_out(rubbish, by=vera, at=now)
        actions.lay_aside(Idea.objects.get(pk=rubbish.pk), "Reklam", by=vera, at=now)
        assert queries.unanswered(vera).get() == real
        assert queries.hidden(vera).get() == rubbish
    with acting("", at=now, purpose=Purpose.PORTAL):
        assert not public_ideas().exists()


def test_two_who_answer_at_once_do_not_write_over_each_other(said, acting, at, emptied):
    said("tova")
    emptied()
    now = at + DAY
    with acting("vera", at=now) as vera:
        idea = queries.unanswered(vera).get()
        actions.answer(idea, an_answer(vera, now), seen=0, by=vera, at=now)
        with pytest.raises(NotYet, match="hann före"):
            actions.answer(idea, an_answer(vera, now, State.DECLINED), seen=0, by=vera, at=now)


@pytest.mark.parametrize(
    "said_in_sql",
    [
        "is_public = true, title = 'x', state = 'done', turns = turns + 1",
        "owner_id = access.me(), turns = turns + 1",
        "state = 'spam', turns = turns + 1",
        "answered_on = '2020-01-01', turns = turns + 1",
        "state = 'trying', unit_id = (select id from organisation_unit where name = 'Stab'), turns = turns + 1",
        "text = 'Något annat'",
    ],
)
def test_the_database_lets_nobody_but_those_who_steer_change_it(said, acting, at, emptied, said_in_sql):
    said("tova", is_named=True)
    emptied()
    with (
        acting("tova", at=at + DAY),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match=r"samtid|denied"),
        transaction.atomic(),
    ):
        cursor.execute(f"update improvement_idea set {said_in_sql}")
