"""What was written wrong, late or twice: the truth can be written, and what cannot says why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from samtid.base.dossier.tests.make import a_case
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.placements import actions, history, queries
from samtid.steps.placements.models import Home
from samtid.steps.placements.tests.make import a_care, a_home
from samtid.steps.placements.words import Destination, Done, Ground, LeftWhy, Why

ASKED = "Hemmet har sagt ja på telefon."


def on(day: int, hour: int = 14, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SWEDEN)


CAME, NOW = on(3), on(20)


@pytest.fixture
def homes(acting) -> dict[str, Home]:
    with acting("karin", at=on(1)) as karin:
        return {name: a_home(by=karin, at=on(1), name=name) for name in ("Provdals", "Granlid")}


@pytest.fixture
def case(acting):
    with acting("siri", at=on(2)) as siri:
        return a_case(by=siri, at=on(2))


@pytest.fixture
def care(acting, case, homes):
    with acting("siri", at=CAME) as siri:
        return a_care(case, homes["Provdals"], by=siri, at=CAME)


def stays(viewer, care):
    return queries.standing(queries.cares(viewer).get(pk=care.pk))


def test_a_correction_into_a_time_when_the_child_is_elsewhere_is_refused_in_words(acting, care, case, homes):
    """The first care ended on the 10th; a second began on the 12th. Its start cannot be the 8th."""
    with acting("siri", at=NOW) as siri:
        actions.end_care(care, on(10), Destination.HOME, by=siri, at=NOW)
        again = a_care(case, homes["Granlid"], by=siri, at=NOW, starts_at=on(12), anyway=ASKED)
        [stay] = stays(siri, again)
        with pytest.raises(NotYet, match="redan som placerat"):
            actions.correct(stay, homes["Granlid"], on(8), "Hon kom redan den åttonde", by=siri, at=NOW)
        assert stays(siri, again) == [stay], "nothing is half done"


@pytest.mark.parametrize("how", ["ended", "annulled"])
def test_what_is_done_with_a_care_that_is_over_is_refused_in_words(acting, care, homes, staff, how):
    with acting("siri", at=NOW) as siri:
        if how == "ended":
            actions.end_care(care, on(10), Destination.HOME, by=siri, at=NOW)
        else:
            actions.annul(care, "Det gällde brodern, se hans ärende", by=siri, at=NOW)
        said = {"by": siri, "at": NOW}
        for do in (
            lambda: actions.name_secretary(care, staff("bo"), **said),
            lambda: actions.plan_visit(care, NOW.date(), **said),
            lambda: actions.move(care, homes["Granlid"], on(15), Why.PLANNED, **said),
            lambda: actions.leave(care, on(15), LeftWhy.VISIT, **said),
            lambda: actions.end_care(care, on(15), Destination.HOME, **said),
            lambda: actions.annul(care, "Det gällde brodern, se hans ärende", **said),
            lambda: actions.follow_care(care, Done.CONSIDERED, NOW.date(), "Vården behövs", **said),
            lambda: actions.change_ground(care, Ground.ENVIRONMENT, NOW.date(), "Rätten, mål 1", **said),
            lambda: actions.hold_visit(care, on(15), 40, alone=True, **said),
        ):
            with pytest.raises(NotYet):
                do()


def test_a_visit_before_the_end_is_noted_afterwards(acting, care):
    with acting("siri", at=NOW) as siri:
        actions.end_care(care, on(10), Destination.HOME, by=siri, at=NOW)
        assert actions.hold_visit(care, on(9), 40, alone=True, by=siri, at=NOW).held_at == on(9)


def test_a_visit_is_not_before_the_care_began(acting, care):
    with acting("siri", at=NOW) as siri, pytest.raises(NotYet, match="innan vården började"):
        actions.hold_visit(care, CAME - timedelta(days=1), 40, alone=True, by=siri, at=NOW)


def test_after_the_end_the_home_is_corrected_and_the_first_day_is_not(acting, care, homes):
    with acting("siri", at=NOW) as siri:
        actions.move(care, homes["Granlid"], on(6), Why.PLANNED, anyway=ASKED, by=siri, at=NOW)
        actions.end_care(care, on(10), Destination.HOME, by=siri, at=NOW)
        first, second = stays(siri, care)
        actions.correct(second, homes["Granlid"], on(7), "Flytten blev en dag senare", by=siri, at=NOW)
        first, second = stays(siri, care)
        assert first.ends_at == second.starts_at == on(7)
        with pytest.raises(NotYet, match="Vården är avslutad"):
            actions.correct(first, homes["Provdals"], on(4), "Hon kom en dag senare", by=siri, at=NOW)
        actions.correct(first, homes["Granlid"], first.starts_at, "Det var Granlid", by=siri, at=NOW)
        assert {one.home.name for one in stays(siri, care)} == {"Granlid"}
        assert queries.cares(siri).get(pk=care.pk).began_at == CAME


def test_what_was_said_of_the_wrong_home_is_not_said_of_another(acting, care, homes):
    with acting("karin", at=on(1)) as karin:
        unproved = {"approved_on": None, "approved_by": "", "register_checked_on": None, "agreement_on": None}
        mormor = a_home(by=karin, at=on(1), name="Mormor", **unproved)
    with acting("siri", at=NOW) as siri:
        said = {"anyway": "Mormor Ekdahl sa ja.", "note": "Hunden i hallen är snäll."}
        actions.move(care, mormor, on(6), Why.PLANNED, **said, by=siri, at=NOW)
        _, last = stays(siri, care)
        actions.correct(last, mormor, on(7), "Hon kom en dag senare", by=siri, at=NOW)
        _, last = stays(siri, care)
        assert (last.anyway, last.note) == (said["anyway"], said["note"])
        actions.correct(last, homes["Provdals"], on(7), "Det var Provdals i stället", by=siri, at=NOW)
        _, last = stays(siri, care)
        assert (last.anyway, last.note) == ("", "")


def test_who_corrects_a_stay_is_not_the_one_who_ended_it(acting, care, homes):
    with acting("siri", at=on(10)) as siri:
        actions.leave(care, on(9), LeftWhy.RAN_AWAY, by=siri, at=on(10))
    with acting("siri", at=NOW) as siri:
        [stay] = stays(siri, care)
        made = actions.correct(stay, homes["Granlid"], CAME, "Det var Granlid i stället", by=siri, at=NOW)
        made.refresh_from_db()
        assert (made.ended_by_id, made.left_noted_at) == (siri.pk, on(10)), "said then, and not now"


def test_a_gap_is_closed_to_the_minute(acting, care, homes):
    """The child came back when it left: nothing lies between, and nothing overlaps."""
    with acting("siri", at=NOW) as siri:
        actions.leave(care, on(8), LeftWhy.HOSPITAL, by=siri, at=NOW)
        actions.move(care, homes["Granlid"], on(10), Why.BACK, anyway=ASKED, by=siri, at=NOW)
        first, last = stays(siri, care)
        actions.correct(last, homes["Granlid"], on(8), "Hon kom samma stund", by=siri, at=NOW)
        first, last = stays(siri, care)
        assert first.ends_at == last.starts_at == on(8)
        with pytest.raises(NotYet, match="två hem samtidigt"):
            actions.correct(last, homes["Granlid"], CAME, "Hon var aldrig där", by=siri, at=NOW)


def test_an_annulled_care_is_not_corrected(acting, care, homes):
    with acting("siri", at=NOW) as siri:
        [stay] = stays(siri, care)
        actions.annul(care, "Det gällde brodern, se hans ärende", by=siri, at=NOW)
        with pytest.raises(NotYet, match="redan rättad"):
            actions.correct(stay, homes["Granlid"], CAME, "Det var Granlid i stället", by=siri, at=NOW)


def test_a_child_who_is_in_a_home_that_is_not_approved_stands_in_the_list_as_a_fault(acting, case):
    """A network home at midnight: the truth is written with a reason, and is seen until the home is approved."""
    with acting("karin", at=on(1)) as karin:
        mormor = a_home(
            by=karin,
            at=on(1),
            name="Mormor",
            approved_on=None,
            approved_by="",
            register_checked_on=None,
            agreement_on=None,
        )
    with acting("siri", at=CAME) as siri:
        with pytest.raises(NotYet, match="godkänt"):
            a_care(case, mormor, by=siri, at=CAME)
        made = a_care(case, mormor, by=siri, at=CAME, anyway="Barnet är redan hos mormor i natt.")
        assert made.stays[0].anyway == "Barnet är redan hos mormor i natt."
        [row] = queries.tonight(siri, CAME)
        assert row.warnings == ["Hemmet är inte godkänt."] and not row.is_alarm


def test_a_visit_that_is_moved_leaves_no_other_plan(acting, care):
    """Planned on the 8th, moved to the 18th: one plan, and when it is held there is none."""
    with acting("siri", at=on(4)) as siri:
        actions.plan_visit(care, date(2026, 12, 8), by=siri, at=on(4))
    with acting("siri", at=on(5)) as siri:
        actions.plan_visit(care, date(2026, 12, 18), by=siri, at=on(5))
        visits = list(queries.visits(siri, care))
        assert history.planned(visits).planned_on == date(2026, 12, 18)
    with acting("siri", at=NOW) as siri:
        held = actions.hold_visit(care, on(18), 40, alone=True, by=siri, at=NOW)
        assert held.planned_on == date(2026, 12, 18)
        assert history.planned(list(queries.visits(siri, care))) is None


def test_a_visit_before_the_planned_day_lets_the_plan_stand(acting, care):
    with acting("siri", at=on(5)) as siri:
        actions.plan_visit(care, date(2026, 12, 18), by=siri, at=on(5))
        held = actions.hold_visit(care, on(5, 10), 20, alone=True, by=siri, at=on(5))
        assert held.planned_on is None
        assert history.planned(list(queries.visits(siri, care))).planned_on == date(2026, 12, 18)


@pytest.mark.parametrize("year", [1, 1926, 2024, 2025])
def test_a_year_mistyped_is_asked_about_and_nothing_falls(acting, care, homes, year):
    """Before the law that we know, before the care, or more than a year from what stood."""
    long_ago = datetime(year, 12, 3, 12, tzinfo=SWEDEN)
    with acting("siri", at=NOW) as siri:
        said = {"by": siri, "at": NOW}
        [stay] = stays(siri, care)
        for do in (
            lambda: actions.correct(stay, homes["Provdals"], long_ago, "Det var året innan det", **said),
            lambda: actions.follow_care(care, Done.CONSIDERED, long_ago.date(), "Vården behövs", **said),
            lambda: actions.follow_care(care, Done.REVISED, long_ago.date(), "Planen är ny, § 3", **said),
            lambda: actions.change_ground(care, Ground.CUSTODY, long_ago.date(), "Ordföranden § 3", **said),
            lambda: actions.hold_visit(care, long_ago, 40, alone=True, **said),
            lambda: actions.leave(care, long_ago, LeftWhy.VISIT, **said),
            lambda: actions.move(care, homes["Granlid"], long_ago, Why.PLANNED, anyway=ASKED, **said),
            lambda: actions.end_care(care, long_ago, Destination.HOME, **said),
            lambda: actions.plan_visit(care, date(9999, 12, 31), **said),
        ):
            with pytest.raises(NotYet):
                do()


def test_a_number_that_no_home_has_is_refused_in_words(acting):
    with acting("karin", at=on(1)) as karin:
        for said in ({"distance_km": 99_999}, {"capacity": 10**9}, {"price_per_day": 10**9}, {"age_to": 99}):
            with pytest.raises(NotYet):
                a_home(by=karin, at=on(1), name="Fel", **said)
