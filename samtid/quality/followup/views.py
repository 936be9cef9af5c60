"""Uppföljningens sidor. All of them about a case, so for those who hold it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import Kept, begun, begun_all
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import on_form
from samtid.base.people.rules import is_child
from samtid.ground.law.days import add_months, swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.services import queries as services
from samtid.steps.services.actions import open_page as open_services
from samtid.steps.services.words import EndReason

from . import actions, forms, offers, queries, rules, words
from .models import Feedback, FollowUp

GROUP = "Vårdnadshavare", "Närstående"


@require_GET
def waiting(request: Request) -> HttpResponse:
    """Follow-ups that wait, the most overdue first."""
    due = queries.waiting(request.user)
    open_services([row.service for row in due], "followup:waiting", by=request.user, at=request.at)
    late = queries.late(request.user, swedish_day(request.at))
    return page(request, "followup/waiting.html", due=due, late=late)


def follow_up(request: Request, service_pk: str) -> HttpResponse:
    """Follow a service up."""
    service = get_object_or_404(services.services(request.user), pk=service_pk)
    case = get_object_or_404(dossier.cases(request.user), pk=service.case_id)
    on = swedish_day(request.at)
    draft = begun(request, offers.FOLLOW_UP.key(service.pk))
    form = forms.FollowUpForm(
        request.POST if request.method == "POST" else None,
        initial={"next_on": add_months(on, 3)} | draft.fields,
        goals=services.goals(request.user, service),
        other=GROUP[0] if is_child(service.person.born_on, on) else GROUP[1],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.follow_up(
                service,
                form.results(),
                said["summary"],
                next_step=words.NextStep(said["next_step"]),
                next_on=said["next_on"],
                not_heard_reason=said["not_heard_reason"],
                end_reason=EndReason(said["end_reason"]) if said["end_reason"] else None,
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"reason": "end_reason"})
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Uppföljningen är sparad. Nu kan personen få svar.")
            return redirect("followup:followup", made.pk)
    if request.method == "GET":
        open_page(case, "followup:follow_up", by=request.user, at=request.at)
    return page(
        request,
        "followup/follow_up.html",
        status=422 if form.errors else 200,
        form=form,
        service=service,
        case=case,
        draft=draft,
        given=queries.given(request.user, service, on),
        last=queries.last_levels(request.user, service),
        clocks=services.clocks(request.user, service),
        label=words.Attained.label_of,
    )


@require_GET
def followup(request: Request, pk: str) -> HttpResponse:
    """One follow-up, with what the person was told."""
    return _show(request, get_object_or_404(queries.follow_ups(request.user), pk=pk))


def feedback(request: Request, pk: str) -> HttpResponse:
    """Answer the person: ``pk`` is the follow-up's."""
    followed = get_object_or_404(queries.follow_ups(request.user), pk=pk)
    case = get_object_or_404(dossier.cases(request.user), pk=followed.case_id)
    draft = begun(request, offers.FEEDBACK.key(followed.pk))
    form = forms.FeedbackForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        how = words.HowTold(said["how"])
        try:
            actions.give_feedback(followed, said["text"], how, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            _thank(request, followed, said["text"])
            return redirect("followup:followup", followed.pk)
    if request.method == "GET":
        open_page(case, "followup:feedback", by=request.user, at=request.at)
    return page(
        request,
        "followup/feedback.html",
        status=422 if form.errors else 200,
        form=form,
        follow_up=followed,
        case=case,
        results=queries.results(request.user, followed),
        draft=draft,
        label=words.Attained.label_of,
    )


@require_POST
def reply(request: Request, pk: str) -> HttpResponse:
    """Note what the person thought of the answer: ``pk`` is the feedback's."""
    answer = get_object_or_404(queries.feedbacks(request.user).exclude(follow_up=None), pk=pk)
    assert answer.follow_up is not None
    draft = begun(request, offers.REPLY.key(answer.pk))
    form = forms.ReplyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data

        try:
            actions.note_reply(
                answer, words.Reply(said["reply"]), said["says"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            return _show(request, answer.follow_up, answer, form, refusal.obstacles)
        draft.sent(by=request.user, at=request.at)
        messages.success(request, "Svaret är antecknat.")
        return redirect("followup:followup", answer.follow_up_id)
    return _show(request, answer.follow_up, answer, form, ())


@require_GET
def of_service(request: Request, service_pk: str) -> HttpResponse:
    """The follow-ups of a service: a page, or a piece of the service's own page."""
    service = get_object_or_404(services.services(request.user), pk=service_pk)
    case = get_object_or_404(dossier.cases(request.user), pk=service.case_id)
    said: dict[str, Any] = {"service": service, "follow_ups": list(queries.of_service(request.user, service))}
    if is_htmx(request):
        return fragment(request, "followup/of_service.html", "follow_ups", **said)
    open_page(case, "followup:of_service", by=request.user, at=request.at)
    return page(request, "followup/of_service.html", case=case, **said)


def _show(
    request: Request,
    shown: FollowUp,
    answer: Feedback | None = None,
    form: forms.ReplyForm | None = None,
    obstacles: tuple[Obstacle, ...] = (),
) -> HttpResponse:
    case = get_object_or_404(dossier.cases(request.user), pk=shown.case_id)
    open_page(case, "followup:followup", by=request.user, at=request.at)
    if form is not None:
        on_form(form, obstacles)
    return page(
        request,
        "followup/followup.html",
        status=422 if form is not None else 200,
        follow_up=shown,
        service=shown.service,
        case=case,
        results=[
            (row, rules.gap([row.person_level, row.guardian_level, row.staff_level]))
            for row in queries.results(request.user, shown)
        ],
        answers=_answers(request, shown, answer, form),
        visited=queries.is_visited(request.user, shown.service),
        label=words.Attained.label_of,
    )


def _answers(
    request: Request, shown: FollowUp, sent_for: Feedback | None, sent: forms.ReplyForm | None
) -> list[tuple[Feedback, forms.ReplyForm, Kept]]:
    """What the person was told, each with the form for what the person thought of it."""
    rows = list(queries.feedback(request.user, shown))
    drafts = begun_all(request, *(offers.REPLY.key(row.pk) for row in rows))
    return [
        (row, sent if sent is not None and row == sent_for else forms.ReplyForm(initial=draft.fields), draft)
        for row, draft in zip(rows, drafts.values(), strict=True)
    ]


def _thank(request: Request, follow_up: FollowUp, text: str) -> None:
    levels = [row.person_level for row in queries.results(request.user, follow_up)]
    if rules.is_no_better(levels):
        messages.success(request, "Återkopplingen är sparad.")
        said = "Den enskilde säger att det inte har blivit bättre. Ta ställning till vad som behövs nu, samma dag."
        messages.warning(request, said)
    else:
        messages.success(request, "Återkopplingen är sparad. Cirkeln är sluten.")
    tiring = len(rules.long_sentences(text))
    if tiring:
        count = "En mening är" if tiring == 1 else f"{tiring} meningar är"
        messages.info(request, f"Tips till nästa gång: {count} längre än {rules.LONG_SENTENCE} ord.")
