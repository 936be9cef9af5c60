"""Vad riskerna och kontrollerna berättar: where they are found, what waits on whose day, and the night that opens the occasions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from samtid.base.access.through import door
from samtid.base.access.walling.conditions import ME
from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Duty, Menu, Offers, Run, Seldom, UnitLink

from . import queries, rules
from .walls import TODAY, WRITES, is_here

NOTE = DraftForm("risks:note", "Ny risk")
CONTROL = DraftForm("risks:add_control", "Ny kontroll")
ASSESS = DraftForm("risks:assess", "Ny bedömning av en risk", "risks:risk", part="#bedom")
FINISH = DraftForm("risks:finish", "Vad som är gjort åt en risk", "risks:risk", part="#gjord")
CLOSE = DraftForm("risks:close", "Varför en risk inte finns längre", "risks:risk", part="#avsluta")
END = DraftForm("risks:end_control", "Varför en kontroll upphör", "risks:control", part="#upphor")
CONCLUDE = DraftForm("risks:conclude", "Slutsats av en kontroll")
FIRST = 6
ASKS = f"""{WRITES} and (exists (select from risks_risk r where r.closed_at is null and (
    r.owner_id = {ME} and r.next_on <= {TODAY} + {rules.SOON.days} or r.doer_id = {ME} and r.measure_on <= {TODAY} + {rules.SOON.days}
    or (select access.has_role(array['{Role.QUALITY}'])) and (not {is_here("r.owner_id")} or r.doer_id is not null and not {is_here("r.doer_id")})))
  or exists (select from risks_control c where c.owner_id = {ME}
    and exists (select from risks_occasion o where o.control_id = c.id and not exists (select from risks_conclusion s where s.occasion_id = o.id))
    or c.ended_on is null and (select access.has_role(array['{Role.QUALITY}'])) and not {is_here("c.owner_id")}))"""
WAITING = Seldom("risks", ASKS)


def card(day: Day) -> Card | None:
    """For those who answer: risks to look at again, measures to do, and controls to write what they mean."""
    if not roles.SETS_DIRECTION & set(day.roles) or not day.has(WAITING):
        return None
    found = queries.due(day.viewer, day.roles, day.today)
    rows = [CardRow(_when(one, day), one.name, one.page, one.about, one.what) for one in found[:FIRST]]
    if len(found) > FIRST:
        rows.append(CardRow("Fler", f"{len(found) - FIRST} till", "risks:every", None))
    return (
        Card("Risker och egenkontroll", "Det som väntar på dig, det som brådskar först.", rows)
        if rows
        else None
    )


def _when(one: queries.Due, day: Day) -> str:
    if one.due_on is None:
        return "Utan ansvarig"
    return f"{'Skulle ha gjorts' if one.due_on < day.today else 'Senast'} {day_of(one.due_on)}"


def _hold(run: Run) -> Mapping[str, Any]:
    return {"tillfällen": door("hold_controls")}


OFFERS = Offers(
    drafts=[NOTE, CONTROL, ASSESS, FINISH, CLOSE, END, CONCLUDE],
    duties=[
        Duty(
            "controls",
            "Egenkontrollens tillfällen",
            "Varje natt, när indikatorerna är räknade: de kontroller vars dag har kommit, och om deras siffror nådde gränsen.",
            time(4, 30),
            _hold,
        )
    ],
    # for others the way is from the page of the routines
    menu=[Menu("Risker", "risks:every", 72, {Role.QUALITY})],
    unit_links=[UnitLink("Risker och egenkontroll", "risks:every")],
    seldom=[WAITING],
    card=card,
)
