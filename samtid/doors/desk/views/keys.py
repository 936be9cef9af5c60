"""Nycklar och överlämning: who may open a case, and how that changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import queries as access
from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case
from samtid.base.dossier.rules import KEEPS
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.doors.desk import file, forms, queries
from samtid.doors.desk.navigation import roles_of
from samtid.doors.desk.offers import NAME_STAFF
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from .unit import show as show_unit

NOT_THERE = "Ärendet kunde inte lämnas över: mottagaren arbetar inte i enheten."


@require_GET
def keys(request: Request, case_pk: str) -> HttpResponse:
    """Who has keys to a case; hand it over, name a substitute, protect the person."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    actions.open_page(case, "desk:keys", by=request.user, at=request.at)
    return _show(request, case)


def _show(
    request: Request, case: Case, status: int = 200, chosen: Unit | None = None, **given: Any
) -> HttpResponse:
    """The page, with the form that was refused in the place of its empty one.

    ``shut`` says why one who has broken the glass is shown no form to hand out anything with.
    """
    today = swedish_day(request.at)
    here = access.unit_of(case.compartment_id, today)
    units = [unit for unit in organisation.units(today) if unit.holdings.exists()]
    wanted = request.GET.get("enhet", "")
    chosen = chosen or next((unit for unit in units if str(unit.pk) == wanted), here)
    colleagues = queries.receivers(chosen, today, case.need) if chosen else Staff.objects.none()
    draft = begun(request, NAME_STAFF.key(case.pk))
    drawn: dict[str, Any] = {
        "draft": draft,
        "hand_over": forms.HandOverForm(receivers=colleagues),
        "name": forms.NameStaffForm(
            receivers=queries.may_hold_keys(today), initial=draft.fields, auto_id="nyckel_%s"
        ),
        "refused": (),
    }
    return page(
        request,
        "desk/keys.html",
        status=status,
        case=case,
        unit=here,
        units=units,
        chosen=chosen,
        shut=dossier.obstacles_to_handing_out(request.user, case),
        unfinished=file.to_read(request.user, case, today),
        keys=dossier.keys_of(request.user, case),
        keeps=KEEPS,
        **(drawn | given),
    )


def _hands_out(request: Request, case_pk: str) -> bool:
    """To another unit, or of what only the named see. Within the unit it opens nothing to anybody new."""
    case = dossier.cases(request.user).filter(pk=case_pk).first()
    if case is None:
        return False
    target, today = _target(request, case), swedish_day(request.at)
    found = target.holdings.on(today).order_by("valid_from", "pk") if target else None  # type: ignore[attr-defined]
    return dossier.gives_a_key(case, found.values_list("compartment", flat=True).first() if found else None)


def _target(request: Request, case: Case) -> Unit | None:
    """The unit that is to have the case: the one chosen, else the one that has it."""
    today, wanted = swedish_day(request.at), whole(request.POST.get("unit", ""))
    if wanted is None:
        return access.unit_of(case.compartment_id, today)  # type: ignore[attr-defined]
    return organisation.units(today).filter(pk=wanted).first()


@require_POST
@asks_proof("lämna över ett ärende till någon som inte har nyckel", when=_hands_out)
def hand_over(request: Request, case_pk: str) -> HttpResponse:
    """Hand a case to somebody, the keys moving along: choose, and confirm."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    today = swedish_day(request.at)
    target = _target(request, case)
    if target is None:
        raise Http404
    from_unit = request.POST.get("from_unit", "")
    units = list(queries.led_units(request.user, today)) if from_unit else []
    led = next((one for one in units if str(one.pk) == from_unit), units[0] if units else None)
    form = forms.HandOverForm(request.POST, receivers=queries.receivers(target, today, case.need))
    if form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            with transaction.atomic():
                compartment = access.compartment_of(target, today)
                actions.transfer(case, compartment, receiver, by=request.user, at=request.at)
        except DatabaseError:
            form.add_error("receiver", NOT_THERE)
        except NotYet as refusal:
            return _show(request, case, status=422, refused=refusal.obstacles)
        else:
            messages.success(request, f"Ärendet är överlämnat till {receiver.name}. Nycklarna följde med.")
            if led:
                return redirect("desk:unit", led.pk)
            still = dossier.cases(request.user).filter(pk=case.pk).exists()
            return redirect("desk:dossier", case.dossier_id) if still else redirect("desk:day")
    if led:
        sentence = str(form.errors["receiver"][0])
        return show_unit(request, led, units, status=422, refused=case.pk, sentence=sentence)
    return _show(request, case, status=422, chosen=target, hand_over=form)


@require_POST
@asks_proof("ge någon en nyckel till ett ärende")
def name_staff(request: Request, case_pk: str) -> HttpResponse:
    """Give a colleague a key to this one case, for a time."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    draft = begun(request, NAME_STAFF.key(case.pk))
    receivers = queries.may_hold_keys(swedish_day(request.at))
    form = forms.NameStaffForm(request.POST, receivers=receivers, auto_id="nyckel_%s")
    if not form.is_valid():
        return _show(request, case, status=422, name=form)
    try:
        actions.name_staff(
            case,
            form.cleaned_data["receiver"],
            ground=Ground.NAMED if case.is_sealed else Ground.SUBSTITUTION,
            reach=Reach.CASE,
            reason=form.cleaned_data["reason"],
            until=request.at + timedelta(days=form.cleaned_data["days"]),
            by=request.user,
            at=request.at,
        )
    except NotYet as refusal:
        return _show(request, case, status=422, refused=beside(form, refusal.obstacles), name=form)
    draft.sent(by=request.user, at=request.at)
    messages.success(request, f"{form.cleaned_data['receiver'].name} har nu nyckel till ärendet.")
    return redirect("desk:keys", case.pk)


@require_GET
def idle(request: Request) -> HttpResponse:
    """Keys into the units one leads that no work stands behind: for the manager to go through every month."""
    if not roles_of(request) & roles.LEADS:
        raise Http404
    found = dossier.idle_keys(request.user)
    held = {one.staff.pk for one in found}
    return page(
        request,
        "desk/idle_keys.html",
        idle=found,
        keeps=KEEPS,
        units=queries.units_of(held, swedish_day(request.at)),
    )


@require_POST
def end(request: Request, key_pk: str) -> HttpResponse:
    """Take a key back: from the case's page, or from the manager's list."""
    held = access.key(request.user, key_pk)
    if held is None or held.case_id is None:
        raise Http404
    try:
        with transaction.atomic():
            actions.end_key(held.pk, by=request.user, at=request.at)
    except DatabaseError:
        messages.error(
            request, "Nyckeln kunde inte tas tillbaka: den är handläggarens egen eller den enda som finns."
        )
    else:
        messages.success(request, f"Nyckeln från {held.staff.name} är tillbakatagen.")
    if request.POST.get("fran") == "listan":
        return redirect("desk:idle_keys")
    still = dossier.cases(request.user).filter(pk=held.case_id).exists()
    return redirect("desk:keys", held.case_id) if still else redirect("desk:day")
