"""Lägg ut en plan: for the one who plans. What would be made, what is there, and what is called off; then one press."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.plans.queries import plans
from samtid.steps.services.actions import open_page

from .. import actions, forms, laying, rules
from ..gone import while_away

USUAL_WEEKS = 8


@require_http_methods(["GET", "HEAD", "POST"])
def lay_out(request: Request, pk: str) -> HttpResponse:
    """Lay out an adopted plan. GET shows the difference, for as many weeks as ``?weeks=`` says."""
    plan = get_object_or_404(plans(request.user), pk=pk)
    service = plan.service
    data = request.POST if request.method == "POST" else request.GET if "weeks" in request.GET else None
    form = forms.LayOutForm(data, initial={"weeks": USUAL_WEEKS})
    weeks = form.cleaned_data["weeks"] if data is not None and form.is_valid() else USUAL_WEEKS
    refused: Sequence[Obstacle] = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.lay_out(
                plan, weeks, mark=request.POST.get("mark", ""), by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = refusal.obstacles
        else:
            messages.success(request, _said(done))
            return redirect("services:service", service.pk)
    if request.method != "POST":
        open_page([service], "visits:lay_out", by=request.user, at=request.at)
    has_ended = service.ended_at is not None
    hinders = laying.obstacles_to_laying(plan, None, has_ended=has_ended, weeks=weeks)
    found = None if hinders else laying.layout(request.user, plan, weeks, request.at)
    hinders = hinders or while_away(found.away if found else [])
    hinders = hinders or laying.obstacles_to_laying(plan, found, has_ended=has_ended, weeks=weeks)
    return page(
        request,
        "visits/lay_out.html",
        status=422 if refused or form.errors else 200,
        plan=plan,
        service=service,
        form=form,
        weeks=weeks,
        found=found,
        hinders=hinders,
        refused=refused,
        hindered=hindered(rules.PLANS, request.user, request.at, service.unit),
    )


def _said(done: laying.Layout) -> str:
    off = f" {len(done.off)} av den förra versionens besök är avbokade." if done.off else ""
    return f"{done.count} besök är utlagda. Välj vem som går.{off}"
