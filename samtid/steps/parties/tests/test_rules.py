"""Who is a party on a day, how far it has come with each, and what waits for whom. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from samtid.steps.parties import rules
from samtid.steps.parties.rules import Line, Noted, One, parties
from samtid.steps.parties.words import Exempt, Kind, Role, Way

ON = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
CHILD = One(key=UUID(int=1), name="Alva Berg", born_on=date(2016, 1, 1))
YOUNG = replace(CHILD, born_on=date(2011, 11, 30))
ADULT = One(key=UUID(int=1), name="Elsa Hed", born_on=date(1939, 1, 30))
SAMIRA = One(key=UUID(int=2), name="Samira Sandell")
JONAS = One(key=UUID(int=3), name="Jonas Berg")
GUN = One(key=UUID(int=4), name="Gun Lind")
BOTH = parties(YOUNG, guardians=[SAMIRA, JONAS], on=ON)


def roles(found):
    return [(one.name, one.role, one.acts) for one in found.found]


@pytest.mark.parametrize(
    ("person", "guardians", "representatives", "expected"),
    [
        (CHILD, [SAMIRA, JONAS], [], [(1, Role.CHILD, False), (2, Role.GUARDIAN, True), (3, Role.GUARDIAN, True)]),
        (YOUNG, [SAMIRA], [], [(1, Role.YOUNG, True), (2, Role.GUARDIAN, True)]),
        (replace(YOUNG, born_on=date(2011, 12, 1)), [SAMIRA], [], [(1, Role.CHILD, False), (2, Role.GUARDIAN, True)]),
        (replace(YOUNG, born_on=date(2008, 11, 30)), [SAMIRA], [], [(1, Role.SELF, True)]),
        (ADULT, [], [], [(1, Role.SELF, True)]),
        (ADULT, [], [GUN], [(1, Role.SELF, True), (4, Role.REPRESENTATIVE, True)]),
        (CHILD, [], [GUN], [(1, Role.CHILD, False), (4, Role.REPRESENTATIVE, True)]),
        (CHILD, [], [], [(1, Role.CHILD, False)]),
        (replace(ADULT, born_on=None), [], [], [(1, Role.SELF, True)]),
        (replace(ADULT, died_on=ON), [], [GUN], []),
        (CHILD, [replace(SAMIRA, died_on=ON), JONAS], [], [(1, Role.CHILD, False), (3, Role.GUARDIAN, True)]),
        (CHILD, [replace(SAMIRA, died_on=ON + timedelta(days=1))], [], [(1, Role.CHILD, False), (2, Role.GUARDIAN, True)]),
    ],
)  # fmt: skip
def test_who_is_a_party(person, guardians, representatives, expected):
    found = parties(person, guardians=guardians, representatives=representatives, on=ON)
    assert [(one.key.int, one.role, one.acts) for one in found.found] == expected
    assert all(one.why for one in found.found)


@pytest.mark.parametrize(
    ("guardians", "representatives", "said"),
    [
        ([], [], "Vårdnad inte känd, kontrollera"),
        ([SAMIRA], [], "inte är gemensam"),
        ([SAMIRA], [GUN], "ersätter en vårdnadshavare"),
        ([replace(SAMIRA, died_on=ON), JONAS], [], "Samira Sandell är avliden"),
    ],
)
def test_what_is_uncertain_is_said_and_never_guessed(guardians, representatives, said):
    found = parties(CHILD, guardians=guardians, representatives=representatives, on=ON)
    assert said in " ".join(found.doubts)


def test_nobody_who_has_died_since_is_waited_for():
    dead = replace(JONAS, died_on=ON + timedelta(days=1))
    found = parties(CHILD, guardians=[SAMIRA, dead], on=ON, today=ON + timedelta(days=3))
    assert [one.name for one in found.acting] == ["Samira Sandell"]
    assert [one.name for one in parties(CHILD, guardians=[SAMIRA, dead], on=ON).acting][1:] == ["Jonas Berg"]


def test_two_guardians_who_are_known_leave_no_doubt():
    assert not parties(CHILD, guardians=[SAMIRA, JONAS], on=ON).doubts


def test_where_somebody_hidden_lives_is_what_the_others_must_not_know():
    found = parties(CHILD, guardians=[replace(SAMIRA, hides_place=True), JONAS], on=ON)
    assert found.get(JONAS.key).may_not == ("Får inte veta var Samira Sandell bor.",)
    assert found.get(SAMIRA.key).may_not == ()


def test_who_lives_with_somebody_hidden_may_know_where_that_one_lives():
    hidden = replace(SAMIRA, hides_place=True), replace(JONAS, hides_place=True)
    apart = parties(CHILD, guardians=hidden, on=ON)
    assert apart.get(JONAS.key).may_not and apart.get(SAMIRA.key).may_not
    pair = frozenset((SAMIRA.key, JONAS.key))
    found = parties(CHILD, guardians=[*hidden, GUN], on=ON, together=[pair])
    assert not found.get(JONAS.key).may_not and not found.get(SAMIRA.key).may_not
    assert len(found.get(GUN.key).may_not) == 2


def noted(number, party, kind, *, minutes=0, **said):
    moment = AT + timedelta(minutes=minutes)
    return Noted(pk=UUID(int=100 + number), party=party.key, kind=kind, at=moment, noted_at=moment, **said)


INQUIRY, PROPOSAL, DECISION = UUID(int=50), UUID(int=51), UUID(int=52)


def informed(*rows, who=BOTH):
    return rules.obstacles_until_informed(who, rules.standings(who, rows, investigation=INQUIRY))


def test_the_opening_is_told_when_each_knows_or_has_a_reason_not_to():
    rows = [noted(1, YOUNG, Kind.INFORMED, about=INQUIRY), noted(2, SAMIRA, Kind.INFORMED, about=INQUIRY)]
    assert "Jonas Berg" in informed(*rows)[0].text and "Samira" not in informed(*rows)[0].text
    assert not informed(*rows, noted(3, JONAS, Kind.NOT_INFORMED, about=INQUIRY))
    assert informed(*rows, noted(3, JONAS, Kind.INFORMED, about=DECISION)), "about something else"


def test_one_party_is_told_by_the_case_itself():
    assert not informed(who=parties(ADULT, guardians=[], on=ON))
    assert not informed(who=parties(CHILD, guardians=[SAMIRA], on=ON))


def test_what_was_noted_by_mistake_was_never_done():
    rows = [noted(n, one, Kind.INFORMED, about=INQUIRY) for n, one in enumerate((YOUNG, SAMIRA, JONAS))]
    assert not informed(*rows)
    wrong = noted(9, JONAS, Kind.MISTAKEN, minutes=5, corrects=rows[2].pk)
    assert "Jonas Berg" in informed(*rows, wrong)[0].text
    again = noted(10, JONAS, Kind.INFORMED, minutes=6, about=INQUIRY)
    assert not informed(*rows, wrong, again)


def heard(*rows, on=ON):
    return [
        one.text
        for one in rules.obstacles_until_heard(BOTH, rules.standings(BOTH, rows, proposal=PROPOSAL), on)
    ]


def test_a_decision_waits_for_each_one_and_for_each_ones_day():
    sent = [
        noted(n, one, Kind.COMMUNICATED, about=PROPOSAL, last_day=ON + timedelta(days=n))
        for n, one in enumerate((YOUNG, SAMIRA))
    ]
    found = heard(*sent, noted(3, JONAS, Kind.EXEMPT, about=PROPOSAL))
    assert len(found) == 2 and "Samira Sandell har till och med 2026-12-01" in found[1]
    assert not heard(*sent, noted(3, JONAS, Kind.EXEMPT, about=PROPOSAL), on=ON + timedelta(days=2))
    answers = [
        noted(5 + n, one, Kind.ANSWERED, about=PROPOSAL, refers=sent[n].pk)
        for n, one in enumerate((YOUNG, SAMIRA))
    ]
    assert not heard(*sent, *answers, noted(3, JONAS, Kind.EXEMPT, about=PROPOSAL))
    assert "Jonas Berg" in heard(*sent, *answers)[0]


def test_consent_that_is_split_is_seen_with_what_the_law_then_allows():
    one, no = noted(1, SAMIRA, Kind.CONSENTED, subject="x"), noted(2, JONAS, Kind.DECLINED, subject="x")
    [said] = split(one, no)
    assert "Samira Sandell samtycker" in said and "får socialnämnden besluta" in said
    assert not split(one) and not split(one, noted(3, JONAS, Kind.DECLINED, subject="y")), "another matter"
    assert not split(one, no, noted(3, JONAS, Kind.CONSENTED, minutes=1, subject="x"))
    taken = noted(3, SAMIRA, Kind.WITHDRAWN, minutes=1, subject="x", refers=one.pk)
    assert not split(one, no, taken), "nobody consents"


def split(*rows):
    return rules.split_consent(rules.standings(BOTH, rows))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ["Det står inte vad Samira Sandell och Jonas Berg"]),
        ([(SAMIRA, Kind.CONSENTED)], ["Det står inte vad Jonas Berg"]),
        ([(SAMIRA, Kind.CONSENTED), (JONAS, Kind.DECLINED)], ["Jonas Berg samtycker inte"]),
        ([(SAMIRA, Kind.CONSENTED), (JONAS, Kind.CONSENTED), (YOUNG, Kind.DECLINED)], ["Alva Berg har fyllt 15 år"]),
        ([(SAMIRA, Kind.CONSENTED), (JONAS, Kind.WITHOUT), (YOUNG, Kind.CONSENTED)], []),
        ([(SAMIRA, Kind.CONSENTED), (JONAS, Kind.CONSENTED)], []),
    ],
)  # fmt: skip
def test_a_guardian_who_is_silent_has_not_consented(rows, said):
    rows = [noted(n, one, kind, minutes=n, subject="x") for n, (one, kind) in enumerate(rows)]
    found = rules.obstacles_of_consent(rules.standings(BOTH, rows), "x", "insatsen")
    assert [one.text[: len(text)] for one, text in zip(found, said, strict=True)] == said
    own = rules.obstacles_of_consent(rules.standings(BOTH, rows), "x", "insatsen", of_guardians=False)
    assert all("15 år" in one.text for one in own), "on the child's own consent the guardians are not asked"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(party=SAMIRA.key, at=AT + timedelta(hours=1), way=Way.PHONE), "at"),
        (Line(party=SAMIRA.key, at=AT - timedelta(days=366), way=Way.PHONE), "at"),
        (Line(party=SAMIRA.key, at=AT - timedelta(days=3), way=Way.PHONE), "at"),
        (Line(party=SAMIRA.key, at=AT), "way"),
        (Line(party=SAMIRA.key, why="kort"), "why"),
        (Line(party=GUN.key, at=AT, way=Way.PHONE), ""),
    ],
)
def test_what_is_noted_of_being_informed_must_be_possible(line, field):
    began = AT - timedelta(days=1)
    found = rules.obstacles_to_informing([line], BOTH, began=began, closed_at=None, at=AT)
    assert [one.field for one in found][:1] == [field]


def test_a_child_under_fifteen_is_not_told_in_the_guardians_place():
    who = parties(CHILD, guardians=[SAMIRA], on=ON)
    line = Line(party=CHILD.key, at=AT, way=Way.MEETING)
    assert rules.obstacles_to_informing([line], who, began=AT, closed_at=None, at=AT)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(party=SAMIRA.key, at=AT, way=Way.LETTER), "last_day"),
        (Line(party=SAMIRA.key, at=AT, way=Way.LETTER, last_day=ON), "last_day"),
        (Line(party=SAMIRA.key, why="Ett långt skäl men inget undantag"), "why"),
        (Line(party=SAMIRA.key, exempt=Exempt.HARDER), "why"),
    ],
)
def test_no_exemption_but_the_laws_own_and_no_answer_without_a_day(line, field):
    found = rules.obstacles_to_communicating([line], BOTH, written=AT, closed_at=None, at=AT)
    assert [one.field for one in found] == [field]
    assert "FL 25" in found[0].law


@pytest.mark.parametrize(
    ("withheld", "telling", "field"),
    [
        ("", (), []),
        ("", (SAMIRA.key,), ["p_withheld"]),
        ("kort", (), ["p_withheld"]),
        ("Var modern bor är struket.", (SAMIRA.key,), []),
        ("", (JONAS.key,), []),
    ],
)
def test_what_would_tell_too_much_is_sent_with_that_left_out_and_said(withheld, telling, field):
    line = Line(
        party=SAMIRA.key, at=AT, way=Way.HANDED, last_day=ON + timedelta(days=1), withheld=withheld, own="p"
    )
    found = rules.obstacles_to_communicating([line], BOTH, written=AT, closed_at=None, telling=telling, at=AT)
    assert [one.field for one in found] == field


def test_who_appeals_is_a_party_or_named():
    child = parties(CHILD, guardians=[SAMIRA], on=ON)
    assert [one.field for one in rules.obstacles_to_appealing(CHILD.key, child, note="")] == ["party"]
    assert [one.field for one in rules.obstacles_to_appealing(GUN.key, child, note="")] == ["party"]
    assert [one.field for one in rules.obstacles_to_appealing(None, child, note="mormor")] == ["note"]
    assert not rules.obstacles_to_appealing(None, child, note="Mormodern Gun Lind")
    assert not rules.obstacles_to_appealing(SAMIRA.key, child, note="")


def test_nothing_came_is_not_said_before_the_last_day_is_over():
    sent = noted(1, SAMIRA, Kind.COMMUNICATED, last_day=ON)

    def silent(on):
        return rules.obstacles_to_answering(sent, answered=None, came_at=None, text="", on=on, at=AT)

    assert silent(ON) and not silent(ON + timedelta(days=1))
    early = AT - timedelta(minutes=1)
    assert rules.obstacles_to_answering(sent, answered=None, came_at=early, text="Ja", on=ON, at=AT)


def test_only_a_consent_that_was_given_is_withdrawn():
    def withdraw(said):
        return rules.obstacles_to_consent(
            Kind.WITHDRAWN, SAMIRA.key, BOTH, taken=said, scope="Familjebehandling", at=AT, said_at=AT
        )

    assert withdraw(None) and withdraw(noted(1, SAMIRA, Kind.DECLINED))
    assert withdraw(noted(1, JONAS, Kind.CONSENTED)), "another's"
    assert not withdraw(noted(1, SAMIRA, Kind.CONSENTED))
    assert withdraw(noted(1, SAMIRA, Kind.CONSENTED, minutes=1)), "not before it was given"


def test_each_has_their_own_day_and_it_is_not_before_the_decision():
    def serve(moment, served=()):
        line = Line(party=SAMIRA.key, at=moment, way=Way.HANDED)
        return rules.obstacles_to_serving(
            [line], BOTH, decided_at=AT, served=served, at=AT + timedelta(days=1)
        )

    assert serve(AT - timedelta(days=1)) and serve(None) and serve(AT, [SAMIRA.key])
    assert not serve(AT)
    row = noted(1, SAMIRA, Kind.SERVED, about=DECISION)
    left = rules.obstacles_until_served(BOTH, rules.standings(BOTH, [row], decision=DECISION))
    assert "Alva Berg, Jonas Berg" in left[0].text


@pytest.mark.parametrize(("hidden", "way", "stops"), [
    ({"hides_place": True}, Way.LETTER, True),
    ({"hides_place": True}, Way.RECEIPT, True),
    ({"hides_place": True}, Way.AGENCY, True),
    ({"is_protected": True, "hides_place": True}, Way.RECEIPT, True),
    ({"is_protected": True, "hides_place": True}, Way.LETTER, True),
    ({"is_protected": True, "hides_place": True}, Way.AGENCY, False),
    ({"hides_place": True}, Way.HANDED, False),
    ({}, Way.LETTER, False),
])  # fmt: skip
def test_nothing_is_posted_to_a_place_that_must_not_be_told(hidden, way, stops):
    who = parties(CHILD, guardians=[replace(SAMIRA, **hidden), JONAS], on=ON)
    line = Line(party=SAMIRA.key, at=AT, way=way)
    found = rules.obstacles_to_informing([line], who, began=AT, closed_at=None, at=AT)
    assert [one.field for one in found] == (["way"] if stops else [])
    assert ("egen adress" in rules.safe_way(who.get(SAMIRA.key))) is not bool(hidden)
