"""Utkastet på listan: nobody changes what a meeting has before it, nor decides beside the meeting, by whichever door."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger

from .. import rules
from ..words import AT_MEETING, BACK, Outcome

SAID = ", ".join(f"'{one.value}'" for one in AT_MEETING)
RETURNING = ", ".join(f"'{one.value}'" for one in BACK)
FILLED_IN = ", ".join(f"'{name}'" for name in rules.COMPLETED)
OF_DRAFT = ", ".join(f"'{name}', d.{name}" for name in rules.KEPT)
HAD = f"jsonb_build_object({OF_DRAFT}, 'prepared_by', s.name)"
# What became of the line ``l``, as last corrected.
BECAME = (
    "coalesce((select c.outcome from committee_linecorrection c where c.line_id = l.id and c.outcome <> '' "
    "order by c.at desc, c.id desc limit 1), l.outcome)"
)


def committee_of(compartment: str) -> str:
    """SQL for the committee of the unit that holds a compartment today; null between two reorganisations."""
    return (
        "(select u.committee_id from access_holding h join organisation_unit u on u.id = h.unit_id "
        f"where h.compartment_id = {compartment} and access.holds(h.valid_from, h.valid_to) "
        "order by h.valid_from desc limit 1)"
    )


# From when the meeting begins until it is noted as held the text stands, so that what is kept is what it had. While a
# draft is on a list, or is to come back to one, nobody decides it; what was decided is registered as the minutes say.
KEEPS = f"""
declare l committee_agendaline; m committee_meeting; became text;
begin
  if exists (select from committee_agendaline a join committee_meeting b on b.id = a.meeting_id
      where a.decision_id = new.id and a.settled_at is null
        and (new.signed_at is not null or b.held_at is null and b.starts_at <= access.at())) then
    raise exception 'samtid: the draft lies before a meeting' using errcode = 'check_violation';
  end if;
  if new.signed_at is null then return new; end if;
  select a.* into l from committee_agendaline a where a.decision_id = new.id and a.outcome in ({SAID})
    order by a.settled_at desc, a.id desc limit 1;
  if not found then return new; end if;
  select b.* into m from committee_meeting b where b.id = l.meeting_id;
  became := {BECAME};
  if became in ({RETURNING})
    or not (l.is_certified or coalesce(m.adjusted_at >= l.settled_at, false))
    or new.level <> m.level or new.decided_on <> (m.starts_at at time zone 'Europe/Stockholm')::date
    or new.minute <> m.short || ' ' || to_char(m.starts_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD') || ' § ' || l.paragraph
    or became = '{Outcome.DECIDED.value}' and exists (select from jsonb_each(l.had) k
      where k.key <> 'prepared_by' and k.value is distinct from to_jsonb(new) -> k.key
        and not (k.key in ({FILLED_IN}) and k.value in ('null', '""'))) then
    raise exception 'samtid: what the minutes say is what is registered' using errcode = 'check_violation';
  end if;
  return new;
end
"""

DRAFT = [
    Function("access.committee_keeps()", "trigger", KEEPS, to=NOBODY),
    Trigger(
        "committee_decision_keeps",
        "decisions_decision",
        "before update",
        "access.committee_keeps",
        when="old.signed_at is null and (new.signed_at is not null or "
        f"({', '.join(f'new.{one}' for one in rules.KEPT)}) is distinct from "
        f"({', '.join(f'old.{one}' for one in rules.KEPT)}))",
    ),
]
