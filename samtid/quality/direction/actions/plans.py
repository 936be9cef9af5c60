"""Planerna: från vision till mål, aktivitet och milstolpe, och hur det går."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import KEY
from samtid.quality.improvement.models import Idea
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.workshops import actions as workshops
from samtid.quality.workshops.models import Proposal

from .. import queries, rules
from ..models import Activity, Goal, Line, Milestone, Plan, Resolution, Theme
from ..turning import answerer, clean, held, kept_figure, line_of, move, to_moving, until_of
from ..words import Rhythm, State, Turn

GOAL_ENDS = (State.REACHED, State.DROPPED)
ACTIVITY_ENDS = (State.DONE, State.DROPPED)


@transaction.atomic
@only(rules.MAY)
def begin_plan(said: rules.NewPlan, insists: bool = False, *, by: Staff, at: datetime) -> Plan:
    """A plan with its vision. Goals are added to it; it ends by none being open."""
    owners, post = answerer(said.owner, swedish_day(at))
    refuse_if(rules.obstacles_to_plan(said, swedish_day(at), owners))
    clean({"name": said.name, "vision": said.vision}, insists)
    assert post is not None
    return Plan.objects.create(
        kind=said.kind,
        name=said.name.strip(),
        vision=said.vision.strip(),
        first_year=said.first_year,
        last_year=said.last_year,
        rhythm=said.rhythm,
        owner=post.staff,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def set_theme(
    plan: Plan, year: int | None, theme: str, insists: bool = False, *, by: Staff, at: datetime
) -> Theme:
    """The theme of a year, once."""
    has = {one.year for one in queries.themes(by, plan)}
    refuse_if(rules.obstacles_to_theme(year, theme, plan.first_year, plan.last_year, has))
    clean({"theme": theme}, insists)
    assert year is not None
    try:
        with transaction.atomic():
            return Theme.objects.create(plan=plan, year=year, text=theme.strip(), by=by, at=at)
    except IntegrityError as error:
        # two at once: the first one stands
        if "one_theme_a_year" not in str(error):
            raise
        refuse_if([rules.has_a_theme()])
        raise


@transaction.atomic
@only(rules.MAY)
def add_goal(plan: Plan, said: rules.NewGoal, insists: bool = False, *, by: Staff, at: datetime) -> Goal:
    """A goal, first followed up when the period that runs is over and counted."""
    today = swedish_day(at)
    owners, post = answerer(said.owner, today)
    refuse_if(rules.obstacles_to_goal(said, frozenset(all_indicators()), owners))
    clean({"title": said.title, "text": said.text, "target": said.target}, insists)
    assert post is not None
    return Goal.objects.create(
        plan=plan,
        title=said.title.strip(),
        text=said.text.strip(),
        indicator=said.indicator,
        target=said.target.strip(),
        owner=post.staff,
        unit=post.unit,
        next_on=rules.first_follow_up(Rhythm(plan.rhythm), today, plan.first_year),
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def add_activity(
    goal: Goal,
    *,
    text: str,
    owner: Staff | int | None,
    source: str | UUID = "",
    next_on: date | None = None,
    begins_on: date | None = None,
    budget: int | None = None,
    risk: str = "",
    indicator: str = "",
    resolution: Resolution | None = None,
    proposal: Proposal | None = None,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> Activity:
    """An activity under an open goal; the door for other rooms too. ``source``: what it came from.

    Of a workshop's ``proposal`` it is told, to everybody who holds a receipt of a note, where it was taken up.

    Without ``next_on`` it is to be done when the goal is next followed up, or on that day of the coming period.
    """
    today = swedish_day(at)
    whose = owner.pk if isinstance(owner, Staff) else owner
    plan, rhythm = goal.plan, Rhythm(goal.plan.rhythm)
    until = rules.last_day(rhythm, plan.last_year, today)
    last = next_on or min(rules.first_follow_up(rhythm, today, plan.first_year), until)
    owners, post = answerer(whose, today)
    kept = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    said = rules.NewActivity(text, whose, begins_on, last, budget, risk, indicator)
    found = rules.obstacles_to_activity(said, State(kept.state), today, owners, until)
    if indicator and indicator not in all_indicators():
        found.append(Obstacle("Välj en indikator i listan.", field="indicator"))
    refuse_if(found)
    whence = str(proposal.pk if proposal is not None else source).strip()[:80]
    clean({"text": text, "risk": risk} | ({} if KEY.fullmatch(whence) else {"source": whence}), insists)
    assert post is not None
    if proposal is not None:
        workshops.taken_up(proposal, where=f"{plan.name}: {goal.title}"[:300], by=by, at=at)
    return Activity.objects.create(
        goal=goal,
        text=text.strip(),
        risk=risk.strip(),
        begins_on=begins_on,
        next_on=last,
        budget=budget,
        indicator=indicator,
        source=whence,
        resolution=resolution,
        owner=post.staff,
        unit=post.unit,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def add_milestone(
    activity: Activity, text: str, due_on: date | None, insists: bool = False, *, by: Staff, at: datetime
) -> Milestone:
    """What is to be ready on a day. The day is on the day of whoever answers for the activity."""
    refuse_if(to_moving(activity, by, at))
    today = swedish_day(at)
    until = until_of(activity, today)
    refuse_if(rules.obstacles_to_milestone(text, due_on, State(activity.state), today, until))
    clean({"milestone": text}, insists)
    assert due_on is not None
    return Milestone.objects.create(activity=activity, text=text.strip(), due_on=due_on, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def reach_milestone(milestone: Milestone, *, by: Staff, at: datetime) -> None:
    """It is ready. Pressed twice it stands as it was the first time."""
    refuse_if(to_moving(milestone.activity, by, at))
    # held, so that it is not ended meanwhile
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=milestone.activity_id)
    refuse_if([] if activity.is_open else [Obstacle("Aktiviteten är avslutad. Öppna den igen först.")])
    row = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if row.reached_at is None:
        row.reached_at, row.reached_by = at, by
        row.save(update_fields=["reached_at", "reached_by"])


@transaction.atomic
@only(rules.MAY)
def follow_goal(
    goal: Goal, said: str, insists: bool = False, *, seen: int | None = None, by: Staff, at: datetime
) -> Line:
    """The period's sentence from the owner, with what the indicator tells that day. The goal stays open."""
    row = held(goal, seen, by=by, at=at)
    found = [] if row.is_open else [Obstacle("Målet är avslutat. Öppna det igen först.")]
    found += [] if said.strip() else [Obstacle("Skriv en mening om hur det går.", field="said")]
    refuse_if(found)
    clean({"said": said}, insists)
    today, rhythm = swedish_day(at), Rhythm(row.plan.rhythm)
    period, next_on = rules.due_period(rhythm, row.next_on, today)
    line = line_of(
        row,
        Turn.FOLLOWED,
        said,
        period=period,
        next_on=next_on,
        by=by,
        at=at,
        **kept_figure(by, row.indicator, swedish_day(row.at)),
    )
    move(row, line, next_on=next_on)
    return line


@transaction.atomic
@only(rules.MAY)
def end_goal(
    goal: Goal,
    ends: State | None,
    said: str,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """Reached, or ended with a reason. What goes on beneath it is ended first, so that no day is left behind."""
    row = held(goal, seen, by=by, at=at)
    found = rules.obstacles_to_ending(State(row.state), said, ends, GOAL_ENDS)
    left = queries.activities(by).filter(goal=row, state=State.OPEN).count()
    if left:
        many = "En aktivitet pågår" if left == 1 else f"{left} aktiviteter pågår"
        found.append(Obstacle(f"{many} under målet. Avsluta det som pågår först."))
    refuse_if(found)
    clean({"said": said}, insists)
    told = kept_figure(by, row.indicator, swedish_day(row.at))
    move(row, line_of(row, Turn.ENDED, said, by=by, at=at, **told), state=ends, ended_on=swedish_day(at))


@transaction.atomic
@only(rules.MAY)
def end_activity(
    activity: Activity,
    ends: State | None,
    said: str,
    insists: bool = False,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """Done, or ended with a reason; with what its own indicator tells, if it has one."""
    row = held(activity, seen, by=by, at=at)
    refuse_if(rules.obstacles_to_ending(State(row.state), said, ends, ACTIVITY_ENDS))
    clean({"said": said}, insists)
    told = kept_figure(by, row.indicator, row.begins_on or swedish_day(row.at))
    move(row, line_of(row, Turn.ENDED, said, by=by, at=at, **told), state=ends, ended_on=swedish_day(at))


@transaction.atomic
@only(rules.MAY)
def tie(
    activity: Activity,
    resolution: Resolution | None,
    idea: Idea | UUID | None,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> None:
    """Says which decision and which improvement an activity comes from. It can be tied to others later."""
    row = held(activity, seen, by=by, at=at)
    kept = (row.resolution_id, row.idea_id)
    key = idea.pk if isinstance(idea, Idea) else idea
    if kept == (resolution.pk if resolution else None, key):
        return
    told = [f"Beslut: {resolution.body_label} {resolution.paragraph}"] if resolution else []
    told += ["Förslag: se aktiviteten"] if key else []
    line = line_of(row, Turn.TIED, "", told=". ".join(told) or "Knyts inte till något", by=by, at=at)
    move(row, line, resolution=resolution, idea_id=key)
