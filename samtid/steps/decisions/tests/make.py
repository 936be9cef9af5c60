"""Builders for tests: decisions, made through the same doors as in the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import DecisionKind
from samtid.steps.decisions import actions
from samtid.steps.decisions.actions import Text
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import Consent, DecisionOutcome
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import a_proposal
from samtid.steps.investigations.words import Basis


def open_care(at: datetime, **said: Any) -> Text:
    """Family treatment for a child, with everything the law asks."""
    return replace(
        Text(
            kind=DecisionKind.OPEN_CARE,
            service_code="family_treatment",
            outcome=DecisionOutcome.GRANTED,
            content="Alva och hennes familj får familjebehandling två gånger i veckan.",
            reasons="Alva har flera dagar kommit hungrig till skolan. Föräldrarna orkar inte utan stöd just nu.",
            legal_basis=Basis.SOL_11_1,
            extent="två besök i veckan",
            valid_from=at.date() + timedelta(days=7),
            goal="Alva äter frukost varje skoldag.",
            follow_up_on=at.date() + timedelta(days=90),
            consent=Consent.GUARDIANS,
        ),
        **said,
    )


def home_care(at: datetime, **said: Any) -> Text:
    """Help to shower for an older person."""
    return replace(
        open_care(at),
        **(
            {
                "kind": DecisionKind.HOME_CARE,
                "service_code": "home_care_personal",
                "content": "Elsa får hjälp att duscha två gånger i veckan.",
                "reasons": "Elsa har ramlat i badrummet och vågar inte duscha själv. Ingen annan kan hjälpa henne.",
                "goal": "Elsa duschar tryggt två gånger i veckan.",
                "consent": None,
            }
            | said
        ),
    )


def a_draft(investigation: Investigation, *, by: Staff, at: datetime, **said: Any) -> Decision:
    """A draft decision on a finished investigation. ``by`` is acting."""
    a_proposal(investigation, by=by, at=at)
    text = open_care if investigation.concerns_child else home_care
    return actions.prepare(investigation, text(at, **said), by=by, at=at)


def a_decision(investigation: Investigation, *, by: Staff, at: datetime, **said: Any) -> Decision:
    """A signed decision, by somebody who may."""
    return actions.sign(a_draft(investigation, by=by, at=at, **said), by=by, at=at)
