"""From when the time limits are counted: they follow what is true, and begin anew only when the home is another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import a_case
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.placements import actions, counting, history, queries
from samtid.steps.placements.tests.make import WHY_NOT, a_care, a_home, on_ground
from samtid.steps.placements.words import Destination, Done, Ground, HomeKind, LeftWhy, Why

ASKED = "Hemmet har sagt ja på telefon."


def on(day: int, hour: int = 14, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SWEDEN)


CAME = on(10)
DECIDED = date(2026, 12, 9)
COURT = "Förvaltningsrätten, mål 1-26"


@pytest.fixture
def homes(acting):
    with acting("karin", at=on(1)) as karin:
        return {
            name: a_home(by=karin, at=on(1), kind=kind, name=name, approved_on=date(2026, 11, 1))
            for name, kind in (
                ("Jourdal", HomeKind.EMERGENCY_HOME),
                ("Andra jouren", HomeKind.EMERGENCY_HOME),
                ("Provdals", HomeKind.FAMILY_HOME),
                ("Granlid", HomeKind.FAMILY_HOME),
            )
        }


@pytest.fixture
def placed(acting, homes):
    """A child placed on a ground in a home."""

    def place(name: str, ground: Ground = Ground.CONSENT, **said):
        with acting("siri", at=CAME - timedelta(days=1)) as siri:
            case = a_case(by=siri, at=CAME - timedelta(days=1))
        with acting("siri", at=CAME) as siri:
            return a_care(case, homes[name], by=siri, at=CAME, ground=ground, **said)

    return place


def running(care) -> dict[str, date]:
    return dict(Clock.objects.filter(about=care.pk, stopped_at=None).values_list("rule", "due_on"))


def test_before_noon_the_same_day_is_no_moment_ahead(acting, placed):
    """What is written at eight in the morning is counted from then: no wall lets a clock begin ahead."""
    care, at = placed("Jourdal"), on(12, 8)
    with acting("siri", at=at) as siri:
        actions.follow_care(care, Done.INVESTIGATED, at.date(), "", by=siri, at=at)
        assert running(care)["CH-09"] == date(2027, 2, 12)
        actions.follow_care(care, Done.CONSIDERED, at.date(), "Vården behövs, SN AU § 9", by=siri, at=at)
        assert running(care)["CH-10"] == date(2027, 6, 12)
        on_ground(care, Ground.ENVIRONMENT, at.date(), COURT, by=siri, at=at)
        assert "LVU-08" in of_track(care) and "CH-10" not in running(care)


@pytest.mark.parametrize("why", [LeftWhy.HOSPITAL, LeftWhy.VISIT, LeftWhy.RAN_AWAY, LeftWhy.TAKEN])
def test_a_night_away_is_no_new_home(acting, placed, homes, why):
    care = placed("Provdals")
    with acting("siri", at=on(20)) as siri:
        first = running(care)["CH-11"]
        actions.leave(care, on(14), why, by=siri, at=on(20))
        assert running(care)["CH-11"] == first, "the placement stands while the child is away"
        actions.move(care, homes["Provdals"], on(18), Why.BACK, anyway=ASKED, by=siri, at=on(20))
        assert running(care)["CH-11"] == first == date(2028, 12, 10)


def test_another_family_home_begins_anew_and_so_does_a_home_that_cannot_go_on(acting, placed, homes):
    care = placed("Provdals")
    with acting("siri", at=on(20)) as siri:
        actions.move(care, homes["Granlid"], on(15), Why.PLANNED, anyway=ASKED, by=siri, at=on(20))
        assert running(care)["CH-11"] == date(2028, 12, 15)
        actions.leave(care, on(18), LeftWhy.HOME_ENDS, by=siri, at=on(20))
        assert "CH-11" not in running(care)


def test_a_correction_of_another_matter_lets_the_time_stand(acting, placed, homes):
    care = placed("Provdals")
    at = on(1, year=2027, month=2)
    with acting("siri", at=at) as siri:
        actions.leave(care, on(14), LeftWhy.HOSPITAL, by=siri, at=at)
        actions.move(care, homes["Provdals"], on(18), Why.BACK, anyway=ASKED, by=siri, at=at)
        last = queries.standing(queries.cares(siri).get(pk=care.pk))[-1]
        actions.correct(last, homes["Provdals"], on(19), "Hon kom en dag senare tillbaka", by=siri, at=at)
        assert running(care)["CH-11"] == date(2028, 12, 10)
        first = queries.standing(queries.cares(siri).get(pk=care.pk))[0]
        actions.correct(first, homes["Provdals"], on(8), "Hon kom två dagar tidigare", by=siri, at=at)
        assert running(care)["CH-11"] == date(2028, 12, 8)
        assert running(care)["CH-10"] == date(2027, 6, 8)
        assert running(care)["CH-12"] == date(2028, 12, 8)


def test_from_jour_home_to_jour_home_the_two_months_go_on(acting, placed, homes):
    care = placed("Jourdal")
    at = on(15, month=1, year=2027)
    with acting("siri", at=at) as siri:
        actions.follow_care(care, Done.INVESTIGATED, date(2026, 12, 12), "", by=siri, at=at)
        assert running(care)["CH-09"] == date(2027, 2, 12)
        actions.move(
            care,
            homes["Andra jouren"],
            on(5, month=1, year=2027),
            Why.HOME_ENDS,
            anyway=ASKED,
            by=siri,
            at=at,
        )
        assert running(care)["CH-09"] == date(2027, 2, 12)
        last = queries.standing(queries.cares(siri).get(pk=care.pk))[-1]
        actions.correct(
            last,
            homes["Provdals"],
            on(5, month=1, year=2027),
            "Det var familjehemmet, inte jouren",
            by=siri,
            at=at,
        )
        assert "CH-09" not in running(care) and running(care)["CH-11"] == date(2029, 1, 5)


def test_the_investigation_ends_while_the_child_is_in_hospital(acting, placed):
    """The child has its placement in the jour home, and the two months begin."""
    care = placed("Jourdal")
    with acting("siri", at=on(14)) as siri:
        actions.leave(care, on(12), LeftWhy.HOSPITAL, by=siri, at=on(14))
        actions.follow_care(care, Done.INVESTIGATED, date(2026, 12, 13), "", by=siri, at=on(14))
        assert running(care)["CH-09"] == date(2027, 2, 13)


def test_the_years_round_of_custody_stands_when_the_child_comes_back(acting, placed, homes):
    care = placed("Provdals")
    at = on(20, month=12, year=2028)
    with acting("siri", at=at) as siri:
        actions.follow_care(care, Done.CUSTODY, date(2028, 12, 5), "Inte nu, SN AU § 77", by=siri, at=at)
        assert running(care)["CH-11"] == date(2029, 12, 5)
        actions.leave(care, on(12, year=2028), LeftWhy.HOSPITAL, by=siri, at=at)
        actions.move(care, homes["Provdals"], on(15, year=2028), Why.BACK, anyway=ASKED, by=siri, at=at)
        assert running(care)["CH-11"] == date(2029, 12, 5)


def of_track(care) -> dict[str, date]:
    """What runs in the child's track of compulsory care."""
    rows = Clock.objects.filter(case=care.case_id, rule__startswith="LVU", stopped_at=None)
    assert not rows.filter(about=care.pk).exists(), "one home: the placement counts nothing of it"
    return dict(rows.values_list("rule", "due_on"))


def test_immediate_custody_is_counted_in_the_track_from_its_own_day_and_from_when_the_child_came(
    acting, placed
):
    care = placed("Jourdal", Ground.CUSTODY, decided_on=DECIDED)
    with acting("siri", at=on(15, 9)) as siri:
        assert set(running(care)) == {"CH-12"}
        assert of_track(care) == {"LVU-02": date(2026, 12, 16), "LVU-04": date(2027, 1, 7)}
        on_ground(care, Ground.ENVIRONMENT, date(2026, 12, 15), COURT, by=siri, at=on(15, 9))
        assert of_track(care) == {"LVU-08": date(2027, 6, 10), "LVU-11": date(2030, 3, 14)}


@pytest.mark.parametrize("ground", [Ground.CUSTODY, Ground.ENVIRONMENT, Ground.BEHAVIOUR])
def test_a_placement_rests_on_nothing_that_its_track_does_not_say(acting, placed, homes, ground):
    """By the first night or afterwards: refused in words that say which step is missing, and no clock of its own runs."""
    care = placed("Provdals")
    with acting("siri", at=on(14)) as siri:
        with pytest.raises(NotYet, match="Vård utan samtycke"):
            actions.change_ground(care, ground, date(2026, 12, 14), COURT, by=siri, at=on(14))
        actions.end_care(care, on(14), Destination.HOME, by=siri, at=on(14))
        begun = actions.Begun(
            home=homes["Granlid"],
            starts_at=on(14),
            ground=ground,
            secretary=siri,
            why_not=WHY_NOT,
            decision_text=COURT,
        )
        with pytest.raises(NotYet, match="Vård utan samtycke"):
            actions.begin_care(care.case, begun, by=siri, at=on(14))


def test_a_placement_is_not_begun_on_a_custody_that_has_lapsed_and_one_that_goes_on_says_so(acting, placed):
    """BC-30: nobody submitted. The placement stands, and says every day that it rests on nothing."""
    care = placed("Jourdal", Ground.CUSTODY, decided_on=DECIDED)
    with acting("siri", at=on(16, 23)) as siri:
        assert history.unrested(siri, [care], on(16, 23)) == {}
    with acting("siri", at=on(17, 8)) as siri:
        assert "upphörde efter 2026-12-16" in history.unrested(siri, [care], on(17, 8))[care.pk].why


def test_custody_of_a_child_already_placed_is_counted_from_its_own_day(acting, placed):
    care = placed("Provdals")
    with acting("siri", at=on(20)) as siri:
        on_ground(care, Ground.CUSTODY, date(2026, 12, 18), "Ordföranden, 2026-12-18", by=siri, at=on(20))
        assert of_track(care)["LVU-02"] == date(2026, 12, 25), "Christmas Day: never planned on the roll"
        assert of_track(care)["LVU-04"] == date(2027, 1, 15) and "CH-10" not in running(care)
        first = queries.standing(queries.cares(siri).get(pk=care.pk))[0]
        actions.correct(first, first.home, on(8), "Hon kom två dagar tidigare", by=siri, at=on(20))
        assert of_track(care)["LVU-04"] == date(2027, 1, 15), "the custody's day is not the care's"
        actions.change_ground(
            care, Ground.CONSENT, date(2026, 12, 20), "Omhändertagandet upphörde", by=siri, at=on(20)
        )
        assert set(running(care)) == {"CH-10", "CH-11", "CH-12"}


def test_a_corrected_first_day_moves_the_four_weeks_and_not_the_week(acting, placed, homes):
    care = placed("Jourdal", Ground.CUSTODY, decided_on=date(2026, 12, 7))
    with acting("siri", at=on(12)) as siri:
        [stay] = queries.standing(queries.cares(siri).get(pk=care.pk))
        actions.correct(stay, stay.home, on(8), "Hon hämtades två dagar tidigare", by=siri, at=on(12))
        assert of_track(care) == {"LVU-02": date(2026, 12, 14), "LVU-04": date(2027, 1, 5)}


def test_a_placement_of_the_wrong_child_takes_its_day_out_of_the_track(acting, placed):
    care = placed("Jourdal", Ground.CUSTODY, decided_on=DECIDED)
    with acting("siri", at=on(12)) as siri:
        actions.annul(care, "Det gällde brodern, se hans ärende", by=siri, at=on(12))
        assert of_track(care) == {"LVU-02": date(2026, 12, 16)}, (
            "the custody stands; nobody has come anywhere"
        )


def test_what_is_counted_is_begun_and_when_the_care_ends_nothing_runs(acting, placed, homes):
    """Every clock of the room, by doing what begins it: none is promised that nobody starts."""
    care = placed("Jourdal", Ground.CUSTODY, decided_on=DECIDED)
    seen, at = set(), on(20)
    with acting("siri", at=at) as siri:
        seen |= set(running(care))
        actions.follow_care(care, Done.INVESTIGATED, date(2026, 12, 12), "", by=siri, at=at)
        seen |= set(running(care))
        actions.move(care, homes["Provdals"], on(13), Why.PLANNED, anyway=ASKED, by=siri, at=at)
        actions.change_ground(care, Ground.CONSENT, date(2026, 12, 14), COURT, by=siri, at=at)
        seen |= set(running(care))
        assert seen == {rule.id for rule in counting.COUNTED}
        actions.end_care(care, on(19), Destination.HOME, by=siri, at=at)
        assert running(care) == {}


def test_what_was_noted_by_mistake_lets_the_time_limit_be_as_it_was(acting, placed, homes):
    """Considered, of the wrong child: the round that was met runs again with its day, and the next does not."""
    care = placed("Provdals")
    with acting("siri", at=on(14)) as siri:
        before = running(care)
        rows = [
            actions.follow_care(care, done, date(2026, 12, 13), "Fel barn, SN AU § 9", by=siri, at=on(14))
            for done in (Done.CONSIDERED, Done.CUSTODY, Done.REVISED)
        ]
        assert running(care) != before
    with acting("siri", at=on(15)) as siri:
        for row in rows:
            actions.take_back(row, "Det gällde brodern, se hans ärende", by=siri, at=on(15))
        assert running(care) == before
        for row in rows:
            with pytest.raises(NotYet, match="räknas redan inte"):
                actions.take_back(row, "Det gällde brodern, se hans ärende", by=siri, at=on(15))
        with pytest.raises(NotYet, match="vad som var fel"):
            again = actions.follow_care(
                care, Done.CONSIDERED, date(2026, 12, 15), "SN AU § 10", by=siri, at=on(15)
            )
            actions.take_back(again, "fel", by=siri, at=on(15))


def test_the_jour_homes_two_months_are_taken_back(acting, placed):
    care = placed("Jourdal", Ground.CUSTODY, decided_on=DECIDED)
    with acting("siri", at=on(14)) as siri:
        ended = actions.follow_care(care, Done.INVESTIGATED, date(2026, 12, 13), "", by=siri, at=on(14))
        assert "CH-09" in running(care)
        with pytest.raises(NotYet, match="Vård utan samtycke"):
            actions.follow_care(care, Done.SUBMITTED, date(2026, 12, 13), COURT, by=siri, at=on(14))
    with acting("siri", at=on(15)) as siri:
        actions.take_back(ended, "Det gällde ett annat barn", by=siri, at=on(15))
        assert "CH-09" not in running(care)


def test_after_another_ground_nothing_of_the_old_runs_again(acting, placed):
    care = placed("Jourdal")
    with acting("siri", at=on(14)) as siri:
        done = actions.follow_care(
            care, Done.CONSIDERED, date(2026, 12, 13), "Vården behövs, § 9", by=siri, at=on(14)
        )
    with acting("siri", at=on(15)) as siri:
        on_ground(care, Ground.CUSTODY, date(2026, 12, 15), "Nämnden, § 9", by=siri, at=on(15))
    with acting("siri", at=on(16)) as siri:
        actions.take_back(done, "Det gällde ett annat barn", by=siri, at=on(16))
        assert set(running(care)) == {"CH-12"}
