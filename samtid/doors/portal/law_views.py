"""Frister och lagrum: every rule we count days by, for anyone to read, search and try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from samtid.base.access.request import OpenRequest
from samtid.base.look.fields import Day
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.organisation import kept
from samtid.ground.law import built, catalogue, municipal
from samtid.ground.law.days import swedish_day
from samtid.ground.law.municipal import OWN, own_of
from samtid.ground.law.own import Measure
from samtid.ground.law.rules import Confidence, Counted, NotInForce, Rule


class DayForm(forms.Form):
    """Räkna från dag."""

    dag = Day(
        label="Räkna från dag",
        missing="Skriv en dag, till exempel 2026-11-21.",
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What the calculator found: every wording that has a say with its day, the earliest first, or why there is none."""

    start: date
    counts: tuple[Counted, ...] = ()
    why_not: str = ""


@login_not_required
@require_safe
def rules(request: OpenRequest) -> HttpResponse:
    """The list, folded by area; ``?sok=`` leaves those that hold every word and ``?visa=alla`` unfolds all."""
    wanted, today = request.GET.get("sok", "")[:100], swedish_day(request.at)
    only_unwatched = request.GET.get("bevakas") == "nej"
    found = set(catalogue.find(wanted))
    if only_unwatched:
        found = {rule for rule in found if isinstance(built.of(rule.id), built.NotBuilt)}
    sections = [(title, [rule for rule in members if rule in found]) for title, members in catalogue.SECTIONS]
    context: dict[str, Any] = {
        "wanted": wanted,
        "all_open": request.GET.get("visa") == "alla",
        "sections": [(title, members) for title, members in sections if members],
        "count": len(found),
        "total": len(catalogue.ALL),
        "Confidence": Confidence,
        "today": today,
        "unwatched": {rule.id for rule in catalogue.ALL if isinstance(built.of(rule.id), built.NotBuilt)},
        "only_unwatched": only_unwatched,
        "plain": not request.user.is_authenticated,
    }
    if is_htmx(request):
        return fragment(request, "portal/rules.html", "found", **context)
    return page(request, "portal/rules.html", **context)


@login_not_required
@require_safe
def rule(request: OpenRequest, rule_id: str) -> HttpResponse:
    """One rule: its words, its paragraph, how sure we are, and a day to count from."""
    try:
        found = catalogue.get(rule_id)
    except catalogue.UnknownRule:
        raise Http404 from None
    today = swedish_day(request.at)
    own = own_of(found.id)
    number = kept.number_if_any(own, today) if own else None
    form = DayForm(request.GET) if "dag" in request.GET else DayForm(initial={"dag": today})
    counted = None
    if form.is_bound and form.is_valid():
        counted = _count(_as_decided(found, form.cleaned_data["dag"]), form.cleaned_data["dag"])
    return page(
        request,
        "portal/rule.html",
        status=422 if form.is_bound and not form.is_valid() else 200,
        rule=found,
        section=next(title for title, members in catalogue.SECTIONS if found in members),
        shown=found.at(today),
        applies=found.at(today).applied(today),
        coming=found.coming(today),
        built=built.of(found.id),
        former=found.former(today),
        form=form,
        counted=counted,
        own=own
        and (OWN[own].in_words(number) if number is not None else "Inte bestämt än: ingen dag räknas."),
        plain=not request.user.is_authenticated,
    )


def _as_decided(found: Rule, day: date) -> Rule:
    """A rule that is the municipality's own, with the number in force that day."""
    own = own_of(found.id)
    number = kept.number_if_any(own, day) if own and OWN[own].measure is not Measure.HOUR else None
    return municipal.counted(found, own, number) if own and number is not None else found


def _count(found: Rule, start: date) -> Found:
    try:
        return Found(start, found.counts(start))
    except NotInForce as refusal:
        return Found(start, why_not=str(refusal))
    except (OverflowError, ValueError):
        return Found(start, why_not="Dagen ligger bortom kalendern.")
