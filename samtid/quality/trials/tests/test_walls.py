"""Väggen kring försöken: what was settled and said stands, whoever asks by SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.quality.trials import actions
from samtid.quality.trials.models import Breach, Guard, Line, Place, Trial
from samtid.quality.trials.words import Outcome

from .make import a_planned_trial, a_trial

TABLES = (Trial, Place, Guard, Breach, Line)


@pytest.fixture
def tried(acting, at):
    """A plan of Vera's, one that is settled and one that is over and closed."""
    with acting("vera") as vera:
        settled, over = a_trial(by=vera, at=at), a_trial(by=vera, at=at)
        planned = a_planned_trial(by=vera, at=at)
    later = at + timedelta(days=40)
    with acting("vera", at=later) as vera:
        actions.stop(over, "Avbrutet.", by=vera, at=later)
    return planned, settled, over


def contents() -> list[list[tuple[object, ...]]]:
    return [list(table.objects.values_list().order_by("pk")) for table in TABLES]


BROKEN = ("42601", "42703", "42P01", "42883", "23502")  # the attempt itself is wrong, and proves nothing
INTO = (
    "insert into trials_line (id, trial_id, kind, text, is_final, at, by_id) select gen_random_uuid(), t.id, '{kind}', 'x', {final}, "
    "access.at(), {by} from trials_trial t where {where}"
)


def into_line(*, kind: str, by: str, where: str, final: str = "false") -> str:
    return INTO.format(kind=kind, by=by, where=where, final=final)


@pytest.mark.parametrize(
    "said",
    [
        "update trials_trial set hypothesis = 'Annat' where begun_at is not null",
        "update trials_trial set indicator = 'load', version = 1 where begun_at is not null",
        "update trials_trial set ends_on = ends_on + 90 where begun_at is not null",
        "update trials_trial set looks = 4 where begun_at is not null",
        "update trials_trial set outcome = 'keep' where begun_at is not null",
        "update trials_trial set outcome = 'keep', follow_on = current_date + 400 where stopped_on is not null",
        "update trials_trial set stopped_on = starts_on where begun_at is not null and stopped_on is null",
        "update trials_trial set stopped_on = null where stopped_on is not null",
        "update trials_trial set begun_at = null, begun_by_id = null",
        "update trials_trial set closed_at = access.at(), closed_by_id = access.me()",
        "update trials_trial set follow_on = current_date + 9",
        "update trials_trial set by_id = by_id + 1",
        "delete from trials_trial",
        "delete from trials_line",
        "delete from trials_guard where trial_id in (select id from trials_trial where begun_at is not null)",
        "delete from trials_place where trial_id in (select id from trials_trial where begun_at is not null)",
        'update trials_guard set "limit" = 0',
        "update trials_place set side = 'beside'",
        "update trials_line set text = 'Annat'",
        "insert into trials_guard (id, trial_id, indicator, version, counted, worse, \"limit\") select gen_random_uuid(), t.id, 'load', 1, "
        "'median', 'higher', 9 from trials_trial t where begun_at is not null",
        "insert into trials_breach (id, trial_id, guard_id, unit_id, first_on, last_on, value, noticed_at) select gen_random_uuid(), "
        "g.trial_id, g.id, p.unit_id, current_date, current_date + 30, 1, access.at() from trials_guard g join trials_place p "
        "on p.trial_id = g.trial_id",
        into_line(kind="looked", by="access.me()", where="begun_at is null"),
        into_line(kind="decided", by="access.me() + 1", where="begun_at is not null"),
        into_line(kind="decided", by="access.me()", where="outcome = ''"),
        into_line(kind="stopped", by="access.me()", where="stopped_on is null"),
        into_line(kind="stopped", by="access.me()", where="stopped_on is not null"),
        into_line(kind="followed", by="access.me()", where="outcome = ''"),
        into_line(kind="goes_on", by="access.me()", where="true"),
        into_line(kind="begun", by="access.me()", where="true"),
        into_line(kind="dropped", by="access.me()", where="stopped_on is not null"),
        into_line(kind="changed", by="access.me()", where="begun_at is not null"),
        into_line(kind="looked", by="access.me()", where="stopped_on is null", final="true"),
        'insert into trials_guard (id, trial_id, indicator, version, counted, worse, "limit") select gen_random_uuid(), t.id, '
        "'investigation_days', 999, 'median', 'higher', 9 from trials_trial t where begun_at is null",
        'insert into trials_guard (id, trial_id, indicator, version, counted, worse, "limit") select gen_random_uuid(), t.id, '
        "'investigation_days', 1, 'share', 'higher', 9 from trials_trial t where begun_at is null",
        "insert into trials_line (id, trial_id, kind, text, is_final, at, by_id) select gen_random_uuid(), t.id, 'stopped', 'x', false, "
        "access.at() - interval '9 days', access.me() from trials_trial t where t.begun_at is not null",
    ],
)
def test_by_sql_nothing_that_was_settled_or_said_is_changed(tried, acting, at, said):
    later = at + timedelta(days=50)
    for username in ("vera", "karin", "bengt", "bo"):
        with acting("vera", at=later):
            before = contents()
        with acting(username, at=later), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(said)
            except DatabaseError as refused:
                assert refused.__cause__.sqlstate not in BROKEN, refused
        with acting("vera", at=later):
            assert contents() == before


@pytest.mark.parametrize("kind", ["looked", "stopped", "goes_on", "decided", "followed", "begun"])
def test_what_is_said_of_a_trial_is_said_by_whose_it_is(tried, acting, at, kind):
    refused = pytest.raises(DatabaseError, match="said by whose trial it is")
    with acting("karin"), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(into_line(kind=kind, by="access.me()", where="begun_at is not null"))


def test_there_are_no_more_looks_than_the_plan_says(tried, acting, at):
    _, settled, _ = tried
    once = into_line(kind="looked", by="access.me()", where="t.id = %s")
    with acting("vera"), connection.cursor() as cursor:
        cursor.execute(once, [settled.pk])
        with pytest.raises(DatabaseError, match="no more looks"), transaction.atomic():
            cursor.execute(once, [settled.pk])


def test_somebody_elses_trial_is_not_taken_over_nor_settled(tried, acting):
    planned, _, _ = tried
    with acting("karin"), connection.cursor() as cursor:
        for said, why in (
            ("owner_id = access.me()", "handed over by whose it is"),
            ("begun_at = access.at(), begun_by_id = access.me()", "carried on by whose it is"),
        ):
            with pytest.raises(DatabaseError, match=why), transaction.atomic():
                cursor.execute(f"update trials_trial set {said} where id = %s", [planned.pk])


def test_a_plan_is_not_settled_without_a_limit_nor_after_its_first_day(tried, acting, at):
    planned, _, _ = tried
    settle = "update trials_trial set begun_at = access.at(), begun_by_id = access.me() where id = %s"
    late = pytest.raises(DatabaseError, match="before its first day")
    with (
        acting("vera", at=at + timedelta(days=60)),
        connection.cursor() as cursor,
        late,
        transaction.atomic(),
    ):
        cursor.execute(settle, [planned.pk])
    with acting("vera"), connection.cursor() as cursor:
        cursor.execute("delete from trials_guard where trial_id = %s", [planned.pk])
        with pytest.raises(DatabaseError, match="with a limit"), transaction.atomic():
            cursor.execute(settle, [planned.pk])


def test_the_watch_is_the_workers(acting):
    for username in ("vera", "karin", "ola"):
        refused = pytest.raises(DatabaseError)
        with acting(username), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute("select access.watch_trials()")


def test_a_trial_that_ended_by_decision_is_closed_for_good(tried, acting, at):
    _, _, over = tried
    later = at + timedelta(days=60)
    with acting("vera", at=later) as vera:
        early = pytest.raises(DatabaseError, match="decided once")
        with connection.cursor() as cursor, early, transaction.atomic():
            cursor.execute("update trials_trial set outcome = 'keep' where id = %s", [over.pk])
        over.refresh_from_db()
        actions.decide(over, Outcome.STOP, "Upphör.", None, by=vera, at=later)
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(
                "update trials_trial set closed_at = null, closed_by_id = null where id = %s", [over.pk]
            )
