"""Förbättringar, öppet: say what could be better without a log-in, read the answer by a receipt, and see what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.caller import address_of
from samtid.base.access.request import OpenRequest
from samtid.base.look import receipt as receipts
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import asked_once
from samtid.base.organisation import kept
from samtid.base.organisation.queries import units
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Own
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole
from samtid.quality.improvement import actions as improvement
from samtid.quality.improvement import queries as ideas_of
from samtid.quality.improvement import words
from samtid.quality.improvement.models import Line

from . import actions, queries, seal
from .ideas_forms import NewIdeaForm, ReceiptForm

FED = 200  # of a list that machines read
NONE = "Det finns inget svar till det kvittot. Läs det en gång till: bara tecknen räknas, inte om de är stora eller små."


@login_not_required
@require_safe
def ideas(request: OpenRequest) -> HttpResponse:
    """What is done and what came of it, also what failed and why; each step and unit by itself if one wants."""
    today = swedish_day(request.at)
    found, step, unit = _wanted(request)
    return page(
        request,
        "portal/ideas.html",
        sheet=sheet_of(found, request.GET.get("sida")),
        step=step,
        unit=unit,
        steps=list(words.Step),
        units=list(units(today)),
        groups=list(words.Gains),
        standing=ideas_of.standing(today.year),
        promised=_promised(request),
    )


@login_not_required
@require_safe
def idea(request: OpenRequest, idea_pk: str) -> HttpResponse:
    """One of them, with the answer and how it went."""
    one = get_object_or_404(queries.public_ideas(), pk=idea_pk)
    return page(request, "portal/idea.html", idea=one, lines=ideas_of.told(one), trials=ideas_of.tried(one))


@csrf_exempt  # a cookie is not asked for: seal.py
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_idea(request: OpenRequest) -> HttpResponse:
    """Say what could be better."""
    if request.method == "POST" and not seal.is_ours(request):
        old = {} if seal.is_elsewhere(request) else request.POST.dict()
        return _new_page(request, NewIdeaForm(initial=old), status=403)
    form = NewIdeaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pressed = actions.count(address_of(request), by=None, at=request.at)
        try:
            code = improvement.say_idea(form.suggestion(pressed), by=None, at=request.at)
        except NotYet as refusal:
            asked_once(form, refusal, with_law=False)
        else:
            return receipts.give(request, redirect("portal:idea_thanks"), code)
    return _new_page(request, form, status=422 if form.is_bound else 200)


def _new_page(request: OpenRequest, form: NewIdeaForm, *, status: int) -> HttpResponse:
    return page(
        request, "portal/new_idea.html", status=status, form=form, seal=seal.sealed(), is_shown_again=status == 403,
        is_filled_in=bool(form.is_bound or form.initial), promised=_promised(request),
    )  # fmt: skip


@login_not_required
@require_safe
def idea_thanks(request: OpenRequest) -> HttpResponse:
    """A code, once, and what happens next."""
    shown = page(
        request, "portal/idea_thanks.html", code=receipts.given(request), promised=_promised(request)
    )
    return receipts.forget(request, shown)


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def idea_answer(request: OpenRequest) -> HttpResponse:
    """Read the answer by the receipt; say more, or whether it became better. The code is never in an address."""
    is_sent = request.method == "POST"
    is_ours = not is_sent or seal.is_ours(request)
    form = ReceiptForm(request.POST if is_sent and is_ours else None)
    told: dict[str, Any] | None = None
    done = ""
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            done = _through(said["code"], said["do"], said["text"], bool(said["insist"]), request)
        except NotYet as refusal:
            asked_once(form, refusal, with_law=False)
        told = ideas_of.of_receipt(said["code"])
        if told is None:
            form.add_error("code", NONE)
    status = 403 if not is_ours else 422 if form.is_bound and form.errors else 200
    return page(
        request,
        "portal/idea_answer.html",
        status=status,
        form=form,
        told=told,
        done=done,
        state=words.State.label_of(told["state"]) if told and told["state"] != "box" else "",
        kinds={str(one): one.label for one in words.Turn},
        seal=seal.sealed(),
        promised=_promised(request),
    )


def _through(code: str, do: str, text: str, insists: bool, request: OpenRequest) -> str:
    if do == "more":
        improvement.say_more(code, text, insists, by=None, at=request.at)
        return "Tack. Det du skrev kommer fram i natt."
    if do in ("better", "worse"):
        improvement.say_better(code, do == "better", by=None, at=request.at)
        return "Tack. Det räknas från i morgon."
    return ""


@login_not_required
@require_safe
def ideas_json(request: OpenRequest) -> HttpResponse:
    """The list for machines: nothing that the page does not say."""
    found, _, _ = _wanted(request)
    rows = [
        {
            "id": str(one.pk),
            "rubrik": one.title,
            "text": one.for_all,
            "steg": one.step_label,
            "till för": one.gains_label,
            "enhet": one.unit.name if one.unit else None,
            "läge": one.state_label,
            "sagt": one.said_on,
            "besvarat": one.answered_on,
            "infört": one.done_on,
            "adress": request.build_absolute_uri(reverse("portal:idea", args=[one.pk])),
        }
        for one in found[:FED]
    ]
    return JsonResponse({"förbättringar": rows}, json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def ideas_atom(request: OpenRequest) -> HttpResponse:
    """The same as Atom."""
    return _feed(request, Atom1Feed)


@login_not_required
@require_safe
def ideas_rss(request: OpenRequest) -> HttpResponse:
    """The same as RSS."""
    return _feed(request, Rss201rev2Feed)


def _feed(request: OpenRequest, kind: type[SyndicationFeed]) -> HttpResponse:
    found, _, _ = _wanted(request)
    rows = list(found[:FED])
    last = ideas_of.last_lines(rows)
    feed = kind(
        title="Förbättringar i socialtjänsten",
        link=request.build_absolute_uri(reverse("portal:ideas")),
        description="Det som var svårt, och vad som blev av det.",
        language="sv",
        feed_url=request.build_absolute_uri(request.path),
    )
    for one in rows:
        said: Line | None = last.get(one.pk)
        feed.add_item(
            title=f"{one.state_label}: {one.title}",
            link=request.build_absolute_uri(reverse("portal:idea", args=[one.pk])),
            description=said.said if said else one.for_all,
            unique_id=f"urn:uuid:{one.pk}",
            categories=(one.step_label, one.gains_label),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)  # type: ignore[attr-defined]  # the stubs do not know it


def _wanted(request: OpenRequest) -> tuple[Any, words.Step | None, int | None]:
    found = queries.public_ideas()
    step = next((one for one in words.Step if one.value == request.GET.get("steg")), None)
    unit = whole(request.GET.get("enhet", ""))
    if step is not None:
        found = found.filter(step=step)
    if unit is not None:
        found = found.filter(unit=unit)
    return found, step, unit


def _promised(request: OpenRequest) -> str:
    days = kept.number_if_any(Own.IDEA_ANSWER, swedish_day(request.at))
    return f"inom {OWN[Own.IDEA_ANSWER].in_words(days)}" if days is not None else "så snart vi kan"
