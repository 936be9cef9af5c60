"""Sortera, läsa av och göra förslag."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet

from .. import actions, forms, offers, queries
from ..models import Theme, Workshop
from .hosting import one_of, refused


def theme_of(viewer: Staff, theme_pk: str) -> Theme:
    """The theme, if the viewer sees it."""
    return get_object_or_404(queries.all_themes(viewer), pk=theme_pk)


def cluster(request: Request, workshop_pk: str) -> HttpResponse:
    """Notes into themes, and out of them."""
    one = one_of(request, workshop_pk)
    standing, loose = queries.standing(request.user, one)
    every = [note for row in standing for note in row.notes] + loose
    form = forms.ClusterForm(
        request.POST if request.method == "POST" else None,
        notes=[str(note.pk) for note in every],
        themes=[(str(row.theme.pk), row.theme.name) for row in standing],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        theme = next((row.theme for row in standing if str(row.theme.pk) == said["theme"]), None)
        chosen = [note.pk for note in every if str(note.pk) in set(said["notes"])]
        try:
            if said["do"] in ("hide", "show"):
                actions.show(one, chosen, said["do"] == "show", by=request.user, at=request.at)
            elif said["do"] == "gather":
                actions.gather(one, chosen, said["name"], theme, by=request.user, at=request.at)
            else:
                actions.loosen(one, chosen, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            return redirect("workshops:cluster", one.pk)
    return page(
        request,
        "workshops/cluster.html",
        status=422 if form.is_bound else 200,
        workshop=one,
        form=form,
        standing=standing,
        loose=loose,
        chosen=set(form.data.getlist("notes")) if form.is_bound else set(),  # type: ignore[attr-defined]
        may_lead=not refused(request, one),
    )


def merge(request: Request, theme_pk: str) -> HttpResponse:
    """Two themes are one."""
    theme = theme_of(request.user, theme_pk)
    others = [
        row.theme for row in queries.standing(request.user, theme.workshop)[0] if row.theme.pk != theme.pk
    ]
    form = forms.MergeForm(
        request.POST if request.method == "POST" else None,
        themes=[(str(one.pk), one.name) for one in others],
    )
    if request.method == "POST" and form.is_valid():
        into = next((one for one in others if str(one.pk) == form.cleaned_data["into"]), None)
        try:
            actions.merge(theme, into, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Sammanslagna. Det går att skilja dem åt igen.")
            return redirect("workshops:cluster", theme.workshop_id)
    return page(request, "workshops/merge.html", status=422 if form.is_bound else 200, theme=theme, form=form)


@require_POST
def part(request: Request, theme_pk: str) -> HttpResponse:
    """Takes a merging back."""
    theme = theme_of(request.user, theme_pk)
    try:
        actions.part(theme, by=request.user, at=request.at)
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
        return _results(request, theme.workshop, status=422)
    return redirect("workshops:cluster", theme.workshop_id)


@require_GET
def results(request: Request, workshop_pk: str) -> HttpResponse:
    """What the votes say, and what became of it."""
    return _results(request, one_of(request, workshop_pk))


def _results(request: Request, one: Workshop, status: int = 200) -> HttpResponse:
    standing, loose = queries.standing(request.user, one)
    taken: dict[Any, list[Any]] = {}
    for proposal in queries.proposals(request.user).filter(workshop=one):
        taken[proposal.theme_id] = queries.became(proposal)
    return page(
        request,
        "workshops/results.html",
        status=status,
        workshop=one,
        standing=standing,
        loose=loose,
        taken=taken,
        may_lead=not refused(request, one),
    )


def pick(request: Request, theme_pk: str) -> HttpResponse:
    """A theme becomes a proposal for the plan."""
    theme = theme_of(request.user, theme_pk)
    draft = begun(request, offers.PICK.key(theme.pk))
    form = forms.PickForm(
        request.POST if request.method == "POST" else None, initial={"title": theme.name} | draft.fields
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.pick(
                theme, form.cleaned_data["title"], form.cleaned_data["text"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Förslaget ligger bland förslagen till plan.")
            return redirect("workshops:results", theme.workshop_id)
    standing = queries.standing(request.user, theme.workshop)[0]
    return page(
        request,
        "workshops/pick.html",
        status=422 if form.is_bound else 200,
        theme=theme,
        form=form,
        draft=draft,
        whole=next((row for row in standing if row.theme.pk == theme.pk), None),
    )


@require_GET
def proposals(request: Request) -> HttpResponse:
    """Every proposal for a plan, and what became of it."""
    sheet = sheet_of(queries.proposals(request.user), request.GET.get("sida"))
    return page(
        request,
        "workshops/proposals.html",
        sheet=sheet,
        became={one.pk: queries.became(one) for one in sheet.object_list},
    )
