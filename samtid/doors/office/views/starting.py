"""Första dagen: from an empty database to a unit that can receive its first report, step by step."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.doors.office import actions, forms, queries, rules
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .changing import at_once
from .reading import at_home, show


@require_http_methods(["GET", "HEAD", "POST"])
@at_once
def start(request: Request) -> HttpResponse:
    """What is done and what comes next. POST takes the delegation order from the template, the minutes with it."""
    if not at_home(request):
        raise Http404
    today = swedish_day(request.at)
    form = forms.TemplateForm(request.POST if request.method == "POST" else None)
    refused: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_template(form.cleaned_data["minute"], by=request.user, at=request.at)
        except NotYet as refusal:
            refused = list(refusal.obstacles)
        else:
            messages.success(request, f"{made} rader i delegationsordningen är inlagda.")
            return redirect("office:start")
    return show(
        request,
        "office/start.html",
        status=422 if form.is_bound else 200,
        form=form,
        refused=refused,
        steps=queries.steps_of_start(today),
        order=rules.TEMPLATE,
        is_first=queries.is_setting_up(),
    )
