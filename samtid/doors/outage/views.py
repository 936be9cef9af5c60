"""Avbrottspaketets sida: what it holds, and a button that prints it."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.doors.desk.queries import led_units
from samtid.ground import locks
from samtid.ground.sweden import swedish_day

from . import actions, queries
from .forms import PackForm


@asks_proof("skriva ut ett avbrottspaket")
def pack(request: Request, pk: int) -> HttpResponse:
    """GET says what there is, in numbers. POST prints it, which is logged for everyone in it."""
    today = swedish_day(request.at)
    unit = led_units(request.user, today).filter(pk=pk).first()
    if unit is None:
        raise Http404
    made = queries.pack(request.user, unit, today, request.at)
    form = PackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _file(
            actions.print_pack(made, by=request.user, at=request.at), form.cleaned_data["reader"], today
        )
    status = 422 if request.method == "POST" else 200
    return page(
        request, "outage/pack.html", status=status, unit=unit, pack=made, form=form, ahead=queries.AHEAD
    )


def _file(paper: bytes, readers: list[object], today: object) -> HttpResponse:
    """The name of the file tells neither unit nor person."""
    name, kind = f"avbrottspaket-{today}.pdf", "application/pdf"
    if readers:
        paper, name, kind = locks.lock_bytes(paper, readers), name + locks.SUFFIX, "application/octet-stream"
    answer = HttpResponse(paper, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
