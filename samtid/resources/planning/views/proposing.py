"""Förslagen: ask for one, adopt it, lay it aside, take an adoption back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samtid.base.access.request import Request
from samtid.ground.law.asked import within
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle

from .. import actions, forms, queries
from ..models import Proposal
from ..words import Kind
from .board import address, show, unit_of


def _proposal(request: Request, pk: str) -> Proposal:
    found = get_object_or_404(queries.proposals(request.user), pk=pk)
    unit_of(request, found.unit_id)
    return found


@require_POST
def propose(request: Request, unit_pk: int) -> HttpResponse:
    """A proposal for the day, or for what lacks staff. Asked again it tries in another order."""
    unit = unit_of(request, unit_pk)
    form = forms.ProposeForm(request.POST)
    if not form.is_valid():
        said = tuple(Obstacle(str(text)) for texts in form.errors.values() for text in texts)
        return show(request, unit, swedish_day(request.at), obstacles=said)
    on = within(form.cleaned_data["day"])
    seed = queries.of_day(request.user, unit, on).count() + 1
    try:
        actions.propose(unit, on, Kind(form.cleaned_data["kind"]), seed=seed, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, unit, on, obstacles=refusal.obstacles)
    return redirect(address(unit, on, "#forslag"))


@require_POST
def adopt(request: Request, offered_pk: str) -> HttpResponse:
    """The day becomes what was proposed."""
    proposal = _proposal(request, offered_pk)
    try:
        result = actions.adopt(proposal, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, proposal.unit, proposal.day, obstacles=refusal.obstacles)
    messages.success(request, f"Antaget: {len(result.done)} besök är ändrade.")
    if result.left:
        count = len(result.left)
        messages.warning(request, f"{count} besök lämnades som de är. Under Ändringar står varför.")
    return redirect(address(proposal.unit, proposal.day, "#forslag"))


@require_POST
def lay_aside(request: Request, offered_pk: str) -> HttpResponse:
    """No, thank you."""
    proposal = _proposal(request, offered_pk)
    try:
        actions.lay_aside(proposal, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, proposal.unit, proposal.day, obstacles=refusal.obstacles)
    messages.success(request, "Förslaget är undanlagt. Inget är ändrat.")
    return redirect(address(proposal.unit, proposal.day))


@require_POST
def propose_back(request: Request, offered_pk: str) -> HttpResponse:
    """The day as it was before an adoption, as a proposal."""
    proposal = _proposal(request, offered_pk)
    try:
        actions.propose_back(proposal, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, proposal.unit, proposal.day, obstacles=refusal.obstacles)
    return redirect(address(proposal.unit, proposal.day, "#forslag"))
