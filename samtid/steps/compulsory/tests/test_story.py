"""Från fredag kväll till övervägandet, över nyår när lagen byts: and the week that nobody kept (BC-30)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from samtid.base.dossier.actions import close_case, start_clock
from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import a_case
from samtid.ground.law import lvu
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import SWEDEN
from samtid.steps.compulsory import actions, queries
from samtid.steps.compulsory.words import Kind

from .make import a_step, a_track, by_chair, written


def on(month: int, day: int, year: int = 2026, hour: int = 17) -> datetime:
    return datetime(year, month, day, hour, 40, tzinfo=SWEDEN)


DECIDED = on(12, 21)


@pytest.fixture
def track(acting):
    with acting("siri", at=on(12, 20)) as siri:
        case = a_case(by=siri, at=on(12, 20))
    with acting("siri", at=DECIDED) as siri:
        track = a_track(case, by=siri, at=DECIDED)
        actions.write_step(track, by_chair(DECIDED.date(), date(2027, 1, 14)), by=siri, at=DECIDED)
        return track


def running(track) -> dict[str, date]:
    """The clocks of the law."""
    rows = Clock.objects.filter(about=track.pk, rule__startswith="LVU", stopped_at=None)
    return dict(rows.values_list("rule", "due_on"))


def test_from_the_chairs_decision_over_new_year_to_the_consideration(acting, track):
    with acting("siri", at=DECIDED):
        assert running(track) == {"LVU-01": date(2027, 1, 14), "LVU-02": date(2026, 12, 28)}

    def write(kind: Kind, at: datetime, **more):
        with acting("siri", at=at) as siri:
            step = a_step(track, kind, by=siri, at=at, **more)
            now = queries.tracks(siri).get(pk=track.pk)
            return queries.citation(now, next(one for one in now.written if one.pk == step.pk)), running(
                track
            )

    assert write(Kind.BEGUN, on(12, 22)) == (
        "LVU 10 §",
        {"LVU-01": date(2027, 1, 14), "LVU-02": date(2026, 12, 28), "LVU-04": date(2027, 1, 19)},
    )
    assert write(Kind.SUBMITTED, on(12, 23)) == (
        "LVU 7 §",
        {"LVU-01": date(2027, 1, 14), "LVU-03": date(2026, 12, 30), "LVU-04": date(2027, 1, 19)},
    )
    assert write(Kind.CONFIRMED, on(12, 26))[1].keys() == {"LVU-01", "LVU-04"}, "the court sat on a holiday"
    law, clocks = write(Kind.APPLIED, on(1, 12, 2027))
    assert law == "Lag (2026:1600) 4 kap. 1 och 2 §§"
    assert clocks == {"LVU-01": date(2027, 1, 14), "LVU-05": date(2027, 1, 26)}
    assert write(Kind.REPORTED, on(1, 14, 2027))[1] == {"LVU-05": date(2027, 1, 26)}
    law, clocks = write(Kind.JUDGED, on(1, 25, 2027))
    assert law == "Lag (2026:1600) 3 kap. 2 §"
    assert clocks == {"LVU-08": date(2027, 6, 22), "LVU-11": date(2030, 3, 14)}
    law, clocks = write(Kind.CONSIDERED, on(6, 10, 2027))
    assert law == "Lag (2026:1600) 8 kap. 2 §" and clocks["LVU-08"] == date(2027, 12, 10)
    with acting("siri", at=on(6, 11, 2027)) as siri, pytest.raises(NotYet, match="frist kvar"):
        close_case(track.case, "Klart", by=siri, at=on(6, 11, 2027))
    assert write(Kind.ENDED, on(9, 1, 2027))[1] == {}


def test_nobody_submits_and_it_can_not_go_on_as_if_it_stood(acting, track):
    """BC-30: it lapses the right day, its clock stays late, the case stays open, and nothing more can be done in the custody."""
    with acting("siri", at=on(12, 28, hour=23)) as siri:
        now = queries.state(queries.tracks(siri).get(pk=track.pk), on(12, 28, hour=23))
        assert now.in_custody and now.rests() == {"custody"}
    after = on(12, 29, hour=8)
    with acting("siri", at=after) as siri:
        now = queries.state(queries.tracks(siri).get(pk=track.pk), after)
        assert now.lapse is not None and now.lapse.last == date(2026, 12, 28) and now.rests() == set()
        assert running(track)["LVU-02"] == date(2026, 12, 28), "late, and not gone"
        with pytest.raises(NotYet, match="frist kvar"):
            close_case(track.case, "Klart", by=siri, at=after)
        with pytest.raises(NotYet, match="Ingenting gäller här"):
            a_step(track, Kind.CONTACT, by=siri, at=after)
        # said afterwards to have been done too late: it had lapsed all the same
        a_step(track, Kind.SUBMITTED, date(2026, 12, 29), by=siri, at=after)
        assert "LVU-02" in running(track)
        with pytest.raises(NotYet, match="vad som är gjort"):
            a_step(track, Kind.LAPSE_SEEN, by=siri, at=after, text="")
        a_step(track, Kind.LAPSE_SEEN, by=siri, at=after)
        assert running(track) == {"LVU-01": date(2027, 1, 14)}, (
            "what the chair decided is told to the board all the same"
        )


def test_a_corrected_day_is_written_beside_and_every_clock_is_counted_anew(acting, track):
    at = on(12, 22)
    with acting("siri", at=at) as siri:
        [first] = queries.tracks(siri).get(pk=track.pk).written
        with pytest.raises(NotYet, match="vad som var fel"):
            actions.correct_step(first, by_chair(date(2026, 12, 20)), "fel", by=siri, at=at)
        why = "Ordföranden ringde kvällen innan, se hennes anteckning"
        actions.correct_step(first, by_chair(date(2026, 12, 20), date(2027, 1, 20)), why, by=siri, at=at)
        assert running(track) == {"LVU-01": date(2027, 1, 20), "LVU-02": date(2026, 12, 27)}
        now = queries.tracks(siri).get(pk=track.pk)
        assert len(now.written) == 2 and [one.happened_on for one in queries.standing(now)] == [
            date(2026, 12, 20)
        ]
        with pytest.raises(NotYet, match="räknas redan inte"):
            actions.correct_step(first, by_chair(date(2026, 12, 19)), why, by=siri, at=at)


def test_what_never_was_lets_the_clock_run_again_with_its_day(acting, track):
    with acting("siri", at=on(12, 23)) as siri:
        sent = a_step(track, Kind.SUBMITTED, by=siri, at=on(12, 23))
        assert "LVU-02" not in running(track)
    with acting("siri", at=on(12, 24)) as siri:
        actions.withdraw_step(sent, "Det gällde brodern, se hans ärende", by=siri, at=on(12, 24))
        assert running(track)["LVU-02"] == date(2026, 12, 28) and "LVU-03" not in running(track)


def test_the_wrong_child_stops_every_clock_and_the_right_one_has_a_track_of_its_own(acting, track):
    at = on(12, 22)
    with acting("siri", at=at) as siri:
        actions.annul_track(track, "Det gällde systern, se hennes ärende", by=siri, at=at)
        assert running(track) == {} and queries.of_case(siri, track.case) is None
        with pytest.raises(NotYet, match="fel barn"):
            a_step(track, Kind.SUBMITTED, by=siri, at=at)
        again = a_track(track.case, by=siri, at=at)
        assert again.pk != track.pk


def test_the_second_of_two_who_write_is_told_that_it_is_written(acting, track):
    with acting("siri", at=on(12, 23)) as siri:
        stale = queries.tracks(siri).get(pk=track.pk)
        a_step(track, Kind.SUBMITTED, by=siri, at=on(12, 23))
    with acting("siri", at=on(12, 23, hour=18)) as siri, pytest.raises(NotYet, match="redan lämnat"):
        a_step(stale, Kind.SUBMITTED, by=siri, at=on(12, 23, hour=18))


def test_a_case_has_one_track(acting, track):
    with acting("siri", at=on(12, 23)) as siri, pytest.raises(NotYet, match="redan öppnat"):
        actions.open_track(track.case, by=siri, at=on(12, 23))


@pytest.mark.parametrize(
    ("more", "field", "law"),
    [
        ({"decider": "chair", "who": "Berit Provdal"}, "decider", "SoL 30 kap. 7 §"),
        ({"decider": ""}, "decider", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"ref": " "}, "ref", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"ground": ""}, "ground", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"content": {}}, "views", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"plan_on": None}, "plan_on", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"on": date(2027, 2, 1)}, "on", "Lag (2026:1600) 4 kap. 1 och 2 §§"),
        ({"on": date(2004, 1, 12)}, "on", "LVU 4 §"),
    ],
)
def test_an_application_is_refused_at_its_field_with_the_paragraph(acting, track, more, field, law):
    at = on(1, 12, 2027)
    with acting("siri", at=on(12, 23)) as siri:
        a_step(track, Kind.SUBMITTED, by=siri, at=on(12, 23))
    said = {"on": at.date()} | more
    with acting("siri", at=at) as siri, pytest.raises(NotYet) as refused:
        actions.write_step(track, written(Kind.APPLIED, said.pop("on"), **said), by=siri, at=at)
    assert field in {one.field for one in refused.value.obstacles}
    assert law in {str(one.law) for one in refused.value.obstacles if one.field == field}


def test_the_new_ground_is_chosen_only_from_new_year(acting, track):
    with acting("siri", at=on(12, 22)) as siri, pytest.raises(NotYet, match="först i lag"):
        a_step(track, Kind.APPLIED, by=siri, at=on(12, 22), ground="attachment")


def test_a_clock_that_the_placement_began_before_there_was_a_track_is_taken_over(acting, track):
    with acting("siri", at=on(12, 21, hour=18)) as siri:
        old = start_clock(track.case, lvu.APPLY_FOR_CARE, about=uuid4(), by=siri, at=DECIDED)
        a_step(track, Kind.BEGUN, by=siri, at=on(12, 21, hour=18))
        assert not Clock.objects.filter(pk=old.pk, stopped_at=None).exists()
        assert running(track)["LVU-04"] == date(2027, 1, 18)


def test_what_is_decided_and_not_carried_out_waits_though_the_law_names_no_day(acting, track):
    def waits() -> bool:
        return Clock.objects.filter(about=track.pk, rule="VERKST", stopped_at=None).exists()

    with acting("siri", at=on(12, 23)) as siri:
        a_step(track, Kind.SUBMITTED, by=siri, at=on(12, 23))
        assert waits()
        a_step(track, Kind.BEGUN, by=siri, at=on(12, 23))
        assert not waits()


def test_what_is_noted_or_corrected_late_is_judged_by_its_own_day(acting, track):
    def a(kind: Kind, day: date, at: datetime):
        with acting("siri", at=at) as siri:
            return a_step(track, kind, day, by=siri, at=at)

    begun = a(Kind.BEGUN, date(2026, 12, 22), on(12, 23))
    a(Kind.SUBMITTED, date(2026, 12, 23), on(12, 23))
    a(Kind.APPLIED, date(2027, 1, 12), on(1, 12, 2027))
    a(Kind.JUDGED, date(2027, 1, 25), on(1, 25, 2027))
    a(Kind.CONFIRMED, date(2026, 12, 30), on(1, 26, 2027))
    a(Kind.REPORTED, date(2027, 1, 14), on(1, 26, 2027))
    with acting("siri", at=on(1, 27, 2027)) as siri:
        at = on(1, 27, 2027)
        why = "Barnet kom först dagen efter, se journalen"
        actions.correct_step(begun, written(Kind.BEGUN, date(2026, 12, 23)), why, by=siri, at=at)
        assert running(track)["LVU-08"] == date(2027, 6, 23)
        with pytest.raises(NotYet, match="Det står redan, 2026-12-21"):
            a_step(track, Kind.CUSTODY, date(2026, 12, 20), by=siri, at=at)


def test_a_child_that_was_judged_years_ago_is_taken_in(acting):
    at = on(12, 22)
    with acting("siri", at=at) as siri:
        track = a_track(a_case(by=siri, at=at), by=siri, at=at)
        for kind, day in ((Kind.APPLIED, 2), (Kind.JUDGED, 20), (Kind.BEGUN, 21)):
            a_step(track, kind, date(2023, 3, day), by=siri, at=at)
        assert "LVU-08" in running(track)
        with pytest.raises(NotYet, match="skrivs en ansökan"):
            a_step(track, Kind.CUSTODY, by=siri, at=at)
