"""Utredningen på en sida, och ramen kring varje del som fylls i."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from samtid.base.access.request import Request, posts_of
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.clashes import Sent, begun_from
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Versioned
from samtid.base.dossier.versions import Standing
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.queries import relations, shown
from samtid.base.people.rules import age
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.intake.queries import said

from .. import queries, rules
from ..models import Investigation
from ..rules import Step
from ..words import Method

PAGE = "investigations:investigation"
# where each step is done; to decide belongs to the next room and is reached by its address
WHERE: dict[Step, str] = {
    Step.INFORM: "investigations:inform",
    Step.PLAN: "investigations:plan",
    Step.FIND: "investigations:add_finding",
    Step.HEAR: "investigations:hear_child",
    Step.PROPOSE: "investigations:propose",
    Step.COMMUNICATE: "investigations:communicate",
    Step.ANSWER: "investigations:answer",
    Step.DECIDE: "decisions:prepare",
    Step.CLOSE: "investigations:close",
}


def find(request: Request, pk: UUID) -> Investigation:
    """The investigation, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.investigations(request.user), pk=pk)


@require_safe
def investigation(request: Request, pk: UUID) -> HttpResponse:
    """The page where a social worker lives."""
    found = get_object_or_404(queries.read_whole(request.user), pk=pk)
    open_page(found.case, page=PAGE, by=request.user, at=request.at)
    viewer, on = request.user, swedish_day(request.at)
    read = queries.gathered(viewer, found)
    work = queries.work(viewer, found, read)
    person = found.case.dossier.person
    proposals = read.proposals
    step = rules.next_step(work, on)
    limit, others = queries.time_limits(viewer, found)
    return page(
        request,
        "investigations/investigation.html",
        investigation=found,
        person=person,
        age=age(person.born_on, on),
        shown=shown,
        relations=relations(viewer, person, on),
        work=work,
        step=step,
        step_address=WHERE.get(step, ""),
        corrections=list(queries.corrections(viewer, found)) if found.has_corrections else [],  # type: ignore[attr-defined]
        findings=queries.by_area(Method(found.method), read.findings),
        voices=read.voices,
        proposal=proposals[0] if proposals else None,
        former=proposals[1:],
        reports=list(queries.reports_of(viewer, found)),
        said_text=lambda report: said(viewer, report),
        clock=limit,
        monitoring=next((one for one in others if one.rule == children.MONITORING.id), None),
        clocks=[queries.named(clock) for clock in others],
        before_proposing=rules.obstacles_to_proposing(work) if not proposals else [],
        before_deciding=rules.obstacles_to_deciding(work, on) if proposals else [],
        extension=mandate_of(viewer, DecisionKind.EXTEND_INVESTIGATION, on, held=posts_of(request)),
        Step=Step,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Ett blad att fylla i: what it is called, what it is for, and what its button says."""

    draft: DraftForm
    title: str
    lead: str
    button: str
    done: str


def fill_in(
    request: Request,
    found: Investigation,
    sheet: Sheet,
    make: Callable[[Any, dict[str, Any]], django_forms.Form],
    act: Callable[[Any, int | None], Any],
    *,
    row: Versioned | Standing | None = None,
    about: UUID | None = None,
    first: dict[str, Any] | None = None,
    hindrances: list[Obstacle] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a sheet, or do its action and go back to the investigation.

    ``make`` builds the form from what was posted and its first values; ``act`` does the action with the filled-in
    form and the version of ``row`` that it was filled from; ``hindrances`` are shown beforehand, since they cannot be
    mended on the sheet.
    """
    draft = begun(request, sheet.draft.key(about or found.pk))
    began = begun_from(request, draft, row) if row is not None else None
    form = make(request.POST if request.method == "POST" else None, (first or {}) | draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            act(form, began.seen if began else None)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, sheet.done)
            return redirect("investigations:investigation", found.pk)
    elif request.method != "POST":
        open_page(found.case, page=sheet.draft.name, by=request.user, at=request.at)
    return page(
        request,
        "investigations/sheet.html",
        status=_status(request, began),
        investigation=found,
        sheet=sheet,
        form=form,
        draft=draft,
        began=began,
        clash=began.clash(form, first or {}) if began else None,
        refused=refused,
        hindrances=hindrances or [],
        findings=queries.by_area(Method(found.method), queries.findings(request.user, found)),
        voices=list(queries.voices(request.user, found)),
        clock=queries.clock(request.user, found),
        **context,
    )


def _status(request: Request, began: Sent | None) -> int:
    """Of a page that is drawn again: 409 where somebody else has saved since, 422 where something was refused."""
    if request.method != "POST":
        return 200
    return 409 if began is not None and began.is_overtaken else 422
