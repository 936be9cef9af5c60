"""Vad kansliet berättar: what waits for a second person, what was left behind, and what the morning carries out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.offers import MOST, Day, Duty, Menu, Offers, UnitLink, UnitNotice, Waiting
from samtid.ground.sweden import swedish_day

from . import actions, queries


def waits(day: Day) -> Iterable[Waiting]:
    """For a manager: open cases whose caseworker no longer works where the case lies. Somebody must take over today."""
    if not roles.LEADS & set(day.roles):
        return []
    return [
        Waiting(
            what="Ärende vars handläggare har slutat i enheten",
            step="Lämna över ärendet",
            address="desk:keys",
            about=case.pk,
            promptly="Genast",
            since=day.today,
            case=case,
        )
        for case in queries.left_behind(day.viewer, day.today)[:MOST]
    ]


def unit(viewer: Staff, unit: Unit, at: datetime) -> Iterable[UnitNotice]:
    """What waits for the manager to approve."""
    mine = list(queries.waiting_for(viewer)[:MOST])
    if mine:
        said = "Ett förslag" if len(mine) == 1 else f"{len(mine)} förslag"
        yield UnitNotice(
            "Ändringar i organisationen väntar på dig",
            f"{said} behöver en andra person. Senast {swedish_day(mine[-1].proposed_at)}.",
            "Läs och godkänn",
            "office:office",
        )


CARRY_OUT = Duty(
    "office_changes",
    "Ändringar i organisationen",
    "Varje natt: det som är godkänt till dagen som börjar.",
    time(0, 5),
    lambda run: actions.carry_out_due(by=None, at=run.at),
)

REORGANISE = Duty(
    "office_reorganisation",
    "Omorganisation",
    "Strax efter midnatt på dagen: hela den godkända planen på en gång, eller inget av den.",
    time(0, 1),
    lambda run: actions.carry_out_reorganisation(by=None, at=run.at),
)

OFFERS = Offers(
    menu=[Menu("Organisationen", "office:office", 85, roles.ADMINISTERS)],
    # a manager's menu is long enough
    unit_links=[UnitLink("Organisationen: medarbetare, delegation och förslag", "office:office")],
    waits=waits,
    unit=unit,
    duties=[REORGANISE, CARRY_OUT],
)
