"""Att fråga, från sidan där siffran står: the form is one, the page knows what was seen."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from . import actions, forms, queries

QUARTER = timedelta(days=91)  # a suggestion: most figures have moved by then, if they do


def staff_on(today: date) -> list[tuple[str, str]]:
    """Those who can have a question in hand, told apart."""
    return organisation.told_apart(queries.may_own(today), today)


def answer(
    request: Request, about: actions.About, *, draft_key: str, address: str, back: str
) -> HttpResponse:
    """The page where one asks. ``address`` is where it is sent, ``back`` the figure's own page."""
    today = swedish_day(request.at)
    draft = begun(request, draft_key)
    first = {"owner": str(request.user.pk), "look_again_on": f"{today + QUARTER:%Y-%m-%d}"}
    form = forms.AskForm(
        request.POST if request.method == "POST" else None,
        initial=first | draft.fields,
        staff=staff_on(today),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.ask(
                about, said["question"], Staff.objects.get(pk=said["owner"]), said["look_again_on"],
                insists=bool(said["insist"]), by=request.user, at=request.at,
            )  # fmt: skip
        except NotYet as refusal:
            asked_once(form, refusal)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Frågan är ställd. Börja med vad det kan bero på.")
            return redirect("inquiries:inquiry", made.pk)
    return page(
        request,
        "inquiries/ask.html",
        status=422 if form.is_bound else 200,
        about=about,
        asked=list(queries.of_figure(request.user, about.source, about.key)[:6]),
        form=form,
        draft=draft,
        address=address,
        back=back,
    )
