"""Avvikelserna: report from any page, take on what has come, and read what became of what one reported."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.access.through import door
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from . import actions, forms, offers, queries, rules, words
from .models import Track


def report(request: Request) -> HttpResponse:
    """Report what happened, from the step where one stands."""
    today = swedish_day(request.at)
    units = list(organisation.units(today))
    own = {post.unit_id for post in organisation.memberships(request.user, today)}
    draft = begun(request, offers.REPORT.key())
    asked = {"page": rules.page_of(request.GET["steg"])} if "steg" in request.GET else {}
    if asked:
        # the routine goes with the step that it was read in, and not with another
        asked["routine"] = str(rules.version_of(request.GET.get("rutin", "")) or "")
    begin = {"unit": str(next(iter(sorted(own)), "")), "informed_at": request.at}
    form = forms.ReportForm(
        request.POST if request.method == "POST" else None,
        initial=begin | draft.fields | asked,
        units=[(str(unit.pk), unit.name) for unit in units],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.report(
                said["page"],
                next(unit for unit in units if str(unit.pk) == said["unit"]),
                [words.Track(one) for one in said["tracks"]],
                said["text"],
                said["informed_at"],
                bool(said["insist"]),
                rules.version_of(said["routine"]),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Tack. Rapporten är mottagen, och du får veta vad som blev av den.")
            return redirect("deviations:track", made[0].pk)
    return page(
        request,
        "deviations/report.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=draft,
        step=rules.step_of(form["page"].value() or ""),
        law=rules.LEX_SARAH,
        kinds=list(words.Track),
    )


@require_GET
def tracks(request: Request) -> HttpResponse:
    """What one has to take on, what one has reported, and for those who steer how often what happens where."""
    viewer, today = request.user, swedish_day(request.at)
    held = organisation.posts(viewer, today)
    steers = bool({role for role, _ in held} & roles.READS_HARDSHIPS)
    return page(
        request,
        "deviations/tracks.html",
        waiting=list(queries.to_handle(viewer, held)[:100]),
        sheet=sheet_of(queries.mine(viewer), request.GET.get("sida")),
        pattern=[
            (words.Step.label_of(step), words.Track.label_of(kind), count)
            for step, kind, count in (queries.pattern(today.year) if steers else ())
        ],
        steers=steers,
        few=rules.FEW,
        year=today.year,
    )


@require_GET
def track(request: Request, track_pk: str) -> HttpResponse:
    """One track: to the reporter the answer, to those who take it on everything and the next step."""
    return _show(request, get_object_or_404(queries.tracks(request.user), pk=track_pk))


@require_POST
def step(request: Request, track_pk: str) -> HttpResponse:
    """The next step."""
    one = get_object_or_404(queries.tracks(request.user), pk=track_pk)
    draft = begun(request, offers.STEP.key(one.pk))
    form = _step_form(request, one, request.POST)
    if form.is_valid():
        try:
            _take(request, one, form.cleaned_data)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("deviations:track", one.pk)
    return _show(request, one, step=form)


@require_POST
def hand_over(request: Request, track_pk: str) -> HttpResponse:
    """Give it to somebody to investigate."""
    one = get_object_or_404(queries.tracks(request.user), pk=track_pk)
    today = swedish_day(request.at)
    form = forms.OwnerForm(request.POST, staff=_investigators(today))
    if form.is_valid():
        try:
            actions.hand_over(
                one, Staff.objects.get(pk=form.cleaned_data["owner"]), by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Den du valde får nu läsa spåret och utreda.")
            return redirect("deviations:tracks")
    return _show(request, one, owner=form)


@require_POST
def add(request: Request, track_pk: str) -> HttpResponse:
    """The same event is something more."""
    one = get_object_or_404(queries.tracks(request.user), pk=track_pk)
    draft = begun(request, offers.ADD.key(one.pk))
    form = forms.AddForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.open_track(
                one,
                words.Track(said["kind"]),
                said["text"],
                bool(said["insist"]),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("deviations:track", made.pk)
    return _show(request, one, add=form)


def _take(request: Request, one: Track, said: dict[str, Any]) -> None:
    what, text = words.Done(said["what"]), said["text"]
    if what == words.Done.INVESTIGATED:
        gravity = words.Gravity(said["gravity"]) if said.get("gravity") else None
        actions.investigate(one, text, gravity, by=request.user, at=request.at)
        return
    does = {
        words.Done.RECEIVED: actions.receive,
        words.Done.SECURED: actions.secure,
        words.Done.NOTIFIED: actions.notify,
        words.Done.MEASURE: actions.take_measure,
        words.Done.EFFECT: actions.tell_effect,
        words.Done.FEEDBACK: actions.give_feedback,
    }
    does[what](one, text, by=request.user, at=request.at)


def _step_form(
    request: Request, one: Track, sent: Any = None, begin: dict[str, Any] | None = None
) -> forms.StepForm:
    gravity = words.Gravity(one.gravity) if one.gravity else None
    ahead = rules.next_steps(words.Track(one.kind), queries.done(request.user, one), gravity)
    first = {"what": str(ahead[0])} if ahead else {}
    return forms.StepForm(
        sent, initial=first | (begin or {}), next_steps=ahead if sent is None else list(words.Done),
        weighs=one.kind == words.Track.LEX_SARAH,
    )  # fmt: skip


def _investigators(today: date) -> list[tuple[str, str]]:
    return organisation.told_apart(queries.investigators(today), today)


def _show(
    request: Request,
    one: Track,
    *,
    step: forms.StepForm | None = None,
    owner: forms.OwnerForm | None = None,
    add: forms.AddForm | None = None,
) -> HttpResponse:
    viewer, today = request.user, swedish_day(request.at)
    handles = bool(door("handles_track", one.pk))
    drafts = begun_all(request, offers.STEP.key(one.pk), offers.ADD.key(one.pk))
    of_step, of_add = drafts.values()
    is_refused = any(form is not None for form in (step, owner, add))
    may_add = one.by_id == viewer.pk or handles
    if handles and owner is None:
        owner = forms.OwnerForm(staff=_investigators(today))
    return page(
        request,
        "deviations/track.html",
        status=422 if is_refused else 200,
        track=one,
        steps=queries.steps(viewer, one),
        clocks=[
            (clock, offers.name_of(clock), offers.law_of(clock)) for clock in queries.clocks(viewer, one)
        ],
        beside=[other for other in queries.tracks(viewer).filter(report=one.report) if other.pk != one.pk],
        handles=handles,
        is_mine=one.by_id == viewer.pk,
        step=step or _step_form(request, one, begin=of_step.fields),
        owner=owner,
        add=(add or forms.AddForm(initial=of_add.fields)) if may_add else None,
        step_draft=of_step,
        add_draft=of_add,
    )
