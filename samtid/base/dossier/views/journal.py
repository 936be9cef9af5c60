"""Journalen: the whole chronology of one dossier, to read, to search and to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.look.fragments import page

from .. import actions, forms, journal, queries


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request, dossier_pk: str) -> HttpResponse:
    """A page of the journal. Asked by POST, so that no word about anybody stands in an address or a history."""
    dossier = get_object_or_404(queries.dossiers(request.user), pk=dossier_pk)
    cases = list(queries.cases(request.user).filter(dossier=dossier))
    form = forms.JournalForm(
        request.POST if request.method == "POST" else None,
        cases=cases,
        writers=journal.writers(request.user, cases),
    )
    asked = form.asked() if form.is_valid() else journal.Asked()
    is_wrong = request.method == "POST" and bool(form.errors)
    on_paper = "print" in request.POST and not is_wrong
    after = None if on_paper or is_wrong else journal.read_place(request.POST.get("after", ""))
    actions.open_dossier(
        dossier,
        cases,
        "dossier:journal",
        by=request.user,
        at=request.at,
        action=Opening.PRINT if on_paper else Opening.VIEW if asked.is_all else Opening.SEARCH,
    )
    most = journal.MOST_ON_PAPER if on_paper else journal.PER_PAGE
    return page(
        request,
        "dossier/journal_print.html" if on_paper else "dossier/journal.html",
        status=422 if is_wrong else 200,
        dossier=dossier,
        person=dossier.person,
        form=form,
        asked=asked,
        said=form.in_words() if form.is_bound and not is_wrong else [],
        sheet=journal.sheet(request.user, cases, asked, after, most),
        after=after,
        current=cases[0] if cases else None,
        set_aside=list(queries.set_aside(request.user).filter(case__in=cases)),
    )
