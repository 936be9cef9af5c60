"""Kön, och att registrera det som inte kommer på webben."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import sealed_waiting
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import on_form
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet

from .. import actions, offers, queries
from ..forms import RegisterForm
from ..words import Stage

DRAFT = offers.REGISTER.key("new")


@require_safe
def queue(request: Request) -> HttpResponse:
    """Who waits, for what and until when; the most urgent first."""
    on = swedish_day(request.at)
    code = request.GET.get("kvitto", "").strip()[:20]
    found = queries.receipts(request.user, code).first() if code else None
    if found is not None:
        return redirect("intake:report", found.pk)
    rows = queries.queue(request.user)
    late = [row for row in rows if row.due is not None and row.due < on]
    stages = queries.grouped(rows)
    sheet = sheet_of(
        [(stage, row) for stage, group in stages.items() for row in group], request.GET.get("sida")
    )
    shown: dict[Stage, list[queries.Waiting]] = {}
    for stage, row in sheet:
        shown.setdefault(stage, []).append(row)
    return page(
        request,
        "intake/queue.html",
        stages=shown,
        contact=lambda report: queries.reporter_contact(request.user, report),
        counts={stage: len(group) for stage, group in stages.items()},
        sheet=sheet,
        total=len(rows),
        late=len(late),
        unprotected=sum(row.stage == Stage.PROTECTION for row in rows),
        code=code,
        sealed=sealed_waiting(request.user),
        today=on,
    )


@require_http_methods(["GET", "POST"])
def register(request: Request) -> HttpResponse:
    """A telephone call, a letter or a visit, into the same queue with the same clock."""
    draft = begun(request, DRAFT)
    if request.method == "POST":
        form = RegisterForm(request.POST)
        if form.is_valid():
            try:
                receipt = actions.receive_report(
                    form.details(), received_at=form.arrived(), by=request.user, at=request.at
                )
            except NotYet as refusal:
                on_form(form, refusal.obstacles)
            else:
                draft.sent(by=request.user, at=request.at)
                return _after(request, receipt)
        return page(request, "intake/register.html", form=form, draft=draft, status=422)
    form = RegisterForm(initial=draft.fields)
    return page(request, "intake/register.html", form=form, draft=draft)


def _after(request: Request, receipt: actions.Receipt) -> HttpResponse:
    """On to the report where one has a key to it, otherwise to the receipt."""
    messages.success(request, "Det är registrerat och ligger i kön.")
    mine = queries.waiting(request.user).filter(receipt=receipt.code).first()
    return redirect("intake:report", mine.pk) if mine else redirect("intake:registered", receipt.code)


@require_safe
def registered(request: Request, receipt: str) -> HttpResponse:
    """The receipt for somebody who may hand in and not read."""
    return page(request, "intake/registered.html", receipt=receipt)
