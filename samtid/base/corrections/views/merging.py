"""Samma person: two dossiers that are one, proposed by one and agreed to by the units that hold them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.proof import asks_proof
from samtid.base.access.queries import unit_of
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.people.forms import FindForm
from samtid.base.people.models import Person
from samtid.base.people.queries import shown
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .. import actions, offers, queries
from ..forms import MergerAnswerForm, SameForm
from .details import again, known
from .moving import search_for


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request, person_pk: UUID) -> HttpResponse:
    """The other row of the same person, among those one may see. By a number one asks on the number's own page."""
    one = known(request, person_pk)
    found: dict[str, Any] = {
        "find_form": FindForm(auto_id="sok_%s"),
        "found": None,
        "sheet": None,
        "more": False,
    }
    status = 200
    if request.method == "POST":
        found, status = search_for(request)
    return page(request, "corrections/same.html", status=status, person=one, shown=shown, **found)


@require_http_methods(["GET", "HEAD", "POST"])
def same(request: Request, person_pk: UUID, other: UUID) -> HttpResponse:
    """The two side by side."""
    one, second = known(request, person_pk), queries.known(request.user, other)
    if second is None:
        return again(request, "corrections:same", one.pk)
    draft = begun(request, offers.SAME.key(one.pk))
    form = SameForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.propose_merger(
                one, second, form.cleaned_data["reason"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            done = Person.objects.filter(pk__in=[one.pk, second.pk], merged_into=None).count() < 2
            messages.success(
                request,
                "Akterna är hopslagna."
                if done
                else "Förslaget är lämnat till de enheter som har personerna. Inget ändras förrän de svarat.",
            )
            return redirect("corrections:person", kept.pk)
    return page(
        request,
        "corrections/same_person.html",
        status=422 if request.method == "POST" else 200,
        person=one,
        other=second,
        compared=queries.compared(one, second),
        form=form,
        draft=draft,
        refused=refused,
    )


def _says_yes(request: Request, merger_pk: UUID) -> bool:
    """No is never held up."""
    return request.POST.get("answer") == "yes"


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("slå ihop två personakter", when=_says_yes)
def question(request: Request, merger_pk: UUID) -> HttpResponse:
    """A proposal that waits for one's unit's answer."""
    waiting = [one for one in queries.merger_questions(request.user) if one.merger == merger_pk]
    if not waiting:
        raise Http404
    draft = begun(request, offers.ANSWER.key(merger_pk))
    form = MergerAnswerForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["answer"] == "yes"
        try:
            for one in waiting:
                actions.answer_merger(
                    merger_pk,
                    one.compartment,
                    yes=yes,
                    why=form.cleaned_data["why"],
                    by=request.user,
                    at=request.at,
                )
                if not yes:
                    break
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Ditt svar är antecknat i ärendena.")
            return redirect("desk:day")
    on = swedish_day(request.at)
    return page(
        request,
        "corrections/merger.html",
        status=422 if request.method == "POST" else 200,
        asked=waiting[0],
        units=[unit.name for one in waiting if (unit := unit_of(one.compartment, on))],
        form=form,
        draft=draft,
        refused=refused,
    )
