"""Ett ärende på listan: laid before a meeting, taken away, what the meeting said, and its extract."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.clashes import seen
from samtid.base.dossier.versions import Overtaken
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation.doing import hindered
from samtid.ground.law.delegation import Floor, Level
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions import queries as of_decision
from samtid.steps.decisions.rules import floor_of, obstacles_in_text
from samtid.steps.investigations.words import Basis

from .. import actions, forms, offers, paper, queries, rules, words
from ..models import AgendaLine
from .writing import START, Sheet, write


def _find(request: Request, pk: UUID) -> AgendaLine:
    return get_object_or_404(queries.lines(request.user), pk=pk)


def _over(line: AgendaLine) -> str:
    return f"{line.case.dossier.person.name} · ärende {line.case.number}"


def _crumbs(line: AgendaLine) -> list[Any]:
    return [
        START,
        (str(line.meeting), offers.MEETING, line.meeting_id),
        ("Ärendet", offers.MATTER, line.pk),
    ]


def _opened(request: Request, line: AgendaLine, name: str) -> None:
    if request.method != "POST":
        open_page(line.case, name, by=request.user, at=request.at)


def _gives_a_key(request: Request, decision_pk: UUID) -> bool:
    """Who is to write what became of a sealed case is named for it."""
    return bool(request.POST.get("writer"))


@asks_proof("ge någon en nyckel till ett ärende", when=_gives_a_key)
def raise_matter(request: Request, decision_pk: UUID) -> HttpResponse:
    """Lays a draft before a meeting; one that is on a list is shown there."""
    viewer, on = request.user, swedish_day(request.at)
    # what a meeting took up as an extra matter is written by one who leads, whoever drew it up
    leads = of_decision.is_manager(viewer, on)
    decision = get_object_or_404(
        queries.drafts(viewer) if leads else of_decision.decisions(viewer), pk=decision_pk
    )
    there = queries.latest(viewer, decision)
    if there is not None and (there.is_open or there.became in words.DECISIONS):
        return redirect(offers.MATTER, there.pk)
    if request.method != "POST":
        open_page(decision.case, "committee:raise", by=viewer, at=request.at)
    coming = list(queries.open_to(viewer, decision.case, request.at))
    writers = queries.writers(decision.case, on) if queries.lacks_writer(viewer, decision.case, on) else []
    none = "" if coming else " Inget sammanträde är planerat: det gör en enhetschef under Sammanträden."
    sheet = Sheet(
        kept=offers.RAISE,
        title="Anmäl till ett sammanträde",
        submit="Anmäl ärendet",
        back=[("Beslutet", "decisions:decision", decision.pk)],
        verb=rules.MAY["raise_matter"],
        about=decision.pk,
        over=f"{decision.case.dossier.person.name} · ärende {decision.case.number}",
        lead=f"Förslaget läggs sist på föredragningslistan, som det står när sammanträdet börjar.{none}",
        more={"meetings": coming, "writers": writers},
        done="Ärendet står på föredragningslistan.",
    )

    def does(form: Any) -> tuple[str, Any]:
        chosen = form.chosen("meeting")
        made = actions.raise_matter(
            decision,
            chosen,
            form.cleaned_data["extra_why"],
            writer=form.written_by() if writers else None,
            by=viewer,
            at=request.at,
        )
        return offers.MATTER, made.pk

    return write(request, sheet, forms.RaiseForm, does)


@require_safe
def matter(request: Request, pk: UUID) -> HttpResponse:
    """One matter: what is proposed, what the meeting said, and what comes next."""
    line = _find(request, pk)
    _opened(request, line, offers.MATTER)
    return _show(request, line)


def _show(
    request: Request, line: AgendaLine, *, status: int = 200, form: Any = None, refused: Any = ()
) -> HttpResponse:
    viewer, decision = request.user, line.decision
    to_register = line.became in words.DECISIONS and decision.signed_at is None
    waits = line.is_open and not line.meeting.held_at
    changed = queries.changed(line) if line.had and decision.signed_at is None else []
    return page(
        request,
        "committee/matter.html",
        status=status,
        line=line,
        meeting=line.meeting,
        decision=decision,
        person=line.case.dossier.person,
        subject=of_decision.subject_of(decision),
        had=paper.had(line),
        changed=changed,
        became=words.Outcome.label_of(line.became) if line.became else "",
        floor=_floor(line) if waits else None,
        lacking=_lacking(line, request) if waits else [],
        may_leave=waits
        and (line.meeting.starts_at > request.at or of_decision.is_manager(viewer, swedish_day(request.at))),
        to_register=to_register,
        remaining=_remaining(line, changed) + _lacking(line, request) if to_register else [],
        tells_place=to_register and of_decision.tells_place(viewer, decision),
        register_form=form or forms.RegisterForm(auto_id="registrera_%s"),
        breaking=queries.breaking(viewer, [line]).get(line.pk, []),
        onward=line.outcome in ("moved", *words.BACK) and queries.open_line(viewer, decision),
        hinder=hindered(rules.KEEPS, viewer, request.at),
        refused=refused,
    )


def _remaining(line: AgendaLine, changed: list[str]) -> list[Obstacle]:
    return rules.obstacles_to_registering(
        line.became,
        is_adjusted=line.is_adjusted,
        is_decided=line.decision.signed_at is not None,
        changed=changed,
    )


def _lacking(line: AgendaLine, request: Request) -> list[Obstacle]:
    """What the law asks of the text when it is registered: told while it can be written."""
    on = swedish_day(request.at)
    draft = of_decision.draft_of(line.decision, on)
    return obstacles_in_text(draft, on=max(on, line.meeting.on), decided_on=line.meeting.on)


def _floor(line: AgendaLine) -> Floor | None:
    """Why the body may not decide it that day; None when it may."""
    floor = floor_of(Basis(line.decision.legal_basis), line.meeting.on)
    return None if Level(line.meeting.level).reaches(floor.level) else floor


def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Off the list, before the meeting."""
    line = _find(request, pk)
    _opened(request, line, "committee:withdraw")
    sheet = Sheet(
        kept=offers.WITHDRAW,
        title="Ta bort från listan",
        submit="Ta bort",
        back=_crumbs(line),
        verb=rules.MAY["withdraw"],
        about=line.pk,
        over=_over(line),
        lead="Förslaget till beslut är kvar som det är och kan anmälas igen.",
        done="Ärendet står inte längre på listan.",
    )

    def does(form: Any) -> tuple[str, Any]:
        actions.withdraw(line, form.cleaned_data["why"], by=request.user, at=request.at)
        return offers.MATTER, line.pk

    return write(request, sheet, forms.WithdrawForm, does)


def move_matter(request: Request, pk: UUID) -> HttpResponse:
    """To another meeting, before this one."""
    line = _find(request, pk)
    _opened(request, line, "committee:move_matter")
    sheet = Sheet(
        kept=offers.MOVE_MATTER,
        title="Flytta till ett annat sammanträde",
        submit="Flytta",
        back=_crumbs(line),
        verb=rules.MAY["move_matter"],
        about=line.pk,
        over=_over(line),
        more={"meetings": _others(request, line)},
        done="Ärendet är flyttat.",
    )

    def does(form: Any) -> tuple[str, Any]:
        to = form.chosen("next_meeting")
        made = actions.move_matter(line, to, form.cleaned_data["why"], by=request.user, at=request.at)
        return offers.MATTER, made.pk

    return write(request, sheet, forms.MoveForm, does)


def _others(request: Request, line: AgendaLine) -> list[Any]:
    found = queries.open_to(request.user, line.case, request.at)
    return list(found.filter(starts_at__gt=request.at).exclude(pk=line.meeting_id))


def settle(request: Request, pk: UUID) -> HttpResponse:
    """What the meeting said."""
    line = _find(request, pk)
    _opened(request, line, "committee:settle")
    used = queries.taken(queries.places(line.meeting))
    sheet = Sheet(
        kept=offers.SETTLE,
        title="Vad blev det?",
        submit="Spara i protokollet",
        back=_crumbs(line),
        verb=rules.KEEPS,
        about=line.pk,
        over=_over(line),
        lead="Det som sparas står: en rättelse skrivs bredvid.",
        initial={"paragraph": max(used, default=0) + 1},
        more={"meetings": _others(request, line)},
        done="Det står i protokollet.",
        text=line.proposed,
    )

    def does(form: Any) -> tuple[str, Any]:
        actions.settle(
            line,
            form.said(),
            next_meeting=form.chosen("next_meeting"),
            by=request.user,
            at=request.at,
        )
        return offers.MATTER, line.pk

    return write(request, sheet, forms.SettleForm, does)


@require_POST
@asks_proof("registrera nämndens beslut")
def register(request: Request, pk: UUID) -> HttpResponse:
    """Registers what was decided, in the decision's own home."""
    line = _find(request, pk)
    form = forms.RegisterForm(request.POST, auto_id="registrera_%s")
    if not form.is_valid():
        return _show(request, line, status=422, form=form)
    try:
        actions.register(
            line,
            place_reason=form.cleaned_data["place_reason"],
            seen=seen(request),
            by=request.user,
            at=request.at,
        )
    except NotYet as refusal:
        line = _find(request, pk)
        status = 409 if isinstance(refusal, Overtaken) else 422
        return _show(request, line, status=status, form=form, refused=beside(form, refusal.obstacles))
    messages.success(request, "Nämndens beslut är registrerat. Nu ska den enskilde få veta det.")
    return redirect("decisions:decision", line.decision_id)


def correct(request: Request, pk: UUID) -> HttpResponse:
    """Beside what stands, how it was."""
    line = _find(request, pk)
    _opened(request, line, "committee:correct")
    sheet = Sheet(
        kept=offers.CORRECT,
        title="Rätta bredvid",
        submit="Spara rättelsen",
        back=_crumbs(line),
        verb=rules.KEEPS,
        about=line.pk,
        over=_over(line),
        done="Rättelsen står bredvid.",
    )

    def does(form: Any) -> tuple[str, Any]:
        actions.correct_matter(line, form.cleaned_data["text"], form.became(), by=request.user, at=request.at)
        return offers.MATTER, line.pk

    return write(request, sheet, forms.CorrectForm, does)


@require_safe
def extract(request: Request, pk: UUID) -> HttpResponse:
    """An extract of the minutes about this person's matter alone."""
    line = _find(request, pk)
    if line.outcome not in words.AT_MEETING:
        refused = [Obstacle("Ärendet har ingen paragraf än. Utdraget finns när det är skrivet vad det blev.")]
        return _show(request, line, status=422, refused=refused)
    open_page(line.case, "committee:extract", by=request.user, at=request.at, action=Opening.PRINT)
    pdf = paper.minutes(line.meeting, [line], swedish_day(request.at), is_extract=True)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="protokollsutdrag.pdf"'
    return answer
