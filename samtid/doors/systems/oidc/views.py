"""Inloggningens sidor. A refusal is a page in plain Swedish that says what to do, and names nobody."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samtid.base.access import proof, signed_in
from samtid.base.access.middleware import BEGAN, SEEN, WAS
from samtid.base.access.request import OpenRequest, Request
from samtid.base.dossier.actions import drop_draft
from samtid.base.dossier.drafts import INTERRUPTED
from samtid.base.look.fragments import page
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from . import actions, forms, provider, queries, rules
from . import interrupted as kept

BACKEND = "django.contrib.auth.backends.ModelBackend"
ENDS_AT = "oidc_ends_at"
INVITED = "oidc_invited"  # in the session: the one-time code of somebody who logs in for the first time
NOT_YOURS = Obstacle("Det var inte din e-legitimation. Den som är inloggad här måste visa sin egen.")
PRESS_AGAIN = "Du har legitimerat dig. Inget är gjort än: läs igenom och tryck igen."
SPENT = Obstacle("Koden gäller inte längre. Be den som gav dig den om en ny.")
log = logging.getLogger(__name__)


@login_not_required
@require_safe
def start(request: OpenRequest) -> HttpResponse:
    """Off to the provider. Whoever was logged out by lying still must show their e-legitimation anew."""
    if not provider.is_set_up():
        raise Http404
    try:
        return provider.begin(request, _onward(request), again=WAS in request.session)
    except NotYet as refusal:
        return _refused(request, refusal)


@login_not_required
@require_safe
def back(request: OpenRequest) -> HttpResponse:
    """Back from the provider: believed or not, known or not."""
    if not provider.is_set_up():
        raise Http404
    try:
        said, onward, proves = provider.finish(request)
    except NotYet as refusal:
        return _refused(request, refusal)
    staff = queries.staff_of(said["iss"], said["sub"], swedish_day(request.at))
    if proves:
        return _proved(request, staff, said, onward)
    if staff is None and (code := request.session.pop(INVITED, "")):
        try:
            actions.redeem(code, said["iss"], said["sub"], by=None, at=request.at)
        except NotYet as refusal:
            return _refused(request, refusal)
        staff = queries.staff_of(said["iss"], said["sub"], swedish_day(request.at))
        if staff is None:
            return _refused(request, NotYet([SPENT]))
    if staff is None:
        return _unknown(request, said)
    same_writer = request.session.pop(WAS, None) == str(staff.pk)
    for mark in (BEGAN, SEEN):
        request.session.pop(mark, None)
    secret = request.META.get("CSRF_COOKIE")
    auth.login(request, staff, backend=BACKEND)  # a new session key, and a new CSRF secret
    if same_writer and secret:
        # a page that still lies open in another tab, with text in it, must be able to hand it in
        request.META["CSRF_COOKIE"] = secret
    request.session[provider.TOKEN] = said[provider.TOKEN]
    # a log-in that the provider remembered proves no more than that somebody was there then
    signed_in.note(request, staff, sid=rules.session_of(said))
    proof.proved(request, rules.auth_time(said))
    log.info("log-in accepted: staff %d", staff.pk)
    return redirect(onward)


@require_safe
def prove(request: Request) -> HttpResponse:
    """What one is about to do, and that one must show one's e-legitimation first. Nothing has been done."""
    asked = request.session.get(proof.ASKED)
    if asked is None:
        return redirect("desk:day")
    return page(request, "oidc/prove.html", asked=asked, is_set_up=provider.is_set_up())


@require_safe
def start_proof(request: Request) -> HttpResponse:
    """Off to the provider, to show the e-legitimation anew; back to the form, which is pressed again."""
    asked = request.session.get(proof.ASKED)
    if not provider.is_set_up():
        raise Http404
    if asked is None:
        return redirect("desk:day")
    try:
        return provider.begin(request, asked["back"] or reverse("desk:day"), again=True, proves=True)
    except NotYet as refusal:
        return _refused(request, refusal)


def _proved(request: OpenRequest, staff: Staff | None, said: dict[str, Any], onward: str) -> HttpResponse:
    """The same one who is logged in, or nobody: another's e-legitimation changes nothing here."""
    if staff is None or not request.user.is_authenticated or staff.pk != request.user.pk:
        return _refused(request, NotYet([NOT_YOURS]))
    former = request.session.session_key
    request.session.cycle_key()
    signed_in.note(request, staff, sid=rules.session_of(said), former=former)
    request.session[provider.TOKEN] = said[provider.TOKEN]
    proof.proved(request, rules.auth_time(said))
    request.session.pop(proof.ASKED, None)
    log.info("log-in proved again: staff %d", staff.pk)
    messages.success(request, PRESS_AGAIN)
    return redirect(onward)


@csrf_exempt  # no browser: the provider itself speaks, and is known by its signature
@login_not_required
@require_POST
def logged_out_there(request: OpenRequest) -> HttpResponse:
    """The provider says that somebody is logged out there, and so they are here (Back-Channel Logout 1.0).

    What is not believed gets 400 and no word; what names nobody here gets the same 200 as what names somebody.
    """
    if not provider.is_set_up():
        raise Http404
    answer = HttpResponse(status=200, content_type="text/plain")
    try:
        said = provider.logged_out_there(request.POST.get("logout_token", ""), time.time())
        staff = queries.staff_of(said["iss"], said["sub"], swedish_day(request.at)) if "sub" in said else None
        ended = signed_in.end_at_the_providers_word(
            staff.pk if staff else None,
            said.get("sid", ""),
            f"{said['iss']} {said['jti']}",
            datetime.fromtimestamp(said["exp"] + rules.LEEWAY, UTC),
            by=None,
            at=request.at,
        )
        if ended is None:
            raise provider.NotALogout("heard before")
    except provider.NotALogout as refusal:
        log.warning("log-out by the provider refused: %s", refusal)
        answer.status_code = 400
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError) as error:
        log.warning("log-out by the provider could not be read: %s", type(error).__name__)
        answer.status_code = 503
    else:
        log.info("log-out by the provider: %d ended", ended)
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: OpenRequest) -> HttpResponse:
    """The first log-in: write the code one was given, then show one's e-legitimation.

    Whether the code is somebody's is said afterwards, to one who has shown who they are.
    """
    if request.user.is_authenticated:
        return redirect("desk:day")
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session[INVITED] = form.cleaned_data["code"]
        return redirect("oidc:onward")
    status = 422 if form.is_bound else 200
    return page(request, "oidc/welcome.html", status=status, form=form, is_set_up=provider.is_set_up())


@login_not_required
@require_safe
def onward(request: OpenRequest) -> HttpResponse:
    """From the code to the provider. A form may not lead elsewhere, so the page does."""
    if INVITED not in request.session:
        return redirect("oidc:welcome")
    answer = page(request, "oidc/onward.html")
    answer["Refresh"] = f"0; url={reverse('oidc:start')}"
    return answer


@login_not_required
@require_safe
def logged_out(request: OpenRequest) -> HttpResponse:
    """You are out of here, and on your way out of the provider. A form may not lead elsewhere, so the page does."""
    if request.user.is_authenticated:
        return redirect("desk:day")
    onward = request.session.pop(ENDS_AT, "")
    answer = page(request, "oidc/logged_out.html", onward=onward)
    if onward:
        answer["Refresh"] = f"0; url={onward}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def interrupted(request: Request) -> HttpResponse:
    """What was sent after the session had ended: open its form with it, or throw it away."""
    if request.method == "POST":
        drop_draft(INTERRUPTED, by=request.user, at=request.at)
        messages.success(request, "Texten är borttagen.")
        return redirect("desk:day")
    waiting = kept.found(request.user)
    if waiting is None:
        return redirect("desk:day")
    return page(request, "oidc/interrupted.html", waiting=waiting)


def _onward(request: OpenRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted not in ("", "/") else reverse("desk:day")


def _refused(request: OpenRequest, refusal: NotYet, **more: str) -> HttpResponse:
    # which fault it was is for the operator; who it was is for nobody
    log.warning("log-in refused: %s", type(refusal.__cause__ or refusal).__name__)
    status = 503 if isinstance(refusal, provider.Unreachable) else 403
    answer = page(request, "oidc/refused.html", status=status, obstacles=refusal.obstacles, **more)
    if status == 503:
        answer["Retry-After"] = "60"
    return answer


def _unknown(request: OpenRequest, said: dict[str, str]) -> HttpResponse:
    why = Obstacle("Din e-legitimation är inte kopplad till någon medarbetare i Samtid.")
    # for the operator's command, said to the person it is about; a personal number is not repeated
    subject = "" if rules.is_personal_number(said["sub"]) else said["sub"]
    return _refused(request, NotYet([why]), issuer=said["iss"], subject=subject)
