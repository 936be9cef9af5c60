"""Skyddsbedömning, utfall, skicka vidare, besked och svar: each POST is one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.words import Need
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle

from .. import actions, children_queries, forms, offers, queries, rules
from ..arrival_form import CorrectArrivalForm, CorrectKindForm, CorrectNeedForm
from ..children_forms import AtHomeForm
from ..models import Report
from ..words import Kind, Outcome
from .show import find, show


def _attempt(
    request: Request,
    report: Report,
    name: str,
    form: django_forms.Form,
    act: Callable[[], Any],
    *,
    said: str,
    draft: str,
    leaves: bool = False,
) -> HttpResponse:
    """Do ``act`` and go on; or show the page again with what was typed and why not."""
    refused: list[Obstacle] = []
    kept = begun(request, draft)  # whatever happens now, the text is kept
    if form.is_valid():
        try:
            act()
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            kept.sent(by=request.user, at=request.at)
            messages.success(request, said)
            return redirect("intake:queue") if leaves else redirect("intake:report", report.pk)
    return show(
        request,
        find(request, report.pk),
        status=422,
        **{name: form, "obstacles_found": refused, "wrong": form},
    )


@require_http_methods(["GET", "POST"])
def assess_protection(request: Request, pk: UUID) -> HttpResponse:
    """The immediate protection assessment."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    form = forms.ProtectionForm(request.POST, auto_id="skydd_%s")
    return _attempt(
        request,
        report,
        "protection_form",
        form,
        lambda: actions.assess_protection(
            report, form.answer(), form.cleaned_data["text"], by=request.user, at=request.at
        ),
        said="Skyddsbedömningen är sparad.",
        draft=offers.PROTECTION.key(pk),
    )


@require_http_methods(["GET", "POST"])
def correct_arrival(request: Request, pk: UUID) -> HttpResponse:
    """Correct when it came in; the clocks count anew."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    form = CorrectArrivalForm(request.POST, auto_id="ankomst_%s")

    def act() -> None:
        said = form.cleaned_data
        actions.correct_arrival(report, said["received_at"], said["reason"], by=request.user, at=request.at)

    return _attempt(
        request,
        report,
        "arrival_form",
        form,
        act,
        said="Tiden är rättad och fristerna omräknade.",
        draft=offers.ARRIVAL.key(pk),
    )


@require_http_methods(["GET", "POST"])
def correct_kind(request: Request, pk: UUID) -> HttpResponse:
    """Say that it is of another kind than it was registered as."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    form = CorrectKindForm(request.POST, auto_id="slag_%s")

    def act() -> None:
        said = form.cleaned_data
        actions.correct_kind(report, Kind(said["kind"]), said["reason"], by=request.user, at=request.at)

    return _attempt(
        request,
        report,
        "kind_form",
        form,
        act,
        said="Rättat. Fristerna följer med.",
        draft=offers.KIND.key(pk),
    )


@require_http_methods(["GET", "POST"])
def correct_need(request: Request, pk: UUID) -> HttpResponse:
    """Say that it is about something else than it was registered as."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    form = CorrectNeedForm(request.POST, auto_id="behov_%s")

    def act() -> None:
        said = form.cleaned_data
        actions.correct_need(report, Need(said["need"]), said["reason"], by=request.user, at=request.at)

    return _attempt(
        request,
        report,
        "need_form",
        form,
        act,
        said="Rättat. Fristerna följer med.",
        draft=offers.NEED.key(pk),
    )


@require_http_methods(["GET", "POST"])
def children(request: Request, pk: UUID) -> HttpResponse:
    """A report for each child in the home of an adult, or why not."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    form, no_need = AtHomeForm(request.POST, auto_id="barn_%s"), "no_need" in request.POST

    def act() -> None:
        said = form.cleaned_data
        if no_need:
            actions.report_no_children(report, said["reason"], by=request.user, at=request.at)
            return
        children = form.children(children_queries.place(request.user, report))
        text = form.with_lines(said["text"])
        actions.report_children(report, children, text, by=request.user, at=request.at)

    said = (
        "Skälet är sparat." if no_need else "Varje barn har fått en egen anmälan, med egen skyddsbedömning."
    )
    return _attempt(request, report, "at_home_form", form, act, said=said, draft=offers.AT_HOME.key(pk))


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: UUID) -> HttpResponse:
    """Close without an investigation, or lay that before the one who may decide."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    late = rules.is_late(report.received_at, swedish_day(request.at))
    childs = queries.is_childs(report)
    form = forms.CloseForm(request.POST, report=report, childs=childs, late=late, auto_id="avslut_%s")
    proposes = form.is_valid() and _needs_another(request, report, Outcome(form.cleaned_data["outcome"]))

    def act() -> None:
        said = form.cleaned_data
        verb = actions.propose_closing if proposes else actions.close_report
        verb(
            report,
            Outcome(said["outcome"]),
            said["reason"],
            late_reason=said.get("late_reason", ""),
            by=request.user,
            at=request.at,
        )

    said = "Förslaget är lämnat till den som får besluta." if proposes else "Beslutet är sparat."
    return _attempt(request, report, "close_form", form, act, said=said, draft=offers.CLOSE.key(pk))


def _needs_another(request: Request, report: Report, outcome: Outcome) -> bool:
    """The outcome is decided by somebody with delegation, and the viewer has none."""
    now = queries.situation(report, outcome, request.user, request.at)
    return outcome in rules.DECIDED and isinstance(now.mandate, Obstacle)


def _is_sealed(request: Request, pk: UUID) -> bool:
    """Those who lead the other unit are then given keys to what only the named see."""
    report = find(request, pk)
    return report.case is not None and report.case.is_sealed


@require_http_methods(["GET", "POST"])
@asks_proof("lämna ett skyddat ärende till en annan enhet", when=_is_sealed)
def route(request: Request, pk: UUID) -> HttpResponse:
    """Send on to another unit."""
    report = find(request, pk)
    if request.method == "GET":
        return redirect("intake:report", pk)
    units = {str(unit.pk): unit for unit in queries.receiving_units(swedish_day(request.at))}
    choices = [(key, unit.name) for key, unit in units.items() if unit.held != report.compartment_id]  # type: ignore[attr-defined]  # annotated
    form = forms.RouteForm(request.POST, units=choices, auto_id="skicka_%s")

    def act() -> None:
        said = form.cleaned_data
        actions.route(report, units[said["unit"]], said["reason"], by=request.user, at=request.at)

    return _attempt(
        request,
        report,
        "route_form",
        form,
        act,
        said="Det är skickat vidare.",
        draft=offers.ROUTE.key(pk),
        leaves=True,
    )


@require_http_methods(["GET", "POST"])
def feedback(request: Request, pk: UUID) -> HttpResponse:
    """Note that the reporter has been told."""
    return _answer(request, find(request, pk), "Beskedet till anmälaren är antecknat.")


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer a question."""
    return _answer(request, find(request, pk), "Svaret är antecknat och frågan avslutad.")


def _answer(request: Request, report: Report, said: str) -> HttpResponse:
    if request.method == "GET":
        return redirect("intake:report", report.pk)
    form = forms.AnswerForm(request.POST, auto_id="svar_%s")
    verb = actions.answer_question if report.kind == Kind.QUESTION else actions.send_feedback
    return _attempt(
        request,
        report,
        "answer_form",
        form,
        lambda: verb(report, form.cleaned_data["text"], by=request.user, at=request.at),
        said=said,
        draft=offers.ANSWER.key(report.pk),
    )
