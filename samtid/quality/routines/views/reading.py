"""Att läsa: kartan över stegen, det som gäller i ett steg i dag, rutinen med sin historia, och en version för sig."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, posts_of
from samtid.base.look.fragments import page
from samtid.ground.sweden import swedish_day
from samtid.quality.deviations.rules import page_of, version_of

from .. import actions, process, queries, rules, text, words
from ..models import Version


@require_GET
def start(request: Request) -> HttpResponse:
    """The map: every step that the program has, what is done in it, and which routines hold there today."""
    viewer, today = request.user, swedish_day(request.at)
    held = queries.by_step(viewer, today)
    steers = not rules.STEERS.obstacles((post.role, post.unit_id) for post in posts_of(request))
    known = {step.key for step in process.steps()}
    every = [one for rows in held.values() for one in rows]
    beside = queries.not_in_force(viewer, today, every) if steers else []
    undecided = queries.undecided(viewer) if steers else []
    return page(
        request,
        "routines/start.html",
        steps=process.steps(),
        held=held,
        # of a step that the house no longer has: still somebody's to withdraw
        left=[one for key, rows in held.items() if key not in known for one in rows],
        waiting=[one for one in undecided if one.returned_at is None],
        returned=[one for one in undecided if one.returned_at is not None],
        beside=beside,
        titles=queries.titles(viewer, beside) if beside else {},
        late=[one for one in every if one.routine.next_on < today],
        steers=steers,
    )


@require_GET
def here(request: Request) -> HttpResponse:
    """Så gör vi här: what holds today in the step of a page (``?steg=``), what is new since one read it, the checklist."""
    viewer, today = request.user, swedish_day(request.at)
    if "version" in request.GET:
        return _of_report(request)
    asked = request.GET.get("steg", "")[:80]
    step = process.step_of(asked)
    rows = queries.of_step(viewer, step.key, today) if step else []
    own = {None} | {post.unit_id for post in posts_of(request)}
    if any(one.routine.covers_id not in own for one in rows):
        own |= queries.units_of(posts_of(request), today)
    # what is for this very page first; what another unit does, beneath
    mine = [one for one in rows if one.routine.covers_id in own]
    return page(
        request,
        "routines/here.html",
        step=step,
        asked=asked if step and ":" in asked else "",
        mine=sorted(mine, key=lambda one: one.routine.place != asked),
        others=[one for one in rows if one not in mine],
        read=queries.last_read(viewer, [one.routine_id for one in mine]) if mine else {},
        blocks=text.blocks,
        is_unknown=False,
        # from a page that belongs to no stage of its own, as a whole file, to all of them
        ways=[] if step and step.is_on_the_way else [one for one in process.steps() if one.is_on_the_way],
    )


def _of_report(request: Request) -> HttpResponse:
    """The version that a report says was read: what the browser sent, so it is looked up and not taken as it stands."""
    key = version_of(request.GET["version"])
    one = queries.versions(request.user).filter(pk=key, decided_at__isnull=False).first() if key else None
    if one:
        return redirect("routines:version", one.pk)
    return page(request, "routines/here.html", step=None, asked="", is_unknown=True, ways=[])


@require_GET
def routine(request: Request, pk: UUID) -> HttpResponse:
    """One routine: what holds today, its versions, and what has become of it."""
    viewer, today = request.user, swedish_day(request.at)
    one = get_object_or_404(queries.routines(viewer), pk=pk)
    rows = queries.history(viewer, one)
    now = queries.current(one, rows, today)
    steers = not rules.STEERS.obstacles((post.role, post.unit_id) for post in posts_of(request))
    governs = rules.governing(posts_of(request), one.covers_id) is not None
    answers = governs or (one.owner_id == viewer.pk and steers)
    return page(
        request,
        "routines/routine.html",
        one=one,
        now=now,
        rows=rows,
        states=queries.states(one, rows, today),
        lines=queries.lines(viewer, one),
        read=queries.last_read(viewer, [one.pk]).get(one.pk),
        read_by=queries.read_by(now) if now and answers else "",
        blocks=text.blocks,
        steers=steers,
        governs=governs and one.withdrawn_on is None,
        moves=answers and one.withdrawn_on is None,
    )


@require_GET
def version(request: Request, pk: UUID) -> HttpResponse:
    """One version as it was written, and what differs from another: the one before, or the one that one has read."""
    viewer, today = request.user, swedish_day(request.at)
    one = get_object_or_404(queries.versions(viewer), pk=pk)
    rows = queries.history(viewer, one.routine)
    former = _former(request, one, rows)
    states = queries.states(one.routine, rows, today)
    waits = states[one.pk] is words.State.PROPOSED
    return page(
        request,
        "routines/version.html",
        one=one,
        state=states[one.pk],
        former=former,
        changes=text.difference(former.lines, one.lines) if former else [],
        blocks=text.blocks,
        waits=waits and rules.governing(posts_of(request), one.routine.covers_id) is not None,
        is_writer=one.by_id == viewer.pk,
    )


def _former(request: Request, one: Version, rows: list[Version]) -> Version | None:
    """What it is compared with: ``?fran=`` a number, else the last one before it that was decided."""
    asked: Any = request.GET.get("fran", "")
    before = [each for each in rows if each.number < one.number]
    wanted = [each for each in before if str(each.number) == asked] or [
        each for each in before if each.decided_at is not None
    ]
    return next(iter(wanted), None)


@require_POST
def mark_read(request: Request, pk: UUID) -> HttpResponse:
    """She has read it."""
    one = get_object_or_404(queries.versions(request.user).filter(decided_at__isnull=False), pk=pk)
    actions.mark_read(one, by=request.user, at=request.at)
    messages.success(
        request, "Noterat. Nästa gång rutinen ändras ser du vad som är nytt. Ingen annan ser vad du har läst."
    )
    asked = request.POST.get("steg", "")
    if step := process.step_of(asked):
        # back to the step where she stood
        return redirect(f"{reverse('routines:here')}?{urlencode({'steg': page_of(asked) or step.key})}")
    return redirect("routines:routine", one.routine_id)
