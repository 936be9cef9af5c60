"""Mitt schema: one's own weeks, on the phone, and to say that one is ill."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, queries, rules
from ..words import AbsenceKind
from .week import day_of, own_units

WEEKS = 4


def mine(request: Request) -> HttpResponse:
    """One's own weeks; POST says that one is away."""
    today = swedish_day(request.at)
    form = forms.OwnAwayForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": str(AbsenceKind.SICK), "first": today, "last": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            kind = AbsenceKind(said["kind"])
            actions.tell_away(request.user, kind, said["first"], said["last"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(
                request, "Det är anmält. Den som lägger schemat ser att du är borta, chefen varför."
            )
            return redirect("roster:mine")
    first = rules.monday(day_of(request))
    days = [first + rules.DAY * n for n in range(7 * WEEKS)]
    start, end = rules.bounds(days[0])[0], rules.bounds(days[-1])[1]
    shifts = list(queries.own(request.user, start, end))
    away = [one for one in queries.own_absences(request.user, start) if not one.is_withdrawn]
    counted = [
        one.stint for one in shifts if one.revoked_at is None and one.stint.kind in rules.COUNTS_AS_ORDINARY
    ]
    weeks = [
        (
            day.isocalendar().week,
            [(one, [shift for shift in shifts if shift.stint.day == one]) for one in days[7 * n : 7 * n + 7]],
            rules.length(sum((one.works for one in counted if rules.monday(one.day) == day), rules.DAY * 0)),
        )
        for n, day in enumerate(days[::7])
    ]
    return page(
        request,
        "roster/mine.html",
        status=422 if form.errors else 200,
        form=form,
        weeks=weeks,
        away=away,
        today=today,
        before=first - rules.WEEK * WEEKS,
        after=first + rules.WEEK * WEEKS,
        units=own_units(request),
        span=rules.span,
        when=rules.when,
    )
