"""Omgångarna: what runs follows the rows that count, in whatever order they were taken back, and the day the care began."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest

from samtid.base.dossier.actions import close_case, close_when_done
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.tests.make import a_case
from samtid.ground.law import lvu, placements
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.placements import actions, queries, rules
from samtid.steps.placements.tests.make import a_care, a_home
from samtid.steps.placements.words import Destination, Done, Ground

WRONG = "Det gällde brodern, se hans ärende"


def on(day: int, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, 14, tzinfo=SWEDEN)


CAME = on(10)


@pytest.fixture
def home(acting):
    with acting("karin", at=on(1)) as karin:
        return a_home(by=karin, at=on(1), name="Provdals", approved_on=date(2026, 11, 1))


@pytest.fixture
def placed(acting, home):
    def place(ground: Ground = Ground.CONSENT):
        with acting("siri", at=CAME - timedelta(days=1)) as siri:
            case = a_case(by=siri, at=CAME - timedelta(days=1))
        with acting("siri", at=CAME) as siri:
            return a_care(case, home, by=siri, at=CAME, ground=ground)

    return place


@pytest.fixture
def considered(acting):
    def say(care, done: Done, at: datetime):
        with acting("siri", at=at) as siri:
            return actions.follow_care(care, done, at.date(), "Vården behövs, SN AU § 9", by=siri, at=at)

    return say


@pytest.fixture
def take_back(acting):
    def say(row, at: datetime) -> None:
        with acting("siri", at=at) as siri:
            actions.take_back(row, WRONG, by=siri, at=at)

    return say


def running(care) -> dict[str, date]:
    return dict(Clock.objects.filter(about=care.pk, stopped_at=None).values_list("rule", "due_on"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize(
    ("ground", "done", "rule"),
    [(Ground.CONSENT, Done.CONSIDERED, "CH-10")],
)
def test_in_whatever_order_what_was_wrong_is_taken_back_the_first_round_runs(
    acting, placed, considered, take_back, order, ground, done, rule
):
    care = placed(ground)
    with acting("siri", at=CAME):
        before = running(care)
    rows = [considered(care, done, one) for one in (on(1, 3, 2027), on(20, 8, 2027), on(25, 3, 2028))]
    for number, place in enumerate(order):
        take_back(rows[place], on(1 + number, 6, 2028))
    with acting("siri", at=on(1, 7, 2028)):
        assert running(care)[rule] == before[rule]


def test_the_round_of_the_last_row_that_counts_runs(acting, placed, considered, take_back):
    care = placed()
    rows = [considered(care, Done.CONSIDERED, one) for one in (on(1, 3, 2027), on(20, 8, 2027))]
    take_back(rows[0], on(1, 9, 2027))
    with acting("siri", at=on(1, 9, 2027)) as siri:
        assert list(queries.followed(siri, care).filter(undone=None)) == [rows[1]]
        assert running(care)["CH-10"] == date(2028, 2, 20)
    again = considered(care, Done.CONSIDERED, on(10, 9, 2027))
    take_back(rows[1], on(11, 9, 2027))
    with acting("siri", at=on(12, 9, 2027)):
        assert running(care)["CH-10"] == date(2028, 3, 10)
    take_back(again, on(12, 9, 2027))
    with acting("siri", at=on(12, 9, 2027)):
        assert running(care)["CH-10"] == date(2027, 6, 10)


def test_a_row_taken_back_after_the_first_day_was_corrected_counts_from_the_true_day(
    acting, placed, home, considered, take_back
):
    care, at = placed(), on(12, 1, 2027)
    row = considered(care, Done.CONSIDERED, on(5, 1, 2027))
    with acting("siri", at=at) as siri:
        [stay] = queries.standing(queries.cares(siri).get(pk=care.pk))
        actions.correct(stay, home, on(6), "Hon kom fyra dagar tidigare", by=siri, at=at)
        assert running(care)["CH-10"] == date(2027, 7, 5)
    take_back(row, on(13, 1, 2027))
    with acting("siri", at=on(13, 1, 2027)):
        assert running(care)["CH-10"] == date(2027, 6, 6)


def test_no_care_begins_in_a_case_that_is_closed(acting, home):
    with acting("siri", at=CAME - timedelta(days=1)) as siri:
        case = a_case(by=siri, at=CAME - timedelta(days=1))
        close_case(case, "Klart", by=siri, at=CAME - timedelta(days=1))
    with acting("siri", at=CAME) as siri, pytest.raises(NotYet, match="Ärendet är avslutat"):
        a_care(case, home, by=siri, at=CAME)


def test_a_case_that_waits_is_closed_when_the_care_ends_and_not_before(acting, placed, considered):
    care = placed()
    with acting("siri", at=on(11)) as siri:
        assert not close_when_done(care.case, "Klart", by=siri, at=on(11))
    for done in (Done.CONSIDERED, Done.REVISED, Done.CUSTODY):
        considered(care, done, on(12))
    with acting("siri", at=on(13)) as siri:
        assert Case.objects.get(pk=care.case_id).closed_at is None
        actions.end_care(care, on(13), Destination.HOME, by=siri, at=on(13))
        assert running(care) == {} and Case.objects.get(pk=care.case_id).closed_at == on(13)


def test_the_round_that_runs_is_told_by_what_is_done():
    rule, began = lvu.REVIEW_BEHAVIOUR_CARE, date(2027, 1, 10)
    since = on(10, 1, 2027)
    assert rules.round_now(rule, since, began, []) == rules.Round(since)
    early, late = on(1, 3, 2027), on(1, 10, 2027)
    met = rules.round_now(rule, since, began, [(early.date(), early)])
    assert met == rules.Round(early, again=True)
    both = rules.round_now(rule, since, began, [(early.date(), early), (late.date(), late)])
    assert both == rules.Round(late, again=True, in_time=False)
    assert rules.follows(Ground.CONSENT) is placements.CONSIDER_CARE and rules.follows(Ground.CUSTODY) is None
