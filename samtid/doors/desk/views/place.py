"""Var en skyddad person finns: one press with a reason, a line in the log that stands, and then the answer."""

from __future__ import annotations

from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from samtid.base.access.brake import too_much
from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.access.through import door
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.people import queries as people
from samtid.base.people import sealed_place
from samtid.base.people.words import Protection
from samtid.doors.desk import forms
from samtid.doors.desk.offers import PLACE

NO_KEY = "Du har ingen egen nyckel till personen, så adressen kan inte visas. Be den som är namngiven i akten, eller chefen."


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("se var en skyddad person finns")
def place(request: Request, person_pk: UUID) -> HttpResponse:
    """Why one must know; nothing of the place yet."""
    hidden = people.people(request.user).exclude(protection=Protection.NONE, is_guarded=False)
    person = get_object_or_404(hidden, pk=person_pk)
    draft = begun(request, PLACE.key(person.pk))
    form = forms.PlaceForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                ticket = door("ask_place", person.pk, form.cleaned_data["said"])
        except DatabaseError:
            form.add_error(None, NO_KEY)
        else:
            if ticket is None:
                return too_much(request)
            draft.sent(by=request.user, at=request.at)
            return redirect("desk:place_shown", ticket)
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/place.html", status=status, person=person, form=form, draft=draft)


@require_safe
def shown(request: Request, ticket: UUID) -> HttpResponse:
    """The answer, for five minutes, to the one who asked. Told by the next request, when the line stands."""
    with connection.cursor() as cursor:
        cursor.execute("select person, id, sealed from access.place_by(%s)", [ticket])
        rows = cursor.fetchall()
    person = people.people(request.user).filter(pk=rows[0][0]).first() if rows else None
    if person is None:
        raise Http404
    locked = [row for row in rows if row[1] is not None]
    places = sealed_place.opened((row, whose, sealed) for whose, row, sealed in locked)
    return page(
        request,
        "desk/place_shown.html",
        person=person,
        place=places.get(person.pk, {}),
        is_shut=bool(locked) and person.pk not in places,
    )
