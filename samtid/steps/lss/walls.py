"""Väggarna kring LSS: who holds the case sees it; what is noted stands; nothing by LSS is decided but on what was weighed last."""

from __future__ import annotations

from collections.abc import Iterable

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
from samtid.ground.law.delegation import Level
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.investigations.words import Basis

from .rules import MEASURES
from .words import Answer, Criterion, Event, Group, Met, Otherwise, Residence

LSS = Basis.LSS_9.value
GRANTS = ", ".join(f"'{one}'" for one in DecisionOutcome if one.grants)
CODES = ", ".join(f"'{code}'" for code in MEASURES)
NEWEST = "(select max(g.number) from lss_groupassessment g where g.case_id = {}.case_id)"


def _listed(among: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in among)


# LSS is in force from 1994: no day before it is a day of a plan, and what is no day at all no page can show.
FIRST = "date '1994-01-01'"
KNOWN = (
    "jsonb_typeof(new.criteria) = 'object' and not exists (select from jsonb_each_text(new.criteria) c "
    f"where c.key not in ({_listed(Criterion)}) or c.value not in ({_listed(Met)}))"
)
CRITERIA = " and ".join(f"new.criteria->>'{one}' = '{Met.YES}'" for one in Criterion)

# Whoever does not hold the case is told no more than that: which number comes next is the case's own affair.
OUTSIDE = """if access.me() is not null and not access.may_see_case(new.case_id) then
    raise exception 'samtid: not your case' using errcode = 'insufficient_privilege';
  end if;"""

# Drafts are held meanwhile: nobody signs on an assessment that is being changed.
ASSESSED = f"""
begin
  {OUTSIDE}
  perform 1 from decisions_decision d
    where d.case_id = new.case_id and d.legal_basis = '{LSS}' and d.signed_at is null order by d.id for update;
  if new.number <> 1 + coalesce({NEWEST.format("new")}, 0) then
    raise exception 'samtid: an assessment is written beside the last' using errcode = 'check_violation';
  end if;
  if not ({KNOWN}) then
    raise exception 'samtid: the conditions are those of 1 § 3' using errcode = 'check_violation';
  end if;
  if new.answer = '{Answer.BELONGS}' and new.group = '{Group.THIRD}' and not coalesce({CRITERIA}, false) then
    raise exception 'samtid: the third group has four conditions' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# What is weighed is a draft of the same case, on the assessment that stands; of the draft as it is.
WEIGHED = f"""
begin
  {OUTSIDE}
  perform 1 from decisions_decision d
    where d.id = new.decision_id and d.case_id = new.case_id and d.legal_basis = '{LSS}' and d.signed_at is null
      and d.service_code = new.code and d.outcome = new.outcome and new.code in ({CODES}) for update;
  if not found then
    raise exception 'samtid: what is weighed is a draft of its own case' using errcode = 'check_violation';
  end if;
  if new.number <> 1 + coalesce((select max(w.number) from lss_weighing w where w.decision_id = new.decision_id), 0)
    or not exists (select from lss_groupassessment a where a.id = new.assessment_id and a.case_id = new.case_id
      and a.number = {NEWEST.format("new")}) then
    raise exception 'samtid: it is weighed on the assessment that stands' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# Whoever decides, delegate or board: on what was weighed last, of this very measure and outcome, by the assessment that stands.
AGREES = f"""
begin
  if new.signed_at is not null and old.signed_at is null
    and (new.legal_basis = '{LSS}' or new.service_code in ({CODES}))
    and not exists (
      select from lss_weighing w join lss_groupassessment a on a.id = w.assessment_id
      where w.decision_id = new.id and new.legal_basis = '{LSS}' and w.code = new.service_code and w.outcome = new.outcome
        and w.number = (select max(v.number) from lss_weighing v where v.decision_id = new.id)
        and a.number = {NEWEST.format("new")} and (new.level <> '{Level.DELEGATE}' or a.answer <> '{Answer.UNSURE}')
        and (new.level <> '{Level.DELEGATE}' or new.outcome not in ({GRANTS}) or (a.answer = '{Answer.BELONGS}' and w.otherwise = '{Otherwise.NO}'
          and w.residence = '{Residence.HERE}'))) then
    raise exception 'samtid: nothing by LSS is decided before it is weighed' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# A note is of the past; what is wrong is of the same case and kind, and is said to be wrong once.
NOTED = f"""
begin
  {OUTSIDE}
  if not isfinite(new.happened_on) or new.happened_on < {FIRST} then
    raise exception 'samtid: lss_planstep: no day of a plan' using errcode = 'check_violation';
  end if;
  if new.happened_on > (new.at at time zone 'Europe/Stockholm')::date then
    raise exception 'samtid: lss_planstep: it has not happened' using errcode = 'check_violation';
  end if;
  if new.corrects_id is not null and not exists (select from lss_planstep s where s.id = new.corrects_id
      and s.case_id = new.case_id and s.kind = new.kind and s.corrects_id is null) then
    raise exception 'samtid: lss_planstep: what is corrected is another' using errcode = 'check_violation';
  end if;
  if new.corrects_id is null and not exists (select from decisions_decision d where d.case_id = new.case_id
      and d.legal_basis = '{LSS}' and d.signed_at is not null and d.outcome in ({GRANTS})) then
    raise exception 'samtid: lss_planstep: nothing is granted' using errcode = 'check_violation';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.lss_group_is_assessed()", "trigger", ASSESSED, to=NOBODY),
    Trigger(
        "lss_groupassessment_assessed", "lss_groupassessment", "before insert", "access.lss_group_is_assessed"
    ),
    Function("access.lss_is_weighed()", "trigger", WEIGHED, to=NOBODY),
    Trigger("lss_weighing_weighed", "lss_weighing", "before insert", "access.lss_is_weighed"),
    Function("access.lss_agrees()", "trigger", AGREES, to=NOBODY),
    Trigger(
        "decisions_decision_lss_agrees",
        "decisions_decision",
        "before update of signed_at",
        "access.lss_agrees",
    ),
    Function("access.lss_plan_is_noted()", "trigger", NOTED, to=NOBODY),
    Trigger("lss_planstep_noted", "lss_planstep", "before insert", "access.lss_plan_is_noted"),
    Told(
        "lss",
        list(Event),
        done={
            Event.ASSESSED: done("lss_groupassessment", "at", "by_id", "t.number = 1"),
            Event.CORRECTED: done("lss_groupassessment", "at", "by_id", "t.number > 1"),
            Event.WEIGHED: done("lss_weighing", "at", "by_id"),
            Event.PLAN: done("lss_planstep", "at", "by_id", "t.corrects_id is null"),
            Event.PLAN_WRONG: done("lss_planstep", "at", "by_id", "t.corrects_id is not null"),
        },
    ),
    *(
        part
        for table in ("lss_groupassessment", "lss_weighing", "lss_planstep")
        for part in (
            Authored(table, Did("by_id", "at", "by_title" if table == "lss_groupassessment" else "")),
            Wall(table, IN_CASE),
            AppendOnly(table),
            Sealed(table),
        )
    ),
]
