"""Det här var svårt: from any page, and what happens then."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from samtid.base.access.request import OpenRequest, Request
from samtid.base.dossier.drafts import begun
from samtid.base.look import receipt
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once
from samtid.base.organisation import kept
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Own
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, rules, words


def hard(request: Request) -> HttpResponse:
    """Say that something was hard. GET gives a page of its own, for those without a script."""
    draft = begun(request, offers.HARD.key())
    asked = {"page": rules.page_of(request.GET["steg"])} if "steg" in request.GET else {}
    form = forms.HardForm(request.POST if request.method == "POST" else None, initial=draft.fields | asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            code = actions.say_hard(
                said["page"],
                said["sentence"],
                said["better"],
                gains=words.Gains(said["gains"]),
                is_named=said["is_named"],
                insists=bool(said["insist"]),
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            return receipt.give(request, redirect("improvement:thanks"), code)
    return page(
        request,
        "improvement/hard.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        draft=draft,
        step=rules.step_of(form["page"].value() or ""),
    )


@require_GET
def thanks(request: Request) -> HttpResponse:
    """What happens now, and where the receipt leads."""
    shown = page(request, "improvement/thanks.html", code=receipt.given(request), promised=promised(request))
    return receipt.forget(request, shown)


def promised(request: OpenRequest) -> str:
    days = kept.number_if_any(Own.IDEA_ANSWER, swedish_day(request.at))
    return (
        f"Du får svar inom {OWN[Own.IDEA_ANSWER].in_words(days)}."
        if days is not None
        else "Du får svar så snart vi kan."
    )
