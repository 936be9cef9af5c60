"""Ett varv: the row held while it is moved, whether the one who acts may, and the line that says what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators import queries as indicators
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.said import shown_by

from . import queries, rules
from .models import Activity, Held, Line
from .words import Rhythm, Turn

FIRST_READ = "Någon annan hann före: läs vad som står nu."
Row = TypeVar("Row", bound=Held)


def held(row: Row, seen: int | None, *, by: Staff, at: datetime) -> Row:
    """The row as it stands, held until the verb is done. Refused to those who do not move it, and when it has moved since."""
    refuse_if(to_moving(row, by, at))
    found = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    refuse_if([Obstacle(FIRST_READ)] if seen is not None and seen != found.turns else [])
    return found


def to_moving(row: Held, by: Staff, at: datetime, held: Sequence[Membership] | None = None) -> list[Obstacle]:
    """What stands in the way of ``by`` telling of the row: the page shows what the action will say.

    ``held`` are today's posts of ``by``, where they are read already.
    """
    posts = list(organisation.memberships(by, swedish_day(at))) if held is None else held
    who = {
        "is_owner": row.owner_id == by.pk and any(post.role in queries.IN_ROLE for post in posts),
        "leads_there": any(post.role == Role.MANAGER and post.unit_id == row.unit_id for post in posts),
        "leads_all": queries.leads_all(posts),
        "is_quality": any(post.role == Role.QUALITY for post in posts),
    }
    if not any(who.values()) and any(post.role == Role.MANAGER for post in posts):
        who["is_left"] = queries.is_left(row.unit, swedish_day(at))
    found = rules.obstacles_to_moving(**who)
    # whoever moves the goal moves what lies beneath it, so that nobody keeps another's goal open
    return to_moving(row.goal, by, at, posts) if found and isinstance(row, Activity) else found


def clean(texts: Mapping[str, str], insists: bool) -> None:
    """Refuses texts that lead to somebody."""
    refuse_if(rules.obstacles_to_texts(texts, insists=insists, longest=rules.LONGEST))


def answerer(owner: int | None, today: date) -> tuple[frozenset[int], Membership | None]:
    """Who may answer for something, and the post of the one who is to."""
    found = queries.answering(today)
    return frozenset(found), found.get(owner) if owner is not None else None


def move(row: Held, line: Line, **changed: Any) -> None:
    """One turn: the line first, while whoever writes it still moves the row."""
    line.save(force_insert=True)
    for name, value in changed.items():
        setattr(row, name, value)
    row.turns += 1
    row.save(update_fields=[*changed, "turns"])


def until_of(row: Held, today: date) -> date | None:
    """The last day that an activity may have: that of its plan. All else is looked at within some years."""
    if not isinstance(row, Activity):
        return None
    plan = row.goal.plan
    return rules.last_day(Rhythm(plan.rhythm), plan.last_year, today)


def line_of(row: Held, kind: Turn, said: str, *, by: Staff, at: datetime, **more: Any) -> Line:
    """A line that is not written yet."""
    return Line(**{type(row).__name__.lower(): row}, kind=kind, said=said.strip(), by=by, at=at, **more)


def figure_of(viewer: Staff, indicator: str, since: date) -> rules.Told:
    """What an indicator says of before and after a day."""
    one = all_indicators().get(indicator)
    if one is None:
        return rules.told_of(None, since)
    return rules.told_of(indicators.whole(viewer, one).course, since, one.better)


def kept_figure(viewer: Staff, indicator: str, since: date) -> dict[str, Any]:
    """The same as the columns of a line, so that what was told that day stands."""
    told = figure_of(viewer, indicator, since)
    one = all_indicators().get(indicator)
    said = rules.follow_up_told(told, one.name, shown_by(one)) if one is not None else told.why
    values = {
        "before": told.before.value if told.before else None,
        "after": told.after.value if told.after else None,
    }
    return {"effect": told.effect, "told": said} | {
        name: round(value, 2) if value is not None else None for name, value in values.items()
    }
