"""Att informera, planera, lägga till uppgifter och skriva ned barnets ord."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.look.house import waits_for
from samtid.ground.law.days import swedish_day
from samtid.ground.sweden import swedish_time

from .. import actions, forms, offers
from ..models import Finding, Investigation
from ..words import Area, Difficulty, Factor, Method, SourceKind, Told, WhyNotHeard
from .show import Sheet, fill_in, find

read_or_send = require_http_methods(["GET", "HEAD", "POST"])

PLAN = Sheet(
    offers.PLAN, "Utredningsplan", "Så stor som behövs, inte större.", "Spara planen", "Planen är sparad."
)
INFORM = Sheet(
    offers.INFORM,
    "Informera dem som berörs",
    "Barnet, vårdnadshavarna och andra som berörs ska genast få veta att en utredning har inletts.",
    "Spara",
    "Det är antecknat.",
)
INFORMED = Sheet(
    offers.INFORMED,
    "Rätta när de informerades",
    "Det som stod går alltid att läsa.",
    "Rätta",
    "Det är rättat.",
)
FINDING = Sheet(
    offers.FINDING,
    "Lägg till uppgift",
    "En uppgift i taget, med källa och tid.",
    "Lägg till",
    "Uppgiften är tillagd.",
)
CORRECTION = Sheet(
    offers.CORRECTION,
    "Rätta uppgift",
    "Det du skriver läggs bredvid. Det som stod först går alltid att läsa.",
    "Lägg till rättelsen",
    "Rättelsen står nu bredvid uppgiften.",
)
VOICE = Sheet(
    offers.VOICE,
    "Barnets egna ord",
    "Barnet har rätt att berätta, och att få veta vad som händer, på ett sätt som barnet förstår.",
    "Spara",
    "Det är antecknat.",
)


@read_or_send
def plan(request: Request, pk: UUID) -> HttpResponse:
    """Write the plan."""
    found = find(request, pk)

    def act(form: forms.PlanForm, seen: int | None) -> None:
        actions.plan(found, form.cleaned_data["plan"], seen=seen, by=request.user, at=request.at)

    return fill_in(
        request,
        found,
        PLAN,
        lambda said, kept: forms.PlanForm(said, initial=kept),
        act,
        first={"plan": found.plan},
        row=found,
    )


@read_or_send
def inform(request: Request, pk: UUID) -> HttpResponse:
    """Note that those affected know, or why not yet (SoL 20:4)."""
    found = find(request, pk)

    def act(form: forms.InformForm, seen: int | None) -> None:
        said = form.cleaned_data
        yes = said["done"] == "yes"
        actions.inform_affected(
            found,
            informed_at=said["informed_at"] if yes else None,
            how=Told(said["how"]) if yes and said["how"] else None,
            not_informed_reason="" if yes else said["not_informed_reason"],
            by=request.user,
            at=request.at,
        )

    first = {"not_informed_reason": found.not_informed_reason}
    return fill_in(
        request,
        found,
        INFORM,
        lambda said, kept: forms.InformForm(said, initial=kept),
        act,
        first=first,
        hindrances=waits_for("investigations.inform_affected", request.user, found, swedish_day(request.at)),
        onward="parties:inform",
    )


@read_or_send
def correct_informed(request: Request, pk: UUID) -> HttpResponse:
    """Correct when those affected were told, or that they were not."""
    found = find(request, pk)

    def act(form: forms.CorrectInformedForm, seen: int | None) -> None:
        said = form.cleaned_data
        yes = said["done"] == "yes"
        actions.correct_informed(
            found,
            informed_at=said["informed_at"] if yes else None,
            how=Told(said["how"]) if yes and said["how"] else None,
            reason=said["reason"],
            by=request.user,
            at=request.at,
        )

    told = found.informed_at
    first = {"done": "yes", "informed_at": swedish_time(told) if told else None, "how": found.informed_how}
    return fill_in(
        request,
        found,
        INFORMED,
        lambda said, kept: forms.CorrectInformedForm(said, initial=kept),
        act,
        first=first,
        hindrances=waits_for("investigations.correct_informed", request.user, found, swedish_day(request.at)),
        onward="parties:case",
    )


@read_or_send
def add_finding(request: Request, pk: UUID) -> HttpResponse:
    """Add what somebody has told."""
    found = find(request, pk)
    first = {"factor": "", "area": request.GET.get("omrade", "")}
    return _finding(request, found, FINDING, first, None)


@read_or_send
def correct_finding(request: Request, pk: UUID) -> HttpResponse:
    """Put a correction beside a finding."""
    finding = get_object_or_404(Finding.objects.filter(corrects=None), pk=pk)
    found = find(request, finding.investigation_id)
    first = {
        "area": finding.area,
        "factor": finding.factor,
        "difficulty": finding.difficulty,
        "source": finding.source,
        "source_kind": finding.source_kind,
    }
    return _finding(request, found, CORRECTION, first, finding)


def _finding(
    request: Request, found: Investigation, sheet: Sheet, first: dict[str, Any], corrects: Finding | None
) -> HttpResponse:
    def make(said: Any, kept: dict[str, Any]) -> forms.FindingForm:
        return forms.FindingForm(said, initial=kept, method=Method(found.method))

    def act(form: forms.FindingForm, seen: int | None) -> None:
        said = form.cleaned_data
        actions.add_finding(
            found,
            area=Area(said["area"]),
            text=said["text"],
            source=said["source"],
            source_kind=SourceKind(said["source_kind"]),
            obtained_at=said["obtained_at"],
            factor=Factor(said.get("factor") or ""),
            difficulty=Difficulty(said["difficulty"]) if said.get("difficulty") else None,
            corrects=corrects,
            by=request.user,
            at=request.at,
        )

    about = corrects.pk if corrects else None
    return fill_in(request, found, sheet, make, act, about=about, first=first, corrects=corrects)


@read_or_send
def hear_child(request: Request, pk: UUID) -> HttpResponse:
    """Write down what the child said, or why the child has not been heard."""
    found = find(request, pk)

    def act(form: forms.VoiceForm, seen: int | None) -> None:
        said = form.cleaned_data
        yes = said["heard"] == "yes"
        actions.hear_child(
            found,
            heard_at=said["heard_at"] if yes else None,
            text=said["text"] if yes else "",
            minutes=said["minutes"],
            alone=said["alone"],
            why_not=WhyNotHeard(said["why_not"]) if not yes and said["why_not"] else None,
            not_heard_reason="" if yes else said["not_heard_reason"],
            by=request.user,
            at=request.at,
        )

    return fill_in(request, found, VOICE, lambda said, kept: forms.VoiceForm(said, initial=kept), act)
