"""Beställningens sidor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.doing import hindered
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet
from samtid.steps.services.actions import open_page
from samtid.steps.services.queries import case_of, contact, goals, services

from . import actions, forms, offers, queries, rules, words
from .models import Order


@require_GET
def of_service(request: Request, service_pk: str) -> HttpResponse:
    """Where a service's order stands: a page, or a piece of the service's own page."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    order = queries.of_service(request.user, service)
    said = queries.answers(request.user, order) if order else []
    shown: dict[str, Any] = {
        "service": service,
        "order": order,
        "state": rules.state(one.answer for one in said),
        "worker": queries.worker(said),
        "may_send": order is None
        and service.ended_at is None
        and case_of(request.user, service) is not None
        and not hindered(rules.ORDERS, request.user, request.at),
    }
    if is_htmx(request):
        return fragment(request, "orders/of_service.html", "order", **shown)
    open_page([service], "orders:of_service", by=request.user, at=request.at)
    return page(request, "orders/of_service.html", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, service_pk: str) -> HttpResponse:
    """Send the order of a service: for those who hold the case."""
    service = get_object_or_404(services(request.user), pk=service_pk)
    case = get_object_or_404(dossier.cases(request.user), pk=service.case_id)
    on = swedish_day(request.at)
    draft = begun(request, offers.SEND.key(service.pk))
    first = {
        "wished_on": max(on, service.starts_on),
        "reach": queries.guardians(request.user, case, on) if request.method != "POST" else "",
        "contact": str(request.user.pk),
    }
    form = forms.SendForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        contacts=queries.contacts(case, on),
        on=on,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        text = actions.Text(
            said["wished_on"], said["must_know"], form.contacts[said["contact"]], said["reach"]
        )
        try:
            sent = actions.send_order(service, text, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, f"Beställningen är skickad till {service.unit.name}.")
            return redirect("orders:order", sent.pk)
    elif request.method != "POST":
        open_page([service], "orders:send", by=request.user, at=request.at)
    return page(
        request,
        "orders/send.html",
        status=422 if form.errors else 200,
        form=form,
        service=service,
        goals=goals(request.user, service),
        draft=draft,
    )


@require_GET
def order(request: Request, pk: str) -> HttpResponse:
    """An order and what has been answered."""
    shown = get_object_or_404(queries.orders(request.user), pk=pk)
    return _show(request, shown)


@require_POST
def answer(request: Request, pk: str) -> HttpResponse:
    """Answer an order: for those who plan or lead where it is carried out."""
    shown = get_object_or_404(queries.orders(request.user), pk=pk)
    on = swedish_day(request.at)
    form = forms.AnswerForm(request.POST, workers=queries.works_there(shown.service.unit, on), on=on)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_order(
                shown,
                words.Answer(said["answer"]),
                known=said["known"],
                reason=said["reason"],
                worker=form.workers.get(said["worker"]),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            begun(request, offers.ANSWER.key(shown.pk)).sent(by=request.user, at=request.at)
            messages.success(request, "Svaret är skickat.")
            return redirect("orders:order", shown.pk)
    return _show(request, shown, form)


def _show(request: Request, shown: Order, form: forms.AnswerForm | None = None) -> HttpResponse:
    service, on = shown.service, swedish_day(request.at)
    open_page([service], "orders:order", by=request.user, at=request.at)
    said = queries.answers(request.user, shown)
    case = case_of(request.user, service)
    draft = begun(request, offers.ANSWER.key(shown.pk))
    may_answer = service.ended_at is None and not hindered(
        rules.ANSWERS, request.user, request.at, service.unit
    )
    if form is None and may_answer:
        form = forms.AnswerForm(
            # what had been answered when the page was drawn, and not when a draft was begun
            initial=draft.fields | {"known": len(said)},
            workers=queries.works_there(service.unit, on),
            on=on,
        )
    now = rules.state(one.answer for one in said)
    return page(
        request,
        "orders/order.html",
        status=422 if form is not None and form.errors else 200,
        order=shown,
        service=service,
        case=case,
        state=now,
        answers=said,
        worker=queries.worker(said),
        withheld=case is None and queries.is_withheld(shown),
        goals=goals(request.user, service),
        contact=contact(request.user, service),
        form=form,
        may_answer=may_answer,
        draft=draft,
        may_move=case is not None
        and not rules.obstacles_to_moving(now=now, has_ended=service.ended_at is not None, same_unit=False)
        and not hindered(rules.ORDERS, request.user, request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, pk: str) -> HttpResponse:
    """Let another unit carry out what was declined or never seen: for those who hold the case."""
    shown = get_object_or_404(queries.orders(request.user), pk=pk)
    get_object_or_404(dossier.cases(request.user), pk=shown.case_id)
    on = swedish_day(request.at)
    form = forms.MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"wished_on": max(on, shown.wished_on)},
        units=queries.others(request.user, shown.service, on),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sent = actions.move_order(shown, said["unit"], said["wished_on"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"starts_on": "wished_on"})
        else:
            messages.success(request, f"Beställningen är skickad till {said['unit'].name}.")
            return redirect("orders:order", sent.pk)
    elif request.method != "POST":
        open_page([shown.service], "orders:move", by=request.user, at=request.at)
    return page(
        request,
        "orders/move.html",
        status=422 if form.errors else 200,
        form=form,
        order=shown,
        service=shown.service,
    )
