"""Insatsens sidor."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import open_page as open_case_page
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.models import Unit
from samtid.base.organisation.queries import units
from samtid.ground.law.days import add_months, swedish_day
from samtid.ground.reasons import NotYet
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.queries import decisions

from . import actions, catalogue, forms, offers, queries, words
from .models import Service

GOAL_FIELD = {"goal": "goal_1_text"}


def start(request: Request, decision_pk: str) -> HttpResponse:
    """Start the service that a decision grants."""
    decision = get_object_or_404(
        decisions(request.user).select_related("case__dossier__person"), pk=decision_pk
    )
    planned = queries.not_begun(request.user, decision) if request.method == "GET" else None
    if planned is not None:
        return redirect("services:service", planned.pk)
    given = catalogue.BY_CODE.get(decision.service_code)
    return _start(request, decision.case, decision, (given,) if given else (), offers.START.key(decision.pk))


def start_open(request: Request, case_pk: str) -> HttpResponse:
    """Start a service that needs no individual test (SoL 11:5)."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    return _start(request, case, None, _without_test(swedish_day(request.at)), offers.START_OPEN.key(case.pk))


def _start(
    request: Request,
    case: Case,
    decision: Decision | None,
    offered: tuple[catalogue.CatalogueService, ...],
    key: str,
) -> HttpResponse:
    on = swedish_day(request.at)
    draft = begun(request, key)
    form = forms.StartForm(
        request.POST if request.method == "POST" else None,
        initial=_first_words(decision, on) | draft.fields,
        offered=offered,
        units=_units(offered, on),
        has_decision=decision is not None,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            service = actions.start_service(
                decision,
                said["unit"],
                said["code"],
                form.goals(),
                said["starts_on"],
                case=case,
                ends_on=said["ends_on"],
                extent=said["extent"],
                told_may_apply=said.get("told_may_apply", False),
                follow_up_on=said.get("follow_up_on"),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles, GOAL_FIELD)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Insatsen är startad.")
            return redirect("services:service", service.pk)
    if request.method == "GET":
        open_case_page(case, "services:start", by=request.user, at=request.at)
    return page(
        request,
        "services/start.html",
        status=422 if form.errors else 200,
        form=form,
        case=case,
        decision=decision,
        draft=draft,
    )


@require_GET
def service(request: Request, pk: str) -> HttpResponse:
    """One service, as much of it as the viewer may see."""
    shown = get_object_or_404(queries.services(request.user), pk=pk)
    actions.open_page([shown], "services:service", by=request.user, at=request.at)
    return _show(request, shown)


@require_POST
def begin(request: Request, pk: str) -> HttpResponse:
    """Note that help which was planned for later has begun: for those who hold the case."""
    shown = get_object_or_404(queries.services(request.user), pk=pk)
    get_object_or_404(dossier.cases(request.user), pk=shown.case_id)
    form = forms.BeginForm(request.POST)
    if form.is_valid():
        try:
            actions.begin_service(shown, form.cleaned_data["began_on"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"starts_on": "began_on"})
        else:
            messages.success(request, "Det är antecknat att insatsen har börjat.")
            return redirect("services:service", shown.pk)
    return _show(request, shown, begin_form=form, status=422)


def _show(
    request: Request, shown: Service, *, begin_form: forms.BeginForm | None = None, status: int = 200
) -> HttpResponse:
    case, on = queries.case_of(request.user, shown), swedish_day(request.at)
    return page(
        request,
        "services/service.html",
        status=status,
        begin_form=begin_form or forms.BeginForm(initial={"began_on": min(on, shown.starts_on)}),
        to_begin=case is not None and shown.began_on is None and shown.ended_at is None,
        service=shown,
        case=case,
        goals=queries.goals(request.user, shown),
        contact=queries.contact(request.user, shown),
        clocks=queries.clocks(request.user, shown) if case else [],
        state=shown.state(on),
    )


def add_goal(request: Request, pk: str) -> HttpResponse:
    """Add a goal to a running service."""
    shown = get_object_or_404(queries.services(request.user), pk=pk)
    draft = begun(request, offers.ADD_GOAL.key(shown.pk))
    form = forms.GoalForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_goal(shown, form.details(), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"goal": "text"})
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Målet är tillagt.")
            return redirect("services:service", shown.pk)
    return page(
        request,
        "services/add_goal.html",
        status=422 if form.errors else 200,
        form=form,
        service=shown,
        draft=draft,
    )


def end(request: Request, pk: str) -> HttpResponse:
    """End a service: for those who hold the case."""
    shown = get_object_or_404(queries.services(request.user), pk=pk)
    case = get_object_or_404(dossier.cases(request.user), pk=shown.case_id)
    draft = begun(request, offers.END.key(shown.pk))
    form = forms.EndForm(
        request.POST if request.method == "POST" else None,
        initial=draft.fields,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        try:
            actions.end_service(
                shown,
                words.EndReason(said["reason"]),
                ended_on=said["ended_on"],
                comment=said["comment"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Insatsen är avslutad.")
            return redirect("services:service", shown.pk)
    return page(
        request,
        "services/end.html",
        status=422 if form.errors else 200,
        form=form,
        service=shown,
        case=case,
        draft=draft,
    )


@require_GET
def running(request: Request) -> HttpResponse:
    """What the viewer's units carry out now, and what the viewer's cases are given."""
    own = queries.own_units(request.user, swedish_day(request.at))
    rows = list(queries.running(request.user))
    actions.open_page(rows, "services:running", by=request.user, at=request.at)
    mine = [row for row in rows if row.unit in own]
    return page(
        request,
        "services/running.html",
        carried_out_here=mine,
        given_elsewhere=[row for row in rows if row not in mine],
    )


@require_GET
def catalogue_page(request: Request) -> HttpResponse:
    """Every service that the municipality gives today, said plainly."""
    given = queries.given_on(swedish_day(request.at))
    groups = [
        (title, [line for line in given if line.known.test is test])
        for title, test in (
            ("Utan ansökan", words.NeedsTest.NONE),
            ("Efter ansökan och beslut", words.NeedsTest.LOCAL),
            ("Alltid efter beslut", words.NeedsTest.ALWAYS),
        )
    ]
    return page(request, "services/catalogue.html", groups=groups)


def _without_test(on: date) -> tuple[catalogue.CatalogueService, ...]:
    """What may be begun without a decision, of what the municipality gives on ``on``."""
    return tuple(line.known for line in queries.given_on(on) if not line.known.needs_test)


def _units(offered: tuple[catalogue.CatalogueService, ...], on: date) -> QuerySet[Unit]:
    kinds = {str(kind) for service in offered for kind in service.unit_kinds}
    return units(on).filter(kind__in=kinds)


def _first_words(decision: Decision | None, on: date) -> dict[str, Any]:
    """What a form of a new service begins with."""
    if decision is None:
        return {"starts_on": on, "follow_up_on": add_months(on, 3)}
    return {
        "code": decision.service_code,
        "extent": decision.extent,
        "starts_on": max(on, decision.valid_from or on),
        "ends_on": decision.valid_to,
        "goal_1_text": decision.goal,
    }
