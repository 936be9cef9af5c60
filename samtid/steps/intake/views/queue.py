"""Kön, och att registrera det som inte kommer på webben."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.dossier.actions import drop_draft
from samtid.base.dossier.drafts import restored
from samtid.base.look.fragments import page
from samtid.ground.law.days import SWEDEN, swedish_day
from samtid.ground.reasons import NotYet

from .. import actions, queries
from ..forms import RegisterForm
from ..words import Kind, Stage

DRAFT = "intake:register:new"


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits, for what and until when; the most urgent first."""
    on = swedish_day(request.at)
    code = request.GET.get("kvitto", "").strip()[:20]
    found = queries.receipts(request.user, code).first() if code else None
    if found is not None:
        return redirect("intake:report", found.pk)
    rows = queries.queue(request.user)
    late = [row for row in rows if row.due is not None and row.due < on]
    return page(
        request,
        "intake/queue.html",
        stages=queries.grouped(rows),
        total=len(rows),
        late=len(late),
        unprotected=sum(row.stage == Stage.PROTECTION for row in rows),
        code=code,
        today=on,
    )


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A telephone call, a letter or a visit, into the same queue with the same clock."""
    if request.method == "POST":
        form = RegisterForm(request.POST)
        if form.is_valid():
            try:
                receipt = actions.receive_report(
                    form.details(), received_at=form.arrived(), by=request.user, at=request.at
                )
            except NotYet as refusal:
                for obstacle in refusal.obstacles:
                    form.add_error(obstacle.field or None, str(obstacle))
            else:
                drop_draft(DRAFT, by=request.user, at=request.at)
                return _after(request, receipt)
        return page(request, "intake/register.html", form=form, draft_key=DRAFT, saved_at=None, status=422)
    fields, saved_at = restored(request.user, DRAFT)
    initial = {"received_at": request.at.astimezone(SWEDEN), "kind": str(Kind.REPORT)} | fields
    form = RegisterForm(initial=initial)
    return page(request, "intake/register.html", form=form, draft_key=DRAFT, saved_at=saved_at)


def _after(request: HttpRequest, receipt: actions.Receipt) -> HttpResponse:
    """On to the report where one has a key to it, otherwise to the receipt."""
    messages.success(request, "Det är registrerat och ligger i kön.")
    mine = queries.waiting(request.user).filter(receipt=receipt.code).first()
    return redirect("intake:report", mine.pk) if mine else redirect("intake:registered", receipt.code)


@require_safe
def registered(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt for somebody who may hand in and not read."""
    return page(request, "intake/registered.html", receipt=receipt)
