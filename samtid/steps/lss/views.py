"""LSS sidor: the group, each measure, the plan; a form for each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.clashes import Clash, begun_from, seen
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions.queries import subject_of
from samtid.steps.decisions.rules import goes_against
from samtid.steps.decisions.words import DecisionOutcome

from . import actions, forms, offers, queries, rules, words

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def find(request: Request, pk: UUID) -> Case:
    """The case, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.case(request.user, pk))


@require_safe
def of_case(request: Request, case_pk: UUID) -> HttpResponse:
    """LSS in a case: the group, the measures drafted and decided, the plan."""
    case, viewer, on = find(request, case_pk), request.user, swedish_day(request.at)
    open_page(case, page=offers.PAGE, by=viewer, at=request.at)
    assessed = list(queries.assessments(viewer, case))
    newest = assessed[0] if assessed else None
    found = list(queries.decisions(viewer, case))
    drafts, latest = [], queries.latest_weighings(viewer, case)
    for one in (row for row in found if row.signed_at is None):
        weighed = queries.resting_on(latest.get(one.pk), one, newest)
        waits = rules.obstacles_to_deciding(
            queries.drafted(one, on), newest.said() if newest else None, weighed.said() if weighed else None
        )
        drafts.append((one, subject_of(one), rules.measure_law(one.service_code), weighed, waits))
    noted = queries.plan_steps(viewer, case)
    return page(
        request,
        "lss/case.html",
        case=case,
        person=case.dossier.person,
        newest=newest,
        criteria=_criteria(newest.criteria) if newest and newest.group == words.Group.THIRD else [],
        earlier=assessed[1:],
        drafts=drafts,
        decided=[
            (one, subject_of(one), rules.measure_law(one.service_code), DecisionOutcome.label_of(one.outcome))
            for one in found
            if one.signed_at is not None
        ],
        plan=noted,
        standing={one.pk for one in queries.standing_steps(noted)},
        wrong={one.corrects_id: one for one in noted if one.corrects_id},
        granted_on=queries.granted_on(viewer, case),
        clock=queries.clock(viewer, case),
        hindered=hindered(rules.ASSESSES, viewer, request.at),
    )


def _criteria(said: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.label, words.Met.label_of(said[str(one)])) for one in words.Criterion if said.get(str(one))]


@read_or_send
def assess(request: Request, case_pk: UUID) -> HttpResponse:
    """Assess who belongs to the group; a change begins from what stood."""
    case, viewer = find(request, case_pk), request.user
    latest = queries.assessments(viewer, case).first()
    draft = begun(request, offers.ASSESS.key(case.pk))
    began = begun_from(request, draft, queries.standing(viewer, case))
    first = forms.GroupForm.of(latest)
    form = forms.GroupForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        is_first=latest is None,
        has_decisions=queries.resting(viewer, case).exists(),
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess_group(case, form.assessed(), seen=began.seen, by=viewer, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Bedömningen av personkretsen är undertecknad.")
            return redirect(offers.PAGE, case.pk)
    return _form(
        request, case, "lss/assess.html", form, draft, refused, began=began, clash=began.clash(form, first)
    )


@read_or_send
def weigh(request: Request, pk: UUID) -> HttpResponse:
    """Weigh a draft's measure, on the assessment that stands."""
    viewer = request.user
    decision = get_object_or_404(queries.draft(viewer, pk))
    case, draft = decision.case, begun(request, offers.WEIGH.key(decision.pk))
    newest = queries.assessments(viewer, case).first()
    form = forms.WeighForm(
        request.POST if request.method == "POST" else None,
        initial=forms.WeighForm.of(queries.weighings(viewer, decision).first()) | draft.fields,
        against=goes_against(DecisionOutcome(decision.outcome)),
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.weigh(decision, form.weighed(), seen=seen(request), by=viewer, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Prövningen är sparad. Läs brevet innan någon skriver under.")
            return redirect("decisions:decision", decision.pk)
    return _form(
        request,
        case,
        "lss/weigh.html",
        form,
        draft,
        refused,
        decision=decision,
        subject=subject_of(decision),
        outcome=DecisionOutcome.label_of(decision.outcome),
        law=rules.measure_law(decision.service_code),
        newest=newest,
    )


@read_or_send
def plan(request: Request, case_pk: UUID) -> HttpResponse:
    """Note what happened with the individual plan."""
    case, viewer = find(request, case_pk), request.user
    draft = begun(request, offers.NOTE.key(case.pk))
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None,
        initial={"on": swedish_day(request.at)} | draft.fields,
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_plan_step(
                case, words.PlanKind(said["kind"]), said["on"], said["text"], by=viewer, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, f"{words.PlanKind.label_of(said['kind'])}: antecknat.")
            return redirect(offers.PAGE, case.pk)
    return _form(request, case, "lss/plan.html", form, draft, refused)


@read_or_send
def wrong(request: Request, pk: UUID) -> HttpResponse:
    """A note of the plan was wrong: it stands, and counts no more."""
    viewer = request.user
    step = get_object_or_404(queries.steps(viewer).filter(corrects=None), pk=pk)
    draft = begun(request, offers.WRONG.key(step.pk))
    form = forms.WrongForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_plan_step(step, form.cleaned_data["why"], by=viewer, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Anteckningen räknas inte längre. Det som stod finns kvar.")
            return redirect(offers.PAGE, step.case_id)
    return _form(request, step.case, "lss/wrong.html", form, draft, refused, step=step)


def _form(
    request: Request,
    case: Case,
    template: str,
    form: Any,
    draft: Any,
    refused: list[Obstacle],
    *,
    clash: Clash | None = None,
    **more: Any,
) -> HttpResponse:
    if request.method != "POST":
        open_page(case, page=template.removesuffix(".html").replace("/", ":"), by=request.user, at=request.at)
    return page(
        request,
        template,
        status=200 if request.method != "POST" else 409 if clash else 422,
        case=case,
        person=case.dossier.person,
        form=form,
        draft=draft,
        refused=refused,
        clash=clash,
        hindered=hindered(rules.ASSESSES, request.user, request.at),
        **more,
    )
