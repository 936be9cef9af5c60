"""Förseningens sidor: what has been noted of an application that takes long, and the form for what happened."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from . import actions, forms, offers, queries, rules, words

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def of_inquiry(request: Request, pk: UUID) -> HttpResponse:
    """What has been noted of an investigation that takes long; note what happened."""
    viewer, on = request.user, swedish_day(request.at)
    inquiry = get_object_or_404(queries.investigations(viewer), pk=pk)
    rows, matter = queries.steps(viewer, inquiry), queries.matter(inquiry)
    stand = queries.standing(rows)
    said = [one.said() for one in stand]
    draft = begun(request, offers.NOTE.key(inquiry.pk))
    kinds = rules.next_kinds(said)
    form = forms.NoteForm(
        request.POST if request.method == "POST" else None,
        initial={"on": on} | draft.fields,
        # what is chosen and can be no more is answered in words
        kinds=words.Kind if request.method == "POST" else kinds,
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.note(inquiry, form.said(), by=viewer, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, f"{words.Kind.label_of(form.cleaned_data['kind'])}: antecknat.")
            return redirect(offers.PAGE, inquiry.pk)
    open_page(inquiry.case, page=offers.PAGE, by=viewer, at=request.at)
    return page(
        request,
        "delays/of_inquiry.html",
        status=422 if form.is_bound else 200,
        inquiry=inquiry,
        case=inquiry.case,
        person=inquiry.case.dossier.person,
        matter=matter,
        may_ask_from=rules.may_ask_from(matter),
        today=on,
        wait=rules.waits(matter, said, today=on),
        clock=queries.clock(viewer, inquiry),
        rows=rows,
        standing={one.pk for one in stand},
        wrong={one.corrects_id: one for one in rows if one.corrects_id},
        form=form,
        draft=draft,
        refused=refused,
        is_writable=matter.is_partys and not inquiry.case.closed_at,
        hindered=hindered(rules.NOTES, viewer, request.at),
    )


@read_or_send
def wrong(request: Request, pk: UUID) -> HttpResponse:
    """A note was wrong: it stands, and counts no more."""
    viewer = request.user
    step = get_object_or_404(queries.step(viewer), pk=pk)
    draft = begun(request, offers.WRONG.key(step.pk))
    form = forms.WrongForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(step, form.cleaned_data["why"], by=viewer, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=viewer, at=request.at)
            messages.success(request, "Anteckningen räknas inte längre. Det som stod finns kvar.")
            return redirect(offers.PAGE, step.investigation_id)
    open_page(step.case, page="delays:wrong", by=viewer, at=request.at)
    return page(
        request,
        "delays/wrong.html",
        status=422 if form.is_bound else 200,
        step=step,
        case=step.case,
        person=step.case.dossier.person,
        form=form,
        draft=draft,
        refused=refused,
        hindered=hindered(rules.NOTES, viewer, request.at),
    )
