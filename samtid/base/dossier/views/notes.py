"""Anteckningar och handlingar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST, require_safe

from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.look.fragments import page
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_time

from .. import actions, clashes, drafts, forms, offers, queries, rules
from ..models import Note
from ..versions import Overtaken


def write_note(request: Request, case_pk: str) -> HttpResponse:
    """Write a note; sign it at once, or keep it for later."""
    case = get_object_or_404(queries.cases(request.user), pk=case_pk)
    kept = drafts.begun(request, offers.NOTE.key(case.pk))
    form = forms.NoteForm(
        request.POST if request.method == "POST" else None, initial=kept.fields, at=request.at
    )
    if request.method == "POST" and form.is_valid():
        write = actions.write_signed_note if "sign" in request.POST else actions.write_note
        note = write(case, **_note_of(form), by=request.user, at=request.at)
        return _saved(request, note, kept)
    if request.method != "POST":
        actions.open_page(case, "dossier:write_note", by=request.user, at=request.at)
    return page(
        request,
        "dossier/write_note.html",
        status=422 if request.method == "POST" else 200,
        case=case,
        form=form,
        draft=kept,
    )


def change_note(request: Request, pk: str) -> HttpResponse:
    """Change a note that one has not signed yet."""
    shown = get_object_or_404(_mine(request), pk=pk)
    kept = drafts.begun(request, offers.CHANGE_NOTE.key(shown.pk))
    saved = {name: getattr(shown, name) for name in ("text", "kind", "source")}
    saved["happened_at"] = f"{swedish_time(shown.happened_at):%Y-%m-%d %H:%M}"
    form = forms.NoteForm(
        request.POST if request.method == "POST" else None, initial=saved | kept.fields, at=request.at
    )
    began = clashes.begun_from(request, kept, shown)
    status = 200
    obstacles: tuple[Obstacle, ...] = ()
    if request.method != "POST" and (shown.signed_at or shown.set_aside_at):
        return redirect("dossier:note", shown.pk)
    if request.method == "POST":
        status = 409 if began.is_overtaken else 422
        if form.is_valid():
            try:
                actions.change_note(shown, **_note_of(form), seen=began.seen, by=request.user, at=request.at)
                return _saved(request, shown, kept)
            except NotYet as refusal:
                obstacles = refusal.obstacles
    else:
        actions.open_page(shown.case, "dossier:change_note", by=request.user, at=request.at)
    return page(
        request,
        "dossier/write_note.html",
        status=status,
        case=shown.case,
        note=shown,
        form=form,
        draft=kept,
        began=began,
        clash=began.clash(form, saved),
        obstacles=obstacles,
    )


def _saved(request: Request, note: Note, kept: drafts.Kept) -> HttpResponse:
    """Signed at once if that was the button; either way the draft has done its work."""
    if "sign" in request.POST and note.signed_at is None:
        actions.sign_note(note, by=request.user, at=request.at)
    kept.sent(by=request.user, at=request.at)
    messages.success(
        request, "Anteckningen är undertecknad." if note.signed_at else "Anteckningen är sparad."
    )
    return (
        redirect("desk:dossier", note.case.dossier_id)
        if note.signed_at
        else redirect("dossier:note", note.pk)
    )


@require_safe
def note(request: Request, pk: str) -> HttpResponse:
    """One note: an unsigned one can be changed and signed, a signed one corrected beside itself."""
    shown = get_object_or_404(_readable(request), pk=pk)
    actions.open_page(shown.case, "dossier:note", by=request.user, at=request.at)
    return _show(request, shown)


@require_POST
def sign(request: Request, pk: str) -> HttpResponse:
    """Sign one's own note, as one has read it."""
    shown = get_object_or_404(_readable(request), pk=pk)
    try:
        actions.sign_note(shown, seen=clashes.seen(request), by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, shown, refusal)
    messages.success(request, "Anteckningen är undertecknad.")
    return redirect("desk:dossier", shown.case.dossier_id)


@require_POST
def set_aside(request: Request, pk: str) -> HttpResponse:
    """Move an unsigned note out of the journal."""
    shown = get_object_or_404(_readable(request), pk=pk)
    try:
        actions.set_note_aside(shown, seen=clashes.seen(request), by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, shown, refusal)
    messages.success(request, "Anteckningen är undanlagd. Här kan du ta tillbaka den.")
    return redirect("dossier:note", shown.pk)


@require_POST
def take_back(request: Request, pk: str) -> HttpResponse:
    """Take back a note that was moved aside."""
    shown = get_object_or_404(_readable(request), pk=pk)
    try:
        actions.take_note_back(shown, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, shown, refusal)
    messages.success(request, "Anteckningen är tillbaka.")
    return redirect("dossier:note", shown.pk)


def correct(request: Request, pk: str) -> HttpResponse:
    """Put a correction beside a signed note."""
    shown = get_object_or_404(queries.notes(request.user).select_related("case__dossier__person"), pk=pk)
    kept = drafts.begun(request, offers.CORRECTION.key(shown.pk))
    form = forms.CorrectionForm(request.POST if request.method == "POST" else None, initial=kept.fields)
    obstacles = rules.obstacles_to_correcting(signed_at=shown.signed_at)
    if request.method == "POST" and form.is_valid() and not obstacles:
        actions.correct_note(shown, form.cleaned_data["text"], by=request.user, at=request.at)
        kept.sent(by=request.user, at=request.at)
        messages.success(request, "Rättelsen står nu bredvid anteckningen.")
        return redirect("dossier:note", shown.pk)
    if request.method != "POST":
        actions.open_page(shown.case, "dossier:correct", by=request.user, at=request.at)
    return page(
        request,
        "dossier/correct.html",
        status=422 if request.method == "POST" or obstacles else 200,
        note=shown,
        case=shown.case,
        form=form,
        draft=kept,
        obstacles=obstacles,
    )


@require_GET
def document(request: Request, pk: str) -> HttpResponse:
    """The filed document itself, shown in the browser; the log calls it a print."""
    filed = get_object_or_404(queries.documents(request.user).select_related("case").defer(None), pk=pk)
    actions.open_page(filed.case, "dossier:document", by=request.user, at=request.at, action=Opening.PRINT)
    answer = HttpResponse(bytes(filed.content), content_type=filed.media_type)
    answer["Content-Disposition"] = 'inline; filename="handling.pdf"'
    return answer


def _readable(request: Request) -> QuerySet[Note]:
    """Notes of the journal, and those that the viewer has moved out of it."""
    viewer = request.user
    return (queries.notes(viewer) | queries.set_aside(viewer)).select_related(
        "case__dossier__person", "author"
    )


def _mine(request: Request) -> QuerySet[Note]:
    """Notes of the viewer's own, for changing: also what can no more be changed, so that the page can say why."""
    return _readable(request).filter(author=request.user)


def _show(request: Request, shown: Note, refusal: NotYet | None = None) -> HttpResponse:
    """The page of a note; with why not, if something was refused."""
    if refusal is not None:
        shown.refresh_from_db()
    return page(
        request,
        "dossier/note.html",
        status=200 if refusal is None else 409 if isinstance(refusal, Overtaken) else 422,
        note=shown,
        case=shown.case,
        corrections=queries.notes(request.user).filter(corrects=shown).order_by("written_at"),
        obstacles=refusal.obstacles if refusal else (),
    )


def _note_of(form: forms.NoteForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("text", "kind", "happened_at", "source")}
