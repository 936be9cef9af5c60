"""Vad databasen själv säger nej till, whoever has the key, the source and any SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.db.models import F

from samtid.base.dossier.actions import file_document, record
from samtid.base.dossier.words import DocumentKind
from samtid.steps.committee import actions
from samtid.steps.committee.models import AgendaLine, Announced, LineCorrection, Meeting, MeetingTurn
from samtid.steps.committee.words import Event
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.investigations.tests.make import an_elders_investigation

from .make import SOON, a_meeting, decided, held


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


def test_nobody_forges_that_the_meeting_took_a_matter_up(acting, at, later, line):
    forged = {"paragraph": 212, "text": "Utskottet beviljar vården.", "draft_version": 1}
    with acting("bo") as bo:
        for outcome in ("withdrawn", "moved", "tabled", "decided"):
            said = {"outcome": outcome, "paragraph": 212, "text": "Utskottet beviljar vården."}
            refused(lambda said=said: AgendaLine.objects.update(settled_by=bo, settled_at=at, **said))
        refused(lambda: AgendaLine.objects.update(paragraph=212))
        refused(lambda: AgendaLine.objects.update(text="Utskottet beviljar vården."))
        for kept in ({"reservation": "A"}, {"left_room": "A"}, {"is_certified": True}):
            said = {"outcome": "withdrawn", "settled_by": bo, "settled_at": at}
            refused(lambda said=said | kept: AgendaLine.objects.update(**said))
        refused(lambda: AgendaLine.objects.update(**forged))
        actions.withdraw(line, "Mamman har sagt ja till stöd.", by=bo, at=at)
        refused(lambda: record(line.case, Event.SETTLED, by=bo, at=at, why="Beslutat, SN AU § 212"))


def test_the_text_that_a_meeting_had_is_the_databases_own_to_keep(acting, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        refused(lambda: AgendaLine.objects.update(had={"content": "Något annat."}))
        refused(lambda: AgendaLine.objects.update(draft_version=7))


def test_the_text_stands_from_when_the_meeting_begins_until_it_is_noted(acting, later, line):
    text = {"content": "Något helt annat.", "version": F("version") + 1}
    with acting("bo", at=line.meeting.starts_at - timedelta(hours=1)):
        Decision.objects.filter(pk=line.decision_id).update(goal="Alva bor tryggt.")
    with acting("bo", at=later):
        refused(lambda: Decision.objects.filter(pk=line.decision_id).update(**text))
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    with acting("bo", at=later):
        assert Decision.objects.filter(pk=line.decision_id).update(**text)


def registers(line, minute, at) -> None:
    """The decisions' door itself, as any SQL would press it."""
    letter = file_document(line.case, "Brev", b"%PDF-", kind=DocumentKind.DECISION, by=line.by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.register_decision(%s, 'committee', %s, %s, '', %s, '', %s)",
            [line.decision_id, line.meeting.on, minute, minute, letter.pk],
        )


def test_no_door_registers_beside_the_minutes(acting, later, line):
    with acting("karin", at=later) as karin:
        line.by = karin
        refused(lambda: registers(line, f"{line.meeting} § 12", later))
        held(line.meeting, by=karin, at=later)
        refused(lambda: registers(line, f"{line.meeting} § 12", later))
        actions.settle(line, decided(12), by=karin, at=later)
        refused(lambda: registers(line, f"{line.meeting} § 12", later))
        actions.adjust_minutes(line.meeting, by=karin, at=later)
        refused(lambda: registers(line, f"{line.meeting} § 13", later))
    with acting("bo", at=later):
        was = Decision.objects.get(pk=line.decision_id).content
        Decision.objects.filter(pk=line.decision_id).update(content="Något annat.")
    with acting("karin", at=later):
        refused(lambda: registers(line, f"{line.meeting} § 12", later))
    with acting("bo", at=later):
        Decision.objects.filter(pk=line.decision_id).update(content=was)
    with acting("karin", at=later):
        registers(line, f"{line.meeting} § 12", later)


def test_when_the_meeting_has_begun_a_caseworker_neither_adds_nor_takes_away(acting, at, later, line):
    with acting("bo", at=later) as bo:
        away = {"outcome": "withdrawn", "settled_at": later, "settled_by": bo, "text": "Mamman har sagt ja."}
        refused(lambda: AgendaLine.objects.update(**away))
    with acting("bo") as bo:
        actions.withdraw(line, "Mamman har sagt ja till stöd.", by=bo, at=at)
    with acting("bo", at=later) as bo:
        said = {
            "meeting": line.meeting,
            "decision": line.decision,
            "case": line.case,
            "extra_why": "Bråttom.",
        }
        refused(lambda: AgendaLine.objects.create(raised_by=bo, raised_at=later, **said))
    with acting("karin", at=later) as karin:
        AgendaLine.objects.create(raised_by=karin, raised_at=later, **said)


def test_a_meeting_is_kept_by_one(acting, at, line):
    with acting("gun") as gun:
        refused(lambda: Meeting.objects.update(called_at=at))
        refused(lambda: Meeting.objects.update(keeper=gun, called_at=at))
        assert Meeting.objects.update(keeper=gun)
    with acting("karin"):
        refused(lambda: Meeting.objects.update(called_at=at))


def test_a_paragraph_is_used_once_a_year_whatever_the_meeting(acting, at, later, staff, line):
    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("gun") as gun:
        other = a_meeting(by=gun, at=at)
    with acting("ulf") as ulf:
        second = actions.raise_matter(a_draft(elder, by=ulf, at=at), other, by=ulf, at=at)
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
    with acting("gun", at=later) as gun:
        held(other, by=gun, at=later)
        said = {"outcome": "decided", "paragraph": 12, "settled_at": later, "settled_by": gun}
        refused(lambda: AgendaLine.objects.filter(pk=second.pk).update(**said))


def test_paragraphs_are_told_who_leads_or_has_a_matter_there(acting, at, line):
    def told():
        with connection.cursor() as cursor:
            cursor.execute("select * from access.committee_paragraphs(%s)", [line.meeting_id])
            return len(cursor.fetchall())

    for username, many in (("bo", 1), ("karin", 1), ("gun", 1), ("ulf", 0), ("maja", 0)):
        with acting(username):
            assert told() == many, username
    with acting("bo") as bo:
        actions.withdraw(line, "Mamman har sagt ja till stöd.", by=bo, at=at)
    with acting("gun"):
        assert told() == 0, "what left the list is not told of"
