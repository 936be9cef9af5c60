"""Vad förbättringen berättar: its forms, what waits for whom, and the night's emptying of the box."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Duty, Menu, Offers, UnitLink, Waiting

from . import actions, queries
from .models import Idea

HARD = DraftForm("improvement:hard", "Det här var svårt")
ANSWER = DraftForm("improvement:answer", "Svar på ett förslag")
TELL = DraftForm("improvement:tell", "Hur långt ett förslag har kommit")
COMMENT = DraftForm("improvement:comment", "Kommentar till ett förslag", "improvement:idea")
TRY = DraftForm("improvement:try_out", "Försök i teamet")
RESULT = DraftForm("improvement:result", "Så gick försöket")
# where what is one's own stands among all else that waits
HAS_LINES = roles.RECEIVES_CASES | {Role.PLANNER}
SOON = timedelta(days=7)
FIRST = 6  # rows of the card: what is nearest, the rest is a click away


def waits(day: Day) -> Iterable[Waiting]:
    """What one has in hand, on the day when one looks at it again."""
    if not HAS_LINES & set(day.roles):
        return
    for idea in day.first(queries.owned(day.viewer).filter(next_on__lte=day.today + SOON)):
        yield Waiting(
            what="Titta på förslaget igen", step="Berätta hur det går", address="improvement:tell", about=idea.pk,
            due_on=idea.next_on, who=idea.called, need="Förbättring",
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """For the quality developer: what was promised an answer, what was laid aside, and the year's hundred."""
    rows: list[CardRow] = []
    if Role.QUALITY in day.roles:
        rows += _looked_after(day)
    if not HAS_LINES & set(day.roles):
        rows += [
            _own(idea, day)
            for idea in queries.owned(day.viewer).filter(next_on__lte=day.today + SOON)[:FIRST]
        ]
    return (
        Card("Förslag och förbättringar", "Det som väntar på ett svar, det närmaste löftet först.", rows)
        if rows
        else None
    )


def _looked_after(day: Day) -> Iterable[CardRow]:
    waiting = list(queries.unanswered(day.viewer)[: FIRST + 1])
    for idea in waiting[:FIRST]:
        yield CardRow(_promised(idea, day), idea.called, "improvement:answer", idea.pk, idea.step_label)
    if len(waiting) > FIRST:
        left = queries.unanswered(day.viewer).count() - FIRST
        yield CardRow("Fler", f"{left} till väntar på svar", "improvement:ideas", None)
    if aside := queries.apart(day.viewer).count():
        said = "Ett undanlagt förslag" if aside == 1 else f"{aside} undanlagda förslag"
        yield CardRow(
            "Att titta igenom", said, "improvement:apart", None, "Skräp eller inte? Inget raderas oläst."
        )
    standing = queries.standing(day.today.year)
    told = f"{standing.counted} av {standing.target} klara" if standing.target else "Inget mål är bestämt än"
    yield CardRow(
        f"Årets förbättringar {standing.year}", told, "improvement:programme", None, _kept(standing)
    )


def _promised(idea: Idea, day: Day) -> str:
    if idea.answer_by is None:
        return "Inget svar än"
    left = (idea.answer_by - day.today).days
    if left < 0:
        return f"Löftet bröts {day_of(idea.answer_by)}"
    return "Svar senast i dag" if left == 0 else f"Svar senast {day_of(idea.answer_by)}"


def _own(idea: Idea, day: Day) -> CardRow:
    assert idea.next_on is not None
    late = "Skulle ha skett" if idea.next_on < day.today else "Senast"
    return CardRow(
        f"{late} {day_of(idea.next_on)}", idea.called, "improvement:tell", idea.pk, "Du har hand om det"
    )


def _kept(standing: queries.Standing) -> str:
    share = standing.promise.share
    return "" if share is None else f"{share} procent har fått svar i tid"


EMPTY_BOX = Duty(
    "improvement_box",
    "Förslagslådan",
    "Varje natt: det som sades i går tas fram, omskakat, så att ingen kan se vem som skrev.",
    time(0, 15),
    lambda run: actions.empty_box(by=None, at=run.at),
)

OFFERS = Offers(
    drafts=[HARD, ANSWER, TELL, COMMENT, TRY, RESULT],
    # for others the way is from the foot of every page
    menu=[Menu("Förslag", "improvement:ideas", 70, {Role.QUALITY, Role.CONTROLLER, Role.BOARD_MEMBER})],
    unit_links=[UnitLink("Förslag och förbättringar, steg för steg", "improvement:ideas")],
    waits=waits,
    card=card,
    duties=[EMPTY_BOX],
)
