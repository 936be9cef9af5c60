"""Att skriva ett förslag till beslut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.clashes import begun_from
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.queries import investigations, proposals

from .. import actions, forms, offers, queries
from ..models import Decision
from .show import find

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def prepare(request: Request, investigation_pk: UUID) -> HttpResponse:
    """Write a draft decision on the latest proposal."""
    found = get_object_or_404(investigations(request.user), pk=investigation_pk)

    def act(form: forms.DecisionForm, seen: int | None) -> Decision:
        return actions.prepare(found, form.text(), by=request.user, at=request.at)

    first = forms.first_words(proposals(request.user, found).first())
    hindrances = queries.missing(request.user, found, swedish_day(request.at))
    return _write(request, found, None, act, first, hindrances)


@read_or_send
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft decision."""
    decision = find(request, pk)
    if decision.investigation is None:
        raise Http404  # what was found out elsewhere is written there
    found = get_object_or_404(investigations(request.user), pk=decision.investigation_id)

    def act(form: forms.DecisionForm, seen: int | None) -> Decision:
        return actions.change(decision, form.text(), seen=seen, by=request.user, at=request.at)

    return _write(request, found, decision, act, forms.words_of(decision), [])


def _write(
    request: Request,
    found: Investigation,
    decision: Decision | None,
    act: Callable[[forms.DecisionForm, int | None], Decision],
    first: dict[str, Any],
    hindrances: list[Obstacle],
) -> HttpResponse:
    draft = begun(request, offers.CHANGE.key(decision.pk) if decision else offers.PREPARE.key(found.pk))
    began = begun_from(request, draft, decision) if decision else None
    form = forms.DecisionForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        concerns_child=found.concerns_child,
        on=swedish_day(request.at),
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form, began.seen if began else None)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(
                request, "Förslaget till beslut är sparat. Läs igenom det innan du skriver under."
            )
            return redirect("decisions:decision", made.pk)
    elif request.method != "POST":
        open_page(found.case, page="decisions:prepare", by=request.user, at=request.at)
    clash = began.clash(form, first) if began else None
    return page(
        request,
        "decisions/prepare.html",
        status=200 if request.method != "POST" else 409 if clash else 422,
        investigation=found,
        decision=decision,
        proposal=proposals(request.user, found).first(),
        form=form,
        draft=draft,
        began=began,
        clash=clash,
        refused=refused,
        hindrances=hindrances,
    )
