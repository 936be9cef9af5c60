"""Parternas sidor: the table of all of them, and one sheet for each thing that is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.request import Request
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import Kept, begun
from samtid.base.dossier.models import Case
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation import kept
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.decisions.queries import decisions, subject_of, told_at
from samtid.steps.decisions.rules import may_appeal
from samtid.steps.investigations.words import Basis

from . import actions, forms, offers, queries
from .models import Deed
from .rules import Line
from .words import Kind

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
Do = Callable[[list[Line]], object]


def find(request: Request, pk: UUID) -> Case:
    """The case, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.case(request.user, pk))


@require_safe
def of_case(request: Request, case_pk: UUID) -> HttpResponse:
    """Who are parties, how far it has come with each, and what has been noted."""
    case = find(request, case_pk)
    open_page(case, page="parties:case", by=request.user, at=request.at)
    sheet = queries.sheet(request.user, case, swedish_day(request.at))
    return page(
        request,
        "parties/case.html",
        case=case,
        sheet=sheet,
        Kind=Kind,
        service=queries.service,
        subject_of=subject_of,
        may_appeal=lambda decision: may_appeal(Basis(decision.legal_basis)),
    )


@read_or_send
def inform(request: Request, case_pk: UUID) -> HttpResponse:
    """Note for each party that they know of the investigation, or why not."""
    case = find(request, case_pk)
    sheet = queries.sheet(request.user, case, swedish_day(request.at))
    inquiry = sheet.investigation
    if inquiry is None or not inquiry.concerns_child:
        raise Http404
    left = [
        row.party
        for row in sheet.rows
        if row.party.acts and (row.informed is None or row.informed.kind is Kind.NOT_INFORMED)
    ]

    def act(lines: list[Line]) -> object:
        return actions.inform(inquiry, lines, by=request.user, at=request.at)

    return _each(request, case, "inform", left, act)


@read_or_send
def communicate(request: Request, case_pk: UUID) -> HttpResponse:
    """Note for each party that they have had the material, or which exemption there is (FL 25 §)."""
    case, on = find(request, case_pk), swedish_day(request.at)
    sheet = queries.sheet(request.user, case, on)
    proposal, inquiry = sheet.proposal, sheet.investigation
    if proposal is None or inquiry is None:
        raise Http404
    rows = sheet.rows
    if inquiry.closed_at is not None:
        day = queries.heard_on(inquiry, on)
        rows = queries.standing(request.user, case, day, today=on, proposal=proposal.pk).found
    left = [
        row.party
        for row in rows
        if row.party.acts and (row.communicated is None or row.communicated.kind is Kind.EXEMPT)
    ]

    def act(lines: list[Line]) -> object:
        return actions.communicate(proposal, lines, by=request.user, at=request.at)

    # the law says only that the time is fixed; nothing is proposed where the municipality has said nothing
    days = kept.number_if_any(Own.COMMUNICATION_ANSWER, on)
    first = {"last_day": (on + timedelta(days=days)).isoformat()} if days is not None else {}
    return _each(request, case, "communicate", left, act, first)


@read_or_send
def serve(request: Request, pk: UUID) -> HttpResponse:
    """Note for each party when they got to know one decision (FL 33 §)."""
    decision = get_object_or_404(decisions(request.user).exclude(signed_at=None), pk=pk)
    case = decision.case
    # those who were parties when it was made, also where custody has changed since
    made = queries.decided(request.user, decision, swedish_day(request.at))

    def act(lines: list[Line]) -> object:
        return actions.serve(decision, lines, by=request.user, at=request.at)

    first_told = told_at(request.user, decision)
    return _each(
        request, case, "serve", made.left, act, about=decision, doubts=made.doubts, first_told=first_told
    )


@read_or_send
def appeal(request: Request, pk: UUID) -> HttpResponse:
    """Write who appeals a decision, and when it came in."""
    decision = get_object_or_404(decisions(request.user).exclude(signed_at=None), pk=pk)
    day = queries.day_of(decision)
    who = queries.who(request.user, decision.case, day, swedish_day(request.at))
    draft = begun(request, offers.DRAFTS["appeal"].key(decision.pk))
    form = forms.AppealForm(
        request.POST if request.method == "POST" else None,
        parties=who.acting,
        initial={"received_at": forms.written(request.at)} | draft.fields,
    )

    def act(form: Any) -> object:
        said = form.cleaned_data
        return actions.appeal(
            decision, form.party, said["received_at"], said["note"], by=request.user, at=request.at
        )

    text = (
        f"Beslutet om {subject_of(decision).lower()}, {decision.decided_on}. Om det kom i rätt tid räknas ut av när den som "
        "överklagar själv fick del av beslutet."
    )
    return _one(request, decision.case, "appeal", "Ett överklagande har kommit in", text, form, act, draft)


def _each(
    request: Request,
    case: Case,
    verb: str,
    left: list[Any],
    act: Do,
    first: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """One sheet for all those left: shared said once, and for each what differs."""
    sent = request.POST if request.method == "POST" else None
    now = {} if verb == "serve" else {"at": forms.written(request.at)}
    about = context.get("about")
    draft = begun(request, offers.DRAFTS[verb].key(about.pk if about else case.pk))
    form = forms.EachForm(sent, verb=verb, parties=left, initial=now | (first or {}) | draft.fields)
    refused: list[Obstacle] = []
    if sent is not None and form.is_valid():
        try:
            act(form.lines())
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Det är antecknat för var och en.")
            return redirect("parties:case", case.pk)
    elif sent is None:
        open_page(case, page=f"parties:{verb}", by=request.user, at=request.at)
    return page(
        request,
        "parties/each.html",
        status=200 if sent is None else 422,
        case=case,
        verb=verb,
        draft=draft,
        subject_of=subject_of,
        form=form,
        refused=refused,
        **{"about": None, "doubts": (), "first_told": None} | context,
    )


@read_or_send
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Write what one party answered to what was sent, or that nothing came."""
    found = seen_by(request.user, Deed).select_related("case__dossier__person", "proposal")
    sent = get_object_or_404(found, pk=pk, kind=Kind.COMMUNICATED)

    def act(form: Any) -> object:
        said = form.cleaned_data
        came = said["at"] if said["done"] == "yes" else None
        return actions.answer(sent, came, said["text"], by=request.user, at=request.at)

    who = _name(request, sent)
    draft = begun(request, offers.DRAFTS["answer"].key(sent.pk))
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    text = f"{who} fick underlaget {swedish_day(sent.at)} och har till och med {sent.last_day} på sig."
    return _one(request, sent.case, "answer", "Svar på underlaget", text, form, act, draft)


@read_or_send
def consent(request: Request, case_pk: UUID) -> HttpResponse:
    """Write that a party consents, does not, or takes it back."""
    case = find(request, case_pk)
    who = queries.who(request.user, case, swedish_day(request.at))
    draft = begun(request, offers.DRAFTS["consent"].key(case.pk))
    form = forms.ConsentForm(
        request.POST if request.method == "POST" else None,
        parties=who.found,
        given=queries.consents(request.user, case),
        names=queries.people(request.user, case).names,
        initial={"at": forms.written(request.at)} | draft.fields,
    )

    def act(form: Any) -> object:
        said = form.cleaned_data
        return actions.consent(
            case,
            UUID(said["party"]),
            form.said,
            said["text"],
            subject=said["subject"],
            refers=UUID(said["refers"]) if said.get("refers") else None,
            said_at=said["at"],
            by=request.user,
            at=request.at,
        )

    text = "Varje part samtycker för sig. Ett samtycke som tas tillbaka läggs bredvid det som gavs."
    return _one(request, case, "consent", "Samtycke", text, form, act, draft)


@read_or_send
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Set a note aside that was wrong, with why."""
    found = seen_by(request.user, Deed).select_related("case__dossier__person", "investigation", "decision")
    deed = get_object_or_404(found, pk=pk)

    def act(form: Any) -> object:
        return actions.correct(deed, form.cleaned_data["text"], by=request.user, at=request.at)

    draft = begun(request, offers.DRAFTS["correct"].key(deed.pk))
    form = forms.CorrectForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    text = f"{_name(request, deed)}: {Kind.label_of(deed.kind).lower()}, {swedish_day(deed.at)}."
    return _one(request, deed.case, "correct", "Rätta en anteckning", text, form, act, draft)


def _name(request: Request, deed: Deed) -> str:
    return queries.people(request.user, deed.case).names.get(deed.party_id, "Parten")


def _one(
    request: Request,
    case: Case,
    verb: str,
    title: str,
    text: str,
    form: Any,
    act: Callable[[Any], object],
    draft: Kept,
) -> HttpResponse:
    """A sheet about one party."""
    refused: list[Obstacle] = []
    if form.is_bound and form.is_valid():
        try:
            act(form)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Det är antecknat.")
            return redirect("parties:case", case.pk)
    elif not form.is_bound:
        open_page(case, page=f"parties:{verb}", by=request.user, at=request.at)
    return page(
        request,
        "parties/one.html",
        status=422 if form.is_bound else 200,
        case=case,
        title=title,
        text=text,
        draft=draft,
        form=form,
        refused=refused,
    )
