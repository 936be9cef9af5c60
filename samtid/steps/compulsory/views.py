"""Spårets sidor: the timeline, one form per step, and what was written wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.doing import hindered
from samtid.ground.law.acts import CARE
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from . import actions, forms, offers, queries, rules, words
from .models import Track, TrackStep


def open_track(request: Request, case_pk: str) -> HttpResponse:
    """Opens the track of a case; one that is there is shown."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    there = queries.of_case(request.user, case)
    if there is not None:
        return redirect(offers.PAGE, there.pk)
    refused: list[Any] = hindered(rules.WRITES, request.user, request.at)
    if request.method == "POST":
        try:
            return redirect(offers.PAGE, actions.open_track(case, by=request.user, at=request.at).pk)
        except NotYet as refusal:
            refused = list(refusal.obstacles)
    else:
        open_page(case, "compulsory:open", by=request.user, at=request.at)
    return page(
        request,
        "compulsory/open.html",
        status=422 if request.method == "POST" else 200,
        case=case,
        person=case.dossier.person,
        refused=refused,
        on=swedish_day(request.at),
        new_act=CARE.valid_from,
    )


def _track(request: Request, pk: str) -> Track:
    return get_object_or_404(queries.tracks(request.user), pk=pk)


@require_GET
def track(request: Request, pk: str) -> HttpResponse:
    """One child's track."""
    return _show(request, _track(request, pk))


def _show(
    request: Request,
    shown: Track,
    annulling: forms.AnnulForm | None = None,
    unsaid: Sequence[Obstacle] = (),
) -> HttpResponse:
    open_page(shown.case, offers.PAGE, by=request.user, at=request.at)
    now, on = queries.state(shown, request.at), swedish_day(request.at)
    keys = {kind: form.key(shown.pk) for kind, form in offers.WRITE.items()}
    kept = begun_all(request, *keys.values(), offers.ANNUL.key(shown.pk))
    draft = kept[offers.ANNUL.key(shown.pk)]
    standing = {one.pk for one in queries.standing(shown)}
    written: list[TrackStep] = shown.written  # type: ignore[attr-defined]
    person = queries.person_of(shown)
    first = rules.next_steps(now)
    return page(
        request,
        "compulsory/track.html",
        status=422 if annulling is not None or (unsaid and request.method == "POST") else 200,
        unsaid=unsaid,
        track=shown,
        person=person,
        now=now,
        says=rules.in_words(now),
        clocks=[(rule, one, one.counts(rule)) for rule, one in _in_order(now)],
        rows=[
            (one, words.Kind(one.kind), queries.citation(shown, one), one.pk in standing)
            for one in reversed(written)
            if not one.is_withdrawn
        ],
        by_corrected={one.corrects_id: one for one in written if one.corrects_id},
        content=[(str(one), one.label) for one in words.Content],
        first=first,
        other=[kind for kind in rules.offered(now) if kind not in first],
        begun={kind for kind, key in keys.items() if kept[key].saved_at is not None},
        hindered=hindered(rules.WRITES, request.user, request.at),
        on=on,
        new_act=CARE.valid_from,
        unlocked=now.secret_on is not None and not person.hides_place,
        annulling=annulling or forms.AnnulForm(initial=draft.fields, auto_id="fel_%s"),
        draft=draft,
    )


def _in_order(now: rules.State) -> list[Any]:
    def day(pair: Any) -> Any:
        rule, one = pair
        return one.extended_to or one.counts(rule)[0].due.legal or one.occasion or CARE.valid_from

    return sorted(now.clocks.items(), key=day)


def write(request: Request, pk: str) -> HttpResponse:
    """One step's own form. Which step it is stands in the address, and in the form."""
    shown = _track(request, pk)
    said = request.POST.get("steg") or request.GET.get("steg") or ""
    kind = next((one for one in words.Kind if one.value == said), None)
    if kind is None:
        return _show(request, shown, unsaid=[Obstacle("Välj vilket steg det gäller.")])
    draft, on = begun(request, offers.WRITE[kind].key(shown.pk)), swedish_day(request.at)
    now = queries.state(shown, request.at)
    form = forms.StepForm(
        request.POST if request.method == "POST" else None,
        initial={"on": on, "ground": now.ground or ""} | draft.fields,
        kind=kind,
        today=on,
        applied_on=queries.applied_before(shown, on),
        no_place=now.secret_on is not None or queries.person_of(shown).hides_place,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_step(shown, form.written(), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, f"{kind.label}: skrivet, och fristerna följer.")
            return redirect(offers.PAGE, shown.pk)
    return _form(request, shown, form, kind, draft, stop=rules.why_not(kind, now))


def _form(
    request: Request, shown: Track, form: Any, kind: words.Kind, draft: Any, **more: Any
) -> HttpResponse:
    if request.method == "GET":
        open_page(shown.case, offers.PAGE, by=request.user, at=request.at)
    return page(
        request,
        "compulsory/write.html",
        status=422 if form.errors else 200,
        track=shown,
        person=queries.person_of(shown),
        form=form,
        kind=kind,
        law_now=rules.ending_citation(kind, queries.state(shown, request.at), swedish_day(request.at)),
        draft=draft,
        hindered=hindered(rules.WRITES, request.user, request.at),
        **more,
    )


def _step(request: Request, pk: str) -> tuple[TrackStep, Track]:
    step = get_object_or_404(queries.steps(request.user), pk=pk)
    return step, _track(request, str(step.track_id))


def correct(request: Request, pk: str) -> HttpResponse:
    """How a step really was: a row beside, with why."""
    step, shown = _step(request, pk)
    draft, kind = begun(request, offers.CORRECT.key(step.pk)), words.Kind(step.kind)
    form = forms.CorrectForm(
        request.POST if request.method == "POST" else None,
        initial=forms.StepForm.of(step) | draft.fields,
        kind=kind,
        today=step.happened_on,
        applied_on=queries.applied_before(shown, step.happened_on),
        no_place=queries.state(shown, request.at).secret_on is not None
        or queries.person_of(shown).hides_place,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_step(
                step, form.written(), form.cleaned_data["why"], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Rättelsen är sparad, och fristerna är räknade på nytt.")
            return redirect(offers.PAGE, shown.pk)
    return _form(request, shown, form, kind, draft, step=step)


def withdraw(request: Request, pk: str) -> HttpResponse:
    """A step never was: it stands, and counts no more."""
    step, shown = _step(request, pk)
    draft = begun(request, offers.WITHDRAW.key(step.pk))
    form = forms.WhyForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_step(step, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Steget räknas inte längre. Det som stod finns kvar.")
            return redirect(offers.PAGE, shown.pk)
    return _form(request, shown, form, words.Kind(step.kind), draft, step=step, withdrawing=True)


@require_POST
def annul(request: Request, pk: str) -> HttpResponse:
    """The track was of the wrong child."""
    shown, form = _track(request, pk), forms.AnnulForm(request.POST, auto_id="fel_%s")
    draft = begun(request, offers.ANNUL.key(shown.pk))
    if form.is_valid():
        try:
            actions.annul_track(shown, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Spåret räknas inte längre. Det som skrevs står kvar.")
            return redirect(offers.PAGE, shown.pk)
    return _show(request, shown, form)
