"""Beslutet på en sida: what it says, who may decide it, the letter, and when the person got to know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from samtid.base.access.request import Request, posts_of
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import Kept, begun_all
from samtid.base.look.fragments import page
from samtid.base.look.house import waits_for
from samtid.base.people.rules import obstacles_to_telling
from samtid.ground.law.appeals import APPEAL
from samtid.ground.law.days import swedish_day
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle
from samtid.steps.investigations.queries import named
from samtid.steps.investigations.words import Basis

from .. import forms, offers, queries, rules
from ..held_up import Said, hold_of, marked
from ..letters import drawn, unprintable
from ..models import Decision, Notification
from ..words import DecisionOutcome, Way

PAGE = "decisions:decision"


def find(request: Request, pk: UUID) -> Decision:
    """The decision, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(marked(queries.decisions(request.user)), pk=pk)


@require_safe
def decision(request: Request, pk: UUID) -> HttpResponse:
    """The page."""
    found = find(request, pk)
    open_page(found.case, page=PAGE, by=request.user, at=request.at)
    return show(request, found)


def show(request: Request, found: Decision, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page with its forms, one of them perhaps with errors (``given``)."""
    viewer, on = request.user, swedish_day(request.at)
    outcome, basis = DecisionOutcome(found.outcome), Basis(found.legal_basis)
    clocks = queries.clocks(viewer, found) if found.signed_at else []  # they begin with the decision
    context: dict[str, Any] = {
        "decision": found,
        "person": found.case.dossier.person,
        "outcome": outcome,
        "subject": queries.subject_of(found),
        "may_appeal": rules.may_appeal(basis),
        "notification": None,
        "clocks": [named(clock) for clock in clocks if clock.stopped_at is None],
        "appeal": next((clock for clock in clocks if clock.rule == APPEAL.id), None),
        "refused": (),
        "wrong": None,
        "final_waits": [],
    }
    if found.signed_at is None:
        context |= _before(request, found, basis) | given
    else:
        kept = begun_all(request, offers.CORRECT_NOTICE.key(found.pk), offers.APPEAL.key(found.pk))
        correction, appeal = kept.values()
        context |= {
            "readers": [
                (one.number, one.to, Way.label_of(one.way)) for one in queries.letters(viewer, found)
            ],
            "notification": Notification.objects.filter(decision=found).select_related("by").first(),
            "corrections": list(queries.corrections(viewer, found)),
            "appeals": list(queries.appeals(viewer, found)),
            "notify_form": forms.NotifyForm(),
            "correct_form": forms.CorrectNoticeForm(initial=correction.fields, auto_id="ratta_%s"),
            "appeal_form": forms.AppealForm(initial=appeal.fields, auto_id="overklagat_%s"),
            "correct_draft": correction,
            "appeal_draft": appeal,
        } | given
    context["overdue"] = context["appeal"] is not None and on > context["appeal"].rolled_on
    if context["overdue"] and context["appeal"].stopped_at is None:
        context["final_waits"] = waits_for("decisions.note_final", viewer, found, on)
    return page(request, "decisions/decision.html", status=status, **context)


def _before(request: Request, found: Decision, basis: Basis) -> dict[str, Any]:
    """What stands in the way, who may decide, and the forms for it."""
    viewer, on = request.user, swedish_day(request.at)
    floor = rules.floor_of(basis, on)
    deciding = queries.deciding(viewer, found, on, posts_of(request))
    missing = queries.lacking(viewer, found.investigation, on)
    written = drawn(found, found.case.dossier.person, deciding.unit, on)
    tells = queries.tells_place(viewer, found)
    to_committee = not Level.DELEGATE.reaches(floor.level)
    registers = to_committee and deciding.is_manager
    is_laid_here = found.handed_to_id == viewer.pk
    forms_here = [offers.SEND_BACK] * is_laid_here + [offers.REGISTER] * registers
    kept = begun_all(request, *(one.key(found.pk) for one in forms_here)) if forms_here else {}
    begun = dict(zip(forms_here, kept.values(), strict=True))
    return {
        **(_registering(begun[offers.REGISTER]) if registers else {}),
        **(_sending_back(begun[offers.SEND_BACK]) if is_laid_here else {}),
        "is_laid_here": is_laid_here,
        "hold": hold_of(viewer, found, Said(at=request.at)),
        "floor": floor,
        "to_committee": to_committee,
        "mandate": deciding.mandate if not isinstance(deciding.mandate, Obstacle) else None,
        "without": deciding.mandate if isinstance(deciding.mandate, Obstacle) else None,
        "remaining": rules.obstacles_after_death(found.case.dossier.person.died_on, on)
        + missing
        + unprintable(written)
        + ([] if deciding.is_manager else obstacles_to_telling(tells=tells, may_decide=False, reason=""))
        + rules.obstacles_in_text(queries.draft_of(found, on), on=on)
        + queries.not_offered(found, on),
        "is_manager": deciding.is_manager,
        "hand_over_form": forms.HandOverForm(signers=deciding.signers) if deciding.signers else None,
        "sign_form": forms.SignForm(auto_id="underskrift_%s"),
        "tells_place": tells,
        "readers": [(number, one.name, one.way.label) for number, (one, _) in enumerate(written, start=1)],
    }


def _registering(draft: Kept) -> dict[str, Any]:
    """The form for what the committee has decided, with what was typed in it and not sent."""
    return {
        "register_form": forms.RegisterForm(initial=draft.fields, auto_id="namnd_%s"),
        "register_draft": draft,
    }


def _sending_back(draft: Kept) -> dict[str, Any]:
    """The form for what is to be done with a draft before it can be decided."""
    return {
        "send_back_form": forms.SendBackForm(initial=draft.fields, auto_id="tillbaka_%s"),
        "send_back_draft": draft,
    }
