"""Frågorna: every one, one from beginning to now, and what is written in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, only_for
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole
from samtid.quality.indicators import queries as indicators
from samtid.quality.indicators import rules as figures
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.said import shown_by

from . import actions, asking, forms, offers, queries, rules
from .models import Inquiry, Line
from .words import Kind, Result, Source, Verdict

# where the figure stands, beside the question: a page of another room is reached by its address
FIGURE = {Source.INDICATOR: "indicators:figure", Source.KOLADA: "kolada:indicator"}


@require_GET
def every(request: Request) -> HttpResponse:
    """Every question, open ones first."""
    only_for(request, roles.COMPARES)
    return page(
        request,
        "inquiries/every.html",
        sheet=sheet_of(queries.inquiries(request.user), request.GET.get("sida")),
    )


def ask(request: Request, key: str) -> HttpResponse:
    """Ask about an indicator, with what it says right now."""
    only_for(request, roles.COMPARES)
    one = all_indicators().get(key)
    if one is None or hindered(rules.ASKS, request.user, request.at):
        raise Http404
    found = indicators.whole(request.user, one)
    units = indicators.units_of(found.units)
    unit = (
        units.get(whole_number) if (whole_number := whole(request.GET.get("enhet", ""))) is not None else None
    )
    course = found.units[unit.pk] if unit is not None else found.course
    seen = figures.sentence(course, shown_by(one), one.period) + _latest(course, one)
    title = f"{one.name}, {unit.name}" if unit is not None else one.name
    asked = f"?enhet={unit.pk}" if unit is not None else ""
    return asking.answer(
        request, actions.About(Source.INDICATOR, key, title, seen), draft_key=offers.ASK.key(key),
        address=reverse("inquiries:ask", args=[key]) + asked, back=reverse("indicators:figure", args=[key]) + asked,
    )  # fmt: skip


def _latest(course: figures.Course, one: Any) -> str:
    return f" Senast, {course.latest.label}: {shown_by(one)(course.latest.value)}." if course.latest else ""


@require_GET
def inquiry(request: Request, inquiry_pk: str) -> HttpResponse:
    """One question."""
    return _show(request, get_object_or_404(queries.inquiries(request.user), pk=inquiry_pk))


@require_POST
def write(request: Request, inquiry_pk: str, kind: str) -> HttpResponse:
    """A cause, a look, a finding, an action, or how it looks now."""
    one = get_object_or_404(queries.inquiries(request.user), pk=inquiry_pk)
    what = next((each for each in offers.ROW if each == kind), None)
    if what is None:
        raise Http404
    draft = begun(request, offers.ROW[what].key(one.pk))
    form = forms.RowForm(what, request.POST, staff=asking.staff_on(swedish_day(request.at)))
    if form.is_valid():
        said = form.cleaned_data
        owner = int(said["owner"]) if said.get("owner") else None
        row = rules.Written(what, said["text"], due_on=said.get("due_on"), owner=owner)
        try:
            actions.write(one, row, insists=bool(said["insist"]), by=request.user, at=request.at)
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect(f"{reverse('inquiries:inquiry', args=[one.pk])}#{what}")
    return _show(request, one, refused={str(what): form})


@require_POST
def put_off(request: Request, inquiry_pk: str) -> HttpResponse:
    """Another day to look again."""
    one = get_object_or_404(queries.inquiries(request.user), pk=inquiry_pk)
    form = forms.DayForm(request.POST)
    return _pressed(
        request, one, form, "day",
        lambda said: actions.put_off(one, said["day"], said["why"], insists=bool(said["insist"]), by=request.user, at=request.at),
    )  # fmt: skip


@require_POST
def hand_over(request: Request, inquiry_pk: str) -> HttpResponse:
    """Somebody else takes it on."""
    one = get_object_or_404(queries.inquiries(request.user), pk=inquiry_pk)
    form = forms.OwnerForm(request.POST, staff=asking.staff_on(swedish_day(request.at)))
    return _pressed(
        request, one, form, "owner",
        lambda said: actions.hand_over(one, Staff.objects.get(pk=said["owner"]), by=request.user, at=request.at),
    )  # fmt: skip


@require_POST
def close(request: Request, inquiry_pk: str) -> HttpResponse:
    """Close with a result."""
    one = get_object_or_404(queries.inquiries(request.user), pk=inquiry_pk)
    draft = begun(request, offers.CLOSE.key(one.pk))
    form = forms.CloseForm(request.POST)

    def does(said: dict[str, Any]) -> None:
        actions.close(
            one,
            Result(said["result"]),
            said["text"],
            insists=bool(said["insist"]),
            by=request.user,
            at=request.at,
        )
        draft.sent(by=request.user, at=request.at)

    return _pressed(request, one, form, "close", does)


def weigh(request: Request, line_pk: str) -> HttpResponse:
    """Whether a cause holds."""
    line = _line(request, line_pk, Kind.HYPOTHESIS)
    form = forms.WeighForm(
        request.POST if request.method == "POST" else None,
        initial=begun(request, offers.WEIGH.key(line.pk)).fields,
    )
    return _answered(
        request, line, form, offers.WEIGH, "Stämmer det?",
        lambda said: rules.Written(Kind.WEIGHED, said["text"], line.pk, Verdict(said["verdict"])),
    )  # fmt: skip


def end(request: Request, line_pk: str) -> HttpResponse:
    """How an action went."""
    line = _line(request, line_pk, Kind.ACTION)
    form = forms.EndForm(
        request.POST if request.method == "POST" else None,
        initial=begun(request, offers.END.key(line.pk)).fields,
    )
    return _answered(
        request, line, form, offers.END, "Hur gick det?",
        lambda said: rules.Written(Kind(said["kind"]), said["text"], line.pk),
    )  # fmt: skip


def _line(request: Request, line_pk: str, kind: Kind) -> Line:
    return get_object_or_404(
        seen_by(request.user, Line).filter(kind=kind).select_related("inquiry"), pk=line_pk
    )


def _answered(
    request: Request,
    line: Line,
    form: django_forms.Form,
    drafted: Any,
    heading: str,
    row: Callable[[dict[str, Any]], rules.Written],
) -> HttpResponse:
    draft = begun(request, drafted.key(line.pk))
    hinder = hindered(rules.ASKS, request.user, request.at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write(
                line.inquiry, row(said), insists=bool(said["insist"]), by=request.user, at=request.at
            )
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("inquiries:inquiry", line.inquiry_id)  # type: ignore[attr-defined]
    return page(
        request,
        "inquiries/answer.html",
        status=422 if form.is_bound else 200,
        line=line,
        form=form,
        draft=draft,
        heading=heading,
        address=request.path,
        hinder=hinder,
    )


def _pressed(
    request: Request, one: Inquiry, form: django_forms.Form, name: str, does: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if form.is_valid():
        try:
            does(form.cleaned_data)
        except NotYet as refusal:
            (asked_once if "insist" in form.fields else _beside)(form, refusal)
        else:
            messages.success(request, "Sparat.")
            return redirect("inquiries:inquiry", one.pk)
    return _show(request, one, refused={name: form})


def _beside(form: django_forms.Form, refusal: NotYet) -> None:
    on_form(form, refusal.obstacles)


def _show(
    request: Request, one: Inquiry, *, refused: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    today = swedish_day(request.at)
    found = queries.whole(request.user, one)
    writes = one.closed_at is None and not hindered(rules.ASKS, request.user, request.at)
    staff = asking.staff_on(today) if writes else []
    keys = {str(kind): drafted.key(one.pk) for kind, drafted in offers.ROW.items()}
    keys["close"] = offers.CLOSE.key(one.pk)
    drafts = begun_all(request, *keys.values()) if writes else {}
    made: dict[str, django_forms.Form] = {}
    if writes:
        made = {
            str(kind): forms.RowForm(kind, initial=drafts[keys[str(kind)]].fields, staff=staff)
            for kind in offers.ROW
        }
        made |= {
            "day": forms.DayForm(),
            "owner": forms.OwnerForm(staff=staff),
            "close": forms.CloseForm(initial=drafts[keys["close"]].fields),
        }
    made |= refused or {}
    address = FIGURE[Source(one.source)]
    return page(
        request,
        "inquiries/inquiry.html",
        status=422 if refused else 200,
        inquiry=one,
        whole=found,
        writes=writes,
        is_owner=one.owner_id == request.user.pk,  # type: ignore[attr-defined]
        may_look=today >= one.look_again_on,
        forms=made,
        drafts={name: drafts[key] for name, key in keys.items() if key in drafts},
        left=rules.obstacles_to_closing(Result.EXPLAINED, found.said, one.look_again_on) if writes else [],
        figure=reverse(address, args=[one.key]),
        kinds=Kind,
        today=today,
    )
