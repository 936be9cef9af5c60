"""Utredningen på en sida, och ramen kring varje del som fylls i."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from samtid.base.dossier.actions import drop_draft, open_page
from samtid.base.dossier.drafts import restored
from samtid.base.look.fragments import page
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.queries import relations, shown
from samtid.base.people.rules import age
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle

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


def find(request: HttpRequest, pk: UUID) -> Investigation:
    """The investigation, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.investigations(request.user), pk=pk)


@require_safe
def investigation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page where a social worker lives."""
    found = find(request, pk)
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
        findings=queries.by_area(Method(found.method), read.findings),
        voices=read.voices,
        proposal=proposals[0] if proposals else None,
        former=proposals[1:],
        reports=list(queries.reports_of(viewer, found)),
        clock=limit,
        monitoring=next((one for one in others if one.rule == children.MONITORING.id), None),
        clocks=[queries.named(clock) for clock in others],
        before_proposing=rules.obstacles_to_proposing(work) if not proposals else [],
        before_deciding=rules.obstacles_to_deciding(work, on) if proposals else [],
        extension=mandate_of(viewer, DecisionKind.EXTEND_INVESTIGATION, on),
        Step=Step,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Ett blad att fylla i: what it is called, what it is for, and what its button says."""

    name: str
    title: str
    lead: str
    button: str
    done: str


def fill_in(
    request: HttpRequest,
    found: Investigation,
    sheet: Sheet,
    make: Callable[[Any, dict[str, Any]], django_forms.Form],
    act: Callable[[Any], Any],
    *,
    about: UUID | None = None,
    first: dict[str, Any] | None = None,
    hindrances: list[Obstacle] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a sheet, or do its action and go back to the investigation.

    ``make`` builds the form from what was posted and its first values; ``act`` does the action with the filled-in
    form; ``hindrances`` are shown beforehand, since they cannot be mended on the sheet.
    """
    key = f"investigations:{sheet.name}:{about or found.pk}"
    kept, saved_at = restored(request.user, key)
    form = make(request.POST if request.method == "POST" else None, (first or {}) | kept)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except NotYet as refusal:
            refused = place(form, refusal)
        else:
            drop_draft(key, by=request.user, at=request.at)
            messages.success(request, sheet.done)
            return redirect("investigations:investigation", found.pk)
    elif request.method != "POST":
        open_page(found.case, page=f"investigations:{sheet.name}", by=request.user, at=request.at)
    return page(
        request,
        "investigations/sheet.html",
        status=422 if request.method == "POST" else 200,
        investigation=found,
        sheet=sheet,
        form=form,
        key=key,
        saved_at=saved_at,
        refused=refused,
        hindrances=hindrances or [],
        findings=queries.by_area(Method(found.method), queries.findings(request.user, found)),
        voices=list(queries.voices(request.user, found)),
        clock=queries.clock(request.user, found),
        **context,
    )


def place(form: django_forms.Form, refusal: NotYet) -> list[Obstacle]:
    """Put each obstacle beside its field; those without one are returned."""
    elsewhere = []
    for obstacle in refusal.obstacles:
        if obstacle.field in form.fields:
            form.add_error(obstacle.field, str(obstacle))
        else:
            elsewhere.append(obstacle)
    return elsewhere
