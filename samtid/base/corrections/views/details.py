"""Personuppgifter: everything that is known of one person, how it has been corrected, and the forms that correct it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from samtid.base.access.request import Request
from samtid.base.dossier.actions import throw_away
from samtid.base.dossier.clashes import begun_from
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Dossier
from samtid.base.dossier.queries import dossiers, drafts
from samtid.base.dossier.rules import words_of
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.people.actions import Details, look_up
from samtid.base.people.models import Person
from samtid.base.people.queries import asked, shown, shown_place
from samtid.base.people.rules import age
from samtid.base.people.words import NewNumber, NumberKind, Sex
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .. import actions, offers, queries
from ..forms import FORMS, ConfirmForm, NumberForm
from ..words import Kind


def known(request: Request, person_pk: UUID) -> Person:
    """The person of a page, if the viewer works with a case in which they are."""
    found = queries.known(request.user, person_pk)
    if found is None:
        raise Http404
    return found


def dossier_of(request: Request, person: Person) -> Dossier | None:
    """The person's own dossier, if the viewer has a key to it."""
    return dossiers(request.user).filter(person=person).first()


@require_GET
def person(request: Request, person_pk: UUID) -> HttpResponse:
    """What is known, and what has been corrected: nothing is overwritten."""
    one = known(request, person_pk)
    today = swedish_day(request.at)
    history = queries.history(request.user, one)
    dossier = dossier_of(request, one)
    return page(
        request,
        "corrections/person.html",
        person=one,
        dossier=dossier,
        age=age(one.born_on, today),
        history=history,
        former=list(queries.former_numbers(request.user, one)),
        near=queries.near(request.user, one, today),
        moves=queries.moves(request.user, dossier) if dossier else [],
        running=[(clock, words_of(clock.rule)) for clock in queries.running(request.user, one)]
        if one.died_on or one.emigrated_on
        else [],
        may=queries.case_to_correct_in(request.user, one) is not None,
        shown=shown,
        shown_place=shown_place,
        said=in_words,
        kinds=[kind for kind in Kind if kind != Kind.MERGED],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, person_pk: UUID, what: str) -> HttpResponse:
    """One kind of detail: its form, and both texts when a colleague has been there first."""
    one = known(request, person_pk)
    kind = next((kind for kind in offers.CHANGE if kind.value == what), None)
    if kind is None:
        raise Http404
    draft = begun(request, offers.CHANGE[kind].key(one.pk))
    saved = FORMS[kind].held(one)
    form = FORMS[kind](
        request.POST if request.method == "POST" else None,
        initial=saved | draft.fields,
        at=request.at,
        person=one,
    )
    began = begun_from(request, draft, queries.standing(one, queries.history(request.user, one)))
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        if isinstance(form, NumberForm):
            return redirect("corrections:number", one.pk, _ticket(request, one, form))
        try:
            actions.change(
                one, kind, form.changed(), **form.because(), seen=began.seen, by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, f"{kind.label}: ändringen är sparad, och står i personens ärenden.")
            return redirect("corrections:person", one.pk)
    return page(
        request,
        "corrections/change.html",
        status=200 if request.method != "POST" else 409 if began.is_overtaken else 422,
        person=one,
        kind=kind,
        form=form,
        draft=draft,
        began=began,
        clash=began.clash(form, saved),
        refused=refused,
    )


def _ticket(request: Request, one: Person, form: NumberForm) -> UUID:
    """The number is looked up by a ticket: the line that it was asked about stands before anything is told."""
    said = form.cleaned_data
    about = {
        "person": str(one.pk),
        "cause": said["cause"],
        "valid_on": said["valid_on"].isoformat() if said["valid_on"] else "",
        "source": said["source"],
        "reason": said["reason"],
        "version": one.version,
    }
    number = said["number"]
    details = Details(
        one.given_name,
        one.family_name,
        number=number.value,
        number_kind=NumberKind(number.kind),
        born_on=number.born_on,
        sex=Sex(number.sex),
    )
    return look_up(details, about=json.dumps(about), by=request.user, at=request.at)


@require_http_methods(["GET", "HEAD", "POST"])
def number(request: Request, person_pk: UUID, ticket: UUID) -> HttpResponse:
    """The new number before it is changed: whose it is already, if anybody's whom one may know of."""
    one = known(request, person_pk)
    found = asked(request.user, ticket)
    about = queries.read_about(found.about) if found and not found.is_chosen else {}
    if found is None or about.get("person") != str(one.pk):
        return again(request, "corrections:change", one.pk, Kind.NUMBER.value)
    held = found.person if found.person is not None and found.person.pk != one.pk else None
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            answer = actions.change_number(
                one,
                ticket,
                NewNumber(about["cause"]),
                reason=about["reason"],
                source=about["source"],
                valid_on=date.fromisoformat(about["valid_on"]) if about["valid_on"] else None,
                seen=about["version"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            refused = list(refusal.obstacles)
        else:
            forget(request, offers.CHANGE[Kind.NUMBER].key(one.pk))
            return _answered(request, one, answer)
    return page(
        request,
        "corrections/number.html",
        status=422 if refused or form.errors else 200,
        person=one,
        asked=found,
        held=held,
        about=about,
        cause=NewNumber(about["cause"]),
        refused=refused,
    )


def _answered(request: Request, one: Person, answer: UUID | bool) -> HttpResponse:
    if isinstance(answer, UUID):
        return redirect("corrections:same_person", one.pk, answer)
    if answer:
        messages.success(request, "Numret är ändrat. Det gamla finns kvar i historiken.")
    else:
        messages.info(
            request,
            "Numret hör redan till någon. De enheter som berörs har fått frågan om det är samma person. "
            "Inget ändras förrän de svarat.",
        )
    return redirect("corrections:person", one.pk)


LABELS = {
    "given_name": "Förnamn",
    "family_name": "Efternamn",
    "number": "Nummer",
    "number_kind": "Slag",
    "born_on": "Född",
    "is_unborn": "Väntas",
    "sex": "Kön",
    "address": "Adress",
    "postcode": "Postnummer",
    "locality": "Ort",
    "phone": "Telefon",
    "school": "Skola",
    "interpreter": "Tolk",
    "died_on": "Avliden",
    "emigrated_on": "Utflyttad",
}


def in_words(one: queries.Corrected) -> list[tuple[str, str, str]]:
    """What was and what became, in words."""
    return [
        (LABELS.get(name, name), _word(name, one.was.get(name)), _word(name, one.became.get(name)))
        for name in LABELS
        if one.was.get(name) != one.became.get(name)
    ]


def _word(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    words = {"number_kind": NumberKind, "sex": Sex}
    return words[name].label_of(value) if name in words else str(value)


def again(request: Request, address: str, *about: object) -> HttpResponse:
    """The ticket is too old, or somebody else's: what was typed is in the draft of the page before."""
    messages.info(request, "Uppgifterna är för gamla. Kontrollera dem och gå vidare igen.")
    return redirect(address, *about)


def forget(request: Request, key: str) -> None:
    """What was typed on the page before has been received now."""
    for draft in drafts(request.user, key):
        throw_away(draft.pk, by=request.user, at=request.at)
