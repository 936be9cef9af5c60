"""Att förlänga och att avsluta utan insats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle

from .. import actions, forms, offers, queries, rules
from ..ending_forms import CloseForm, EndMonitoringForm
from ..words import Outcome
from .show import Sheet, fill_in, find

read_or_send = require_http_methods(["GET", "HEAD", "POST"])

EXTEND = Sheet(
    offers.EXTENSION,
    "Förläng utredningstiden",
    "Fyra månader är lagens tid. Den får förlängas till en bestämd dag om det finns särskilda skäl.",
    "Besluta om förlängning",
    "Utredningstiden är förlängd.",
)
CLOSE = Sheet(
    offers.CLOSING,
    "Avsluta utan insats",
    "Utredningen och ärendet avslutas. Beslutet dokumenteras och går inte att ändra.",
    "Besluta och avsluta",
    "Utredningen är avslutad.",
)


MONITOR = Sheet(
    offers.MONITORING,
    "Avsluta uppföljningen",
    "Uppföljningen av barnets situation ska avslutas inom sex månader. Berätta för barn som har fyllt 15 år och för "
    "vårdnadshavare att den är slut.",
    "Skriv under och avsluta",
    "Uppföljningen är avslutad.",
)


@read_or_send
def end_monitoring(request: Request, pk: UUID) -> HttpResponse:
    """End the following up of a child's situation (SoL 23:5)."""
    found = find(request, pk)
    running = queries.monitoring(request.user, found) is not None

    def act(form: EndMonitoringForm, seen: int | None) -> None:
        actions.end_monitoring(found, form.cleaned_data["text"], by=request.user, at=request.at)

    return fill_in(
        request,
        found,
        MONITOR,
        lambda said, kept: EndMonitoringForm(said, initial=kept),
        act,
        hindrances=rules.obstacles_to_ending_monitoring(running=running, text="Skrivs på bladet."),
    )


@read_or_send
def extend(request: Request, pk: UUID) -> HttpResponse:
    """Give the investigation a longer, fixed time (SoL 20:3)."""
    found = find(request, pk)
    mandate = mandate_of(request.user, DecisionKind.EXTEND_INVESTIGATION, swedish_day(request.at))

    def act(form: forms.ExtendForm, seen: int | None) -> None:
        actions.extend(
            found, form.cleaned_data["to"], form.cleaned_data["reason"], by=request.user, at=request.at
        )

    return fill_in(
        request,
        found,
        EXTEND,
        lambda said, kept: forms.ExtendForm(said, initial=kept),
        act,
        hindrances=[mandate] if isinstance(mandate, Obstacle) else [],
        mandate=mandate if isinstance(mandate, Mandate) else None,
    )


@read_or_send
def close(request: Request, pk: UUID) -> HttpResponse:
    """End without a service, or because the application was taken back."""
    found = find(request, pk)
    on = swedish_day(request.at)
    mandate = mandate_of(request.user, DecisionKind.CLOSE_INVESTIGATION, on)
    outcome = Outcome.WITHDRAWN if found.is_application else Outcome.NO_SERVICE
    work = queries.work(request.user, found)
    before = rules.obstacles_to_closing(
        work, outcome, reason="Skälen skrivs på bladet.", mandate=mandate, on=on
    )

    def make(said: Any, kept: dict[str, Any]) -> CloseForm:
        return CloseForm(
            said, initial=kept, is_application=found.is_application, concerns_child=found.concerns_child
        )

    def act(form: CloseForm, seen: int | None) -> None:
        said = form.cleaned_data
        actions.close_without_service(
            found,
            Outcome(said["outcome"]),
            said["reason"],
            monitor=said.get("monitor", ""),
            by=request.user,
            at=request.at,
        )

    return fill_in(
        request,
        found,
        CLOSE,
        make,
        act,
        hindrances=before,
        mandate=mandate if isinstance(mandate, Mandate) else None,
    )
