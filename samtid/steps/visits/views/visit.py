"""Ett besök: agree it, look at it, move it, say who goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.paging import part_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation.queries import posts
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_moment, swedish_time
from samtid.steps.plans import queries as plans
from samtid.steps.plans.rules import is_near
from samtid.steps.services.actions import open_page
from samtid.steps.services.models import Service
from samtid.steps.services.queries import contact, services

from .. import actions, forms, laying, offers, queries, rules, words
from ..models import Visit

SHOWN = 10  # visits of a service on its own page, ahead and behind


def agree(request: Request, service_pk: str) -> HttpResponse:
    """Agree one visit of a service, or a series."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    draft = begun(request, offers.AGREE.key(service.pk))
    on = swedish_day(request.at)
    going = queries.series_of(request.user, service, request.at)
    there = list(queries.can_go(service.unit, on))
    told = plans.unfit(request.user, [service.pk], [], on)
    form = forms.AgreeForm(
        request.POST if request.method == "POST" else None,
        initial=_first_words(service, request) | _go_on(going, request) | draft.fields,
        colleagues=there,
        unfit={who.pk: why for who in there if (why := told.why(service.pk, "", who.pk))},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = _agree(service, form, request)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Besöket är avtalat." if count == 1 else f"{count} besök är avtalade.")
            return redirect("services:service", service.pk)
    if request.method == "GET":
        open_page([service], "visits:agree", by=request.user, at=request.at)
    return page(
        request,
        "visits/agree.html",
        status=422 if form.errors else 200,
        form=form,
        service=service,
        draft=draft,
        contact=contact(request.user, service),
        going=[(visit, one, words.Weekday.in_short(one.weekdays)) for visit, one in going],
    )


def _agree(service: Service, form: forms.AgreeForm, request: Request) -> int:
    said = form.cleaned_data
    if not said["weekdays"]:
        moment = swedish_moment(said["day"], said["clock"])
        actions.agree_visit(service, moment, form.agreed(), by=request.user, at=request.at)
        return 1
    made = actions.agree_series(
        service,
        [int(day) for day in said["weekdays"]],
        said["clock"],
        said["day"],
        said["weeks"],
        form.agreed(),
        without_holidays=said["without_holidays"],
        by=request.user,
        at=request.at,
    )
    return len(made)


def _first_words(service: Service, request: Request) -> dict[str, Any]:
    on = max(swedish_day(request.at), service.starts_on)
    return {
        "day": on,
        "minutes": service.kind.minutes or 30,
        "place": "home" if service.kind.is_home_ground else "office",
        "what": service.name,
    }


def _go_on(going: list[tuple[Visit, rules.Going]], request: Request) -> dict[str, Any]:
    """The series in the address (``?serie=``) as it was agreed, from where it ends: nothing is typed twice."""
    asked = request.GET.get("serie", "")
    for visit, one in going:
        if str(visit.series) == asked:
            return {
                "day": max(one.last + timedelta(days=1), swedish_day(request.at)),
                "clock": one.clock,
                "minutes": visit.minutes,
                "place": visit.place,
                "what": visit.what,
                "needs_two": visit.needs_two,
                "staff": visit.staff_id or "",
                "second": visit.second_id or "",
                "weekdays": [str(day) for day in one.weekdays],
                "weeks": one.weeks,
            }
    return {}


@require_GET
def visit(request: Request, pk: str) -> HttpResponse:
    """One visit."""
    return show(request, get_object_or_404(queries.visits(request.user), pk=pk))


def show(
    request: Request,
    shown: Visit,
    *,
    obstacles: list[Obstacle] | tuple[Obstacle, ...] = (),
    move: forms.MoveForm | None = None,
    staff: forms.StaffForm | None = None,
    correction: forms.CorrectForm | None = None,
    handling: forms.HandleForm | None = None,
) -> HttpResponse:
    """The page of a visit, with the form that was refused, if any."""
    open_page([shown.service], "visits:visit", by=request.user, at=request.at)
    local = swedish_time(shown.planned_at)
    kinds = (offers.CARRY_OUT, offers.NOT_CARRIED_OUT, offers.CORRECT, offers.HANDLE)
    kept = begun_all(request, *(kind.key(shown.pk) for kind in kinds))
    drafts = dict(zip(("done", "why_not", "correct", "handle"), kept.values(), strict=True))
    given = (move, staff, correction, handling)
    refused = bool(obstacles) or any(form is not None and form.errors for form in given)
    held = posts(request.user, swedish_day(request.at))
    beside = list(queries.remarks(request.user, shown)) if shown.is_reported else []
    why_not = words.WhyNot(shown.not_carried_out_reason) if shown.not_carried_out_reason else None
    line = queries.line_of(request.user, shown)
    plan = plans.holding(plans.of_service(request.user, shown.service), swedish_day(local))
    is_changed = line is not None and plan is not None and line.plan_id != plan.pk
    if line is not None and plan is not None and is_changed:
        # laid out by an earlier version: what holds that day is what is read at the door
        line = plans.line_like(request.user, plan, line)
    handled = any(one.kind == words.RemarkKind.HANDLED for one in beside)
    return page(
        request,
        "visits/visit.html",
        status=422 if refused else 200,
        visit=shown,
        state=shown.state(request.at),
        holiday=rules.holiday(swedish_day(local)),
        line=line,
        plan=plan,
        is_changed=is_changed,
        follow_up_soon=plan is not None and is_near(plan.due_on, swedish_day(request.at)),
        goals=list(shown.service.goals.order_by("pk")),
        contact=contact(request.user, shown.service),
        obstacles_found=obstacles,
        drafts=drafts,
        done=forms.CarryOutForm(initial={"minutes_done": shown.minutes} | drafts["done"].fields),
        why_not=forms.NotCarriedOutForm(initial=drafts["why_not"].fields, auto_id="inte_%s"),
        hindered=rules.PLANS.obstacles(held, shown.service.unit),
        is_soon=swedish_day(shown.planned_at) <= swedish_day(request.at),
        early=rules.obstacles_to_carrying_out(planned_at=shown.planned_at, minutes_done=1, at=request.at),
        may_take_back=rules.may_take_back(
            reported_at=shown.reported_at, is_reporter=shown.reported_by_id == request.user.pk, at=request.at
        ),
        remarks=beside,
        taps=list(queries.taps(request.user, shown)),
        correction=correction or forms.CorrectForm(initial=drafts["correct"].fields, auto_id="ratta_%s"),
        to_handle=why_not is not None and why_not.needs_somebody and not handled,
        may_handle=not rules.HANDLES.obstacles(held, shown.service.unit),
        handling=handling or forms.HandleForm(initial=drafts["handle"].fields, auto_id="avvikelse_%s"),
        move=move
        or forms.MoveForm(
            initial={"day": swedish_day(local), "clock": local.time(), "minutes": shown.minutes}
        ),
        staff=staff or _staff_form(request, shown),
    )


def _staff_form(request: Request, shown: Visit, data: Any = None) -> forms.StaffForm:
    on = swedish_day(shown.planned_at)
    there = list(queries.can_go(shown.service.unit, on))
    told = laying.unfit_for(request.user, [shown], on)
    return forms.StaffForm(
        data,
        initial={"staff": str(shown.staff_id or ""), "second": str(shown.second_id or "")},
        colleagues=there,
        unfit=laying.why_not(told.get(shown.pk), shown, [who.pk for who in there]),
    )


@require_POST
def move(request: Request, pk: str) -> HttpResponse:
    """Move a visit to another time."""
    shown = get_object_or_404(queries.visits(request.user), pk=pk)
    form = forms.MoveForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            moment = swedish_moment(said["day"], said["clock"])
            actions.move_visit(shown, moment, said["minutes"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Besöket är flyttat.")
            return redirect("visits:visit", shown.pk)
    return show(request, shown, move=form)


@require_POST
def assign(request: Request, pk: str) -> HttpResponse:
    """Say who goes."""
    shown = get_object_or_404(queries.visits(request.user), pk=pk)
    form = _staff_form(request, shown, request.POST)
    if "staff" not in request.POST:  # nobody is taken off a visit by an answer that says nothing
        form.add_error("staff", "Välj vem som går, eller att ingen gör det än.")
    if form.is_valid():
        try:
            actions.assign(shown, form.chosen("staff"), form.chosen("second"), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Sparat.")
            return redirect("visits:visit", shown.pk)
    return show(request, shown, staff=form)


@require_POST
def call_off(request: Request, pk: str) -> HttpResponse:
    """Call off a visit and the rest of its series."""
    shown = get_object_or_404(queries.visits(request.user), pk=pk)
    try:
        count = actions.call_off_rest(shown, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, shown, obstacles=refusal.obstacles)
    messages.success(request, f"{count} besök är avbokade.")
    return redirect("services:service", shown.service_id)


@require_GET
def of_service(request: Request, service_pk: str) -> HttpResponse:
    """The visits of a service: a page, or a piece of the service's own page."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    rows = list(queries.of_service(request.user, service))
    coming = [row for row in rows if not row.is_reported and row.ends_at > request.at]
    past = [row for row in reversed(rows) if row.is_reported or row.ends_at <= request.at]
    most = len(rows) if request.GET.get("visa") == "allt" else SHOWN
    said: dict[str, Any] = {
        "service": service,
        "coming": part_of(coming, most),
        "past": part_of(past, most),
    }
    if is_htmx(request):
        return fragment(request, "visits/of_service.html", "visits", **said)
    open_page([service], "visits:of_service", by=request.user, at=request.at)
    return page(request, "visits/of_service.html", **said)
