"""Vad försöken berättar: where they are found, what waits on whose day, and the night's watch over their limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from samtid.base.access.through import door
from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Duty, Offers, Run, Seldom, UnitLink, Waiting

from . import queries
from .models import Trial
from .words import State

PLAN = DraftForm("trials:plan", "Plan för ett försök")
CHANGE = DraftForm("trials:change", "Ändrad plan för ett försök")
TEXTS = {
    "go_on": DraftForm("trials:go_on", "Varför ett försök får fortsätta", "trials:trial", part="#fortsatt"),
    "stop": DraftForm("trials:stop", "Varför ett försök avbryts", "trials:trial", part="#avbryt"),
    "drop": DraftForm("trials:drop", "Varför ett försök inte blir av", "trials:trial", part="#stryk"),
    "decide": DraftForm("trials:decide", "Beslut om ett försök", "trials:trial", part="#besluta"),
    "follow": DraftForm("trials:follow", "Hur det gick efter ett försök", "trials:trial", part="#folj"),
}
SOON = timedelta(days=7)
FIRST = 6
OPEN = Seldom("trials", "exists (select from trials_trial where closed_at is null)")
STEPS = {
    State.PLANNED: "Bestäm planen innan försöket börjar",
    State.ENDED: "Försöket är slut: räkna och besluta",
    State.DECIDED: "Se efter om det höll",
}
PASSED = "Skyddsgränsen är passerad: avbryt, eller säg varför det får fortsätta"


def _watch(run: Run) -> Mapping[str, Any]:
    return {"passerade gränser": door("watch_trials")}


def waits(day: Day) -> Iterable[Waiting]:
    """For managers: what a trial asks of them."""
    if not roles.LEADS & set(day.roles) or not day.has(OPEN):
        return
    for one, state, due in queries.in_hand(day.viewer, day.today + SOON, day.today, day.roles):
        passed = one.is_passed  # type: ignore[attr-defined]
        yield Waiting(
            what=PASSED if passed else STEPS[state], step="Öppna försöket", address="trials:trial", about=one.pk,
            due_on=None if passed else due, promptly="genast" if passed else "", first=passed,
            who=one.name, need="Försök",
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """The same for those who do not lead."""
    if roles.LEADS & set(day.roles) or not roles.INQUIRES & set(day.roles) or not day.has(OPEN):
        return None
    found = queries.in_hand(day.viewer, day.today + SOON, day.today, day.roles)
    rows = [_row(*row, day) for row in found[:FIRST]]
    if len(found) > FIRST:
        rows.append(CardRow("Fler", "Alla försök", "trials:every", None, "Det som inte får plats här"))
    return Card("Försök", "Det som väntar på dig, det som brådskar först.", rows) if rows else None


def _row(one: Trial, state: State, due: date, day: Day) -> CardRow:
    if one.is_passed:  # type: ignore[attr-defined]
        return CardRow("Genast", one.name, "trials:trial", one.pk, PASSED)
    return CardRow(
        f"{'Skulle ha skett' if due < day.today else 'Senast'} {day_of(due)}",
        one.name,
        "trials:trial",
        one.pk,
        STEPS[state],
    )


WATCH = Duty(
    "trials",
    "Försökens skyddsgränser",
    "Varje natt, när indikatorerna är räknade: om något blev sämre än det fick bli.",
    time(4, 0),
    _watch,
)

OFFERS = Offers(
    drafts=[PLAN, CHANGE, *TEXTS.values()],
    duties=[WATCH],
    unit_links=[UnitLink("Försök: det som prövas för en tid", "trials:every")],
    seldom=[OPEN],
    waits=waits,
    card=card,
)
