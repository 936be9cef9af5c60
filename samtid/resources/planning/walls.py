"""Väggen kring planen: proposals and locks are seen by those who plan in the unit that carries out, and by nobody else.

A proposal names nobody. What it would change lies where the visit lies, and is seen by those who see the visit *and* the
proposal: from a count or an error nobody learns that another visit was moved.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Sealed, Trigger, Wall
from samtid.base.access.walling.conditions import IN_SERVICE, ME
from samtid.resources.roster.walls import LAID, LAYS

PLANNERS = LAYS  # whoever lays the roster of a unit plans its days
MINE = f"{ME} is not null and unit_id = any ({LAID})"

# A change and a lock lie where the visit lies; and a change is of a visit that the proposal's own unit carries out.
FOLLOWS = """
begin
  select v.case_id, v.provider_id into new.case_id, new.provider_id from visits_visit v where v.id = new.visit_id;
  return new;
end
"""
# A proposal is what its maker proposed, in one moment; and what became of a change is said as it is adopted.
AS_PROPOSED = """
begin
  if access.here() is null then return new; end if;
  if tg_op = 'INSERT' and (new.outcome is distinct from 'waits' or not exists (select from planning_proposal p
      where p.id = new.proposal_id and p.made_by_id = access.me() and p.made_at = access.at()
        and p.adopted_at is null and p.laid_aside_at is null))
    or tg_op = 'UPDATE' and (new.outcome, new.left_why, new.to_at) is distinct from (old.outcome, old.left_why, old.to_at)
      and not exists (select from planning_proposal p where p.id = new.proposal_id
        and p.adopted_by_id = access.me() and p.adopted_at = access.at()) then
    raise exception 'samtid: a proposal is its maker''s, and its outcome whoever adopts it'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""
OF_ITS_UNIT = (
    "exists (select from planning_proposal p, visits_visit v join services_service s on s.id = v.service_id "
    "where p.id = proposal_id and v.id = visit_id and s.unit_id = p.unit_id)"
)
PLANS = (
    "exists (select from visits_visit v join services_service s on s.id = v.service_id "
    f"where v.id = visit_id and s.unit_id = any ({LAID}))"
)


def follows(table: str) -> Trigger:
    """Its place is the visit's, whatever was said."""
    return Trigger(
        f"{table}_follows_visit",
        table,
        "before insert or update of case_id, visit_id",
        "access.plan_follows_visit",
    )


WALLS = [
    Function("access.plan_follows_visit()", "trigger", FOLLOWS, to=NOBODY),
    Wall(
        "planning_proposal",
        MINE,
        columns=["adopted_at", "adopted_by_id", "laid_aside_at", "laid_aside_by_id"],
    ),
    Authored(
        "planning_proposal",
        Did("made_by_id", "made_at"),
        [Did("adopted_by_id", "adopted_at"), Did("laid_aside_by_id", "laid_aside_at")],
    ),
    AppendOnly("planning_proposal", unless="old.adopted_at is null and old.laid_aside_at is null"),
    follows("planning_proposedmove"),
    Wall(
        "planning_proposedmove",
        f"{ME} is not null and {IN_SERVICE} and exists (select from planning_proposal p where p.id = proposal_id)",
        write=f"{ME} is not null and {IN_SERVICE} and {OF_ITS_UNIT}",
        columns=["outcome", "left_why", "to_at"],
    ),
    Sealed("planning_proposedmove"),
    Function("access.move_as_proposed()", "trigger", AS_PROPOSED, to=NOBODY, is_owners=False),
    Trigger(
        "planning_proposedmove_as_proposed",
        "planning_proposedmove",
        "before insert or update",
        "access.move_as_proposed",
    ),
    AppendOnly("planning_proposedmove", unless="old.outcome = 'waits'"),
    follows("planning_lock"),
    Wall(
        "planning_lock",
        f"{ME} is not null and {IN_SERVICE} and {PLANS}",
        columns=["unlocked_at", "unlocked_by_id"],
    ),
    Authored("planning_lock", Did("locked_by_id", "locked_at"), [Did("unlocked_by_id", "unlocked_at")]),
    Sealed("planning_lock"),
    AppendOnly("planning_lock", unless="old.unlocked_at is null"),
]
