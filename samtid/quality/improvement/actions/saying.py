"""Säga: everything that is said goes in the box, without who and without a moment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.ids import receipt_code
from samtid.ground.reasons import Obstacle, refuse_if

from .. import rules
from ..words import Gains, Origin, Step


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Det som sägs. ``insists``: what looks like a name is none."""

    text: str
    better: str = ""
    gains: Gains = Gains.STAFF
    step: Step = Step.OTHER
    page: str = ""
    origin: Origin = Origin.STEP
    is_named: bool = False
    insists: bool = False
    pressed: str = ""


@transaction.atomic
@only(rules.MAY)
def say_hard(
    page: str,
    sentence: str,
    better: str = "",
    *,
    gains: Gains = Gains.STAFF,
    is_named: bool = False,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> str:
    """Puts a sentence about a step in the box. Gives back the receipt; who said it is kept only if they ask for it."""
    said = Suggestion(
        sentence, better, gains, rules.step_of(page), rules.page_of(page), is_named=is_named, insists=insists
    )
    return _put(said)


@transaction.atomic
@only(rules.MAY)
def say_idea(said: Suggestion, *, by: Staff | None, at: datetime) -> str:
    """The same from the open form, a workshop, a deviation or an inquiry. Gives back the receipt."""
    return _put(said)


def _put(said: Suggestion) -> str:
    text, better = rules.stripped(said.text), rules.stripped(said.better)
    found = rules.obstacles_to_saying(text) + rules.obstacles_to_text(better, "better")
    names = rules.obstacles_to_names(text, better, field="sentence")
    refuse_if(found or ([] if said.insists else names))
    code = f"{receipt_code()}-{receipt_code()[:4]}"
    told = {
        "text": text,
        "better": better,
        "gains": said.gains,
        "step": said.step,
        "page": said.page,
        "origin": said.origin,
        "is_named": said.is_named,
        "may_name": bool(names),
        "receipt": code,
        "apart_why": rules.why_apart(f"{text} {better}", said.pressed),
    }
    door("say_idea", json.dumps(told))
    return code


@transaction.atomic
@only(rules.MAY)
def say_more(code: str, text: str, insists: bool = False, *, by: Staff | None, at: datetime) -> None:
    """The one with the receipt says more. In the box too."""
    said = rules.stripped(text)
    found = rules.obstacles_to_saying(said, "text")
    names = rules.obstacles_to_names(said, field="text")
    refuse_if(found or ([] if insists else names))
    _through_receipt(code, "more", said, bool(names))


@transaction.atomic
@only(rules.MAY)
def say_better(code: str, is_better: bool, *, by: Staff | None, at: datetime) -> None:
    """The one with the receipt says whether it became better: once."""
    _through_receipt(code, "better" if is_better else "worse", "", False)


def _through_receipt(code: str, kind: str, said: str, may_name: bool) -> None:
    if not door("say_more_of_idea", code, kind, said, may_name):
        refuse_if([Obstacle("Det går inte med det kvittot just nu. Läs svaret en gång till.", field="code")])


@transaction.atomic
@only(rules.MAY)
def empty_box(*, by: Staff | None, at: datetime) -> dict[str, int]:
    """Empties and shakes the box of the days that are over. How many there were."""
    return {"framtagna": door("empty_idea_box")}
