"""Det här var svårt: from any page, and the list of what has been said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.reasons import NotYet

from . import actions, forms, offers, queries, rules, words


def hard(request: Request) -> HttpResponse:
    """Say that something was hard. GET gives a page of its own, for those without a script."""
    draft = begun(request, offers.HARD.key())
    asked = {"page": request.GET["steg"][:80]} if "steg" in request.GET else {}
    form = forms.HardForm(request.POST if request.method == "POST" else None, initial=draft.fields | asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_hard(**form.cleaned_data, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Tack. Det når dem som kan göra steget lättare.")
            return redirect("desk:day")
    return page(
        request,
        "improvement/hard.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        draft=draft,
        step=rules.step_of(form["page"].value() or ""),
    )


@require_GET
def hardships(request: Request) -> HttpResponse:
    """What has been hard, step by step."""
    said = list(queries.hardships(request.user)[:200])
    by_step = [(step, [one for one in said if one.step == step]) for step in words.Step]
    return page(request, "improvement/hardships.html", by_step=[pair for pair in by_step if pair[1]])
