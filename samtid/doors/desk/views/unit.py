"""Enheten: queue and load, for its manager."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.dossier import openings
from samtid.base.dossier import queries as dossier
from samtid.base.look import house
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import told_apart
from samtid.doors.desk import queries, rules
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole


@require_GET
def unit(request: Request, pk: int | None = None) -> HttpResponse:
    """The unit one leads: what waits for a caseworker, who has how much, what is late."""
    led = list(queries.led_units(request.user, swedish_day(request.at)))
    chosen = next((one for one in led if pk in (None, one.pk)), None)
    if chosen is None:
        raise Http404
    return show(request, chosen, led)


def show(
    request: Request,
    chosen: Unit,
    led: list[Unit],
    status: int = 200,
    refused: UUID | None = None,
    sentence: str = "",
) -> HttpResponse:
    """The unit's page. ``refused`` is the case whose hand-over was refused, ``sentence`` says why."""
    today = swedish_day(request.at)
    receivers = list(queries.receivers(chosen, today))
    standing = queries.unit_day(request.user, chosen, receivers, today)
    wanted = request.GET.get("visa", "")
    shown = [case for case in standing.cases if _is_wanted(case, wanted, today)]
    sheet = sheet_of(shown, request.GET.get("sida"))
    nearest = {pk: due for pk, _, due in sheet}
    rows = {case.pk: case for case in dossier.cases(request.user).filter(pk__in=nearest)}
    held = set(chosen.holdings.on(today).values_list("compartment", flat=True))  # type: ignore[attr-defined]
    return page(
        request,
        "desk/unit.html",
        status=status,
        led=led,
        unit=chosen,
        total=standing.total,
        loads=standing.loads,
        wanted=wanted,
        heading=_heading(wanted, standing.loads),
        cases=[(rows[pk], due) for pk, due in nearest.items() if pk in rows],
        count=len(shown),
        sheet=sheet,
        receivers=receivers,
        named=dict(told_apart(receivers, today)),
        refused=refused,
        sentence=sentence,
        notices=[
            told
            for room in house.rooms()
            if room.unit
            for told in room.unit(request.user, chosen, request.at)
        ],
        links=sorted(house.unit_links(), key=lambda link: not link.is_button),
        readings=_readings(request, chosen, today),
        sealed=[one for one in dossier.sealed_waiting(request.user) if one.compartment in held],
    )


def _readings(request: Request, chosen: Unit, today: date) -> list[tuple[Staff, rules.Reading]]:
    """How many dossiers each colleague has opened today, those above their limit first."""
    colleagues = {one.pk: one for one in organisation.colleagues(chosen, today)}
    counted = {
        who: days
        for who, days in openings.files_a_day(request.user, request.at - rules.NORMAL).items()
        if who in colleagues
    }
    return [(colleagues[one.staff], one) for one in rules.readings(counted, counted, today)]


def _is_wanted(of: tuple[UUID, int | None, date | None], wanted: str, today: date) -> bool:
    """Which cases to show: one caseworker's, nobody's, the late ones, or all."""
    _, caseworker, due = of
    match wanted:
        case "ingen":
            return caseworker is None
        case "sena":
            return due is not None and due < today
        case _:
            number = whole(wanted)
            return number is None or caseworker == number


def _heading(wanted: str, loads: list[rules.Load]) -> str:
    whose = next((load.name for load in loads if load.staff is not None and str(load.staff) == wanted), "")
    named = {"ingen": "Ärenden utan handläggare", "sena": "Ärenden med sena frister"}
    return f"Ärenden hos {whose}" if whose else named.get(wanted, "Ärenden")
