"""What the database itself refuses, whoever has the key and any SQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.dossier.actions import file_document, record, set_protection
from samtid.base.dossier.words import DocumentKind
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.steps.decisions.models import Decision
from samtid.steps.lss import actions
from samtid.steps.lss.models import GroupAssessment, PlanStep, Weighing
from samtid.steps.lss.words import Answer, Event, PlanKind

from .make import REASON, WHY, assessed, granted, weighed


def refused(do) -> None:
    with pytest.raises(Error), transaction.atomic():
        do()


@pytest.mark.parametrize("username", ["bo", "omar", "pelle", "tova", "inga", "liv", "ola", "vera", "kurt"])
def test_nobody_without_a_key_reads_a_line(acting, at, draft, username):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.OFFERED, at.date(), by=ulf, at=at)
    with acting(username):
        for table in (GroupAssessment, Weighing, PlanStep):
            assert not table.objects.exists()


def test_of_one_who_is_protected_the_keyholder_alone_reads(acting, at, draft):
    with acting("ulf") as ulf:
        assessed(draft.case, by=ulf, at=at)
        set_protection(draft.case, Protection.MARKED, by=ulf, at=at)
    with acting("ulf"):
        assert GroupAssessment.objects.count() == 1
    with acting("gun"):
        assert not GroupAssessment.objects.exists()


def test_what_is_noted_stands(acting, at, draft):
    with acting("ulf") as ulf:
        case = granted(draft, by=ulf, at=at).case
        actions.write_plan_step(case, PlanKind.OFFERED, at.date(), by=ulf, at=at)
        refused(lambda: GroupAssessment.objects.update(answer=Answer.NOT, group=""))
        refused(lambda: Weighing.objects.update(need="Något annat"))
        refused(lambda: PlanStep.objects.update(happened_on=at.date() - timedelta(days=9)))
        for table in (GroupAssessment, Weighing, PlanStep):
            refused(lambda table=table: table.objects.all().delete())


def sign(decision, at, ulf) -> None:
    letter = file_document(decision.case, "Brev", b"%PDF", kind=DocumentKind.DECISION, by=ulf, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select access.sign_decision(%s, %s, %s, %s)", [decision.pk, "SN § 71", "", letter.pk])


@pytest.mark.parametrize(
    ("answer", "is_weighed", "signs"),
    [
        (None, False, False),
        (Answer.BELONGS, False, False),
        (Answer.UNSURE, True, False),
        (Answer.NOT, True, False),
        (Answer.BELONGS, True, True),
    ],
)
def test_no_door_signs_what_is_not_weighed(acting, at, draft, answer, is_weighed, signs):
    with acting("ulf") as ulf:
        if answer is not None:
            more = {} if answer is Answer.BELONGS else {"group": None}
            assessed(draft.case, answer=answer, **more, by=ulf, at=at)
        if is_weighed:
            weighed(draft, by=ulf, at=at)
        if signs:
            sign(draft, at, ulf)
        else:
            with pytest.raises(Error, match="before it is weighed"), transaction.atomic():
                sign(draft, at, ulf)
        assert Decision.objects.filter(signed_at__isnull=False).exists() is signs


def test_an_assessment_is_written_beside_the_last_and_a_weighing_on_it(acting, staff, at, draft):
    with acting("ulf") as ulf:
        first = assessed(draft.case, by=ulf, at=at)
        said = {
            "case": draft.case,
            "answer": "belongs",
            "group": "1",
            "reason": REASON,
            "by": ulf,
            "by_title": ulf.title,
            "at": at,
        }
        refused(lambda: GroupAssessment.objects.create(**said, number=3, why=WHY))
        refused(lambda: GroupAssessment.objects.create(**said, number=2))
        for wrong in (
            {"by_title": "Chef"},
            {"answer": "unsure", "criteria": [1]},
            {"answer": "unsure", "criteria": {"large": "x"}},
        ):
            refused(lambda wrong=wrong: GroupAssessment.objects.create(**said | wrong, number=2, why=WHY))
        refused(lambda: GroupAssessment.objects.create(**said | {"by": staff("bo")}, number=2, why=WHY))
        refused(lambda: GroupAssessment.objects.create(**said | {"group": "3"}, number=2, why=WHY))
        refused(lambda: GroupAssessment.objects.create(**said | {"group": "x"}, number=2, why=WHY))
        assessed(draft.case, why=WHY, by=ulf, at=at)
        row = {
            "case": draft.case, "decision": draft, "number": 1, "code": "lss_contact", "outcome": "granted",
            "asked_by": "self", "residence": "here", "by": ulf, "at": at,
        }  # fmt: skip
        refused(lambda: Weighing.objects.create(**row, assessment=first))


def test_a_plan_is_of_one_who_is_granted_and_of_the_past(acting, at, draft):
    with acting("ulf") as ulf:
        said = {"case": draft.case, "kind": "offered", "by": ulf, "at": at}
        refused(lambda: PlanStep.objects.create(**said, happened_on=at.date()))
        granted(draft, by=ulf, at=at)
        refused(lambda: PlanStep.objects.create(**said, happened_on=at.date() + timedelta(days=1)))
        made = PlanStep.objects.create(**said, happened_on=at.date())
        refused(
            lambda: PlanStep.objects.create(
                **said | {"kind": "made"}, happened_on=at.date(), corrects=made, why="x"
            )
        )


def test_the_diary_tells_nothing_that_was_not_done(acting, at, draft):
    with acting("ulf") as ulf:
        for event in Event:
            refused(lambda event=event: record(draft.case, event, by=ulf, at=at))


def test_a_place_that_is_protected_is_not_written_where_the_letter_would_tell_it(acting, at, draft):
    with acting("ulf") as ulf:
        set_protection(draft.case, Protection.MARKED, by=ulf, at=at)
    with acting("ulf") as ulf, pytest.raises(NotYet, match="adress"):
        assessed(draft.case, reason=f"{REASON} Han bor på Byvägen 4 i Piteå.", by=ulf, at=at)
