"""Builders for tests: homes, and children placed in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory.tests.make import resting
from samtid.steps.placements import actions
from samtid.steps.placements.models import Care, Home
from samtid.steps.placements.words import Ground, HomeKind

WHY_NOT = "Föräldrastöd prövades i våras och räckte inte för att barnet skulle vara tryggt."


def particulars(on: date, **said: Any) -> actions.Particulars:
    """What is said of a home that is in order from ``on``."""
    return actions.Particulars(
        **{
            "valid_from": on,
            "run_by": "Familjen Provdal",
            "phone": "070-1740605",
            "address": "Provvägen 7",
            "area": "Älvsbyn",
            "distance_km": 50,
            "capacity": 2,
            "takes_siblings": True,
            "approved_on": on,
            "approved_by": f"SN AU {on} § 12",
            "register_checked_on": on,
            "agreement_on": on,
            "price_per_day": 1200,
            **said,
        }
    )


def a_home(
    *,
    by: Staff,
    at: datetime,
    kind: HomeKind = HomeKind.FAMILY_HOME,
    name: str = "Provdals",
    **said: Any,
) -> Home:
    """A home that is investigated, approved and has an agreement."""
    return actions.register_home(kind, name, particulars(swedish_day(at), **said), by=by, at=at)


def a_care(
    case: Case, home: Home, *, by: Staff, at: datetime, ground: Ground = Ground.CONSENT, **said: Any
) -> Care:
    """A child who has just come to a home. What it rests on against somebody's will stands in its track first."""
    decided_on = said.pop("decided_on", swedish_day(at))
    if ground is not Ground.CONSENT:
        resting(case, str(ground), decided_on, by=by, at=at)
    begun = actions.Begun(
        **{
            "home": home,
            "starts_at": at,
            "ground": ground,
            "secretary": by,
            "why_not": WHY_NOT,
            "decision_text": "SN AU 2026-11-20 § 40",
            **said,
        }
    )
    return actions.begin_care(case, begun, by=by, at=at)


def on_ground(care: Care, ground: Ground, on: date, text: str, *, by: Staff, at: datetime) -> None:
    """The care rests on another ground from a day, which its track says first."""
    if ground is not Ground.CONSENT:
        resting(care.case, str(ground), on, by=by, at=at)
    actions.change_ground(care, ground, on, text, by=by, at=at)


# The same as an insider writes them, who has the source and any SQL.
PLACED = """insert into placements_placement (id, case_id, compartment_id, is_sealed, care_id, home_id, starts_at, ends_at, why,
    left_why, anyway, note, placed_at, placed_by_id, corrected_why)
  values (%(id)s, %(case)s, 1, false, %(care)s, %(home)s, %(first)s, %(last)s, 'first', '', '', '', access.at(), access.me(), '')"""
CARED = """insert into placements_care (id, case_id, compartment_id, is_sealed, person_id, decision_text, considered, why_not,
    began_at, begun_at, begun_by_id, secretary_id, destination, end_comment, annulled_why)
  values (%(id)s, %(case)s, 1, false, %(person)s, '', '[]', 'prov', access.at(), access.at(), access.me(), access.me(), '', '', '')"""
TERMS = """insert into placements_hometerms (id, home_id, valid_from, run_by, phone, address, area, capacity, age_from, age_to,
    takes_siblings, has_pets, languages, training, approved_by, why, written_at, written_by_id)
  values (gen_random_uuid(), %(home)s, %(on)s, '', '', '', '', %(capacity)s, 0, 21, true, false, '', '', '', '', access.at(),
    access.me())"""
