"""Syskonens skyddsbedömning på ett blad: one answer for each child, the shared words once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.people.rules import speaks_for_self
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle

from .. import actions, family_queries, offers, queries
from ..family import Assessed
from ..family_forms import ChildProtectionForm, SharedProtectionForm, all_valid
from .family import log
from .show import find

DRAWN = "ritat"  # of the form: which children stood on the sheet


@require_http_methods(["GET", "POST"])
def protection(request: Request, pk: UUID) -> HttpResponse:
    """The immediate protection assessment of those who have none; each is answered for by itself (SoL 20:1)."""
    report = find(request, pk)
    draft = begun(request, offers.FAMILY_PROTECTION.key(report.pk))  # whatever happens now, the text is kept
    sent = request.POST if request.method == "POST" else None
    household = family_queries.household(request.user, report)
    # of what is sent the rows that were drawn: one that somebody has assessed meanwhile is told, not dropped
    children = [
        one
        for one in household
        if (one.protection_assessed_at is None if sent is None else str(one.pk) in sent.getlist(DRAWN))
    ]
    if not children and (sent is None or not household):
        return redirect("intake:report", pk)
    log(request, children, "intake:family_protection")
    shared = SharedProtectionForm(sent, initial=draft.fields)
    known = any(one.case for one in children)
    rows = [
        ChildProtectionForm(
            sent,
            report=one,
            # whoever is waited with may be another family's
            initial={"left_out": known and one.case is None}
            | {name: draft.fields.get(f"barn-{one.pk}-{name}", "") for name in ("danger", "own")},
        )
        for one in children
    ]
    told: list[tuple[str, Obstacle]] = []
    meant = [row for row in rows if not row.is_left_out]
    if sent is not None and all_valid([shared, *rows]) and not meant:
        shared.add_error(None, "Välj minst ett barn att bedöma.")
    elif sent is not None and all_valid([shared, *rows]):
        done = actions.assess_together(
            [Assessed(row.report, row.answer(), row.cleaned_data["own"]) for row in meant],
            shared.cleaned_data["text"],
            by=request.user,
            at=request.at,
        )
        told = [
            (family_queries.name_of(result.report), obstacle)
            for result in done
            for obstacle in dict.fromkeys(result.obstacles)
        ]
        # what stands in the way of all of them alike is said once, at the field
        for obstacle in dict.fromkeys(obstacle for _, obstacle in told):
            if not beside(shared, [obstacle]):
                told = [one for one in told if one[1] != obstacle]
        if count := sum(not result.obstacles for result in done):
            messages.success(request, f"Skyddsbedömningar sparade: {count}.")
        if count == len(done):
            draft.sent(by=request.user, at=request.at)
            return redirect("intake:report", pk)
        left = {result.report.pk for result in done if result.obstacles}
        rows = [row for row in rows if row.report.pk in left or row.is_left_out]
    on = swedish_day(request.at)
    return page(
        request,
        "intake/family_protection.html",
        status=422 if sent is not None else 200,
        report=report,
        shared=shared,
        rows=rows,
        told=told,
        draft=draft,
        due=queries.protection_due(report),
        said=queries.said(request.user, report),
        own_party={
            row.report.pk
            for row in rows
            if row.report.case is not None
            and row.report.case.dossier.person.born_on is not None
            and speaks_for_self(row.report.case.dossier.person.born_on, on)
        },
    )
