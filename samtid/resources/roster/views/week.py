"""Enhetens vecka: people as rows, days as columns, and what the law says of it."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, posts_of
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import colleagues
from samtid.ground.law.asked import asked_day
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, queries, rules


def day_of(request: Request) -> date:
    """The day in the address (``?dag=2026-11-23``), or today."""
    return asked_day(request.GET.get("dag", ""), swedish_day(request.at))


def own_units(request: Request) -> list[Unit]:
    """Where the viewer works in a role that sees who works when."""
    return list(
        {post.unit_id: post.unit for post in posts_of(request) if post.role in queries.IN_VIEW}.values()
    )


def unit_of(request: Request, unit_pk: int) -> Unit:
    """One of the viewer's own units; of others there is no page."""
    found = next((one for one in own_units(request) if one.pk == unit_pk), None)
    if found is None:
        raise Http404
    return found


def lays(request: Request, unit: Unit) -> bool:
    """Whether the viewer lays the unit's roster."""
    return not rules.LAYS.obstacles([(post.role, post.unit_id) for post in posts_of(request)], unit)


def leads(request: Request, unit: Unit) -> bool:
    """Whether the viewer leads the unit."""
    return not rules.LEADS.obstacles([(post.role, post.unit_id) for post in posts_of(request)], unit)


def members(unit: Unit, *days: date) -> list[Staff]:
    """Who can have a row in the unit on one of the days."""
    found = {one.pk: one for day in days for one in colleagues(unit, day, *queries.IN_VIEW)}
    return list(found.values())


@require_GET
def own(request: Request) -> HttpResponse:
    """To the week of the unit whose roster one lays, else to one's own."""
    laid = [unit for unit in own_units(request) if lays(request, unit)]
    return redirect("roster:week", laid[0].pk) if laid else redirect("roster:mine")


@require_GET
def week(request: Request, unit_pk: int) -> HttpResponse:
    """Who works when."""
    return show(request, unit_of(request, unit_pk))


@require_POST
def contract(request: Request, unit_pk: int) -> HttpResponse:
    """Say how much somebody has agreed to work."""
    unit = unit_of(request, unit_pk)
    form = forms.ContractForm(request.POST, staff=members(unit, swedish_day(request.at)))
    if form.is_valid():
        said = form.cleaned_data
        try:
            minutes = round(said["hours"] * 60)
            actions.set_contract(
                unit, form.chosen(), minutes, said["from_on"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, f"Arbetstiden för {form.chosen().name} är sparad.")
            return redirect(f"{reverse('roster:week', args=[unit.pk])}?dag={day_of(request)}")
    return show(request, unit, form)


def show(request: Request, unit: Unit, contract_form: forms.ContractForm | None = None) -> HttpResponse:
    """The week's page, with the form that was refused, if any."""
    on = day_of(request)
    first = rules.monday(on)
    may_lay = lays(request, unit)
    found = queries.week(request.user, unit, first, judged=may_lay)
    today = swedish_day(request.at)
    return page(
        request,
        "roster/week.html",
        status=422 if contract_form is not None else 200,
        unit=unit,
        own_units=own_units(request),
        week=found,
        number=first.isocalendar().week,
        before=first - rules.WEEK,
        after=first + rules.WEEK,
        today=today,
        lays=may_lay,
        leads=leads(request, unit),
        wrong=[one for row in found.rows for one in row.wrong],
        hours=lambda minutes: rules.length(timedelta(minutes=minutes)),
        contract_form=contract_form
        or forms.ContractForm(staff=[row.staff for row in found.rows], initial={"from_on": first}),
    )
