"""Efter beslutet: the letter, the notification, and the day it stands for good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from samtid.base.access.request import Request
from samtid.base.access.viewing import seen_by
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle

from .. import actions, forms, offers, queries
from ..letters import letters_of
from ..models import Appeal
from ..words import AppealEnd, Told
from .show import find, show


@require_safe
def letter(request: Request, pk: UUID, number: int = 1) -> HttpResponse:
    """One reader's letter: a draft is made anew and marked so; a decision's own lie in the dossier."""
    found = find(request, pk)
    if found.letter_id is not None:
        written = queries.letters(request.user, found).filter(number=number).first()
        # before each reader had a letter of their own there was one
        return redirect("dossier:document", written.document_id if written else found.letter_id)
    letters = letters_of(found, swedish_day(request.at))
    if not 1 <= number <= len(letters):
        raise Http404
    try:
        pdf = letters[number - 1][1].pdf()
    except NotYet as refusal:
        return show(request, found, status=422, refused=refusal.obstacles)
    open_page(found.case, page="decisions:letter", by=request.user, at=request.at, action=Opening.PRINT)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="utkast.pdf"'
    return answer


@require_POST
def notify(request: Request, pk: UUID) -> HttpResponse:
    """Note when and how the person got to know."""
    found = find(request, pk)
    form = forms.NotifyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.notify(found, said["told_at"], Told(said["how"]), by=request.user, at=request.at)
        except NotYet as refusal:
            return show(
                request,
                found,
                status=422,
                notify_form=form,
                wrong=form,
                refused=beside(form, refusal.obstacles),
            )
        messages.success(request, "Det är antecknat när den enskilde fick del av beslutet.")
        return redirect("decisions:decision", pk)
    return show(request, found, status=422, notify_form=form, wrong=form)


@require_POST
def note_final(request: Request, pk: UUID) -> HttpResponse:
    """Note that the time to appeal is over."""
    found = find(request, pk)
    try:
        actions.note_final(found, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, found, status=422, refused=refusal.obstacles)
    messages.success(request, "Det är antecknat att ingen har överklagat.")
    return redirect("decisions:decision", pk)


@require_POST
def correct_notice(request: Request, pk: UUID) -> HttpResponse:
    """Correct when the person got to know; the time to appeal counts anew."""
    found = find(request, pk)
    draft = begun(request, offers.CORRECT_NOTICE.key(pk))  # whatever happens now, the text is kept
    form = forms.CorrectNoticeForm(request.POST, auto_id="ratta_%s")
    refused: list[Obstacle] = []
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.correct_notice(
                found, said["told_at"], Told(said["how"]), said["reason"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Tiden är rättad och tiden för överklagande omräknad.")
            return redirect("decisions:decision", pk)
    return show(request, found, status=422, correct_form=form, wrong=form, refused=refused)


@require_POST
def receive_appeal(request: Request, pk: UUID) -> HttpResponse:
    """Note that an appeal came in."""
    found = find(request, pk)
    draft = begun(request, offers.APPEAL.key(pk))
    form = forms.AppealForm(request.POST, auto_id="overklagat_%s")
    refused: list[Obstacle] = []
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.receive_appeal(
                found, said["received_at"], said["note"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            in_time = "Det kom in i rätt tid." if made.in_time else "Det kom in för sent."
            messages.success(request, f"Överklagandet är antecknat. {in_time}")
            return redirect("decisions:decision", pk)
    return show(request, found, status=422, appeal_form=form, wrong=form, refused=refused)


@require_POST
def settle_appeal(request: Request, pk: UUID) -> HttpResponse:
    """Note that the appeal was sent on to the court, or dismissed."""
    appeal = get_object_or_404(seen_by(request.user, Appeal), pk=pk)
    found = find(request, appeal.decision_id)
    how = request.POST.get("how", "")
    if how not in {str(end) for end in AppealEnd}:
        wrong = Obstacle("Välj om överklagandet har överlämnats eller avvisats.", "FL 45–46 §§")
        return show(request, found, status=422, refused=[wrong])
    try:
        actions.settle_appeal(appeal, AppealEnd(how), by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, found, status=422, refused=refusal.obstacles)
    messages.success(request, AppealEnd.label_of(how) + ".")
    return redirect("decisions:decision", found.pk)
