"""What a report says of a place, by SQL: told as long as it tells of nobody protected, and then of nobody who came in together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.shown import Shown, current
from samtid.base.corrections.actions import move_cases
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import a_case, lowered
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.base.people.rules import without
from samtid.base.people.words import NumberKind, Protection
from samtid.steps.intake import actions, queries
from samtid.steps.intake.receiving import About
from samtid.steps.intake.tests.make import a_report
from samtid.steps.intake.tests.test_household import BROTHER, HERE, child, siblings
from tests.log_in import stepped_out

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
        assert queries.said_place(maja, other, "about_address") == "Visas inte (kan ha sagts)"


@pytest.mark.parametrize("username", ["omar", "tova", "kurt", "bo"])
def test_one_without_a_key_is_told_no_words(acting, maja, at, username):
    with acting("maja"):
        report = a_report(by=maja, at=at)
    with acting(username):
        assert words(report) is None and all_that_is_told().strip() == ""


def test_it_stands_and_is_written_by_the_door_only(acting, maja, at):
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


@pytest.fixture
def alone(acting, maja, at):
    """A report of a boy, alone on its receipt, who is found to live with somebody protected."""
    with acting("maja"):
        sister, _ = siblings(maja, at)
        actions.identify(sister, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
        report = a_report(by=maja, at=at, text=f"Axel bor på {HERE}.", about=(About("Axel", "", HERE),))
        actions.identify(
            report,
            look_up(replace(BROTHER, family_name="Nyström", address=HERE), by=maja, at=at),
            by=maja,
            at=at,
        )
        report.refresh_from_db()
    assert report.is_guarded
    return report


def tried(statement: str, *values: object) -> str:
    """What one reads who does something and takes it back: in the same transaction, without a trace."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        said = all_that_is_told()
        transaction.set_rollback(True)
    return said


def test_a_report_is_not_moved_to_somebody_elses_case_to_be_read(acting, maja, at, alone):
    """Whom it is about says whether its place is told: a line of SQL moved it, read it, and took it back."""
    with acting("maja"):
        mine = a_case(by=maja, at=at)
        for case in (mine.pk, None):
            with pytest.raises(DatabaseError, match="stays with its person"):
                tried("update intake_report set case_id = %s where id = %s", case, alone.pk)
        assert "gränden" not in all_that_is_told()


def test_a_guard_that_is_taken_away_opens_in_the_next_transaction(acting, maja, at, alone):
    """By whatever door it is lowered: who looks has left what she did behind her."""
    other = Person("Berit", "Ek", number="201401012396", number_kind=NumberKind.PERSONNUMMER)
    with acting("maja"):
        ticket = look_up(other, by=maja, at=at)
    with acting("maja"):
        case = dossier.cases(maja).get(pk=alone.case_id)
        with transaction.atomic():
            move_cases([case], ticket, reason="Fel barn fick ärendet", by=maja, at=at)
            assert not queries.reports(maja).get(pk=alone.pk).is_guarded
            assert "gränden" not in all_that_is_told() and "gränden" not in words(alone)
    with acting("maja"):
        assert "gränden" in all_that_is_told() and "gränden" in words(alone), "it is about somebody else"


def test_what_is_put_beside_is_no_question_about_what_others_said(acting, maja, at):
    """Whoever puts a report beside another is told of her own words only what she typed herself."""
    guesses = "Storgatan 1, Lillgatan 2, Gömda gränden 7, Björkskolan."
    with acting("maja"):
        first = a_report(by=maja, at=at, about=(About("Alva", "", HERE, "Björkskolan"),))
        actions.identify(first, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
    later = at + timedelta(minutes=3)
    with acting("maja", at=later):
        for about in (About("Bo", "", "", ""), About("Bo", "", "Lillgatan 2", "")):
            said = actions.Details(need="child", kind="report", text=guesses, about=(about,))
            made = actions.receive_report(said, receipt=first.receipt, by=maja, at=later)
            own = queries.reports(maja).get(pk=made.report_ids[0])
            assert own.is_guarded and own.words is None
            assert words(own) == guesses.replace(about.address or "-", "[skyddad uppgift]")


@pytest.mark.parametrize(
    ("address", "school"),
    [
        ("Gömda gränden 7, lgh 1102, 941 31 Piteå", ""),
        ("c/o Berg, Gömda gränden 7", ""),
        ("c/o Berg Gömda gränden 7 B lgh 1102 94131 Piteå", ""),
        ("Gömda gränden 7\n941 31 PITEÅ", ""),
        ("", "Björkskolan, klass 3B"),
        ("", "Björkskolan åk 3"),
    ],
)
def test_a_place_in_the_field_is_found_in_the_words_as_people_write_it(acting, maja, at, address, school):
    said = "De bor på GÖMDA  GRÄNDEN 7 och Alva går i Björkskolan. Storgatan 17 är en annan."
    about = About("Alva", "", address, school)
    with acting("maja"):
        report = a_report(by=maja, at=at, text=said, about=(about,))
        actions.identify(report, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
        for told in (str(words(report)), without(said, [address, school], "[x]")):
            assert ("gränden" in told.lower()) is (not address), told
            assert ("Björkskolan" in told) is (not school) and "Storgatan 17" in told, told


def test_a_report_whose_words_are_gone_is_not_shown_as_one_that_said_nothing(acting, maja, at):
    with acting("maja"):
        report = a_report(by=maja, at=at)
    with stepped_out("default"), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("delete from intake_reporttold")
        cursor.execute("set local session_replication_role = origin")
    with acting("maja"), pytest.raises(DatabaseError, match="are not there"), transaction.atomic():
        queries.said(maja, queries.reports(maja).get(pk=report.pk))


def test_an_address_on_a_page_tells_of_what_is_nobodys_yet(acting, maja, at):
    """The frame logs who is named on a page (SoLPuL 10 §): also by the address alone, which lies beside the report."""
    with acting("maja"):
        report = a_report(by=maja, at=at, about=(About("", "", HERE, ""),))
        token = current.set(read := Shown())
        try:
            assert queries.reports(maja).get(pk=report.pk).about_address == HERE
            assert read.left(f"<p>{HERE}</p>") == ([], [report.compartment_id])
            assert read.left("<p>Storgatan 1</p>") == ([], [])
        finally:
            current.reset(token)
