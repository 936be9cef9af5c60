"""Vad LSS berättar: the page in the file, plans not offered, and the yearly review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.offers import about as about_case
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.law.administration import DISABILITY_PLAN
from samtid.ground.offers import (
    Day,
    DraftForm,
    File,
    FileRow,
    LogWords,
    Offers,
    OnClock,
    Seldom,
    Step,
    Waiting,
    Way,
    Whose,
)
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.offers import about as about_decision

from . import queries, rules
from .models import GroupAssessment, PlanStep
from .words import Answer, Group

PAGE = "lss:case"
WHERE = "#plan"
# Whether any grant by LSS waits for its plan: asked with what else there seldom is, by the rows that only LSS has.
GRANTS = ", ".join(f"'{one}'" for one in queries.GRANTS)
NOT_OFFERED = Seldom(
    "lss_plan",
    f"exists (select from lss_weighing w where w.outcome in ({GRANTS}) and not exists (select from lss_planstep s "
    "where s.case_id = w.case_id and s.corrects_id is null "
    "and not exists (select from lss_planstep c where c.corrects_id = s.id)))",
)


def about_step(viewer: Staff, steps: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose case each note is in."""
    found = seen_by(viewer, PlanStep).filter(pk__in=steps).select_related("case__dossier__person")
    return {one.pk: one.case.dossier.person.name for one in found}


ASSESS = DraftForm("lss:assess", "Bedömning av personkretsen", whose=about_case)
WEIGH = DraftForm("lss:weigh", "Prövning enligt LSS", whose=about_decision)
NOTE = DraftForm("lss:plan", "Individuell plan enligt LSS", whose=about_case)
WRONG = DraftForm("lss:wrong", "Anteckning om en individuell plan var fel", whose=about_step)


def _without(viewer: Staff, whose: Whose, since: datetime) -> QuerySet[Decision]:
    return queries.without_plan(viewer).filter(whose(viewer, since))


WITHOUT = Asked(_without)


def waits(day: Day) -> Iterable[Waiting]:
    """Somebody has been granted a measure, and nobody has noted that a plan was offered."""
    if not day.has(NOT_OFFERED):
        return
    for one in day.first(WITHOUT(day.viewer, day.whose, day.since)):
        yield Waiting(
            what="Insats enligt LSS utan erbjudande om individuell plan",
            law=rules.PLAN,
            step="Erbjud en individuell plan",
            address="lss:plan",
            about=one.case_id,
            since=one.decided_on,
            case=one.case,
        )


def steps(file: File) -> Iterable[Step]:
    """To LSS, where the need is somebody's with a disability."""
    case = file.current
    if case is not None and case.need == "disability":
        yield Step("LSS", PAGE, case.pk)


def rows(file: File) -> Iterable[FileRow]:
    """The assessment that stands in each case."""
    for one in {row.case_id: row for row in reversed(file.of("lss"))}.values():
        said = Answer.label_of(one.answer)
        group = f", {Group.label_of(one.group)}" if one.answer == Answer.BELONGS else ""
        yield FileRow(
            "LSS", f"Personkrets: {said[0].lower()}{said[1:]}{group}", PAGE, one.case_id, "", one.by.name
        )


def _read(file: File) -> QuerySet[GroupAssessment]:
    found = seen_by(file.viewer, GroupAssessment).filter(case__dossier=file.dossier)
    return found.select_related("by").order_by("-number")


OFFERS = Offers(
    drafts=[ASSESS, WEIGH, NOTE, WRONG],
    clocks=[
        OnClock(DISABILITY_PLAN.id, "Ompröva planen", "lss:plan", called="Individuell plan ska omprövas")
    ],
    log=[LogWords("lss", "LSS", "För att bedöma din rätt till stöd enligt LSS")],
    way=Way(
        word="lss",
        read=_read,
        has=lambda: Exists(GroupAssessment.objects.filter(case=OuterRef("pk"))),
        steps=steps,
        rows=rows,
    ),
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    seldom=[NOT_OFFERED],
)
