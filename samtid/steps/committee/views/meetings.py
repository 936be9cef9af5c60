"""Sammanträdet: the list, the agenda that becomes the minutes, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request, only_for
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of, sheet_of
from samtid.base.look.refusals import beside
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions.rules import floor_of
from samtid.steps.investigations.words import Basis

from .. import actions, forms, offers, paper, queries, rules, words
from ..models import AgendaLine, Meeting
from .writing import START, Sheet, write

LISTED = 100
NO_KEY = "ett ärende du inte har nyckel till"
NOTHING = "Det finns inget ärende på listan som du kan skriva ut."


def _find(request: Request, pk: UUID) -> Meeting:
    only_for(request, roles.RECEIVES_CASES)
    return get_object_or_404(queries.meetings(request.user), pk=pk)


@require_safe
def listing(request: Request) -> HttpResponse:
    """Meetings to come, and those that have been."""
    only_for(request, roles.RECEIVES_CASES)
    coming = queries.coming(request.user)
    been = queries.meetings(request.user).exclude(pk__in=coming.order_by().values("pk"))
    return page(
        request,
        "committee/list.html",
        coming=part_of(coming, LISTED),
        been=sheet_of(been, request.GET.get("sida")),
        hinder=hindered(rules.KEEPS, request.user, request.at),
    )


@require_safe
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """The agenda, which becomes the minutes."""
    return _show(request, _find(request, pk))


def _show(
    request: Request, found: Meeting, refused: Iterable[Obstacle] = (), *, form: Any = None
) -> HttpResponse:
    viewer, said = request.user, tuple(refused)
    lines = list(queries.lines(viewer).filter(meeting=found).prefetch_related(None))
    every = queries.places(found)
    first = request.at if found.held_at else queries.since(viewer, found)
    hidden = queries.hidden(every, found, lines)
    hinder = hindered(rules.KEEPS, viewer, request.at)
    told = queries.to_tell(viewer, found, first, request.at)
    places: list[tuple[int, Any, Any]] = [(one.number, one, None) for one in lines if one.outcome not in AWAY]
    places += [(one.number or 0, None, one) for one in hidden]
    return page(
        request,
        "committee/meeting.html",
        status=422 if said or form else 200,
        meeting=found,
        places=sorted(places, key=lambda one: one[0]),
        away=[one for one in lines if one.outcome in AWAY],
        left=queries.left(every, found),
        unseen=sum(1 for one in hidden if not one.is_settled),
        adjust_form=form or forms.AdjustForm(),
        whole=not hidden and bool(every),
        too_low=[one.pk for one in lines if one.is_open and not _may_decide(one)],
        no_key=NO_KEY,
        breaking=queries.breaking(viewer, lines),
        delegated=queries.delegated(viewer, found, first, request.at),
        by_chair=[(step, rules.law_of_telling(step.kind, step.happened_on)) for step in told],
        unreported={one.pk for one in queries.unreported(viewer, told)} if found.held_at and told else (),
        turns=queries.turns(viewer, found),
        adjust_by=rules.to_be_adjusted_by(found.on),
        has_begun=found.starts_at <= request.at,
        hinder=hinder,
        is_keeper=found.keeper_id == viewer.pk,
        refused=said,
    )


def _may_decide(line: AgendaLine) -> bool:
    """Whether the body may decide it that day: a paragraph may have ended since the matter was raised."""
    floor = floor_of(Basis(line.decision.legal_basis), line.meeting.on)
    return Level(line.meeting.level).reaches(floor.level)


AWAY = {"withdrawn", "moved"}


def _crumbs(found: Meeting) -> list[Any]:
    return [START, (str(found), offers.MEETING, found.pk)]


def new(request: Request) -> HttpResponse:
    """A meeting on the calendar."""
    only_for(request, roles.RECEIVES_CASES)
    committees = list(queries.committees(swedish_day(request.at)))
    latest = queries.meetings(request.user).first()
    sheet = Sheet(
        kept=offers.NEW,
        title="Nytt sammanträde",
        submit="Planera sammanträdet",
        back=[START],
        verb=rules.KEEPS,
        lead="Du håller i det: det som är kvar att göra kommer på din Min dag.",
        initial={"short": latest.short, "level": latest.level, "place": latest.place} if latest else {},
        more={"committees": committees},
        done="Sammanträdet är planerat. Nu kan ärenden anmälas till det.",
    )

    def does(form: Any) -> tuple[str, Any]:
        said = form.cleaned_data
        made = actions.plan_meeting(
            form.committees[said["committee"]],
            Level(said["level"]),
            said["short"],
            said["starts_at"],
            said["place"],
            by=request.user,
            at=request.at,
        )
        return offers.MEETING, made.pk

    return write(request, sheet, forms.MeetingForm, does)


def move(request: Request, pk: UUID) -> HttpResponse:
    """Another time or place."""
    found = _find(request, pk)
    sheet = Sheet(
        kept=offers.MOVE,
        title="Ändra tid eller plats",
        submit="Ändra",
        back=_crumbs(found),
        verb=rules.KEEPS,
        about=found.pk,
        initial={"starts_at": found.starts_at, "place": found.place},
    )

    def does(form: Any) -> tuple[str, Any]:
        said = form.cleaned_data
        actions.move_meeting(found, said["starts_at"], said["place"], by=request.user, at=request.at)
        return offers.MEETING, found.pk

    return write(request, sheet, forms.TimeForm, does)


def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Call it off."""
    found = _find(request, pk)
    sheet = Sheet(
        kept=offers.CANCEL,
        title="Ställ in sammanträdet",
        submit="Ställ in",
        back=_crumbs(found),
        verb=rules.KEEPS,
        about=found.pk,
        lead="Det går när inget ärende står kvar på listan.",
        done="Sammanträdet är inställt.",
    )

    def does(form: Any) -> tuple[str, Any]:
        said = form.cleaned_data
        actions.cancel_meeting(
            found, said["why"], insist=bool(said["insist"]), by=request.user, at=request.at
        )
        return offers.MEETING, found.pk

    return write(request, sheet, forms.CancelForm, does)


@asks_proof("anteckna ett sammanträde som hållet")
def hold(request: Request, pk: UUID) -> HttpResponse:
    """It was held, and who was there."""
    found = _find(request, pk)
    sheet = Sheet(
        kept=offers.HOLD,
        title="Sammanträdet är hållet",
        submit="Spara",
        back=_crumbs(found),
        verb=rules.KEEPS,
        about=found.pk,
        lead="Listan stängs, och det som delegater och ordföranden har beslutat sparas som anmält. Sedan skriver du vad det blev av varje ärende.",
        done="Det är antecknat. Skriv nu vad det blev av varje ärende.",
    )

    def does(form: Any) -> tuple[str, Any]:
        actions.hold_meeting(found, form.held(), by=request.user, at=request.at)
        return offers.MEETING, found.pk

    return write(request, sheet, forms.HoldForm, does)


def _press(request: Request, pk: UUID, does: Callable[..., Any], done: str) -> HttpResponse:
    found = _find(request, pk)
    try:
        does(found, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, found, refusal.obstacles)
    messages.success(request, done)
    return redirect(offers.MEETING, found.pk)


@require_POST
def call(request: Request, pk: UUID) -> HttpResponse:
    """The call has gone out."""
    return _press(request, pk, actions.call_meeting, "Det är antecknat att kallelsen har gått ut.")


@require_POST
def take_over(request: Request, pk: UUID) -> HttpResponse:
    """Keep it from now on."""
    return _press(
        request, pk, actions.take_over, "Du håller i sammanträdet. Det som är kvar står på din Min dag."
    )


@require_POST
@asks_proof("justera ett protokoll")
def adjust(request: Request, pk: UUID) -> HttpResponse:
    """The minutes are adjusted."""
    found = _find(request, pk)
    form = forms.AdjustForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form=form)
    try:
        actions.adjust_minutes(found, form.cleaned_data["left_out"], by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, found, beside(form, refusal.obstacles), form=form)
    messages.success(request, "Protokollet är justerat. Nu kan besluten registreras.")
    return redirect(offers.MEETING, found.pk)


def correct_meeting(request: Request, pk: UUID) -> HttpResponse:
    """Beside what stands about a held meeting, how it was."""
    found = _find(request, pk)
    sheet = Sheet(
        kept=offers.CORRECT_MEETING,
        title="Rätta sammanträdet",
        submit="Spara rättelsen",
        back=_crumbs(found),
        verb=rules.KEEPS,
        about=found.pk,
        done="Rättelsen står bredvid.",
    )

    def does(form: Any) -> tuple[str, Any]:
        actions.correct_meeting(found, form.cleaned_data["text"], by=request.user, at=request.at)
        return offers.MEETING, found.pk

    return write(request, sheet, forms.CorrectMeetingForm, does)


@require_safe
def minutes(request: Request, pk: UUID) -> HttpResponse:
    """The list or the minutes on paper: for one who may see every matter in them."""
    viewer, found = request.user, _find(request, pk)
    lines = list(queries.lines(viewer).filter(meeting=found).exclude(outcome__in=AWAY))
    every = queries.places(found)
    if not every or queries.hidden(every, found, lines):
        text = f"På listan står {NO_KEY}. Hela protokollet skrivs ut av den som ser alla; du kan skriva ut ett utdrag för vart och ett av dina."
        return _show(request, found, [Obstacle(text if every else NOTHING, "OSL 26 kap. 1 §")])
    steps = queries.to_tell(viewer, found, request.at, request.at) if found.held_at else []
    for case in {one.case_id: one.case for one in (*lines, *steps)}.values():
        open_page(case, "committee:minutes", by=viewer, at=request.at, action=Opening.PRINT)
    told = queries.delegated(viewer, found, request.at, request.at) if found.held_at else []
    corrected = queries.turns(viewer, found).filter(what=words.Turn.CORRECTED)
    pdf = paper.minutes(
        found,
        lines,
        swedish_day(request.at),
        told=told,
        by_chair=steps,
        counted_for=viewer.name,
        corrected=corrected,
    )
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = "protokoll" if found.held_at else "foredragningslista"
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
