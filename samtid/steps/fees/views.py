"""Avgiftens sidor: what it is counted from, the calculation line by line, and those that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.clashes import begun_from
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of
from samtid.base.look.refusals import beside
from samtid.ground.law import fees
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle

from . import actions, forms, offers, queries, rules, told
from .models import FeeBasis

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
LISTED = 100  # rows of each kind on the list: the page says how many more there are


def find(request: Request, pk: UUID) -> Case:
    """The case, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.case(request.user, pk))


@require_safe
def of_case(request: Request, case_pk: UUID) -> HttpResponse:
    """The fee of a case: the latest basis, the calculation, and the decisions."""
    case = find(request, case_pk)
    open_page(case, page="fees:case", by=request.user, at=request.at)
    return _show(request, case)


def _show(
    request: Request, case: Case, *, status: int = 200, refused: tuple[Obstacle, ...] = ()
) -> HttpResponse:
    viewer, on = request.user, swedish_day(request.at)
    noted = list(queries.bases(viewer, case))
    newest, draft = noted[0] if noted else None, queries.draft(viewer, case)
    decided = list(queries.decisions(viewer, case).exclude(signed_at=None))
    shown = draft or next(iter(decided), None)
    counted = queries.count_of(viewer, shown) if shown else None
    lines: tuple[rules.Line, ...] = told.lines_of(counted) if counted else ()
    is_new = newest is not None and (counted is None or counted.basis_id != newest.pk)
    month = fees.holds_from(newest.changed_on) if newest else None
    hindrances: tuple[Obstacle, ...] = ()
    if newest is not None and is_new and month is not None:
        # nothing is decided by the newest yet: what it would give
        try:
            lines = rules.count(told.facts_of(newest), queries.terms(month)).lines
        except NotYet as why:
            lines, hindrances = (), why.obstacles
    return page(
        request,
        "fees/case.html",
        status=status,
        case=case,
        person=case.dossier.person,
        basis=newest,
        facts=told.facts_of(newest) if newest else None,
        earlier=noted[1:],
        draft=draft,
        decided=decided,
        now=queries.in_force(viewer, case, on),
        counted=counted,
        is_new=is_new,
        since=told.month(month) if is_new and month else (told.month(counted.valid_from) if counted else ""),
        sections=rules.sections(lines),
        kr=told.kr,
        charged=queries.charged(viewer, case),
        refused=refused,
        hindrances=hindrances,
    )


@read_or_send
def basis(request: Request, case_pk: UUID) -> HttpResponse:
    """Write what the fee is counted from; a correction begins from what stood."""
    case, on = find(request, case_pk), swedish_day(request.at)
    latest = queries.bases(request.user, case).first()
    charged = {one.code: one.name for one in queries.charged(request.user, case)}
    draft = begun(request, offers.BASIS.key(case.pk))
    began = begun_from(request, draft, queries.standing(request.user, case))
    first = forms.words_of(latest) or _first_words(request, case)
    form = forms.BasisForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        charged=charged,
        costs=queries.self_costs(charged, on),
        is_first=latest is None,
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            _note(request, case, form, began.seen)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Underlaget är sparat. Läs igenom uträkningen.")
            return redirect("fees:case", case.pk)
    elif request.method != "POST":
        open_page(case, page="fees:note_basis", by=request.user, at=request.at)
    clash = began.clash(form, first)
    return page(
        request,
        "fees/basis.html",
        status=200 if request.method != "POST" else 409 if clash else 422,
        case=case,
        form=form,
        draft=draft,
        began=began,
        clash=clash,
        refused=refused,
    )


def _note(request: Request, case: Case, form: forms.BasisForm, seen: int | None) -> FeeBasis:
    said = form.cleaned_data
    return actions.note_basis(
        case,
        form.facts(),
        said["changed_on"],
        why=said.get("why", ""),
        seen=seen,
        by=request.user,
        at=request.at,
    )


def _first_words(request: Request, case: Case) -> dict[str, Any]:
    given = queries.charged(request.user, case)
    return {"changed_on": given[0].began_on or given[0].starts_on} if given else {}


@require_POST
def count(request: Request, case_pk: UUID) -> HttpResponse:
    """Count the fee by the latest basis into a draft decision."""
    case = find(request, case_pk)
    try:
        made = actions.count(case, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, case, status=422, refused=refusal.obstacles)
    messages.success(request, "Förslaget till beslut är skrivet. Läs brevet innan du skriver under.")
    return redirect("decisions:decision", made.pk)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Services without a decided fee, fees that are paid, and those to count anew at the turn of the year."""
    return _list(request)


def _list(request: Request, *, status: int = 200, refused: tuple[Obstacle, ...] = ()) -> HttpResponse:
    viewer, on = request.user, swedish_day(request.at)
    paid = queries.paying(viewer, on)
    return page(
        request,
        "fees/list.html",
        status=status,
        waiting=part_of(queries.without_fee_in_cases(viewer), LISTED),
        paid=part_of([one for one in paid if one.goes_on], LISTED),
        left_over=[one for one in paid if not one.goes_on and one.count.fee],
        recount=queries.to_recount(viewer, on),
        year=queries.year_ahead(on),
        refused=refused,
    )


@require_POST
def new_year(request: Request) -> HttpResponse:
    """Count each fee by the new year's price base, into drafts to sign."""
    try:
        made = actions.recount_year(by=request.user, at=request.at)
    except NotYet as refusal:
        return _list(request, status=422, refused=refusal.obstacles)
    messages.success(
        request, f"{len(made)} förslag till beslut är skrivna. Läs och skriv under vart och ett."
    )
    return redirect("fees:list")
