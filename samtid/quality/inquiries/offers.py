"""Vad frågorna berättar: where one finds them, and what waits on whose day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Offers, UnitLink, Waiting

from . import queries
from .words import Kind

ASK = DraftForm("inquiries:ask", "Fråga om varför")
ROW = {
    kind: DraftForm(f"inquiries:{kind}", f"{kind.label} i en fråga om varför", "inquiries:inquiry", part=f"#{kind.value}")
    for kind in (Kind.HYPOTHESIS, Kind.CUT, Kind.FINDING, Kind.ACTION, Kind.LOOKED)
}  # fmt: skip
WEIGH = DraftForm("inquiries:weigh", "Om en orsak stämmer")
END = DraftForm("inquiries:end", "Hur en åtgärd gick")
CLOSE = DraftForm("inquiries:close", "Vad en fråga blev", "inquiries:inquiry", part="#avsluta")
SOON = timedelta(days=7)
FIRST = 6


def waits(day: Day) -> Iterable[Waiting]:
    """For managers: the day to look again, and what one said that one would do."""
    if not roles.LEADS & set(day.roles):
        return
    until = day.today + SOON
    for one in day.first(queries.to_look_at(day.viewer, until, day.today, day.roles)):
        yield Waiting(
            what="Se efter igen: blev det som ni trodde?", step="Öppna frågan", address="inquiries:inquiry", about=one.pk,
            due_on=one.look_again_on, who=one.title, need="Varför?",
        )  # fmt: skip
    for line in day.first(queries.to_do(day.viewer, until, day.today, day.roles)):
        yield Waiting(
            what=line.text, step="Säg hur det gick", address="inquiries:end", about=line.pk, due_on=line.due_on,
            who=line.inquiry.title, need="Varför?",
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """The same for those who do not lead: their list is of cases. What is left out is said, and leads to all."""
    if roles.LEADS & set(day.roles) or not roles.INQUIRES & set(day.roles):
        return None
    until = day.today + SOON
    looks = list(queries.to_look_at(day.viewer, until, day.today, day.roles)[: FIRST + 1])
    acts = list(queries.to_do(day.viewer, until, day.today, day.roles)[: FIRST + 1])
    rows = [
        CardRow(_until(one.look_again_on, day), one.title, "inquiries:inquiry", one.pk, "Se efter igen")
        for one in looks[:FIRST]
    ]
    rows += [
        CardRow(_until(line.due_on, day), line.text[:120], "inquiries:end", line.pk, line.inquiry.title)
        for line in acts[:FIRST]
    ]
    if len(looks) > FIRST or len(acts) > FIRST:
        rows.append(CardRow("Fler", "Alla frågor", "inquiries:every", None, "Det som inte får plats här"))
    return Card("Varför?", "Frågor och åtgärder du har hand om, det närmaste först.", rows) if rows else None


def _until(due_on: date | None, day: Day) -> str:
    assert due_on is not None
    return f"{'Skulle ha skett' if due_on < day.today else 'Senast'} {day_of(due_on)}"


OFFERS = Offers(
    drafts=[ASK, *ROW.values(), WEIGH, END, CLOSE],
    unit_links=[UnitLink("Varför? Frågor om siffror som sticker ut", "inquiries:every")],
    waits=waits,
    card=card,
)
