"""Att bedöma, föreslå och kommunicera."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.look.house import waits_for
from samtid.base.organisation import kept
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own

from .. import actions, forms, offers, queries, rules
from ..models import Investigation, Proposal
from ..words import Basis, Recommendation, ServiceCode, Told, kind_of
from .show import Sheet, fill_in, find

read_or_send = require_http_methods(["GET", "HEAD", "POST"])

PROPOSE = Sheet(
    offers.PROPOSAL,
    "Bedömning och förslag",
    "Uppgifterna står bredvid. Här skriver du vad du drar för slutsats av dem, och vad du föreslår.",
    "Spara bedömning och förslag",
    "Bedömningen och förslaget är sparade.",
)
COMMUNICATE = Sheet(
    offers.COMMUNICATION,
    "Kommunicera underlaget",
    "Innan något beslutas ska den enskilde få se allt som har betydelse, och få tid att svara.",
    "Spara",
    "Det är antecknat.",
)
ANSWER = Sheet(
    offers.ANSWER, "Synpunkter på underlaget", "", "Spara synpunkterna", "Synpunkterna är antecknade."
)


@read_or_send
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Write the assessment and the proposal, with what they rest on beside."""
    found = find(request, pk)
    latest = queries.proposals(request.user, found).first()

    def make(said: Any, kept: dict[str, Any]) -> forms.ProposalForm:
        return forms.ProposalForm(
            said,
            initial=kept,
            concerns_child=found.concerns_child,
            is_application=found.is_application,
            on=swedish_day(request.at),
        )

    def act(form: forms.ProposalForm, seen: int | None) -> None:
        said = form.cleaned_data
        code = said["service_code"]
        actions.propose(
            found,
            assessment=said["assessment"],
            best_interests=said.get("best_interests", ""),
            recommendation=Recommendation(said["recommendation"]),
            proposal=said["proposal"],
            kind=kind_of(ServiceCode(code)) if code else None,
            service_code=code,
            legal_basis=Basis(said["legal_basis"]) if said["legal_basis"] else None,
            seen=seen,
            by=request.user,
            at=request.at,
        )

    hindrances = rules.obstacles_to_proposing(queries.work(request.user, found))
    return fill_in(
        request,
        found,
        PROPOSE,
        make,
        act,
        row=queries.standing(request.user, found),
        first=_words_of(latest),
        hindrances=hindrances,
        opened=True,
    )


def _words_of(latest: Proposal | None) -> dict[str, Any]:
    """A new proposal begins where the former ended."""
    if latest is None:
        return {}
    names = ("assessment", "best_interests", "recommendation", "proposal", "service_code", "legal_basis")
    return {name: getattr(latest, name) for name in names}


def _latest(request: Request, found: Investigation) -> Proposal:
    proposal = queries.proposals(request.user, found).select_related("investigation", "case").first()
    if proposal is None:
        raise Http404
    return proposal


@read_or_send
def communicate(request: Request, pk: UUID) -> HttpResponse:
    """Note when the person got the material, or why not (FL 25 §)."""
    found = find(request, pk)
    proposal = _latest(request, found)

    def act(form: forms.CommunicateForm, seen: int | None) -> None:
        said = form.cleaned_data
        yes = said["done"] == "yes"
        actions.communicate(
            proposal,
            communicated_at=said["communicated_at"] if yes else None,
            how=Told(said["how"]) if yes and said["how"] else None,
            answer_by=said["answer_by"] if yes else None,
            not_communicated_reason="" if yes else said["not_communicated_reason"],
            by=request.user,
            at=request.at,
        )

    # FL 25 § says only that the time is fixed; nothing is proposed where the municipality has said nothing
    today = swedish_day(request.at)
    days = kept.number_if_any(Own.COMMUNICATION_ANSWER, today)
    first = {"answer_by": (today + timedelta(days=days)).isoformat()} if days is not None else {}

    def make(said: Any, kept: dict[str, Any]) -> forms.CommunicateForm:
        return forms.CommunicateForm(said, initial=kept)

    hindrances = waits_for("investigations.communicate", request.user, proposal, today)
    return fill_in(
        request,
        found,
        COMMUNICATE,
        make,
        act,
        first=first,
        hindrances=hindrances,
        proposal=proposal,
        onward="parties:communicate",
    )


@read_or_send
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Write down what the person said about the material."""
    found = find(request, pk)
    proposal = _latest(request, found)

    def act(form: forms.AnswerForm, seen: int | None) -> None:
        said = form.cleaned_data
        actions.answer(
            proposal, said["text"], answered_at=said["answered_at"], by=request.user, at=request.at
        )

    def make(said: Any, kept: dict[str, Any]) -> forms.AnswerForm:
        return forms.AnswerForm(said, initial=kept)

    waits = waits_for("investigations.answer", request.user, proposal, swedish_day(request.at))
    return fill_in(
        request, found, ANSWER, make, act, hindrances=waits, proposal=proposal, onward="parties:case"
    )
