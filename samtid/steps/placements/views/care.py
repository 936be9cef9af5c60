"""Ett barns placering: how it begins, moves and ends, and what was written wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day, swedish_time

from .. import actions, forms, offers, queries, register, rules, words
from ..forms import SAME
from ..models import Care
from .showing import show


def begin(request: Request, case_pk: str) -> HttpResponse:
    """A child comes to a home."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    on, person = swedish_day(request.at), case.dossier.person
    found = register.matching(request.user, register.wish_of(person, on), closed_too=True)
    decided = {str(one.pk): one for one in queries.grounds(request.user, case)}
    beside = {one.code: one for one in register.alternatives(on)}
    draft = begun(request, offers.BEGIN.key(case.pk))
    form = forms.BeginForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_at": swedish_time(request.at), "secretary": str(request.user.pk)} | draft.fields,
        homes=_choices(found),
        grounds=[(str(one), f"{one.label}, {rules.citation(one, on)}") for one in rules.grounds_on(on)],
        decisions=[(pk, f"{one.decided_on}: {one.get_kind_display()}") for pk, one in decided.items()],
        alternatives={code: one.label for code, one in beside.items()},
        staff=queries.secretaries(request.user, on),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            care = actions.begin_care(
                case,
                actions.Begun(
                    home=form.chosen(),
                    starts_at=said["starts_at"],
                    ground=words.Ground(said["ground"]),
                    secretary=form.staff[said["secretary"]],
                    why_not=said["why_not"],
                    decision=decided.get(said["decision"]),
                    decision_text=said["decision_text"],
                    considered=[beside[code].kept() for code in said["considered"]],
                    anyway=said["anyway"],
                    note=said["note"],
                ),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Barnet är placerat.")
            return redirect("placements:care", care.pk)
    if request.method == "GET":
        open_page(case, "placements:begin", by=request.user, at=request.at)
    return page(
        request,
        "placements/begin.html",
        status=422 if form.errors else 200,
        case=case,
        person=person,
        form=form,
        draft=draft,
        found=found,
        unseen=register.obstacles_to_seeing(request.user),
        siblings=queries.siblings_in_care(request.user, person, request.at),
        going=queries.case_in_care(request.user, case),
    )


def _choices(found: list[register.Matched]) -> list[tuple[str, list[Any]]]:
    return [(fit.label, [one.known for one in found if one.match.fit is fit]) for fit in words.Fit]


@require_GET
def care(request: Request, pk: str) -> HttpResponse:
    """One child's care."""
    return show(request, _care(request, pk))


def _care(request: Request, pk: str) -> Care:
    return get_object_or_404(queries.cares(request.user), pk=pk)


def move(request: Request, pk: str) -> HttpResponse:
    """The child comes to another home."""
    shown = _care(request, pk)
    wish = register.wish_of(shown.person, swedish_day(request.at))
    found = register.matching(request.user, wish, closed_too=True)
    draft = begun(request, offers.MOVE.key(shown.pk))
    form = forms.MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_at": swedish_time(request.at)} | draft.fields,
        homes=_choices(found),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.move(
                shown,
                form.chosen(),
                said["starts_at"],
                words.Why(said["why"]),
                anyway=said["anyway"],
                note=said["note"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Flytten är registrerad.")
            return redirect("placements:care", shown.pk)
    return page(
        request,
        "placements/move.html",
        status=422 if form.errors else 200,
        care=shown,
        stay=queries.stay_at(shown, request.at),
        form=form,
        draft=draft,
        found=found,
        unseen=register.obstacles_to_seeing(request.user),
        siblings=queries.siblings_in_care(request.user, shown.person, request.at),
    )


@require_POST
def leave(request: Request, pk: str) -> HttpResponse:
    """The child is not in its home."""
    shown, form = _care(request, pk), forms.LeaveForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.leave(shown, said["left_at"], words.LeftWhy(said["why"]), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.warning(
                request, "Barnet står nu utan hem, överst i listan, tills du skriver var barnet är."
            )
            return redirect("placements:care", shown.pk)
    return show(request, shown, leaving=form)


def end(request: Request, pk: str) -> HttpResponse:
    """The care ends."""
    shown = _care(request, pk)
    draft = begun(request, offers.END.key(shown.pk))
    form = forms.EndForm(
        request.POST if request.method == "POST" else None,
        initial={"ended_at": swedish_time(request.at)} | draft.fields,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.end_care(
                shown,
                said["ended_at"],
                words.Destination(said["destination"]),
                comment=said["comment"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Vården är avslutad och fristerna har stannat.")
            return redirect("placements:care", shown.pk)
    return page(
        request, "placements/end.html", status=422 if form.errors else 200, care=shown, form=form, draft=draft
    )


def correct(request: Request, pk: str) -> HttpResponse:
    """Where, or from when, a child really was."""
    stay = get_object_or_404(queries.placements(request.user), pk=pk)
    shown = _care(request, str(stay.care_id))
    first = {"home": SAME if queries.is_withheld(request.user, shown) else str(stay.home_id)}
    found = register.register(request.user, swedish_day(request.at))
    draft = begun(request, offers.CORRECT.key(stay.pk))
    begun_with = dict(draft.fields)
    if first["home"] == SAME and begun_with.get("home") == str(stay.home_id):
        begun_with["home"] = SAME  # begun before the home was withheld: the choice would tell which it is
    form = forms.CorrectForm(
        request.POST if request.method == "POST" else None,
        initial=first | {"starts_at": swedish_time(stay.starts_at)} | begun_with,
        homes=[(kind.label, [one for one in found if one.kind is kind]) for kind in words.HomeKind],
        same=stay.home if first["home"] == SAME else None,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.correct(
                stay, form.chosen(), said["starts_at"], said["why"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Rättelsen är sparad. Det som stod finns kvar bredvid.")
            return redirect("placements:care", shown.pk)
    return page(
        request,
        "placements/correct.html",
        status=422 if form.errors else 200,
        care=shown,
        stay=stay,
        form=form,
        draft=draft,
    )
