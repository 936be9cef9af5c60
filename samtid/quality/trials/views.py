"""Försöken: every one, one from plan to follow-up, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, only_for, posts_of
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators

from . import actions, forms, offers, queries, rules
from .models import Guard, Trial
from .words import Outcome, Side, State, Way

WHY = ("go_on", "stop", "drop")


@require_GET
def every(request: Request) -> HttpResponse:
    """Every trial, and how much is tried in each unit."""
    only_for(request, roles.COMPARES)
    today = swedish_day(request.at)
    sheet = sheet_of(queries.trials(request.user), request.GET.get("sida"))
    return page(
        request,
        "trials/every.html",
        sheet=sheet,
        states={one.pk: one.state(today) for one in sheet.object_list},
        names=all_indicators(),
        load=queries.load(request.user, today),
        most=rules.MOST_AT_ONCE,
        may_plan=not hindered(rules.TRIES, request.user, request.at),
    )


def plan(request: Request) -> HttpResponse:
    """A new plan."""
    only_for(request, roles.COMPARES)
    if hindered(rules.TRIES, request.user, request.at):
        raise Http404
    today = swedish_day(request.at)
    draft = begun(request, offers.PLAN.key("ny"))
    first = {"owner": str(request.user.pk), "looks": 1, "months": 12}
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None, initial=first | draft.fields,
        staff=organisation.told_apart(queries.may_own(today), today), places=_places(today),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.plan(
                form.plan(), Staff.objects.get(pk=said["owner"]), insists=bool(said["insist"]), by=request.user, at=request.at
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Planen är skriven. Sätt skyddsgränser och bestäm den sedan.")
            return redirect("trials:trial", made.pk)
    return page(
        request, "trials/plan.html", status=422 if form.is_bound else 200, form=form, draft=draft, trial=None, address=request.path
    )  # fmt: skip


def change(request: Request, tried_pk: str) -> HttpResponse:
    """Another plan, before it is settled."""
    one = get_object_or_404(queries.trials(request.user), pk=tried_pk)
    today = swedish_day(request.at)
    if request.method == "GET" and (
        one.begun_at or one.closed_at or hindered(rules.TRIES, request.user, request.at)
    ):
        return redirect("trials:trial", one.pk)
    draft = begun(request, offers.CHANGE.key(one.pk))
    found = queries.whole(request.user, one)
    first = {
        name: getattr(one, name)
        for name in ("name", "changed", "hypothesis", "indicator", "way", "method", "looks", "months", "starts_on", "ends_on")
    } | {"tries": [*map(str, found.units(Side.TRIES))], "beside": [*map(str, found.units(Side.BESIDE))]}  # fmt: skip
    first["seen"] = found.print_of(one)
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        places=_places(today),
        is_new=False,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                one,
                form.plan(),
                seen=form.cleaned_data["seen"] or None,
                insists=bool(form.cleaned_data["insist"]),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            asked_once(form, refusal)
            form.data["seen"] = first["seen"]  # type: ignore[index]  # told of it now; a draft keeps the old one
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Planen är ändrad.")
            return redirect("trials:trial", one.pk)
    return page(
        request, "trials/plan.html", status=422 if form.is_bound else 200, form=form, draft=draft, trial=one, address=request.path
    )  # fmt: skip


@require_GET
def trial(request: Request, tried_pk: str) -> HttpResponse:
    """One trial."""
    return _show(request, get_object_or_404(queries.trials(request.user), pk=tried_pk))


@require_POST
def set_guard(request: Request, tried_pk: str) -> HttpResponse:
    """A limit more."""
    form = forms.GuardForm(request.POST)
    return _pressed(
        request, tried_pk, "guard", form,
        lambda one, said, by: actions.set_guard(one, said["indicator"], Way(said["worse"]), said["limit"], **by),
    )  # fmt: skip


@require_POST
def take_guard(request: Request, guard_pk: str) -> HttpResponse:
    """A limit less."""
    guard = get_object_or_404(seen_by(request.user, Guard).select_related("trial"), pk=guard_pk)
    form = django_forms.Form(request.POST)
    return _pressed(
        request, str(guard.trial_id), "take", form, lambda one, said, by: actions.take_guard(guard, **by)  # type: ignore[attr-defined]
    )  # fmt: skip


@require_POST
def begin(request: Request, tried_pk: str) -> HttpResponse:
    """The plan is settled."""
    form = forms.PressForm(request.POST)
    return _pressed(
        request, tried_pk, "begin", form,
        lambda one, said, by: actions.begin(one, seen=said["seen"] or None, insists=bool(said["insist"]), **by),
    )  # fmt: skip


@require_POST
def look(request: Request, tried_pk: str) -> HttpResponse:
    """Counted, as the plan says."""
    return _pressed(
        request, tried_pk, "look", django_forms.Form(request.POST), lambda one, said, by: actions.look(one, **by)
    )  # fmt: skip


@require_POST
def drop(request: Request, tried_pk: str) -> HttpResponse:
    """It comes to nothing."""
    form = forms.WhyForm("drop", request.POST)
    return _pressed(
        request, tried_pk, "drop", form,
        lambda one, said, by: actions.drop(one, said["text"], insists=bool(said["insist"]), **by),
    )  # fmt: skip


@require_POST
def go_on(request: Request, tried_pk: str) -> HttpResponse:
    """It goes on although a limit is passed."""
    return _answered(request, tried_pk, "go_on", actions.go_on)


@require_POST
def stop(request: Request, tried_pk: str) -> HttpResponse:
    """It is broken off."""
    return _answered(request, tried_pk, "stop", actions.stop)


@require_POST
def decide(request: Request, tried_pk: str) -> HttpResponse:
    """Kept, changed or ended."""
    form = forms.DecideForm(request.POST)
    return _pressed(
        request, tried_pk, "decide", form,
        lambda one, said, by: actions.decide(
            one, Outcome(said["outcome"]), said["text"], said["follow_on"], insists=bool(said["insist"]), **by
        ),
    )  # fmt: skip


@require_POST
def follow(request: Request, tried_pk: str) -> HttpResponse:
    """How it stands now."""
    form = forms.FollowForm(request.POST)
    return _pressed(
        request, tried_pk, "follow", form,
        lambda one, said, by: actions.follow(one, said["text"], said["follow_on"], insists=bool(said["insist"]), **by),
    )  # fmt: skip


@require_POST
def hand_over(request: Request, tried_pk: str) -> HttpResponse:
    """Somebody else takes it on."""
    today = swedish_day(request.at)
    form = forms.OwnerForm(request.POST, staff=organisation.told_apart(queries.may_own(today), today))
    return _pressed(
        request, tried_pk, "owner", form,
        lambda one, said, by: actions.hand_over(one, Staff.objects.get(pk=said["owner"]), **by),
    )  # fmt: skip


def _places(today: Any) -> list[tuple[str, str]]:
    return [(str(unit.pk), unit.name) for unit in queries.units_on(today)]


def _answered(request: Request, tried_pk: str, name: str, does: Callable[..., None]) -> HttpResponse:
    """What also answers the limits that the page told of."""
    form = forms.WhyForm(name, request.POST)
    return _pressed(
        request, tried_pk, name, form,
        lambda one, said, by: does(one, said["text"], seen=form.count, insists=bool(said["insist"]), **by),
    )  # fmt: skip


def _pressed(
    request: Request,
    tried_pk: str,
    name: str,
    form: django_forms.Form,
    does: Callable[[Trial, dict[str, Any], dict[str, Any]], object],
) -> HttpResponse:
    one = get_object_or_404(queries.trials(request.user), pk=tried_pk)
    if form.is_valid():
        try:
            does(one, form.cleaned_data, {"by": request.user, "at": request.at})
        except NotYet as refusal:
            if "insist" in form.fields:
                asked_once(form, refusal)
                if any(rules.ALL_THE_SAME in one.text for one in refusal.obstacles):
                    form.data["insist"] = "1"  # type: ignore[index]
                # the page that refuses shows how it is now
                found = queries.whole(request.user, one)
                one.refresh_from_db()
                form.data["seen"] = found.print_of(one) if name == "begin" else str(len(found.breaches))  # type: ignore[index]
            else:
                on_form(form, refusal.obstacles)
        else:
            if name in offers.TEXTS:
                begun(request, offers.TEXTS[name].key(one.pk)).sent(by=request.user, at=request.at)
            messages.success(request, "Sparat.")
            return redirect("trials:trial", one.pk)
    return _show(request, one, refused={name: form})


def _show(
    request: Request, one: Trial, *, refused: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    today = swedish_day(request.at)
    found, state = queries.whole(request.user, one), one.state(today)
    writes = one.closed_at is None and not hindered(rules.TRIES, request.user, request.at)
    owns = writes and one.owner_id == request.user.pk  # type: ignore[attr-defined]
    names = all_indicators()
    figure = names.get(one.indicator)
    keys = {name: form.key(one.pk) for name, form in offers.TEXTS.items()}
    drafts = begun_all(request, *keys.values()) if owns else {}
    made: dict[str, django_forms.Form] = {}
    if owns:
        passed = {"seen": len(found.breaches)}
        made = {name: forms.WhyForm(name, initial=drafts[keys[name]].fields | passed) for name in WHY}
        made["decide"] = forms.DecideForm(initial=drafts[keys["decide"]].fields)
        made["follow"] = forms.FollowForm(initial=drafts[keys["follow"]].fields)
        made["begin"] = forms.PressForm(initial={"seen": found.print_of(one)})
    is_left = not queries.may_own(today).filter(pk=one.owner_id).exists() if writes else False  # type: ignore[attr-defined]
    hands = writes and (
        is_left or request.user.pk in (one.owner_id, one.by_id) or any(post.role in roles.LOOKS_AFTER_IDEAS for post in posts_of(request))  # type: ignore[attr-defined]
    )  # fmt: skip
    if writes:
        made["guard"] = forms.GuardForm()
    if hands:
        made["owner"] = forms.OwnerForm(staff=organisation.told_apart(queries.may_own(today), today))
    made |= refused or {}
    return page(
        request,
        "trials/trial.html",
        status=422 if refused else 200,
        trial=one,
        found=found,
        state=state,
        states=State,
        sides=Side,
        ways=Way,
        figure=figure,
        names=names,
        writes=writes,
        owns=owns,
        forms=made,
        drafts={name: drafts[key] for name, key in keys.items() if key in drafts},
        left=one.looks - found.looked,
        is_left=is_left,
        hands=hands,
        counted_from=queries.counted_from(one),
        value_of=forms.value_of,
        limits={guard.pk: forms.limit_of(guard) for guard in found.guards},
        today=today,
    )
