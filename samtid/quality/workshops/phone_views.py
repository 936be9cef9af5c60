"""Telefonen: in by a slip, one note at a time, votes until they are spent. Works without a script; nothing is logged in.

The only thing the phone holds is a signed cookie for these addresses, with what the slip's word is called in the database.
No answer is remembered (``once.py``): a receipt or a seat beside the moment it was given would join what is kept apart.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.caller import address_of
from samtid.base.access.once import once_by_itself
from samtid.base.access.request import OpenRequest
from samtid.base.access.through import door
from samtid.base.look import receipt as receipts
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once
from samtid.ground.ids import ALPHABET, chance
from samtid.ground.network import network
from samtid.ground.reasons import NotYet, Obstacle

from . import actions, forms, queries, rules, slips
from .words import Kept, StepKind

COOKIE, SALT, SECONDS, PATH = "stuga", "samtid.workshops.seat", 60 * 60 * 12, "/stuga/"
WRONG = "Det stämmer inte, eller så är stugan inte öppen nu. Läs koden på skärmen och ordet på din lapp en gång till."
EARLY = (
    "Lappen stämmer, men stugan har inte börjat. Vänta tills den som leder säger till, och tryck sedan igen."
)
OVER = "Lappen stämmer, men stugan är över."
SHUT = "Det har blivit fel för många gånger härifrån. Vänta en stund, eller be värden om hjälp."
NONE = "Det finns inget svar till det kvittot. Läs det en gång till: bara tecknen räknas, inte om de är stora eller små."


def held(request: OpenRequest) -> str:
    """What the phone holds; nothing when it has not come in by a slip."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return ""


def place_of(request: OpenRequest) -> str:
    """Where somebody asks from, as a checksum by the house's secret and the day."""
    said = f"stuga|{request.at:%Y-%m-%d}|{network(address_of(request))}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


def a_key() -> str:
    """A word for the next note or vote: sixty bits."""
    return "".join(chance.get().choices(ALPHABET, k=rules.RECEIPT))


def _until(told: dict[str, Any]) -> datetime | None:
    return (
        datetime.fromisoformat(told["since"]) + timedelta(minutes=told["minutes"]) if told["step"] else None
    )


def _seat(
    request: OpenRequest,
    status: int = 200,
    note: forms.NoteForm | None = None,
    vote: forms.VoteForm | None = None,
) -> HttpResponse:
    """The page of the step that goes on, with what was refused; or the way in for one who has not come in."""
    told = queries.seat(held(request))
    sent = note or vote
    wrong = [Obstacle(str(one)) for said in sent.errors.values() for one in said] if sent else []
    if told is None:
        written = sent.data.get("text", "") if sent else ""
        return page(
            request, "workshops/sit.html", status=status, form=forms.SitForm(), wrong=wrong, written=written
        )
    writing = told["step"] if told["kind"] == StepKind.WRITE else None
    return page(
        request,
        "workshops/seat.html",
        status=status,
        told=told,
        until=_until(told),
        kind=StepKind(told["kind"]),
        note=note or forms.NoteForm(initial={"step": writing, "key": a_key()}),
        wrong=wrong if vote else [],
        a_key=a_key,
    )


@login_not_required
@require_GET
def seat(request: OpenRequest) -> HttpResponse:
    """What goes on now."""
    return _seat(request)


@once_by_itself
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sit(request: OpenRequest) -> HttpResponse:
    """In by the code on the screen and the word on the slip."""
    if request.method != "POST":
        return redirect("seat:seat")
    form = forms.SitForm(request.POST)
    if form.is_valid():
        code, word = rules.spelt(form.cleaned_data["code"]), rules.spelt(form.cleaned_data["word"])
        wanted = slips.told(code, word)
        answer = door("sit_down", wanted, place_of(request))
        if answer == "open":
            there = redirect("seat:seat")
            there.status_code = 303
            there.set_cookie(
                COOKIE,
                signing.dumps(wanted, salt=SALT),
                max_age=SECONDS,
                path=PATH,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Strict",
            )
            return there
        form.add_error("word", {"shut": SHUT, "early": EARLY, "over": OVER}.get(answer, WRONG))
    return page(request, "workshops/sit.html", status=422, form=form, wrong=[], written="")


@once_by_itself
@login_not_required
@sensitive_post_parameters()
@require_POST
def note(request: OpenRequest) -> HttpResponse:
    """One note. A script sends JSON and is answered in JSON; a form is answered with the receipt."""
    is_script = request.content_type == "application/json"
    form = forms.NoteForm(_sent(request))
    kept = Kept.GONE
    if form.is_valid():
        said = form.cleaned_data
        try:
            kept = actions.write(
                held(request), said["step"], said["key"], said["text"], bool(said["insist"]),
                by=None, at=request.at,
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal, with_law=False)
    if form.errors:
        return _told_script(form) if is_script else _seat(request, 422, note=form)
    if kept in (Kept.KEPT, Kept.ALREADY):
        if is_script:
            return JsonResponse({"svar": kept.label})
        return receipts.give(request, redirect("seat:thanks"), rules.in_fours(said["key"]))
    if is_script:
        return JsonResponse({"fel": kept.label}, status=409)
    form.add_error(None, kept.label)
    return _seat(request, 422, note=form)


def _sent(request: OpenRequest) -> Any:
    """What was sent, by a form or by a script; anything else is an empty form."""
    if request.content_type != "application/json":
        return request.POST.copy()
    sent = request.json if isinstance(request.json, dict) else {}
    data = request.POST.copy()
    for name, value in sent.items():
        if isinstance(value, str):
            data[name] = value
    return data


def _told_script(form: django_forms.Form) -> HttpResponse:
    said = [str(one) for errors in form.errors.values() for one in errors]
    asks = bool(form.data.get("insist"))
    return JsonResponse({"fel": " ".join(said), "fraga": asks}, status=422)


@login_not_required
@require_GET
def thanks(request: OpenRequest) -> HttpResponse:
    """The receipt of a note, once."""
    shown = page(request, "workshops/thanks.html", code=receipts.given(request))
    return receipts.forget(request, shown)


@once_by_itself
@login_not_required
@sensitive_post_parameters()
@require_POST
def vote(request: OpenRequest) -> HttpResponse:
    """One vote."""
    is_script = request.content_type == "application/json"
    form = forms.VoteForm(_sent(request))
    if form.is_valid():
        said = form.cleaned_data
        kept = actions.vote(held(request), said["step"], said["theme"], said["key"], by=None, at=request.at)
        if is_script:
            ok = kept in (Kept.KEPT, Kept.ALREADY)
            return JsonResponse({"svar" if ok else "fel": kept.label}, status=200 if ok else 409)
        if kept in (Kept.KEPT, Kept.ALREADY):
            return redirect("seat:seat")
        form.add_error(None, kept.label)
    return _told_script(form) if is_script else _seat(request, 422, vote=form)


@login_not_required
@require_GET
def now(request: OpenRequest) -> HttpResponse:
    """For the page's script: which step goes on. Nothing else."""
    told = queries.seat(held(request))
    return JsonResponse({"steg": told["step"] if told else None})


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def became(request: OpenRequest) -> HttpResponse:
    """What became of one's own note, by its receipt. The code is never in an address."""
    form = forms.ReceiptForm(request.POST if request.method == "POST" else None)
    told = None
    if form.is_bound and form.is_valid():
        told = queries.of_note(rules.spelt(form.cleaned_data["code"]), place_of(request))
        if told is None or told["state"] == "shut":
            form.add_error("code", SHUT if told else NONE)
            told = None
    return page(
        request,
        "workshops/became.html",
        status=422 if form.is_bound and form.errors else 200,
        form=form,
        told=told,
    )


@login_not_required
@require_POST
def leave(request: OpenRequest) -> HttpResponse:
    """Out again, on a phone that others use."""
    there = redirect("seat:seat")
    there.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return there
