"""What a report says of a place, by SQL: told as long as it tells of nobody protected, and then of nobody who came in together."""

from __future__ import annotations

import pytest
from django.db import connection

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import lowered
from samtid.base.people.actions import look_up
from samtid.base.people.words import Protection
from samtid.steps.intake import actions, queries
from samtid.steps.intake.receiving import About
from samtid.steps.intake.tests.make import a_report
from samtid.steps.intake.tests.test_household import BROTHER, HERE, child, siblings

TABLES = ("intake_report", "intake_reporttold")


@pytest.fixture
def maja(staff):
    return staff("maja")


def all_that_is_told() -> str:
    """Every row of a report that the web's own log-in may read, in clear."""
    with connection.cursor() as cursor:
        said = []
        for table in TABLES:
            cursor.execute(f"select coalesce(json_agg(t)::text, '') from {table} t")
            said.append(str(cursor.fetchone()[0]))
        return " ".join(said)


def words(report) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select access.report_words(%s)", [report.pk])
        return cursor.fetchone()[0]


def test_by_sql_nobody_reads_where_those_who_came_in_with_a_protected_child_live(acting, maja, staff, at):
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(brother, look_up(BROTHER, by=maja, at=at), by=maja, at=at)
        assert "gränden" in all_that_is_told(), "nobody is protected yet"
        set_protection(sister.case, Protection.MARKED, by=maja, at=at)
        assert "gränden" not in all_that_is_told()
    for username in ("rut", "pelle", "maja", "karin"):
        with acting(username):
            assert "gränden" not in all_that_is_told(), username
    with acting("maja"):
        lowered(sister.case, by=maja, manager=staff("rut"), at=at)
    with acting("maja"):
        assert "gränden" in all_that_is_told(), "what was said is not lost"


def test_the_words_come_without_the_place_however_it_was_spaced(acting, maja, at):
    said = "Barnen på Gömda  gränden 7 skriker. Gömda gränden 72 är tyst. De går på Strömbacka-skolan."
    about = (About("Alva", "", HERE, "Strömbacka skolan"), About("Axel", "", "", ""))
    with acting("maja"):
        report = a_report(by=maja, at=at, text=said, about=about)
        assert words(report) == said
        actions.identify(report, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
        [other] = queries.together(maja, report)
        assert other.is_guarded and other.words is None
        hidden = "Barnen på [skyddad uppgift] skriker. Gömda gränden 72 är tyst. De går på [skyddad uppgift]."
        assert words(other) == queries.said(maja, other) == hidden
        assert queries.said_place(maja, other, "about_address") == "Skyddad uppgift"


@pytest.mark.parametrize("username", ["omar", "tova", "kurt", "bo"])
def test_one_without_a_key_is_told_no_words(acting, maja, at, username):
    with acting("maja"):
        report = a_report(by=maja, at=at)
    with acting(username):
        assert words(report) is None and all_that_is_told().strip() == ""


def test_it_stands_and_is_written_by_the_door_only(acting, maja, at):
    from django.db import DatabaseError, transaction

    with acting("maja"):
        report = a_report(by=maja, at=at)
        for change in (
            "update intake_reporttold set text = 'x'",
            "delete from intake_reporttold",
            "insert into intake_reporttold (id, report_id, text, address, school) select gen_random_uuid(), id, 'x', '', '' from intake_report",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
        assert queries.said(maja, queries.reports(maja).get(pk=report.pk)) == report.told.text
