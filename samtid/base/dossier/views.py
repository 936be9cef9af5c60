"""Anteckningar, handlingar och utkast. The dossier as a whole is shown by the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST, require_safe

from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.look import house
from samtid.base.look.fragments import page
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_time
from samtid.ground.text import whole

from . import actions, drafts, forms, offers, queries, rules


@require_POST
def draft(request: Request, key: str) -> HttpResponse:
    """Keeps what is being typed. The script in base/look sends it while the user writes."""
    if request.content_type != "application/json":  # of a form the body may have been read already
        return JsonResponse({"fel": "Utkastet är inte skrivet som fält och text."}, status=400)
    if not _is_known(key) or len(request.body) > forms.LARGEST_DRAFT:
        return JsonResponse(
            {"fel": "Utkastet går inte att spara: det är för stort eller saknar plats."}, status=400
        )
    fields = forms.draft_fields(request.json)
    sequence = whole(request.headers.get("X-Draft-Sequence", "0"))
    if fields is None or sequence is None:
        return JsonResponse({"fel": "Utkastet är inte skrivet som fält och text."}, status=400)
    kept = actions.keep_draft(key, fields, sequence=sequence, by=request.user, at=request.at)
    return JsonResponse({"saved_at": f"{swedish_time(kept.saved_at):%H:%M}"})


def write_note(request: Request, case_pk: str) -> HttpResponse:
    """Write a note; sign it at once, or keep it for later."""
    case = get_object_or_404(queries.cases(request.user), pk=case_pk)
    key = offers.NOTE.key(case.pk)
    kept, saved_at = drafts.restored(request.user, key)
    form = forms.NoteForm(request.POST if request.method == "POST" else None, initial=kept, at=request.at)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            note = actions.write_note(case, **_note_of(form), by=request.user, at=request.at)
            if "sign" in request.POST:
                actions.sign_note(note, by=request.user, at=request.at)
            actions.drop_draft(key, by=request.user, at=request.at)
            messages.success(
                request, "Anteckningen är undertecknad." if note.signed_at else "Anteckningen är sparad."
            )
            return (
                redirect("desk:dossier", case.dossier_id)
                if note.signed_at
                else redirect("dossier:note", note.pk)
            )
        status = 422
    else:
        actions.open_page(case, "dossier:write_note", by=request.user, at=request.at)
    return page(
        request,
        "dossier/write_note.html",
        status=status,
        case=case,
        form=form,
        key=key,
        saved_at=saved_at,
        note=None,
    )


@require_safe
def note(request: Request, pk: str) -> HttpResponse:
    """One note: an unsigned one can be changed and signed, a signed one corrected beside itself."""
    shown = get_object_or_404(queries.notes(request.user).select_related("case__dossier__person"), pk=pk)
    actions.open_page(shown.case, "dossier:note", by=request.user, at=request.at)
    return page(
        request, "dossier/note.html", note=shown, case=shown.case, corrections=_corrections(request, shown)
    )


@require_POST
def sign(request: Request, pk: str) -> HttpResponse:
    """Sign one's own note."""
    shown = get_object_or_404(queries.notes(request.user).select_related("case__dossier__person"), pk=pk)
    try:
        actions.sign_note(shown, by=request.user, at=request.at)
    except NotYet as refusal:
        return page(
            request,
            "dossier/note.html",
            status=422,
            note=shown,
            case=shown.case,
            corrections=_corrections(request, shown),
            obstacles=refusal.obstacles,
        )
    messages.success(request, "Anteckningen är undertecknad.")
    return redirect("desk:dossier", shown.case.dossier_id)


def correct(request: Request, pk: str) -> HttpResponse:
    """Put a correction beside a signed note."""
    shown = get_object_or_404(queries.notes(request.user).select_related("case__dossier__person"), pk=pk)
    key = offers.CORRECTION.key(shown.pk)
    kept, saved_at = drafts.restored(request.user, key)
    form = forms.CorrectionForm(request.POST if request.method == "POST" else None, initial=kept)
    obstacles = rules.obstacles_to_correcting(signed_at=shown.signed_at)
    if request.method == "POST" and form.is_valid() and not obstacles:
        actions.correct_note(shown, form.cleaned_data["text"], by=request.user, at=request.at)
        actions.drop_draft(key, by=request.user, at=request.at)
        messages.success(request, "Rättelsen står nu bredvid anteckningen.")
        return redirect("dossier:note", shown.pk)
    return page(
        request,
        "dossier/correct.html",
        status=422 if request.method == "POST" or obstacles else 200,
        note=shown,
        case=shown.case,
        form=form,
        key=key,
        saved_at=saved_at,
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


def _is_known(key: str) -> bool:
    """Whether some room's form makes such keys: what nobody could find again is not kept."""
    return bool(forms.DRAFT_KEY.fullmatch(key)) and house.draft_of(key)[0] is not None


def _corrections(request: Request, shown):  # type: ignore[no-untyped-def]
    return queries.notes(request.user).filter(corrects=shown).order_by("written_at")


def _note_of(form: forms.NoteForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    return {
        "text": said["text"],
        "kind": said["kind"],
        "happened_at": said["happened_at"],
        "source": said["source"],
    }
