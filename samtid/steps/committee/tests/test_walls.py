"""Vad databasen själv säger nej till, whoever has the key, the source and any SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.dossier.actions import record
from samtid.steps.committee import actions
from samtid.steps.committee.models import AgendaLine, Announced, LineCorrection, Meeting, MeetingTurn
from samtid.steps.committee.words import Event
from samtid.steps.investigations.tests.make import a_childs_investigation

from .make import SOON, a_line, a_meeting, decided, held


@pytest.fixture
def line(acting, at, staff) -> AgendaLine:
    childs = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)
    with acting("karin") as karin:
        meeting = a_meeting(by=karin, at=at)
    with acting("bo") as bo:
        return a_line(childs, meeting, by=bo, at=at)


@pytest.fixture
def later(at):
    return at + SOON + timedelta(hours=3)


def refused(do) -> None:
    with pytest.raises(Error), transaction.atomic():
        do()


@pytest.mark.parametrize(
    "username", ["maja", "pelle", "gun", "omar", "tova", "inga", "vera", "bengt", "liv", "ola"]
)
def test_nobody_without_a_key_reads_a_matter(acting, line, username):
    with acting(username):
        assert not AgendaLine.objects.exists() and not Announced.objects.exists()


@pytest.mark.parametrize("username", ["omar", "tova", "kurt", "vera", "bengt", "liv", "ola"])
def test_who_holds_no_cases_sees_no_meeting_nor_how_many_matters_there_are(acting, line, username):
    with acting(username):
        assert not Meeting.objects.exists() and not MeetingTurn.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select * from access.committee_paragraphs(%s)", [line.meeting_id])
            assert cursor.fetchall() == []


def test_a_meeting_is_kept_by_managers_only(acting, at, line):
    with acting("bo") as bo:
        refused(lambda: Meeting.objects.update(called_at=at))
        said = {"committee_id": line.meeting.committee_id, "level": "committee", "short": "X"}
        refused(lambda: Meeting.objects.create(planned_by=bo, planned_at=at, starts_at=at + SOON, **said))
        refused(lambda: MeetingTurn.objects.create(meeting=line.meeting, what="held", by=bo, at=at))


def test_a_meeting_goes_one_way(acting, at, later, line):
    with acting("karin"):
        refused(lambda: Meeting.objects.update(held_at=at, chair="B", present="B"))
        refused(lambda: Meeting.objects.update(adjusted_at=at))
        refused(lambda: Meeting.objects.update(cancelled_at=at))
        refused(lambda: Meeting.objects.update(starts_at=at - timedelta(days=1)))
        refused(lambda: Meeting.objects.update(short="XX"))
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        refused(lambda: Meeting.objects.update(chair="Någon annan"))
        refused(lambda: Meeting.objects.update(adjusted_at=later))
        refused(lambda: Meeting.objects.all().delete())
        refused(lambda: MeetingTurn.objects.update(said="annat"))


def test_the_list_is_closed_when_the_meeting_is_held_and_what_it_said_is_written_once(
    acting, at, later, line
):
    with acting("karin"):
        refused(
            lambda: AgendaLine.objects.update(
                outcome="decided", paragraph=1, draft_version=1, settled_at=at, settled_by=line.raised_by
            )
        )
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        away = {"outcome": "withdrawn", "settled_at": later, "settled_by": karin}
        refused(lambda: AgendaLine.objects.update(**away))
        actions.settle(line, decided(12), by=karin, at=later)
        refused(lambda: AgendaLine.objects.update(paragraph=13))
        refused(lambda: AgendaLine.objects.all().delete())
        refused(lambda: AgendaLine.objects.update(number=9))


def test_a_caseworker_does_not_write_what_the_meeting_said(acting, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    with acting("bo", at=later) as bo:
        said = {"outcome": "decided", "paragraph": 1, "draft_version": 1}
        refused(lambda: AgendaLine.objects.update(settled_at=later, settled_by=bo, **said))


def test_what_is_told_is_written_by_the_database_alone(acting, at, line):
    with acting("karin"):
        said = {"meeting": line.meeting, "case": line.case, "decision": line.decision}
        refused(lambda: Announced.objects.create(**said))


def test_a_correction_lies_where_its_matter_lies(acting, at, later, line):
    with acting("karin") as karin:
        said = {"line": line, "case": line.case, "text": "Fel.", "by": karin}
        refused(lambda: LineCorrection.objects.create(at=at, **said))


def test_the_diary_says_nothing_that_no_meeting_did(acting, at, line):
    with acting("karin") as karin:
        for event in (Event.WITHDRAWN, Event.MOVED, Event.SETTLED, Event.CORRECTED):
            refused(lambda event=event: record(line.case, event, by=karin, at=at))
