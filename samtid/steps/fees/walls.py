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
from samtid.ground.law.fees import CARE_SHARE, HOUSING_SHARE
from samtid.ground.words import Word

from .rules import MOST
from .words import Event, Household, Income, Part, Per, Source, Step, Turn, Whose

FEE = DecisionKind.FEE.value
SHARES = float(
    CARE_SHARE + HOUSING_SHARE
)  # of the price base: no fee is above both ceilings, however they are rounded

ORE = "'^[0-9]{1,10}$'"


def _of(row: str, words: type[Word]) -> str:
    return f"r->>'{row}' in ({', '.join(repr(str(one)) for one in words)})"


def _wrong(rows: str, *conditions: str) -> str:
    """Whether a list has a row that the program could not read back."""
    right = " and ".join(conditions)
    return f"exists (select 1 from jsonb_array_elements({rows}) r where not coalesce({right}, false))"


INCOMES = _wrong(
    "new.incomes",
    *(_of("whose", Whose), _of("kind", Income), _of("per", Per), _of("source", Source)),
    *("jsonb_typeof(r->'ore') = 'number'", f"r->>'ore' ~ {ORE}"),
    *("r->>'known_on' ~ '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$'", "(r->>'known_on')::date is not null"),
)
ADJUSTMENTS = _wrong(
    "new.adjustments",
    *(_of("turn", Turn), "jsonb_typeof(r->'ore') = 'number'", f"r->>'ore' ~ {ORE}"),
    "jsonb_typeof(r->'reason') = 'string'",
)
TARIFFS = _wrong(
    "new.tariffs",
    *(_of("part", Part), "jsonb_typeof(r->'ore') = 'number'", f"r->>'ore' ~ {ORE}"),
    *("jsonb_typeof(r->'what') = 'string'", "jsonb_typeof(r->'code') = 'string'"),
)
LINES = _wrong(
    "new.lines",
    *(_of("step", Step), "jsonb_typeof(r->'ore') = 'number'", "r->>'ore' ~ '^-?[0-9]{1,12}$'"),
    *("jsonb_typeof(r->'text') = 'string'", "jsonb_typeof(r->'law') = 'string'"),
    *("jsonb_typeof(r->'note') = 'string'", "jsonb_typeof(r->'is_sum') = 'boolean'"),
)

# What is noted can be read back, whoever wrote it: the table is only added to, and a row that stops a page stops it for good.
SHAPED = f"""
begin
  if new.number <> 1 + coalesce((select max(b.number) from fees_feebasis b where b.case_id = new.case_id), 0)
    or new.household not in ({", ".join(repr(str(one)) for one in Household)}) or new.housing > {MOST}
    or {INCOMES}
    or {ADJUSTMENTS}
    or {TARIFFS} then
    raise exception 'samtid: a fee is counted from rows that can be read' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# A count belongs to a draft about a fee, in the case of both; the draft is held, so that nobody signs it meanwhile.
COUNTED = f"""
begin
  perform 1 from decisions_decision d
    where d.id = new.decision_id and d.case_id = new.case_id and d.kind = '{FEE}' and d.signed_at is null for update;
  if not found or not exists (select 1 from fees_feebasis b where b.id = new.basis_id and b.case_id = new.case_id) then
    raise exception 'samtid: a fee is counted in the draft of its own case' using errcode = 'check_violation';
  end if;
  if new.number <> 1 + coalesce((select max(f.number) from fees_feedecision f where f.decision_id = new.decision_id), 0)
    or exists (select 1 from fees_feebasis b, fees_feebasis mine
      where mine.id = new.basis_id and b.case_id = new.case_id and b.number > mine.number)
    or new.year <> extract(year from new.valid_from)
    or {LINES}
    or not coalesce(new.lines->-1->>'step' = '{Step.FEE.value}' and (new.lines->-1->>'is_sum')::boolean
      and (new.lines->-1->>'ore')::numeric = new.fee::numeric * 100, false)
    or new.fee > (new.price_base * {SHARES} / 12) + 2 then
    raise exception 'samtid: the fee is not that of its lines' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# What is signed is what was counted last: the amount and the month of the decision are those of its lines.
AGREES = f"""
begin
  if new.kind = '{FEE}' and new.signed_at is not null and old.signed_at is null and not exists (
    select 1 from fees_feedecision f where f.decision_id = new.id and f.fee = new.amount and f.valid_from = new.valid_from and new.per = 'month'
      and f.number = (select max(g.number) from fees_feedecision g where g.decision_id = new.id)) then
    raise exception 'samtid: the fee is not what was counted' using errcode = 'check_violation';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.fee_basis_is_shaped()", "trigger", SHAPED, to=NOBODY),
    Trigger("fees_feebasis_shaped", "fees_feebasis", "before insert", "access.fee_basis_is_shaped"),
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
