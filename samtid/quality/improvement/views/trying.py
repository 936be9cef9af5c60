"""Teamets försök."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules, words


def try_out(request: Request, idea_pk: str) -> HttpResponse:
    """A team tries, by itself."""
    viewer, today = request.user, swedish_day(request.at)
    one = get_object_or_404(queries.ideas(viewer), pk=idea_pk)
    units = queries.my_units(viewer, today)
    draft = begun(request, offers.TRY.key(one.pk))
    form = forms.TryForm(
        request.POST if request.method == "POST" else None,
        initial=({"unit": str(units[0].pk)} if units else {}) | draft.fields,
        units=[(str(unit.pk), unit.name) for unit in units],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.try_out(
                one,
                next((unit for unit in units if str(unit.pk) == said["unit"]), None),
                rules.Reach(said["costs_more"], said["touches_others"], said["breaks_decided"]),
                what=said["what"],
                measure=said["measure"],
                until=said["until"],
                before=said["before"],
                by=viewer,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Försöket är igång. Sista dagen står på Min dag.")
            return redirect("improvement:idea", one.pk)
    return page(
        request,
        "improvement/try_out.html",
        status=422 if form.is_bound else 200,
        idea=one,
        form=form,
        draft=draft,
    )


def result(request: Request, trial_pk: str) -> HttpResponse:
    """How the trial went."""
    trial = get_object_or_404(queries.trials(request.user), pk=trial_pk)
    draft = begun(request, offers.RESULT.key(trial.pk))
    form = forms.ResultForm(
        request.POST if request.method == "POST" else None, initial={"before": trial.before} | draft.fields
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.tell_result(
                trial,
                words.Effect(said["effect"]),
                said["told"],
                said["before"],
                said["after"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Sparat. Nu kan den ansvariga säga om det ska införas.")
            return redirect("improvement:idea", trial.idea_id)
    return page(
        request,
        "improvement/result.html",
        status=422 if form.is_bound else 200,
        trial=trial,
        form=form,
        draft=draft,
    )
