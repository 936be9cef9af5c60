"""Väggarna kring avgifterna: who holds the case sees the income; the carrying-out unit never does. What is noted stands."""

from __future__ import annotations

from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
    done,
)
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.organisation.words import DecisionKind

from .words import Event

FEE = DecisionKind.FEE.value

# A count belongs to a draft about a fee, in the case of both; the draft is held, so that nobody signs it meanwhile.
COUNTED = f"""
begin
  perform 1 from decisions_decision d
    where d.id = new.decision_id and d.case_id = new.case_id and d.kind = '{FEE}' and d.signed_at is null for update;
  if not found or not exists (select 1 from fees_feebasis b where b.id = new.basis_id and b.case_id = new.case_id) then
    raise exception 'samtid: a fee is counted in the draft of its own case' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# What is signed is what was counted last: the amount and the month of the decision are those of its lines.
AGREES = f"""
begin
  if new.kind = '{FEE}' and new.signed_at is not null and old.signed_at is null and not exists (
    select 1 from fees_feedecision f where f.decision_id = new.id and f.fee = new.amount and f.valid_from = new.valid_from
      and f.number = (select max(g.number) from fees_feedecision g where g.decision_id = new.id)) then
    raise exception 'samtid: the fee is not what was counted' using errcode = 'check_violation';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.fee_is_counted()", "trigger", COUNTED, to=NOBODY),
    Function("access.fee_agrees()", "trigger", AGREES, to=NOBODY),
    Trigger("fees_feedecision_counted", "fees_feedecision", "before insert", "access.fee_is_counted"),
    Trigger(
        "decisions_decision_fee_agrees",
        "decisions_decision",
        "before update of signed_at",
        "access.fee_agrees",
    ),
    Told(
        "fees",
        list(Event),
        done={
            Event.BASIS: done("fees_feebasis", "noted_at", "noted_by_id", "t.number = 1"),
            Event.CORRECTED: done("fees_feebasis", "noted_at", "noted_by_id", "t.number > 1"),
            Event.COUNTED: done("fees_feedecision", "counted_at", "counted_by_id", "t.number = 1"),
            Event.RECOUNTED: done("fees_feedecision", "counted_at", "counted_by_id", "t.number > 1"),
        },
    ),
    Authored("fees_feebasis", Did("noted_by_id", "noted_at")),
    Authored("fees_feedecision", Did("counted_by_id", "counted_at")),
    Wall("fees_feebasis", IN_CASE),
    AppendOnly("fees_feebasis"),
    Sealed("fees_feebasis"),
    Wall("fees_feedecision", IN_CASE),
    AppendOnly("fees_feedecision"),
    Sealed("fees_feedecision"),
]
