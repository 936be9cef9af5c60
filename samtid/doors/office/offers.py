"""Vad kansliet berättar: what waits for a second person, what was left behind, and what the morning carries out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.offers import (
    MOST,
    Card,
    CardRow,
    Day,
    DraftForm,
    Duty,
    Menu,
    Offers,
    UnitLink,
    UnitNotice,
    Waiting,
)
from samtid.ground.sweden import swedish_day

from . import actions, queries
from .models import Reorganisation
from .words import Stage, Verb

BEGIN = DraftForm("office:begin", "Förslag om organisationen", "office:office")
CHANGE = DraftForm("office:change", "Ändring i organisationen", "office:office")
END = DraftForm("office:end", "Något upphör i organisationen", "office:office")
REFUSE = DraftForm("office:refuse", "Skäl till avslag", "office:proposal")
PLAN = DraftForm("office:begin_plan", "Ny omorganisation")
CHANGE_PLAN = DraftForm("office:change_plan", "Ändring av en omorganisation")
SETTLE = DraftForm("office:settle", "Skäl om en omorganisation", "office:reorganisation")
OF_VERB = {Verb.BEGIN: BEGIN, Verb.CHANGE: CHANGE, Verb.END: END}


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
        for case in day.first(queries.left_behind(day.viewer, day.today))
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


def card(day: Day) -> Card | None:
    """For who looks after the organisation: what waits for a second person, and the reorganisation that is near."""
    if not roles.ADMINISTERS & set(day.roles):
        return None
    rows = []
    others = queries.waiting(day.viewer).exclude(proposed_by=day.viewer).count()
    if others:
        said = "Ett förslag väntar" if others == 1 else f"{others} förslag väntar"
        rows.append(CardRow("Förslag", said, "office:office", None, "En andra person behövs."))
    plan = queries.reorganisations(day.viewer).first()
    if plan is not None and (told := _near(plan, day)):
        rows.append(CardRow(plan.name, told, "office:reorganisation", plan.pk, "Omorganisation"))
    return Card("Organisationen", "Det som väntar på dig eller sker snart.", rows) if rows else None


def _near(plan: Reorganisation, day: Day) -> str:
    """What there is to do or to know about a plan; nothing when it is far away or long ago."""
    if plan.carried_out_at is not None:
        since = day.today - swedish_day(plan.carried_out_at)
        return "Läs att allt är där det ska vara" if since < timedelta(days=7) else ""
    if plan.outcome == Stage.APPROVED:
        return f"Genomförs {plan.from_on.isoformat()}"
    return (
        "Läs övningen och godkänn" if plan.outcome == Stage.WAITING and plan.proposed_by != day.viewer else ""
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
    drafts=[BEGIN, CHANGE, END, REFUSE, PLAN, CHANGE_PLAN, SETTLE],
    unit_links=[UnitLink("Organisationen: medarbetare, delegation och förslag", "office:office")],
    waits=waits,
    card=card,
    unit=unit,
    duties=[REORGANISE, CARRY_OUT],
)
