"""Närstående: noted, and ended with a day and a reason."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.people.actions import look_up
from samtid.base.people.queries import asked, people
from samtid.base.people.words import Bond
from samtid.ground.dates import read_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .. import actions, offers, queries
from ..forms import ConfirmForm, EndForm, NearForm
from .details import again, forget, known


@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: Request, person_pk: UUID) -> HttpResponse:
    """Somebody near, filled in."""
    one = known(request, person_pk)
    case = queries.case_to_correct_in(request.user, one)
    if case is None or case.dossier.person_id != one.pk:
        raise Http404
    draft = begun(request, offers.RELATE.key(one.pk))
    form = NearForm(request.POST if request.method == "POST" else None, initial=draft.fields, at=request.at)
    if request.method == "POST" and form.is_valid():
        if form.person().number and form.person().number == one.number:
            form.add_error("number", "Det är personens eget nummer.")
        else:
            since = form.cleaned_data["since"]
            about = {
                "case": str(case.pk),
                "bond": form.cleaned_data["bond"],
                "since": since.isoformat() if since else "",
                "why": form.cleaned_data["why"],
            }
            ticket = look_up(form.person(), about=json.dumps(about), by=request.user, at=request.at)
            return redirect("corrections:related", one.pk, ticket)
    return page(
        request,
        "corrections/relate.html",
        status=422 if request.method == "POST" else 200,
        person=one,
        form=form,
        draft=draft,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def related(request: Request, person_pk: UUID, ticket: UUID) -> HttpResponse:
    """Right person? Then it is noted."""
    one = known(request, person_pk)
    case = queries.case_to_correct_in(request.user, one)
    found = asked(request.user, ticket)
    about = queries.read_about(found.about) if found and not found.is_chosen else {}
    if found is None or case is None or about.get("case") != str(case.pk):
        return again(request, "corrections:relate", one.pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        since = read_day(about["since"], on=swedish_day(request.at)) if about["since"] else None
        said = "; ".join(part for part in (about["why"], form.cleaned_data["reason"].strip()) if part)
        reason = form.cleaned_data["reason"] if found.differs else said
        try:
            actions.begin_relation(
                case,
                ticket,
                Bond(about["bond"]),
                since=since,  # type: ignore[arg-type]
                reason=reason if found.differs and len(reason.strip()) < 10 else said,
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            forget(request, offers.RELATE.key(one.pk))
            messages.success(request, "Personen är antecknad.")
            return redirect("corrections:person", one.pk)
    return page(
        request,
        "corrections/confirm.html",
        status=422 if refused or form.errors else 200,
        person=one,
        asked=found,
        form=form,
        refused=refused,
        bond=Bond(about["bond"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, relation_pk: UUID) -> HttpResponse:
    """The last day, and why."""
    relation = queries.relation(request.user, relation_pk)
    if relation is None:
        raise Http404
    one = known(request, relation.person.pk)
    other = people(request.user).filter(pk=relation.other_id).first()  # type: ignore[attr-defined]
    draft = begun(request, offers.END.key(relation.pk))
    form = EndForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_relation(relation, **form.cleaned_data, by=request.user, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Relationen är avslutad. Den finns kvar i historiken.")
            return redirect("corrections:person", one.pk)
    return page(
        request,
        "corrections/end.html",
        status=422 if request.method == "POST" else 200,
        person=one,
        other=other,
        relation=relation,
        form=form,
        draft=draft,
        refused=refused,
    )
