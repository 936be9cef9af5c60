"""Att skriva: the one page that every form of the room stands on, and who comes as far as to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samtid.base.access.request import Request, only_for, posts_of
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import asked_once
from samtid.base.organisation import roles
from samtid.base.organisation.queries import told_apart
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators.figures import all_indicators

from .. import forms, queries, rules
from ..turning import FIRST_READ

MOVED = "Någon har ändrat sedan du skrev. Din text är kvar, det övriga står som det är nu."
START = ("Mål och beslut", "direction:start")
Crumb = tuple[str, str] | tuple[str, str, Any]


def may_read(request: Request) -> None:
    """Those who follow the whole."""
    only_for(request, roles.COMPARES)


def hinder(request: Request) -> list[Obstacle]:
    """What keeps somebody who reads from writing."""
    return rules.STEERS.obstacles((post.role, post.unit_id) for post in posts_of(request))


def lists(request: Request) -> dict[str, list[tuple[str, str]]]:
    """Whom and what one can choose in a form."""
    found = queries.answering(swedish_day(request.at))
    owners = told_apart([post.staff for post in found.values()], swedish_day(request.at))
    return {"owners": owners, "indicators": [(key, one.name) for key, one in all_indicators().items()]}


def number(said: dict[str, Any], name: str = "owner") -> int | None:
    """A chosen person's number."""
    return int(said[name]) if said.get(name) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Ett blad att fylla i: what it is called, where one comes from, what is known, and what the button says."""

    kept: DraftForm
    title: str
    submit: str
    back: Sequence[Crumb]
    about: object = ""
    lead: str = ""
    known: Sequence[tuple[str, Any]] = ()
    hinder: Sequence[Obstacle] = ()
    initial: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    done: str = "Sparat."


def write(
    request: Request,
    sheet: Sheet,
    form_of: type[forms.Written],
    does: Callable[[dict[str, Any]], Any],
    to: Callable[[Any], tuple[str, Any]],
) -> HttpResponse:
    """The form, and when it is sent its one action: refused at the field with what was written kept, or on to its page."""
    draft = begun(request, sheet.kept.key(sheet.about))
    now = {"seen": sheet.initial.get("seen")}
    kept = dict(draft.fields)
    # a text that was kept before the row moved is offered again; what was chosen then is not, it would undo the change
    has_moved = bool(kept) and now["seen"] is not None and str(kept.get("seen", "")) != str(now["seen"])
    if has_moved:
        kept = {name: said for name, said in kept.items() if name == "said"}
    form = form_of(
        request.POST if request.method == "POST" else None,
        initial=sheet.initial | kept | now,
        **lists(request),
        **sheet.more,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = does(form.cleaned_data)
        except NotYet as refusal:
            asked_once(form, refusal)
            if any(one.text == FIRST_READ for one in refusal.obstacles):
                _as_it_stands(form, sheet)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, sheet.done)
            name, about = to(made)
            return redirect(name, about) if about is not None else redirect(name)
    return page(
        request,
        "direction/write.html",
        status=422 if form.is_bound else 200,
        sheet=sheet,
        form=form,
        draft=draft,
        moved=[Obstacle(MOVED)] if has_moved and not form.is_bound else [],
        hinder=sheet.hinder or hinder(request),
    )


def _as_it_stands(form: Any, sheet: Sheet) -> None:
    """After somebody else was first: what she wrote stays, what she had chosen of the row is as it is now, and it can be sent."""
    for name in ("seen", "owner", "next_on", "resolution", "idea"):
        if name in sheet.initial and name in form.fields:
            form.data[name] = str(sheet.initial[name])
