"""Värdens sidor: prepare, print, and lead from step to step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.middleware import is_no_use
from samtid.base.access.once import once_by_itself
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of, sheet_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation.doing import hindered
from samtid.ground.ids import chance
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules, words
from ..models import Workshop


def one_of(request: Request, workshop_pk: str) -> Workshop:
    """The workshop, if the viewer sees it."""
    return get_object_or_404(queries.workshops(request.user), pk=workshop_pk)


def refused(request: Request, one: Workshop | None = None) -> list[Any]:
    """Why the viewer does not lead this one, or makes none."""
    if one is None:
        return hindered(rules.STEERS, request.user, request.at)
    return queries.leads(request.user, one, swedish_day(request.at))


@require_GET
def workshops(request: Request) -> HttpResponse:
    """Those the viewer sees."""
    return page(
        request,
        "workshops/workshops.html",
        sheet=sheet_of(queries.workshops(request.user), request.GET.get("sida")),
        may_lead=not refused(request),
    )


def new(request: Request) -> HttpResponse:
    """A new one."""
    draft = begun(request, offers.NEW.key())
    form = forms.WorkshopForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(
                form.cleaned_data["name"], form.cleaned_data["purpose"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("workshops:workshop", made.pk)
    return page(request, "workshops/new.html", status=422 if form.is_bound else 200, form=form, draft=draft)


@require_GET
def workshop(request: Request, workshop_pk: str) -> HttpResponse:
    """One of them: what is planned, who is asked, what goes on, and what stands in the way of going on."""
    return _workshop(request, one_of(request, workshop_pk))


LINES = 12  # of what the hosts have done lately


def _workshop(request: Request, one: Workshop, status: int = 200, **forms_sent: Any) -> HttpResponse:
    viewer, today = request.user, swedish_day(request.at)
    plan, rows = queries.steps(viewer, one), queries.invited(viewer, one)
    may_lead = not refused(request, one)
    missing = None
    if may_lead and one.state == words.State.PREPARING and rows:
        here = queries.working(today)
        missing = rules.missing(queries.voices(rows, here), queries.everybody(here))
    people = queries.people_of_groups(rows)
    has_slips = queries.has_slips(viewer, one)
    return page(
        request,
        "workshops/workshop.html",
        status=status,
        workshop=one,
        plan=plan,
        next=queries.next_step(plan, one),
        rows=rows,
        people=people,
        missing=missing,
        may_lead=may_lead,
        has_slips=has_slips,
        hinders=queries.hinders(viewer, one, request.at) if may_lead else [],
        is_past=bool(one.state == words.State.RUNNING and plan and plan[-1].day < today),
        without_group=sum(row.group is None for row in rows) if people else 0,
        lines=part_of(queries.lines(viewer, one), LINES),
        forms={"deal": forms.DealForm(), **forms_sent},
    )


def add_step(request: Request, workshop_pk: str) -> HttpResponse:
    """One step more."""
    one = one_of(request, workshop_pk)
    form = forms.StepForm(request.POST if request.method == "POST" else None, initial=_after(request, one))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        plan = rules.StepPlan(
            words.StepKind(said["kind"]),
            said["day"],
            said["starts"],
            said["minutes"],
            said["question"],
            said["votes"] or 0,
        )
        try:
            actions.add_step(one, plan, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Steget är tillagt.")
            return redirect("workshops:workshop", one.pk)
    return page(request, "workshops/step.html", status=422 if form.is_bound else 200, workshop=one, form=form)


def _after(request: Request, one: Workshop) -> dict[str, Any]:
    """A step begins where the last one ends, unless somebody says otherwise."""
    plan = queries.steps(request.user, one)
    if not plan:
        return {"minutes": 15, "votes": 3}
    last = plan[-1]
    if (
        last.starts.hour * 60 + last.starts.minute + last.minutes >= 24 * 60
    ):  # a step does not begin after midnight
        return {"minutes": 15, "votes": 3}
    ends = (timedelta(hours=last.starts.hour, minutes=last.starts.minute + last.minutes)).seconds // 60
    return {
        "day": f"{last.day:%Y-%m-%d}",
        "starts": f"{ends // 60:02d}:{ends % 60:02d}",
        "minutes": 15,
        "votes": 3,
    }


@require_POST
def drop_step(request: Request, step_pk: str) -> HttpResponse:
    """Takes a step away."""
    step = get_object_or_404(queries.all_steps(request.user), pk=step_pk)
    return _pressed(request, step.workshop, lambda: actions.drop_step(step, by=request.user, at=request.at))


def _pressed(request: Request, one: Workshop, does: Any, said: str = "") -> HttpResponse:
    """A button and nothing more: done, or why not, on the workshop's own page."""
    try:
        does()
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
        return _workshop(request, one, status=422)
    if said:
        messages.success(request, said)
    return redirect("workshops:workshop", one.pk)


def invite(request: Request, workshop_pk: str) -> HttpResponse:
    """Who is asked."""
    one = one_of(request, workshop_pk)
    here = queries.working(swedish_day(request.at))
    rows = queries.invited(request.user, one)
    form = forms.InviteForm(
        request.POST if request.method == "POST" else None,
        staff=[(str(row.staff_id), f"{row.staff.name}, {row.staff.title} ({row.unit.name})") for row in here],
        initial={
            "staff": [str(row.staff_id) for row in rows if row.staff_id],
            **{str(kind): sum(row.guest == kind for row in rows) for kind in words.Guest},
        },
    )
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["staff"])
        guests = {kind: form.cleaned_data[str(kind)] or 0 for kind in words.Guest}
        try:
            actions.invite(
                one,
                [row.staff for row in here if str(row.staff_id) in chosen],
                guests,
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Listan är sparad.")
            return redirect("workshops:workshop", one.pk)
    return page(
        request,
        "workshops/invite.html",
        status=422 if form.is_bound else 200,
        workshop=one,
        form=form,
        kinds=[str(kind) for kind in words.Guest],
    )


@require_POST
def deal(request: Request, workshop_pk: str) -> HttpResponse:
    """Deals the groups by lot."""
    one = one_of(request, workshop_pk)
    form = forms.DealForm(request.POST)
    if form.is_valid():
        try:
            seed = chance.get().randrange(1_000_000)
            actions.deal(one, form.cleaned_data["groups"], seed, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Grupperna är indelade. Gör lapparna till ingången.")
            return redirect("workshops:workshop", one.pk)
    return _workshop(request, one, status=422, deal=form)


@once_by_itself
def slips(request: Request, workshop_pk: str) -> HttpResponse:
    """The slips, shown once, when they are made. No name stands on a slip, and none is kept beside its word."""
    one = one_of(request, workshop_pk)
    made: list[Any] = []
    if request.method == "POST":
        try:
            made = actions.lay_out(one, by=request.user, at=request.at)
        except NotYet as refusal:
            for obstacle in refusal.obstacles:
                messages.error(request, str(obstacle))
            return _workshop(request, one, status=422)
    return page(
        request,
        "workshops/slips.html",
        workshop=one,
        slips=made,
        refused=refused(request, one),
        address=request.build_absolute_uri("/stuga/"),
        in_fours=rules.in_fours,
    )


@require_POST
def move(request: Request, workshop_pk: str) -> HttpResponse:
    """On to the next step, or to the end. Pressed on a page that is old, nothing is done."""
    one = one_of(request, workshop_pk)
    plan = queries.steps(request.user, one)
    wanted = request.POST.get("till", "")
    to = next((step for step in plan if str(step.pk) == wanted), None)
    if to is None and wanted != "slut":
        messages.error(request, "Välj nästa steg på sidan och tryck igen.")
        return _workshop(request, one, status=422)
    said = "Stugan är avslutad. Inga lappar till ingången gäller längre." if to is None else ""
    return _pressed(request, one, lambda: actions.move(one, to, by=request.user, at=request.at), said)


@require_GET
def screen(request: Request, workshop_pk: str) -> HttpResponse:
    """The big screen: what goes on, until when, and what has come out of the box. No names."""
    is_no_use(request)
    one = one_of(request, workshop_pk)
    if why := refused(request, one):
        for obstacle in why:
            messages.error(request, str(obstacle))
        return _workshop(request, one)
    shows_votes = one.state == words.State.ENDED or bool(one.now and one.now.kind == words.StepKind.DISCUSS)
    standing, loose = queries.standing(request.user, one, shown=True)
    return page(
        request,
        "workshops/screen.html",
        workshop=one,
        until=one.since + timedelta(minutes=one.now.minutes) if one.since and one.now else None,
        heard=queries.heard(one),
        standing=standing,
        loose=loose,
        shows_votes=shows_votes,
        address=request.get_host() + "/stuga/",
    )
