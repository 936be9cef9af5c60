"""Skyddade personuppgifter: raised at once, lowered by two; and the alarms of a protected dossier."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access import actions as access
from samtid.base.access import queries as alarms
from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.access.words import Alarm, Opening
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case
from samtid.base.dossier.rules import is_lower
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation import queries as organisation
from samtid.base.people.words import Protection
from samtid.doors.desk import forms
from samtid.doors.desk.offers import ANSWER, PROTECT
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

PAGE = "desk:protect"


def _lowers(request: Request, case_pk: UUID) -> bool:
    """Whether less protection is asked for. More is never held up."""
    case = dossier.cases(request.user).filter(pk=case_pk).first()
    wanted = request.POST.get("level", "")
    if case is None or wanted not in {str(level) for level in Protection}:
        return False
    return is_lower(Protection(wanted), Protection(case.dossier.person.protection))


def _answers_a_lowering(request: Request, pk: UUID) -> bool:
    return any(
        is_lower(one.level, one.former)
        for one in dossier.protection_questions(request.user)
        if one.change == pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("föreslå ett lägre skydd", when=_lowers)
def protect(request: Request, case_pk: str) -> HttpResponse:
    """The level of today, what has been proposed, and one form: a stricter level is set, a lower one proposed."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    actions.open_page(case, PAGE, by=request.user, at=request.at)
    now_is = Protection(case.dossier.person.protection)
    through_glass = dossier.only_through_glass(request.user, case)
    draft = begun(request, PROTECT.key(case.pk))
    form = forms.ProtectionForm(
        request.POST if request.method == "POST" else None, initial={"level": now_is} | draft.fields
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        level, why = Protection(form.cleaned_data["level"]), form.cleaned_data["why"]
        try:
            if through_glass or is_lower(level, now_is) or level == now_is:
                actions.propose_protection(case, level, why, by=request.user, at=request.at)
                messages.success(request, "Förslaget är lämnat. Inget ändras förrän det är besvarat.")
            else:
                actions.set_protection(case, level, by=request.user, at=request.at)
                messages.success(request, "Skyddet är satt. Bara namngivna medarbetare ser akten.")
            draft.sent(by=request.user, at=request.at)
            return redirect(PAGE, case.pk)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
    return page(
        request,
        "desk/protection.html",
        status=422 if request.method == "POST" else 200,
        case=case,
        now_is=now_is,
        through_glass=through_glass,
        form=form,
        draft=draft,
        refused=refused,
        changes=list(dossier.protection_changes(request.user, case)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("svara på om skyddet ska sänkas", when=_answers_a_lowering)
def question(request: Request, pk: UUID) -> HttpResponse:
    """A proposal that waits for one's unit's answer. Whose it is stays unsaid: the one who proposed it knows."""
    asked = [one for one in dossier.protection_questions(request.user) if one.change == pk]
    if not asked:
        raise Http404
    for one in asked:
        access.log_opening(
            Opening.VIEW,
            page="desk:protection_question",
            dossier_id=one.dossier_id,
            compartment_id=one.compartment,
            by=request.user,
            at=request.at,
        )
    draft = begun(request, ANSWER.key(pk))
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["answer"] == "yes"
        try:
            for one in asked:
                actions.answer_protection(
                    pk, one.compartment, yes=yes, why=form.cleaned_data["why"], by=request.user, at=request.at
                )
                if not yes:
                    break
        except NotYet as refusal:
            beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Ditt svar är antecknat i personens ärenden.")
            return redirect("desk:day")
    return page(
        request,
        "desk/protection_question.html",
        status=422 if request.method == "POST" else 200,
        asked=asked[0],
        lowers=is_lower(asked[0].level, asked[0].former),
        units=[
            unit.name for one in asked if (unit := alarms.unit_of(one.compartment, swedish_day(request.at)))
        ],
        form=form,
        draft=draft,
        works=organisation.memberships(asked[0].proposed_by, swedish_day(request.at)).first(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: Request, pk: UUID) -> HttpResponse:
    """What has happened, who did it and how to reach them; pressed away when it is read."""
    told = get_object_or_404(alarms.alarms(request.user), pk=pk)
    if request.method == "POST":
        actions.see_alarm(told.pk, by=request.user, at=request.at)
        messages.success(request, "Larmet är markerat som läst.")
        return redirect("desk:day")
    if told.dossier_id:
        access.log_opening(
            Opening.VIEW,
            page="desk:alarm",
            dossier_id=told.dossier_id,
            compartment_id=told.compartment_id,
            by=request.user,
            at=request.at,
        )
    seen: Case | None = dossier.cases(request.user).filter(pk=told.case_id).first() if told.case_id else None
    shown: dict[str, Any] = {
        "told": told,
        "kind": Alarm(told.kind),
        "case": seen,
        "works": organisation.memberships(told.staff, swedish_day(request.at)).first(),
    }
    return page(request, "desk/alarm.html", **shown)
