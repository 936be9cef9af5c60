"""Var barnet är: at once where it may be told; else by a reason, a line in the log that stands, and then the answer."""

from __future__ import annotations

from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.brake import too_much
from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.access.through import door
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.forms import WhereForm
from samtid.base.look.fragments import page

from .. import offers, queries
from ..models import Care

NO_KEY = (
    "Du har ingen egen nyckel till barnet, så hemmet kan inte visas. "
    "Be den som är namngiven i akten, eller chefen."
)


class ChildForm(WhereForm):
    """Why one must know where a child is."""

    REASONS = ("Besök hos barnet", "Fara för liv eller hälsa", "Hemmet måste nås i natt")


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("se var ett barn finns")
def where(request: Request, pk: UUID) -> HttpResponse:
    """Where the child is and whom one calls. Of a home that is not to be told: why one must know, and nothing of it yet."""
    care = get_object_or_404(queries.cares(request.user), pk=pk)
    if not queries.is_withheld(request.user, care):
        open_page(care.case, "placements:where", by=request.user, at=request.at)
        return _answer(request, care)
    draft = begun(request, offers.WHERE.key(care.pk))
    form = ChildForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                ticket = door("ask_home", care.person_id, form.cleaned_data["said"])
        except DatabaseError:
            form.add_error(None, NO_KEY)
        else:
            if ticket is None:
                return too_much(request)
            draft.sent(by=request.user, at=request.at)
            return redirect("placements:where_shown", ticket)
    open_page(care.case, "placements:where", by=request.user, at=request.at)
    status = 422 if request.method == "POST" else 200
    return page(request, "placements/where_asked.html", status=status, care=care, form=form, draft=draft)


@require_safe
def shown(request: Request, ticket: UUID) -> HttpResponse:
    """The answer, for five minutes, to the one who asked. Told by the next request, when the line stands."""
    child = door("home_by", ticket)
    care = (
        queries.cares(request.user).filter(person=child, annulled_at=None).order_by("began_at").last()
        if child
        else None
    )
    if care is None:
        raise Http404
    return _answer(request, care)


def _answer(request: Request, care: Care) -> HttpResponse:
    [row] = queries.tonight(request.user, request.at, queries.cares(request.user).filter(pk=care.pk))
    return page(request, "placements/where.html", care=care, row=row)
