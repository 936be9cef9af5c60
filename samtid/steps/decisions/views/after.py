"""Efter beslutet: the letter, the notification, and the day it stands for good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet

from .. import actions, forms, queries
from ..letters import letters_of
from ..words import Told
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
