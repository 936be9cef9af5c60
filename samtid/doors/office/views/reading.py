"""Organisationen som den är och ska bli: units, staff, the delegation order, and who changed what, when and why."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.ordering import ByName
from samtid.base.look.paging import part_of
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Committee, Staff, StaffSkill, Unit
from samtid.doors.office import queries, rules
from samtid.doors.office.words import Outcome, Subject
from samtid.ground.sweden import swedish_day

PER_PAGE = 50


def at_home(request: Request) -> bool:
    """Whether the viewer looks after the organisation. A manager reads and approves; all others find nothing here."""
    mine = organisation.roles(request.user, swedish_day(request.at))
    if not mine & (roles.ADMINISTERS | roles.LEADS):
        raise Http404
    return bool(mine & roles.ADMINISTERS)


def show(request: Request, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the office, that knows whether its viewer may propose."""
    return page(request, template, status=status, may_propose=at_home(request), **context)


@require_GET
def office(request: Request) -> HttpResponse:
    """What waits, what is to come, and the units."""
    today = swedish_day(request.at)
    may_propose = at_home(request)
    if may_propose and queries.is_setting_up() and not request.GET.get("visa"):
        return redirect("office:start")
    return show(
        request,
        "office/office.html",
        waiting=part_of(queries.waiting(request.user), PER_PAGE),
        coming=part_of(queries.coming(request.user, today), PER_PAGE),
        tree=queries.tree(today),
        committees=list(Committee.objects.on(today).order_by(ByName("name"), "pk")),
    )


@require_GET
def unit(request: Request, pk: int) -> HttpResponse:
    """A unit: what it is, and who works there."""
    today = swedish_day(request.at)
    at_home(request)
    found = Unit.objects.filter(pk=pk).select_related("committee", "parent").first()
    if found is None:
        raise Http404
    return show(
        request,
        "office/unit.html",
        unit=found,
        seats=list(queries.seats_in(found, today)),
        history=part_of(queries.history(request.user, Subject.UNIT, pk), PER_PAGE),
    )


@require_GET
def everyone(request: Request) -> HttpResponse:
    """All who work here today or are to, by name; those who have left when asked for."""
    at_home(request)
    today = swedish_day(request.at)
    words, gone = " ".join(request.GET.get("sok", "").split())[:80], request.GET.get("visa") == "slutat"
    rows = Staff.objects.filter(valid_to__lt=today) if gone else Staff.objects.exclude(valid_to__lt=today)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(username__icontains=words))
    shown = Paginator(rows.order_by(ByName("name"), "pk"), PER_PAGE).get_page(request.GET.get("sida"))
    seats: dict[int, list[str]] = {}
    for seat in queries.seats_of_all([one.pk for one in shown], today):
        seats.setdefault(seat.staff_id, []).append(f"{seat.unit.name} ({seat.get_role_display().lower()})")
    return show(request, "office/everyone.html", page=shown, seats=seats, words=words, gone=gone)


@require_GET
def staff(request: Request, pk: int) -> HttpResponse:
    """One who works here: where, in what role, what they know, whether they can log in, and what has changed."""
    today = swedish_day(request.at)
    at_home(request)
    found = Staff.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return show(
        request,
        "office/staff.html",
        staff=found,
        seats=[(seat, seat.valid_to is None or seat.valid_to >= today) for seat in queries.seats_of(found)],
        skills=list(StaffSkill.objects.filter(staff=found).exclude(valid_to__lt=today).order_by("skill")),
        mandates=organisation.mandates_held(found, today),
        has_log_in=queries.has_log_in(found),
        has_left=found.valid_to is not None and found.valid_to < today,
        history=part_of(queries.history(request.user, Subject.STAFF, pk), PER_PAGE),
    )


@require_GET
def delegation(request: Request) -> HttpResponse:
    """The delegation order: who may decide what, to which amount, by which minutes."""
    at_home(request)
    rows = [
        (row, rules.obstacles_to_delegation(row.decision, row.role, swedish_day(request.at)))
        for row in queries.scheme(swedish_day(request.at))
    ]
    return show(request, "office/delegation.html", floors=rows)


@require_GET
def history(request: Request) -> HttpResponse:
    """Everything that has been proposed, the latest first."""
    at_home(request)
    rows = queries.proposals(request.user).exclude(outcome=Outcome.WAITING)
    return show(
        request, "office/history.html", page=Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    )
