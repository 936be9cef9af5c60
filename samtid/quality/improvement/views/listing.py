"""Listan, det undanlagda och årets förbättringar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from .. import actions, forms, queries, rules, words
from .saying import promised

# the tabs of the list, each with what it shows
SHOWN = {
    "svar": ("Väntar på svar", queries.unanswered),
    "pagar": ("Ska göras och provas", queries.going_on),
    "klart": ("Prövat och infört", queries.ended),
    "mina": ("Mina", queries.mine),
}


@require_GET
def ideas(request: Request) -> HttpResponse:
    """What has been said, by where it stands; each step and unit by itself if one wants."""
    viewer, today = request.user, swedish_day(request.at)
    is_steering = not hindered(rules.STEERS, viewer, request.at)
    tabs = [key for key in SHOWN if key != "svar" or is_steering]
    wanted = request.GET.get("visa", "")
    wanted = wanted if wanted in tabs else tabs[0]
    found = SHOWN[wanted][1](viewer)
    step = next((one for one in words.Step if one.value == request.GET.get("steg")), None)
    if step is not None:
        found = found.filter(step=step)
    unit = whole(request.GET.get("enhet", ""))
    if unit is not None:
        found = found.filter(unit=unit)
    return page(
        request,
        "improvement/ideas.html",
        sheet=sheet_of(found, request.GET.get("sida")),
        tabs_shown=[(key, SHOWN[key][0]) for key in tabs],
        wanted=wanted,
        step=step,
        steps=list(words.Step),
        units=list(organisation.units(today)),
        unit=unit,
        standing=queries.standing(today.year),
        looks_after=not hindered(rules.LOOKS_AFTER, viewer, request.at),
    )


@require_GET
def apart(request: Request) -> HttpResponse:
    """What was laid aside, to look through; and what somebody has called rubbish, which is kept."""
    viewer = request.user
    if hindered(rules.LOOKS_AFTER, viewer, request.at):
        return redirect("improvement:ideas")
    return page(
        request,
        "improvement/apart.html",
        waiting=list(queries.apart(viewer)[:100]),
        hidden=list(queries.hidden(viewer)[:100]),
    )


def programme(request: Request) -> HttpResponse:
    """The year's hundred: how many of how many, for whom, and how the promise is kept."""
    today = swedish_day(request.at)
    form = forms.ProgrammeForm(
        request.POST if request.method == "POST" else None, initial={"year": today.year}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide_programme(
                said["year"], said["target"], said["minute"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Målet är sparat.")
            return redirect("improvement:programme")
    return page(
        request,
        "improvement/programme.html",
        status=422 if form.is_bound else 200,
        standing=queries.standing(today.year),
        promised=promised(request),
        form=form,
        may_decide=not hindered(rules.LOOKS_AFTER, request.user, request.at),
        done=list(
            queries.ended(request.user).filter(done_on__year=today.year).order_by("-done_on", "pk")[:100]
        ),
        groups=list(words.Gains),
    )
