"""Att skriva: the one page that every form of the room stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once, on_form
from samtid.base.organisation.doing import hindered
from samtid.base.organisation.verbs import Verb
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet

Crumb = tuple[str, str] | tuple[str, str, Any]
START = ("Sammanträden", "committee:list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Ett blad att fylla i: what it is called, where one comes from, and what the button says.

    ``text`` is the draft as the meeting had it, read while one writes.
    """

    kept: DraftForm
    title: str
    submit: str
    back: Sequence[Crumb]
    verb: Verb
    about: object = ""
    over: str = ""
    lead: str = ""
    done: str = "Sparat."
    initial: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    text: str = ""


def write(
    request: Request,
    sheet: Sheet,
    form_of: type[forms.Form],
    does: Callable[[Any], tuple[str, Any]],
) -> HttpResponse:
    """The form, and when it is sent its one action: refused at the field with what was written kept, or on to its page."""
    draft = begun(request, sheet.kept.key(sheet.about))
    form = form_of(
        request.POST if request.method == "POST" else None,
        initial=sheet.initial | draft.fields,
        **sheet.more,
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            name, about = does(form)
        except NotYet as refusal:
            asked_once(form, refusal) if "insist" in form.fields else on_form(form, refusal.obstacles)
            status = 422
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, sheet.done)
            return redirect(name, about)
    return page(
        request,
        "committee/write.html",
        status=status,
        sheet=sheet,
        form=form,
        draft=draft,
        hinder=hindered(sheet.verb, request.user, request.at),
    )
