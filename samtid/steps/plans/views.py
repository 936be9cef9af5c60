"""Genomförandeplanens sidor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.clashes import begun_from, seen
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.versions import Overtaken
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import beside
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.queries import colleagues
from samtid.base.organisation.roles import VISITS
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.services.actions import open_page
from samtid.steps.services.queries import contact, goals, services

from . import actions, differing, following, forms, offers, queries, rules
from .models import Plan, PlanFollowUp
from .words import Outcome, PlanState


@require_GET
def of_service(request: Request, service_pk: str) -> HttpResponse:
    """Every version of a service's plan: a page, or a piece of the service's own page."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    versions, on = queries.of_service(request.user, service), swedish_day(request.at)
    said: dict[str, Any] = {
        "service": service,
        "versions": [(one, queries.state(one, versions, on)) for one in versions],
        "has_draft": any(not one.is_adopted for one in versions),
        "hindered": hindered(rules.WRITES, request.user, request.at, service.unit),
    }
    if is_htmx(request):
        return fragment(request, "plans/of_service.html", "plans", **said)
    open_page([service], "plans:of_service", by=request.user, at=request.at)
    return page(request, "plans/of_service.html", **said)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, service_pk: str) -> HttpResponse:
    """Write the draft of a service's plan: its first, or the next version, which begins as a copy of the one before."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    versions = queries.of_service(request.user, service)
    drafted = next((one for one in versions if not one.is_adopted), None)
    before = next((one for one in versions if one.is_adopted), None)
    aims = list(goals(request.user, service))
    first = forms.first_words(_begins(request, drafted, before), aims)
    kept = begun(request, offers.WRITE.key(service.pk))
    began = begun_from(request, kept, queries.standing(versions))
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None,
        initial=first | kept.fields,
        goals=aims,
        colleagues=colleagues(service.unit, swedish_day(request.at), *VISITS),
        gone=queries.names(request.user, [int(who) for who in first["not_who"]]),
        is_first=before is None,
    )
    refused: Sequence[Obstacle] = ()
    overtaken = False
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_plan(
                service, form.text(), seen=began.seen or 0, by=request.user, at=request.at
            )
        except NotYet as refusal:
            overtaken = isinstance(refusal, Overtaken)
            refused = beside(form, refusal.obstacles, form.of_slots())
        else:
            kept.sent(by=request.user, at=request.at)
            if "more" in request.POST:
                messages.success(request, "Utkastet är sparat. Här finns fler rader.")
                return redirect(reverse("plans:write", args=[service.pk]) + f"#rad-{len(made.draft) + 1}")
            messages.success(request, "Utkastet är sparat. Läs igenom planen innan du antar den.")
            return redirect("plans:plan", made.pk)
    elif request.method != "POST":
        open_page([service], "plans:write", by=request.user, at=request.at)
    clash = began.clash(form, first)
    return page(
        request,
        "plans/write.html",
        status=200 if request.method != "POST" else 409 if clash or overtaken else 422,
        service=service,
        form=form,
        before=before,
        drafted=drafted,
        draft=kept,
        began=began,
        clash=clash,
        refused=refused,
        goals=aims,
        contact=contact(request.user, service),
        hindered=hindered(rules.WRITES, request.user, request.at, service.unit),
    )


def _begins(request: Request, drafted: Plan | None, before: Plan | None) -> rules.PlanText:
    """The words that a form begins with. What was agreed last time is agreed anew."""
    if drafted is not None:
        return queries.text(request.user, drafted)
    if before is None:
        return rules.PlanText()
    old = queries.text(request.user, before)
    return rules.PlanText(
        lines=old.lines,
        wishes=old.wishes,
        language=old.language,
        staff_gender=old.staff_gender,
        not_who=old.not_who,
        agreed_with=old.agreed_with,
    )


@require_GET
def plan(request: Request, pk: str) -> HttpResponse:
    """One version, as it is read before it is adopted and as it is followed after."""
    shown = get_object_or_404(queries.plans(request.user), pk=pk)
    open_page([shown.service], "plans:plan", by=request.user, at=request.at)
    return _show(request, shown)


@require_POST
def adopt(request: Request, pk: str) -> HttpResponse:
    """Adopt a draft as it was read."""
    shown = get_object_or_404(queries.plans(request.user), pk=pk)
    try:
        actions.adopt_plan(shown, seen=seen(request) or 0, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(
            request, get_object_or_404(queries.plans(request.user), pk=pk), refused=refusal.obstacles
        )
    messages.success(request, "Planen är antagen. Nu kan besöken läggas ut.")
    return redirect("plans:plan", shown.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: Request, pk: str) -> HttpResponse:
    """Follow a plan up: it stands as it is, and its clock runs anew."""
    shown = get_object_or_404(queries.plans(request.user), pk=pk)
    return _follow_up(request, shown, None)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, pk: str) -> HttpResponse:
    """Correct a follow-up beside it: the form begins with what was said."""
    wrong = get_object_or_404(queries.follow_ups(request.user), pk=pk)
    return _follow_up(request, get_object_or_404(queries.plans(request.user), pk=wrong.plan_id), wrong)


def _follow_up(request: Request, shown: Plan, wrong: PlanFollowUp | None) -> HttpResponse:
    service, on = shown.service, swedish_day(request.at)
    kept = begun(request, offers.CORRECT.key(wrong.pk) if wrong else offers.FOLLOW_UP.key(shown.pk))
    first: dict[str, Any] = {"followed_on": on}
    if wrong is not None:
        said = wrong.text
        first = {name: getattr(said, name) for name in ("followed_on", "outcome", "seen", "next_on")}
        first["took_part"] = list(said.took_part)
    form = forms.FollowUpForm(
        request.POST if request.method == "POST" else None,
        initial=first | kept.fields,
        is_correction=wrong is not None,
    )
    refused: Sequence[Obstacle] = ()
    if request.method == "POST" and form.is_valid():
        try:
            if wrong is None:
                actions.follow_up_plan(shown, form.text(), by=request.user, at=request.at)
            else:
                actions.correct_follow_up(wrong, form.text(), by=request.user, at=request.at)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            kept.sent(by=request.user, at=request.at)
            messages.success(request, "Uppföljningen är rättad." if wrong else "Uppföljningen är sparad.")
            return redirect(reverse("plans:plan", args=[shown.pk]) + "#uppfoljning")
    elif request.method != "POST":
        page_name = "plans:correct" if wrong else "plans:follow_up"
        open_page([service], page_name, by=request.user, at=request.at)
    hindered_by = hindered(rules.FOLLOWS_UP, request.user, request.at, service.unit)
    if not hindered_by and wrong is None:
        hindered_by = queries.not_to_follow_up(shown, queries.of_service(request.user, service), on)
    elif not hindered_by and wrong is not None and queries.is_corrected(wrong):
        hindered_by = [following.ALREADY]
    return page(
        request,
        "plans/follow_up.html",
        status=422 if request.method == "POST" else 200,
        plan=shown,
        service=service,
        wrong=wrong,
        form=form,
        draft=kept,
        refused=refused,
        hindered=hindered_by,
        lines=queries.lines(request.user, shown),
        follow_ups=_told(request, shown),
    )


def _told(request: Request, shown: Plan) -> list[tuple[PlanFollowUp, bool]]:
    """A plan's follow-ups, the latest first, and whether each is corrected by another."""
    rows = queries.follow_ups(request.user).filter(plan=shown)
    return [(one, queries.is_corrected(one)) for one in rows]


def _show(request: Request, shown: Plan, refused: Sequence[Obstacle] = ()) -> HttpResponse:
    service, on = shown.service, swedish_day(request.at)
    versions = queries.of_service(request.user, service)
    text = queries.text(request.user, shown)
    before = next((one for one in versions if one.is_adopted and one.number < shown.number), None)
    was = queries.text(request.user, before) if before else None
    may_write = not hindered(rules.WRITES, request.user, request.at, service.unit)
    # whom the person does not want home is for those who plan and those who said it: the wall has left the others out
    sees = not hindered(rules.KNOWS, request.user, request.at, service.unit)
    names = queries.names(request.user, [*text.not_who, *(was.not_who if was else ())])
    aims = {goal.pk: goal for goal in goals(request.user, service)}
    missing = rules.obstacles_to_adopting(
        text,
        number=shown.number,
        has_ended=service.ended_at is not None,
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        goals=set(aims),
        on=on,
    )
    state = queries.state(shown, versions, on)
    return page(
        request,
        "plans/plan.html",
        status=422 if refused else 200,
        plan=shown,
        service=service,
        text=text,
        lines=[(line, aims.get(line.goal) if line.goal else None) for line in text.lines],
        hours=rules.in_hours(sum(line.minutes_a_week for line in text.lines)),
        state=state,
        last_day=queries.last_day(shown, versions) if shown.is_adopted else None,
        is_draft=state is PlanState.DRAFT,
        before=before,
        differs=differing.difference(was, text, names) if was is not None else [],
        not_who=[names.get(who, "En tidigare medarbetare") for who in text.not_who],
        agreed=rules.agreed_label(text),
        missing=[] if shown.is_adopted else missing,
        refused=refused,
        knows=sees,
        lays=sees and state in (PlanState.HOLDS, PlanState.COMING),
        may_write=may_write,
        not_adopting=hindered(rules.ADOPTS, request.user, request.at, service.unit),
        follow_ups=_told(request, shown) if shown.is_adopted else [],
        outcome=Outcome(shown.outcome) if shown.outcome else None,
        may_follow_up=may_write and not queries.not_to_follow_up(shown, versions, on),
    )
