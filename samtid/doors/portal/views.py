"""De öppna sidorna. They keep nothing about the one who looks."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samtid.base.access.actions import end_sessions
from samtid.base.access.caller import address_of
from samtid.base.access.pocket import WAITING
from samtid.base.access.request import OpenRequest, Request
from samtid.base.dossier.words import Need
from samtid.base.look import receipt as receipts
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import on_form
from samtid.base.organisation import kept
from samtid.base.organisation.queries import to_ring
from samtid.ground.law.days import swedish_day
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Own
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions as intake
from samtid.steps.services.queries import given_on

from . import actions, queries, seal
from .forms import FORMS, NeedForm
from .words import ASKED, OF_NEED

SHOWN = 200  # marked reports on one page, the rest are counted
PAIR = re.compile(r"[0-9a-f]{6}-[0-9a-f]{6}")


@login_not_required
@require_safe
def home(request: OpenRequest) -> HttpResponse:
    """What do you need?"""
    return page(request, "portal/home.html", needs=ASKED, to_ring=to_ring(swedish_day(request.at)))


@csrf_exempt  # a cookie is not asked for: seal.py
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: OpenRequest, wanted: Need) -> HttpResponse:
    """One need's short form. What is wrong is said at its field, and what was typed stays."""
    if request.method == "POST" and not seal.is_ours(request):
        return _shown_again(request, wanted)
    form = FORMS[wanted](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = intake.receive_report(form.details(), by=None, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles, with_law=False)
        else:
            actions.count_and_mark(receipt.report_ids, address_of(request), by=None, at=request.at)
            return receipts.give(request, redirect("portal:receipt"), receipt.code)
    return _form_page(request, wanted, form, status=422 if form.is_bound else 200)


def _shown_again(request: OpenRequest, wanted: Need) -> HttpResponse:
    """The page had lain too long, or says nothing of where it was: what was written stands in a new one."""
    kept = {} if seal.is_elsewhere(request) else request.POST.dict()
    return _form_page(request, wanted, FORMS[wanted](initial=kept), status=403)


def _form_page(request: OpenRequest, wanted: Need, form: NeedForm, *, status: int) -> HttpResponse:
    return page(
        request,
        "portal/need.html",
        status=status,
        asked=OF_NEED[wanted],
        form=form,
        Need=Need,
        seal=seal.sealed(),
        is_shown_again=status == 403,
        is_filled_in=bool(form.is_bound or form.initial),
        to_ring=to_ring(swedish_day(request.at)),
        answer=_answer(request),
    )


@login_not_required
@require_safe
def services(request: OpenRequest) -> HttpResponse:
    """What the municipality gives today, in its own words, for anyone to read."""
    given = given_on(swedish_day(request.at))
    groups = (
        ("Utan ansökan", [line for line in given if not line.known.needs_test]),
        ("Efter ansökan och beslut", [line for line in given if line.known.needs_test]),
    )
    return page(request, "portal/services.html", groups=groups)


def _answer(request: OpenRequest) -> str:
    """What is promised of an answer: the municipality's own days, or no days at all."""
    days = kept.number_if_any(Own.QUESTION_ANSWER, swedish_day(request.at))
    return f"inom {OWN[Own.QUESTION_ANSWER].in_words(days)}" if days is not None else "så snart vi kan"


@login_not_required
@require_safe
def colours(request: OpenRequest, pair: str) -> HttpResponse:
    """The municipality's two colours as a sheet of its own. They stand in the address, so that nothing is looked up."""
    if not PAIR.fullmatch(pair):
        raise Http404
    colour, text = (f"#{part}" for part in pair.split("-"))
    sheet = f".municipality-line {{ background: {colour}; color: {text}; }}\n"
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def receipt(request: OpenRequest) -> HttpResponse:
    """The same page whatever was written: a code, once, and what happens next."""
    ringing = to_ring(swedish_day(request.at))
    return receipts.forget(
        request, page(request, "portal/receipt.html", code=receipts.given(request), to_ring=ringing)
    )


@login_not_required
@require_safe
def login(request: OpenRequest) -> HttpResponse:
    """How staff log in: with e-legitimation, and in the demonstration by choosing a role."""
    if request.user.is_authenticated:
        return redirect("desk:day")
    onward = request.GET.get("next", "")
    by_provider = bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])
    return page(request, "portal/login.html", is_demo=settings.DEMO, by_provider=by_provider, onward=onward)


@login_not_required
@require_POST
def logout(request: OpenRequest) -> HttpResponse:
    """Log out, forget the session, and go on to end the provider's session where there is one."""
    onward = import_string(settings.END_SESSION)(request)
    auth.logout(request)
    if onward:
        request.session["oidc_ends_at"] = onward
    answer = redirect("oidc:logged_out" if onward else "portal:home")
    # Nothing readable is kept there; nothing shall be. A tap that waits for a line is nobody's name, and is let lie.
    answer["Clear-Site-Data"] = '"cache"' if WAITING in request.COOKIES else '"cache", "storage"'
    return answer


@require_POST
def logout_everywhere(request: Request) -> HttpResponse:
    """Log out on every machine: for the one who left one of them unlocked."""
    end_sessions(by=request.user, at=request.at)
    return logout(request)


@require_safe
def marked(request: Request) -> HttpResponse:
    """For the reception: what came in when unusually much did. A page, or a line of the queue's own page."""
    found = queries.marks(request.user)
    count = found.count()
    if is_htmx(request):
        return fragment(request, "portal/marked.html", "told", count=count)
    return page(request, "portal/marked.html", marked=list(found[:SHOWN]), count=count)


@login_not_required
@require_safe
def accessibility(request: OpenRequest) -> HttpResponse:
    """What we know, and do not know, about how well these pages work for everyone."""
    return page(request, "portal/accessibility.html", answer=_answer(request))
