"""Riskerna, årets kontroller och deras tillfällen: what is read, and what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, only_for
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.words import Level as Whose

from . import actions, forms, offers, queries, rules
from .models import Control, Occasion, Risk
from .words import Cell, How, Kind, Level, Outcome, Way, Why

Row = TypeVar("Row", Risk, Control)
WORDS: dict[str, Any] = {
    "levels": Level, "kinds": Kind, "hows": How, "ways": Way, "outcomes": Outcome, "whys": Why, "cells": Cell, "whose": Whose,
}  # fmt: skip


@require_GET
def every(request: Request) -> HttpResponse:
    """Every risk, the largest first."""
    today = swedish_day(request.at)
    sheet = sheet_of(queries.risks(request.user), request.GET.get("sida"))
    sizes = {
        one.pk: rules.level_of(one.likelihood, one.severity) for one in sheet.object_list if one.likelihood
    }
    return _page(
        request, "risks/every.html", sheet=sheet, sizes=sizes, today=today, writes=_writes(request),
        compares=bool(roles.COMPARES & {post.role for post in organisation.memberships(request.user, today)}),
        whom={one.pk: one.whom(today) for one in sheet.object_list},
    )  # fmt: skip


@require_GET
def year(request: Request) -> HttpResponse:
    """The wheel of a year and the report of it: the same figures."""
    only_for(request, roles.COMPARES)
    today = swedish_day(request.at)
    of = whole(request.GET.get("ar", "")) or today.year
    of = of if rules.FIRST_YEAR <= of <= today.year + 1 else today.year
    return _page(
        request, "risks/year.html", of=of, found=queries.year(request.user, of, today), today=today, writes=_writes(request),
        figures=all_indicators(), every=rules.EVERY, next=of < today.year + 1, former=of > rules.FIRST_YEAR, decimals=_decimals,
    )  # fmt: skip


def note(request: Request) -> HttpResponse:
    """A new risk."""
    only_for(request, roles.SETS_DIRECTION)
    draft, today = begun(request, offers.NOTE.key("ny")), swedish_day(request.at)
    form = forms.RiskForm(
        request.POST if request.method == "POST" else None, initial={"owner": str(request.user.pk)} | draft.fields,
        staff=_staff(request), places=queries.units_on(today),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.note(
                form.told(), form.assessed(), forms.key(form.cleaned_data["owner"]), insists=bool(form.cleaned_data["insist"]),
                by=request.user, at=request.at,
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Risken är uppskriven.")
            return redirect("risks:risk", made.pk)
    return _page(request, "risks/note.html", status=422 if form.is_bound else 200, form=form, draft=draft)


@require_GET
def risk(request: Request, risk_pk: str) -> HttpResponse:
    """One risk."""
    return _risk(request, get_object_or_404(queries.risks(request.user), pk=risk_pk))


@require_POST
def assess(request: Request, risk_pk: str) -> HttpResponse:
    """Another assessment."""
    form = forms.AssessForm(request.POST, staff=_staff(request))
    return _of_risk(
        request, risk_pk, "assess", form, offers.ASSESS,
        lambda one, by: actions.assess(one, form.assessed(), seen=form.count, insists=bool(form.cleaned_data["insist"]), **by),
    )  # fmt: skip


@require_POST
def finish(request: Request, risk_pk: str) -> HttpResponse:
    """The measure is done."""
    return _said_of_risk(request, risk_pk, "finish", offers.FINISH, actions.finish)


@require_POST
def close(request: Request, risk_pk: str) -> HttpResponse:
    """The risk is there no longer."""
    return _said_of_risk(request, risk_pk, "close", offers.CLOSE, actions.close)


@require_POST
def hand_over(request: Request, risk_pk: str) -> HttpResponse:
    """Somebody else answers for it."""
    form = forms.OwnerForm(request.POST, staff=_staff(request))
    return _of_risk(
        request, risk_pk, "owner", form, None,
        lambda one, by: actions.hand_over(one, forms.key(form.cleaned_data["owner"]), **by),
    )  # fmt: skip


def add_control(request: Request) -> HttpResponse:
    """A new control."""
    only_for(request, roles.SETS_DIRECTION)
    draft, today = begun(request, offers.CONTROL.key("ny")), swedish_day(request.at)
    first = {"owner": str(request.user.pk), "month": today.month % 12 + 1, "every": 12}
    form = forms.ControlForm(
        request.POST if request.method == "POST" else None, initial=first | draft.fields, staff=_staff(request),
        places=queries.units_on(today),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_control(
                form.control(), forms.key(form.cleaned_data["owner"]), insists=bool(form.cleaned_data["insist"]),
                by=request.user, at=request.at,
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Kontrollen är upplagd.")
            return redirect("risks:control", made.pk)
    return _page(request, "risks/plan.html", status=422 if form.is_bound else 200, form=form, draft=draft)


@require_GET
def control(request: Request, control_pk: str) -> HttpResponse:
    """One control with its occasions."""
    return _control(request, get_object_or_404(queries.controls(request.user), pk=control_pk))


@require_POST
def hand_control(request: Request, control_pk: str) -> HttpResponse:
    """Somebody else answers for it."""
    form = forms.OwnerForm(request.POST, staff=_staff(request))
    return _of_control(
        request, control_pk, "owner", form, None,
        lambda one, by: actions.hand_control(one, forms.key(form.cleaned_data["owner"]), **by),
    )  # fmt: skip


@require_POST
def end_control(request: Request, control_pk: str) -> HttpResponse:
    """It ends."""
    form = forms.TextForm("end", request.POST)
    return _of_control(
        request, control_pk, "end", form, offers.END,
        lambda one, by: actions.end_control(one, form.cleaned_data["text"], insists=bool(form.cleaned_data["insist"]), **by),
    )  # fmt: skip


def conclude(request: Request, occasion_pk: str) -> HttpResponse:
    """One occasion: what the figure said, what was concluded, and what is concluded now."""
    one = get_object_or_404(
        seen_by(request.user, Occasion).select_related("control__owner", "control__covers"), pk=occasion_pk
    )
    draft = begun(request, offers.CONCLUDE.key(one.pk))
    said = list(one.conclusions.select_related("by").order_by("-number"))
    writes = _writes(request)
    form = forms.ConcludeForm(
        request.POST if request.method == "POST" else None, initial={"seen": len(said)} | draft.fields,
        by_hand=one.control.how == How.HAND,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.conclude(
                one, told.get("outcome", ""), told["text"], told["measure"], seen=form.count, insists=bool(told["insist"]),
                by=request.user, at=request.at,
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal)
            form.data["seen"] = str(one.conclusions.count())  # type: ignore[index]  # the page that refuses shows how it is now
            said = list(one.conclusions.select_related("by").order_by("-number"))
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Sparat.")
            return redirect("risks:control", one.control.pk)
    return _page(
        request, "risks/occasion.html", status=422 if form.is_bound else 200, one=one, control=one.control, said=said, form=form, draft=draft,
        writes=writes, figure=all_indicators().get(one.control.indicator), decimals=_decimals,
    )  # fmt: skip


def _page(request: Request, name: str, **told: Any) -> HttpResponse:
    return page(request, name, **WORDS, **told)


def _writes(request: Request) -> bool:
    return not hindered(rules.STEERS, request.user, request.at)


def _staff(request: Request) -> list[tuple[str, str]]:
    today = swedish_day(request.at)
    return organisation.told_apart(queries.may_own(today), today)


def _decimals(value: Any) -> str:
    """A value as it is said: with the decimals that it has, and a comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _said_of_risk(
    request: Request, risk_pk: str, name: str, kept: DraftForm, does: Callable[..., None]
) -> HttpResponse:
    form = forms.TextForm(name, request.POST)
    return _of_risk(
        request, risk_pk, name, form, kept,
        lambda one, by: does(one, form.cleaned_data["text"], seen=form.count, insists=bool(form.cleaned_data["insist"]), **by),
    )  # fmt: skip


def _of_risk(
    request: Request,
    risk_pk: str,
    name: str,
    form: Any,
    kept: DraftForm | None,
    does: Callable[[Risk, dict[str, Any]], None],
) -> HttpResponse:
    one = get_object_or_404(queries.risks(request.user), pk=risk_pk)
    if _done(request, one, form, kept, does):
        return redirect("risks:risk", one.pk)
    one.refresh_from_db(fields=["closed_at", "doer", "measure_on", "owner", "next_on"])
    return _risk(request, one, refused={name: form})


def _of_control(
    request: Request,
    control_pk: str,
    name: str,
    form: Any,
    kept: DraftForm | None,
    does: Callable[[Control, dict[str, Any]], None],
) -> HttpResponse:
    one = get_object_or_404(queries.controls(request.user), pk=control_pk)
    if _done(request, one, form, kept, does):
        return redirect("risks:control", one.pk)
    return _control(request, one, refused={name: form})


def _done(
    request: Request, one: Row, form: Any, kept: DraftForm | None, does: Callable[[Row, dict[str, Any]], None]
) -> bool:
    """Whether it was done; else the form says why not, and knows how many lines the page that refuses shows."""
    if not form.is_valid():
        return False
    try:
        does(one, {"by": request.user, "at": request.at})
    except NotYet as refusal:
        if "insist" in form.fields:
            asked_once(form, refusal)
            form.data["seen"] = str(one.lines.count())
        else:
            on_form(form, refusal.obstacles)
        return False
    if kept is not None:
        begun(request, kept.key(one.pk)).sent(by=request.user, at=request.at)
    messages.success(request, "Sparat.")
    return True


def _risk(
    request: Request, one: Risk, *, refused: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    today, lines = swedish_day(request.at), queries.lines(request.user, one)
    writes = one.closed_at is None and _writes(request)
    made: dict[str, django_forms.Form] = {}
    drafts: dict[str, Any] = {}
    if writes:
        kept = {
            name: form.key(one.pk)
            for name, form in (("assess", offers.ASSESS), ("finish", offers.FINISH), ("close", offers.CLOSE))
        }
        found, staff, seen = begun_all(request, *kept.values()), _staff(request), {"seen": len(lines)}
        drafts = {name: found[key] for name, key in kept.items()}
        made["assess"] = forms.AssessForm(initial=seen | drafts["assess"].fields, staff=staff)
        for name in ("finish", "close"):
            made[name] = forms.TextForm(name, initial=seen | drafts[name].fields)
        made["owner"] = forms.OwnerForm(staff=staff)
    return _page(
        request, "risks/risk.html", status=422 if refused else 200, risk=one, lines=lines, writes=writes, forms=made | (refused or {}), drafts=drafts,
        today=today, whom=one.whom(today), latest=next((line for line in lines if line.kind == Kind.ASSESSED), None),
        likely=rules.LIKELY, severe=rules.SEVERE,
    )  # fmt: skip


def _control(
    request: Request, one: Control, *, refused: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    today = swedish_day(request.at)
    writes = one.ended_on is None and _writes(request)
    made: dict[str, django_forms.Form] = {}
    drafts: dict[str, Any] = {}
    if writes:
        drafts["end"] = begun(request, offers.END.key(one.pk))
        made = {
            "end": forms.TextForm("end", initial=drafts["end"].fields),
            "owner": forms.OwnerForm(staff=_staff(request)),
        }
    years = range(today.year - 1, today.year + 1)
    return _page(
        request, "risks/control.html", status=422 if refused else 200, control=one, lines=queries.lines(request.user, one), writes=writes,
        forms=made | (refused or {}), drafts=drafts, today=today, whom=one.whom(today), every=rules.EVERY, months=rules.MONTHS,
        held=queries.held(request.user, [one], years, today)[one.pk], figure=all_indicators().get(one.indicator), decimals=_decimals,
    )  # fmt: skip
