"""Svara och berätta hur det går."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from .. import actions, forms, offers, queries, rules, words
from ..models import Idea


def answer(request: Request, idea_pk: str) -> HttpResponse:
    """Answer, with those that say nearly the same beside."""
    viewer, today = request.user, swedish_day(request.at)
    one = get_object_or_404(queries.ideas(viewer), pk=idea_pk)
    units = list(organisation.units(today))
    staff = organisation.told_apart(Staff.objects.on(today), today)
    draft = begun(request, offers.ANSWER.key(one.pk))
    form = forms.AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=_as_it_stands(one) | draft.fields,
        staff=staff,
        units=[(str(unit.pk), unit.name) for unit in units],
    )
    hinder = hindered(rules.STEERS, viewer, request.at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer(
                one,
                rules.Answer(
                    words.State(said["state"]),
                    said["title"],
                    said["said"],
                    words.Gains(said["gains"]),
                    whole(said["owner"]),
                    said["next_on"],
                    said["is_public"],
                    one.may_name,
                    said["has_read"],
                ),
                shown=said["shown"],
                unit=next((unit for unit in units if str(unit.pk) == said["unit"]), None),
                step=words.Step(said["step"]),
                seen=said["seen"],
                by=viewer,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Svaret är sparat. Den som skrev kan läsa det.")
            return redirect("improvement:idea", one.pk)
    return page(
        request,
        "improvement/answer.html",
        status=422 if form.is_bound else 200,
        idea=one,
        form=form,
        draft=draft,
        hinder=hinder,
        near=[] if hinder else queries.near(viewer, one),
        may_merge=not hindered(rules.LOOKS_AFTER, viewer, request.at),
    )


def tell(request: Request, idea_pk: str) -> HttpResponse:
    """How far it has come."""
    one = get_object_or_404(queries.ideas(request.user), pk=idea_pk)
    draft = begun(request, offers.TELL.key(one.pk))
    begin = {"state": one.state, "seen": one.turns}
    form = forms.TellForm(
        request.POST if request.method == "POST" else None, initial=begin | draft.fields | {"seen": one.turns}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.tell(
                one,
                words.State(said["state"]),
                said["said"],
                said["next_on"],
                seen=said["seen"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Sparat. Den som skrev kan läsa det.")
            return redirect("improvement:idea", one.pk)
    return page(
        request,
        "improvement/tell.html",
        status=422 if form.is_bound else 200,
        idea=one,
        form=form,
        draft=draft,
    )


def _as_it_stands(one: Idea) -> dict[str, Any]:
    return {
        "state": "" if one.state == words.State.WAITING else one.state,
        "title": one.title,
        "gains": one.gains,
        "step": one.step,
        "owner": str(one.owner_id or ""),
        "next_on": one.next_on,
        "unit": str(one.unit_id or ""),
        "shown": one.shown,
        "is_public": one.is_public or one.answered_on is None,
        "seen": one.turns,
    }
