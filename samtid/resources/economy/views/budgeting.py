"""Budget: propose, and decide what somebody else has proposed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from samtid.base.access.request import Request, only_for
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, queries, rules
from ..models import Budget
from ..words import Step


@require_http_methods(["GET", "POST"])
def budget(request: Request) -> HttpResponse:
    """The proposals, and a form for a new one."""
    today = swedish_day(request.at)
    only_for(request, roles.COMPARES)
    units = {str(unit.pk): unit for unit in organisation.units(today)}
    form = forms.BudgetForm(
        request.POST if request.method == "POST" else None,
        initial={"year": today.year},
        units=[(key, unit.name) for key, unit in units.items()],
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.propose_budget(
                units[said["unit"]],
                Step(said["step"]),
                said["year"],
                said["kronor"],
                said["reason"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Förslaget är skickat. Någon annan godkänner eller nekar det.")
            return redirect("economy:budget")
    return _show(request, form)


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Approves or refuses one proposal."""
    only_for(request, roles.COMPARES)
    one = get_object_or_404(queries.budgets(request.user), pk=pk)
    form = forms.DecideForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide_budget(
                one, said["outcome"] == "yes", said["why_not"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(
                request, "Budgeten är godkänd." if said["outcome"] == "yes" else "Förslaget är nekat."
            )
            return redirect("economy:budget")
    return _show(request, None, one, form)


def _show(
    request: Request,
    form: forms.BudgetForm | None,
    deciding: Budget | None = None,
    decision: forms.DecideForm | None = None,
) -> HttpResponse:
    today = swedish_day(request.at)
    if form is None:
        units = [(str(unit.pk), unit.name) for unit in organisation.units(today)]
        form = forms.BudgetForm(initial={"year": today.year}, units=units)
    return page(
        request,
        "economy/budget.html",
        status=422 if form.is_bound or decision is not None else 200,
        form=form,
        deciding=deciding,
        decision=decision,
        new_decision=forms.DecideForm,
        sheet=sheet_of(queries.budgets(request.user), request.GET.get("sida")),
        may_propose=not hindered(rules.MAY["propose_budget"], request.user, request.at),
        own_pk=request.user.pk,
    )
